"""What people see: pure functions from our types to Block Kit. The only room with blocks in it."""
