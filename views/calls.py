"""A call for a person as its two sides see it: the alert's words, and the asker's card."""

from collections.abc import Sequence

from domain.people import Language
from domain.scenes import AlertScene, AlertState, AskedOne, AskerScene, Moved, Reader
from domain.support import Ask, Kind, RequestState, TurnState, Urgency
from views import after_yes, minutes, names, safe
from views.doors import cover_value
from views.heads_up import heads_up_lines
from views.parts import Block, actions, button, context, section
from views.when import between, clock_time, day_and_time
from words import words

HOURS = 60
NUMBER = 40
TEAM_NAME = 60
OPEN_STATES = frozenset({RequestState.OPEN, RequestState.ACCEPTED})


def alert_words(asker_slack: str | None, ask: Ask, reader: Reader, *, neighbour: bool = False) -> str:
    """Return the whole of what an asked teammate reads, as mrkdwn; without the name where it is None.

    The preview and the card both come from here, so what is sent is what was seen. It says who, what,
    when and how, and the heads-up if the asker chose one; never why, and never which flow (field.md 7, 31).
    Hours are told in the reader's own zone.
    """
    language = reader.language
    say = words(language)
    hours = cover_hours(ask, reader)
    unnamed = say("alert-neighbour" if neighbour else "alert-somebody")
    who = unnamed if asker_slack is None else safe.mention(asker_slack)
    if ask.kind is Kind.COMPANY:
        first = say("alert-company", who=who)
    elif hours:
        first = say("alert-cover-hours", who=who, hours=hours)
    else:
        first = say("alert-cover", who=who)
    if ask.between is not None:
        return "\n".join([first, say("alert-cover-takes")])
    lines = [first, say(f"alert-when-{ask.urgency}"), say(f"alert-how-{ask.way}")]
    return "\n".join([*lines, *heads_up_lines(ask, language)])


def cover_hours(ask: Ask, reader: Reader) -> str:
    """Return the hours of an ask for cover, in its reader's zone; as typed in one from before they could be
    chosen; "" for company, or none."""
    if ask.kind is not Kind.COVER:
        return ""
    return between(ask.between, reader) if ask.between else safe.typed_mrkdwn(ask.hours, HOURS)


def push_words(language: Language, kind: Kind) -> str:
    """Return what a locked phone shows of an alert: no name and no hours."""
    return words(language)("push-alert" if kind is Kind.COMPANY else "push-alert-cover")


def mentions(slacks: Sequence[str], teams: Sequence[str], language: Language, most: int = 60) -> str:
    """Return people by mention, and those of neighbour teams by their team's name alone."""
    say = words(language)
    named = [say("neighbour-someone", team=safe.typed_mrkdwn(team, TEAM_NAME)) for team in teams]
    told = safe.some_mentions(slacks, most)
    return ", ".join([told, *named] if told else named)


def alert(scene: AlertScene) -> list[Block]:
    """Return an asked teammate's blocks, without the footer. A name shows only while it may be seen."""
    language = scene.reader.language
    say = words(language)
    seen = scene.asker_slack is not None and scene.ask is not None
    if scene.state is AlertState.ASKED and scene.ask is not None:
        unnamed = [context(say("alert-name-on-yes"))] if scene.asker_slack is None else []
        return [
            section(alert_words(scene.asker_slack, scene.ask, scene.reader, neighbour=scene.neighbour)),
            *unnamed,
            _answer_buttons(scene),
            context(say("alert-pass-is-fine")),
        ]
    asked = minutes.question(scene.reader, scene.request_id) if scene.asks_minutes else []
    if scene.state is AlertState.YOURS and seen:
        return [*after_yes.listener(scene), *asked]
    state = AlertState.OVER if scene.state in (AlertState.ASKED, AlertState.YOURS) else scene.state
    return [section(say(f"alert-{state.value.replace('_', '-')}")), *asked]


def asker(scene: AskerScene) -> list[Block]:
    """Return the asker's blocks, without the footer: where their call stands, and what else there is."""
    say = words(scene.reader.language)
    if not scene.newest:
        return [context(say("asker-newer"))]
    kind = scene.ask.kind if scene.ask else None
    title = {Kind.COMPANY: "asker-company", Kind.COVER: "asker-cover", None: "asker-person"}[kind]
    hours = cover_hours(scene.ask, scene.reader) if scene.ask else ""
    heading = " ".join([f"*{say(title)}*", *([f"{hours}."] if hours else [])])
    blocks = [section(f"{heading}\n{say('asker-sent', at=day_and_time(scene.sent_at, scene.reader))}")]
    if scene.state is RequestState.ACCEPTED and scene.accepted_slack is not None:
        who = safe.mention(scene.accepted_slack)
        told = say("asker-accepted-cover" if kind is Kind.COVER else "asker-accepted", who=who)
        blocks.append(section("\n".join([told, *after_yes.asker_lines(scene)])))
    elif scene.state in (RequestState.CANCELLED, RequestState.DONE):
        blocks.append(section(say(f"asker-{scene.state}")))
    elif scene.state is RequestState.EXPIRED:
        blocks += [section(say("asker-expired")), section(what_else(scene.reader))]
    else:
        nobodys = scene.state is RequestState.OPEN and scene.moved is Moved.NOBODYS
        blocks += [*([section(say("asker-begun"))] if nobodys else []), *_waiting(scene)]
    row = _asker_buttons(scene)
    return [*blocks, actions(row, "asker")] if row else blocks


def what_else(reader: Reader) -> str:
    """Return what there is beside a teammate: the team's number, the lines, one's own people."""
    say = words(reader.language)
    number = [say("else-number", number=safe.tel(reader.number))] if reader.number.strip() else []
    return "\n".join([say("else-title"), *number, say("else-lines"), say("else-own-people")])


def _waiting(scene: AskerScene) -> list[Block]:
    say = words(scene.reader.language)
    nobody = scene.state is RequestState.NOBODY
    told = "\n".join(_one(one, scene, nobody) for one in scene.asked)
    blocks = [section(told)] if told else []
    if nobody:
        blocks.append(section(say("asker-nobody")))
    elif scene.silent:
        blocks.append(section("\n".join([say("asker-silent"), *_next(scene)])))
    else:
        return [*blocks, section("\n".join([*_next(scene), say("asker-waiting")]))]
    return [*blocks, section(what_else(scene.reader))]


def _next(scene: AskerScene) -> list[str]:
    """Return who is next, and whether they are asked by themselves or only on the asker's word."""
    say = words(scene.reader.language)
    if not scene.next_slacks and not scene.next_teams:
        return []
    who = mentions(scene.next_slacks, scene.next_teams, scene.reader.language)
    if scene.next_at is None:
        return [say("asker-next-yours", who=who)]
    at = (clock_time if scene.goes_on else day_and_time)(scene.next_at, scene.reader)
    return [say("asker-next-itself" if scene.goes_on else "asker-next-later", who=who, at=at)]


def _one(one: AskedOne, scene: AskerScene, nobody: bool) -> str:
    """Return one asked teammate's line. Who passed is told from who is silent only when nobody is left."""
    say = words(scene.reader.language)
    who = mentions([one.slack] if one.slack else [], [one.team] if one.team else [], scene.reader.language)
    if one.state is TurnState.UNREACHED:
        return say("asker-one-unreached", who=who)
    if one.state is TurnState.PASSED and nobody:
        return say("asker-one-passed", who=who)
    if one.delivered_at is None:
        return say("asker-one-sending", who=who)
    told = "asker-one-told-quiet" if one.quiet else "asker-one-told"
    return say(told, who=who, at=clock_time(one.delivered_at, scene.reader))


def _asker_buttons(scene: AskerScene) -> Sequence[Block]:
    say = words(scene.reader.language)
    row = []
    if scene.state is RequestState.OPEN and (scene.next_slacks or scene.next_teams):
        value = f"{scene.request_id}|{scene.rung}"
        row.append(button(names.SUPPORT_NEXT, say("asker-next"), value, label=say("asker-next-label")))
    if scene.state is not RequestState.ACCEPTED and (scene.silent or scene.state is not RequestState.OPEN):
        row += _again(scene)
    if scene.state in OPEN_STATES:
        value = f"{scene.request_id}|{scene.version}"
        row.append(button(names.SUPPORT_CANCEL, say("asker-cancel"), value, label=say("asker-cancel-label")))
    return row


def _again(scene: AskerScene) -> list[Block]:
    """Return the ways to ask anew: now or as before, and where nobody came, for later."""
    say = words(scene.reader.language)
    kind = scene.ask.kind if scene.ask else Kind.COMPANY
    if kind is Kind.COVER:
        hours = cover_value(scene.ask.between if scene.ask else None)
        return [button(names.SUPPORT_AGAIN, say("asker-again"), hours)]
    again = button(names.SUPPORT_AGAIN, say("asker-again"), kind.value)
    later = {Urgency.NOW: Urgency.TODAY, Urgency.TODAY: Urgency.THIS_WEEK}
    urgency = later.get(scene.ask.urgency) if scene.ask and scene.silent else None
    if urgency is None:
        return [again]
    name = names.with_suffix(names.SUPPORT_AGAIN, "later")
    return [again, button(name, say(f"asker-later-{urgency}"), f"{kind.value}|{urgency.value}")]


def _answer_buttons(scene: AlertScene) -> Block:
    say = words(scene.reader.language)
    value = f"{scene.request_id}|{scene.version}"
    yes = button(names.SUPPORT_ACCEPT, say("alert-accept"), value, style="primary")
    return actions([yes, button(names.SUPPORT_PASS, say("alert-pass"), value)], "answer")
