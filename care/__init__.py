"""What the bot does for people: one function a use case, each inside one unit of work.

Every use case takes the unit of work first and never commits: `seam.py` does that, once, in a worker
thread. None of them knows Slack, and none tells the time for itself.
"""
