"""The craft of the bot: flows, the engine that walks them, and the proof each one has to pass."""
