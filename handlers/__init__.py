"""Slack -> us: read what somebody did, call care, answer with a view. One module a surface."""
