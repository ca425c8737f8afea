"""What somebody is told when something goes wrong: a kind sentence, a reference, the lines of help.

Never silence, never a stack trace; and nobody but the person who acted is told (design.md, Errors).
"""

from slack_sdk.errors import SlackClientError

from care.errors import NotAllowed, NothingThere, NotSent, NotYours
from domain.people import Language
from domain.scenes import Reader
from handlers import payloads
from handlers.effects import publish, say, show
from handlers.touch import Answer, Touch
from storage.errors import StorageError
from views.errors import Sorry, sorry, sorry_message
from views.parts import BOTH, View
from views.support import not_sent


def kind_of(failed: Exception) -> Sorry:
    """Return what a person has to know of an error."""
    match failed:
        case NotYours() | NotAllowed():
            return Sorry.NOT_YOURS
        case NothingThere():
            return Sorry.GONE
        case StorageError():
            return Sorry.DOWN
        case SlackClientError():
            return Sorry.SLACK
        case _:
            return Sorry.UNKNOWN


def expected(failed: Exception) -> bool:
    """Whether an error is a thing that happens, and no fault of ours to be looked into."""
    return isinstance(failed, NotYours | NotAllowed | NothingThere)


def told(touch: Touch, failed: Exception, reference: str) -> Answer:
    """Return the answer that tells the person who acted. It needs no database and no language.

    On top of a submit it leaves what was typed where it is; a Send that fails says that nobody was told.
    """
    if isinstance(failed, NotSent):
        return Answer.on_top(touch, not_sent(Reader(Language.EN, "")))
    kind, shown = kind_of(failed), "" if expected(failed) else reference
    if touch.name == payloads.HOME_OPENED:
        home: View = {"type": "home", "blocks": sorry_message(BOTH, shown, kind).blocks}
        return Answer.then(publish(touch.slack_user, home))
    if touch.name == payloads.MESSAGE:
        return Answer.then(say(touch.slack_user, sorry_message(BOTH, shown, kind)))
    if touch.is_submit:
        return Answer.on_top(touch, sorry(BOTH, shown, kind))
    if touch.trigger:
        return Answer.then(show(touch, sorry(BOTH, shown, kind)))
    return Answer()
