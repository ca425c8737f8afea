"""What comes after a yes, for both sides: who writes first, the way to each other, and the listener's card.

The chat of the two is theirs: the bot is not in it. `slack://user` opens it in Slack's apps, on a phone and
on a computer (docs.slack.dev, deep linking); in a browser without the app the name's own menu does, so that
is said beside it.
"""

from domain.people import Language
from domain.scenes import AlertScene, AlertState, AskerScene, Moved, Reader
from domain.support import Ask, Kind, Urgency, Way
from views import names, safe
from views.heads_up import heads_up_lines
from views.parts import Block, actions, ask_first, button, context, section
from views.when import between
from words import words

HOURS = 60
LISTENING = ("open", "listen", "leave", "fix", "both")


def listener(scene: AlertScene) -> list[Block]:
    """Return the card of the one who said yes: short, and for reading with a phone in one hand."""
    say = words(scene.reader.language)
    asker_slack, ask = scene.asker_slack, scene.ask
    if asker_slack is None or ask is None:
        return []
    blocks = [section("\n".join(_way(scene, asker_slack, ask)))]
    if ask.kind is Kind.COVER:
        moved = [] if scene.moved is Moved.NONE else [say(f"listener-{scene.moved.replace('_', '-')}")]
        blocks.append(section("\n".join([*moved, say("listener-cover")])))
    else:
        blocks += [section("\n".join(_listening(scene))), context(_must_act(scene))]
    yourself = say("listener-yourself")
    if scene.check_in:
        yourself = f"{yourself} {say('listener-check-in')}"
    hours = button(names.SCHEDULE_OPEN, say("hours-mine"))
    return [*blocks, context(yourself), actions([_give_back(scene), hours], "answer")]


def brief(scene: AlertScene) -> list[Block]:
    """Return a call that one said yes to in few lines, for a screen that holds more than it: how to be there
    stands on the card in the chat. Nothing for a call that one did not say yes to."""
    if scene.state is not AlertState.YOURS or scene.asker_slack is None or scene.ask is None:
        return []
    return [
        section("\n".join(_way(scene, scene.asker_slack, scene.ask))),
        actions([_give_back(scene)], "answer"),
    ]


def asker_lines(scene: AskerScene) -> list[str]:
    """Return what the asker reads once somebody said yes: who writes first, and the way to their chat."""
    say = words(scene.reader.language)
    if scene.ask is None or scene.accepted_slack is None:
        return []
    first = f"{_first_step(scene.ask, 'asker', scene.reader.language)} {say('meet-you-can-too')}"
    moved = [] if scene.moved is Moved.NONE else [say(f"asker-{scene.moved.replace('_', '-')}")]
    return [
        *moved,
        first,
        *chat_line(scene.workspace, scene.accepted_slack, scene.reader.language),
    ]


def chat_line(workspace: str, slack: str, language: Language) -> list[str]:
    """Return the line that opens the chat with somebody; the way by hand where no link can be made."""
    say = words(language)
    link = safe.chat(workspace, slack, say("meet-chat"))
    return [say("meet-open", link=link)] if link else [say("meet-by-hand")]


def _way(scene: AlertScene, asker_slack: str, ask: Ask) -> list[str]:
    """Return for whom one said yes, what they chose, who is first, and the way to them."""
    language = scene.reader.language
    say = words(language)
    title = "listener-title" if ask.kind is Kind.COMPANY else "listener-title-cover"
    lines = [say(title, who=safe.mention(asker_slack)), *_asked_for(ask, scene.reader)]
    lines.append(f"*{_first_step(ask, 'listener', language)}*")
    if ask.number.strip():
        lines.append(say("listener-number", number=safe.tel(ask.number)))
    return [*lines, *chat_line(scene.workspace, asker_slack, language)]


def _asked_for(ask: Ask, reader: Reader) -> list[str]:
    language = reader.language
    say = words(language)
    if ask.between is not None:
        return [say("listener-hours", hours=between(ask.between, reader))]
    lines = [say(f"alert-when-{ask.urgency}"), say(f"alert-how-{ask.way}"), *heads_up_lines(ask, language)]
    if ask.kind is Kind.COVER and ask.hours.strip():
        lines.append(say("listener-hours", hours=safe.typed_mrkdwn(ask.hours, HOURS)))
    return lines


def _first_step(ask: Ask, side: str, language: Language) -> str:
    """Return who does what first, by what the asker chose. `side`: "listener" or "asker"."""
    say = words(language)
    if ask.kind is Kind.COVER:
        return say(f"meet-{side}-cover")
    number = "-number" if ask.number.strip() and ask.way in {Way.CALL, Way.TEXT_FIRST} else ""
    first = say(f"meet-{side}-{ask.way}{number}")
    return first if ask.urgency is Urgency.NOW else f"{first} {say(f'meet-{side}-time')}"


def _listening(scene: AlertScene) -> list[str]:
    """Return how to be there, and to whom to hand on when it takes more."""
    say = words(scene.reader.language)
    number = scene.reader.number.strip()
    hand = say("listener-how-hand-number", number=safe.tel(number)) if number else say("listener-how-hand")
    return [*(say(f"listener-how-{part}") for part in LISTENING), hand]


def _must_act(scene: AlertScene) -> str:
    say = words(scene.reader.language)
    told = say("listener-must-act")
    return f"{told} {say('listener-must-act-lead')}" if scene.leads else told


def _give_back(scene: AlertScene) -> Block:
    """Return the way back for one who said yes and cannot after all; it asks first, and for no reason."""
    say = words(scene.reader.language)
    text = say("listener-cannot")
    sure = ask_first(text, say("listener-cannot-what"), text, say("cancel"))
    return button(names.SUPPORT_PASS, text, f"{scene.request_id}|{scene.version}", confirm=sure)
