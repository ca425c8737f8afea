"""What happens to the app itself in its workspace."""

import structlog

from handlers import payloads
from handlers.desk import Desk
from handlers.router import Handler
from handlers.touch import Answer, Touch

log = structlog.get_logger("hearth")


async def revoked(_touch: Touch, _desk: Desk) -> Answer:
    """The app was uninstalled, or its token revoked: nobody can be reached any more. It is shouted in the
    log, since there is nobody left in Slack to tell."""
    log.critical("app_revoked", mend="Install the app anew in Slack, then run `python bot.py check`.")
    return Answer()


HANDLERS: dict[str, Handler] = {payloads.REVOKED: revoked}
