"""The Home of one person: a person or cover first, then what is open, then the doors to a debrief."""

from collections.abc import Sequence

from debrief_flows.model import Flow
from domain.people import AskState, Language, MemberState
from domain.scenes import HomeScene, HomeTeam, Reader
from views import calls, names, safe
from views.doors import cover_button, flow_doors, paused_line
from views.not_these import not_these_button
from views.parts import (
    Block,
    View,
    actions,
    ask_first,
    button,
    context,
    divider,
    footer,
    header,
    own_id,
    section,
)
from views.team_cards import hours_buttons, standing
from views.when import day
from words import words

CALLS_SHOWN = 5
TEAMS_SHOWN = 8


def home(scene: HomeScene, flows: Sequence[Flow]) -> View:
    """Return a person's Home. `flows` are the flows whose doors are offered, in the library's order."""
    reader = scene.reader
    say = words(reader.language)
    blocks = [
        header(say("home-hello")),
        actions([_person(reader), cover_button(reader)], "first"),
        *_open_calls(scene),
        *([paused_line(reader)] if scene.paused else []),
        divider(),
        section(f"*{say('home-doors')}*\n{say('home-what')}"),
        flow_doors(reader, flows),
        *_teams(scene),
        divider(),
        *_own(scene),
    ]
    return {"type": "home", "blocks": [*blocks, footer(reader.language)]}


def _person(reader: Reader) -> Block:
    """Return the door to a person once more, above everything; the footer has it too."""
    say = words(reader.language)
    return button(names.with_suffix(names.SUPPORT_OPEN, "top"), say("footer-person"), style="primary")


def _open_calls(scene: HomeScene) -> list[Block]:
    """Return the calls that are open, the reader's own first, each with its state and its buttons."""
    shown: list[list[Block]] = [calls.asker(one) for one in scene.mine[:CALLS_SHOWN]]
    shown += [calls.alert(one) for one in scene.asked_of_me[:CALLS_SHOWN]]
    blocks: list[Block] = []
    for place, call in enumerate(shown):
        blocks.append(divider())
        blocks += [own_id(block, place) for block in call]
    return blocks


def _teams(scene: HomeScene) -> list[Block]:
    say = words(scene.reader.language)
    blocks: list[Block] = []
    for team in scene.teams[:TEAMS_SHOWN]:
        if team.state is MemberState.JOINED:
            blocks += [divider(), *_team(team, scene.reader)]
        elif team.state is MemberState.INVITED:
            blocks += [divider(), _invitation(team, scene.reader)]
    if scene.may_set_up:
        begin = button(names.TEAMS_SET_UP, say("home-set-up"))
        told = say("home-set-up-another" if scene.teams else "home-set-up-text")
        blocks += [divider(), section(told, begin, "set_up")]
    if scene.may_take_out:
        blocks.append(actions([button(names.TEAMS_TAKE_OUT, say("out-open"))], "take_out"))
    return blocks


def _team(team: HomeTeam, reader: Reader) -> list[Block]:
    say = words(reader.language)
    lines = [f"*{safe.typed_mrkdwn(team.team.name, 80)}*"]
    for text_id, slacks in (
        ("team-leads", team.lead_slacks),
        ("team-coordinates", team.coordinator_slacks),
        ("team-askable", team.askable_slacks),
    ):
        if slacks:
            lines.append(say(text_id, who=safe.some_mentions(slacks)))
    if team.neighbours:
        named = ", ".join(safe.typed_mrkdwn(name, 60) for name in team.neighbours[:TEAMS_SHOWN])
        lines.append(say("team-neighbours", teams=named))
    if not team.askable_slacks:
        lines.append(say("home-nobody-askable"))
    if team.ask is AskState.READY:
        lines.append(standing(reader, team.reach, say("home-you-can-be-asked")))
    return [section("\n".join(lines)), actions(_team_buttons(team, reader), f"team:{team.team.id}")]


def _team_buttons(team: HomeTeam, reader: Reader) -> list[Block]:
    say = words(reader.language)
    row = []
    if team.ask is AskState.NAMED:
        row.append(button(names.TEAMS_ASK_YES, say("consent-yes"), team.team.id))
        row.append(button(names.TEAMS_ASK_NO, say("consent-no"), team.team.id))
    if team.ask is AskState.AGREED:
        row.append(button(names.TEAMS_RING, say("ring-send"), team.team.id))
    if team.ask is AskState.READY:
        row += hours_buttons(reader, team.reach, team.team.id)
    if team.coordinates:
        row.append(button(names.SCHEDULE_TEAM, say("week-open"), team.team.id))
        row.append(button(names.NEIGHBOURS_OPEN, say("neighbours-open"), team.team.id))
    if team.ask in (AskState.AGREED, AskState.READY):
        row.append(button(names.TEAMS_STOP_ASKING, say("consent-stop"), team.team.id))
    sure = ask_first(say("leave-title"), say("leave-text"), say("leave-yes"), say("cancel"))
    return [*row, button(names.TEAMS_LEAVE, say("leave"), team.team.id, confirm=sure)]


def _invitation(team: HomeTeam, reader: Reader) -> Block:
    say = words(reader.language)
    join = button(names.TEAMS_JOIN, say("welcome-yes"), team.team.id)
    told = say("home-invited", team=safe.typed_mrkdwn(team.team.name, 80))
    return section(told, join, f"invited:{team.team.id}")


def _own(scene: HomeScene) -> list[Block]:
    """Return the last lines: a check-in that was asked for, one's data, the language, what this is not."""
    reader = scene.reader
    say = words(reader.language)
    blocks = []
    if scene.next_check_in is not None:
        stop = button(names.FOLLOW_UPS_STOP, say("follow-up-stop"), label=say("follow-up-stop-label"))
        told = say("home-check-in", on=day(scene.next_check_in, reader.language))
        blocks.append(section(told, stop, "check_in"))
    if scene.kept_notes:
        blocks.append(context(say("home-notes", count=scene.kept_notes)))
    other = Language.EN if reader.language is Language.ES else Language.ES
    row = [
        button(names.MY_DATA_OPEN, say("my-data"), label=say("my-data-label")),
        not_these_button(reader),
        button(
            names.HOME_LANGUAGE,
            words(other)("language-name"),
            other.value,
            label=words(other)("language-label"),
        ),
    ]
    return [*blocks, actions(row, "own"), context(say("home-not"))]
