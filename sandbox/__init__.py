"""A local Slack to try the bot in and to test it against. It shares no code with the bot."""

from sandbox.person import Person
from sandbox.server import Sandbox
from sandbox.socket_mode import Timing
from sandbox.validation import problems_in

__all__ = ["Person", "Sandbox", "Timing", "problems_in"]
