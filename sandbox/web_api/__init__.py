"""The Web API: what a bot of this kind calls, and no more."""
