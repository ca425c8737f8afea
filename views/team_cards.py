"""The cards of a team's beginning: welcome, consent, the test that rings, and the admin's own."""

from collections.abc import Sequence

from debrief_flows.model import Flow
from domain.people import AskState, MemberState
from domain.ring_tests import RingTestState
from domain.scenes import ConsentScene, Reach, Reader, RingTestScene, SetUpScene, WelcomeScene
from views import names, safe
from views.doors import door_buttons
from views.parts import Block, actions, button, context, section
from views.ring_tests import arrange_button, untested_words
from views.when import day_and_time
from words import words

TEAM_NAME = 80
ROLE = 80
OPEN_HOURS = "4"
"""For how many hours one tap opens somebody; on the screen of their hours they choose."""


def welcome(scene: WelcomeScene, flows: Sequence[Flow]) -> list[Block]:
    """Return an invited person's blocks: what this is and is not, who can see what, yes or no."""
    say = words(scene.reader.language)
    team = safe.typed_mrkdwn(scene.team.name, TEAM_NAME)
    if scene.state is MemberState.JOINED:
        return [section(say("welcome-joined", team=team)), door_buttons(scene.reader, flows)]
    if scene.state is MemberState.DECLINED:
        back = button(names.TEAMS_JOIN, say("welcome-after-all"), scene.team.id)
        return [section(say("welcome-declined")), actions([back], "welcome")]
    if scene.state is MemberState.OUT:
        return [section(say("welcome-out"))]
    lines = [say("welcome-what"), say("welcome-not")]
    roles = _roles(scene)
    yes = button(names.TEAMS_JOIN, say("welcome-yes"), scene.team.id, style="primary")
    no = button(names.TEAMS_DECLINE, say("welcome-no"), scene.team.id)
    return [
        section(say("welcome-title", team=team)),
        section("\n".join(lines)),
        section("\n".join([say("welcome-sees"), *roles, _server(scene)])),
        actions([yes, no], "welcome"),
        context(say("welcome-choice")),
    ]


def consent(scene: ConsentScene) -> list[Block]:
    """Return a named teammate's blocks: the question, then the way to a phone that rings."""
    say = words(scene.reader.language)
    team = safe.typed_mrkdwn(scene.team.name, TEAM_NAME)
    if scene.ask is AskState.NAMED:
        yes = button(names.TEAMS_ASK_YES, say("consent-yes"), scene.team.id, style="primary")
        no = button(names.TEAMS_ASK_NO, say("consent-no"), scene.team.id)
        return [
            section(say("consent-title", team=team)),
            section(say("consent-what")),
            actions([yes, no], "consent"),
            context(say("consent-work")),
        ]
    if scene.ask is AskState.AGREED:
        test = button(names.TEAMS_RING, say("ring-send"), scene.team.id, style="primary")
        stop = button(names.TEAMS_STOP_ASKING, say("consent-stop"), scene.team.id)
        return [
            section(say("ring-title")),
            section(say("ring-steps")),
            actions([test, stop], "ring"),
            context(say("ring-limits")),
            *([context(say("night-slack-alone"))] if scene.slack_alone else []),
        ]
    if scene.ask is AskState.READY:
        stop = button(names.TEAMS_STOP_ASKING, say("consent-stop"), scene.team.id)
        told = standing(scene.reader, scene.reach, say("consent-ready", team=team))
        buttons = hours_buttons(scene.reader, scene.reach, scene.team.id)
        return [section(told), actions([*buttons, stop], "consent")]
    return [section(say("consent-declined"))]


def standing(reader: Reader, reach: Reach, with_hours: str) -> str:
    """Return whether anybody will ask, in plain words. `with_hours` is what is said where hours are set."""
    say = words(reader.language)
    if reach.open_until is not None:
        return say("hours-open-until", until=day_and_time(reach.open_until, reader))
    if not reach.has_hours:
        return say("hours-none")
    return "\n".join(filter(None, [with_hours, untested_words(reader, reach.tests)]))


def hours_buttons(reader: Reader, reach: Reach, team_id: str) -> list[Block]:
    """Return the way to one's hours; where there are none, two taps that need nothing else."""
    say = words(reader.language)
    mine = button(names.SCHEDULE_OPEN, say("hours-mine"))
    if reach.has_hours or reach.open_until is not None:
        return [*arrange_button(reader, reach.tests), mine]
    now = button(names.SCHEDULE_NOW, say("hours-now-for", count=int(OPEN_HOURS)), OPEN_HOURS)
    return [button(names.SCHEDULE_WORK_HOURS, say("hours-work"), team_id), now, mine]


def ring_test(scene: RingTestScene) -> list[Block]:
    """Return the test's blocks."""
    say = words(scene.reader.language)
    if scene.state is RingTestState.OVER:
        return [section(say("ring-over"))]
    if scene.state is RingTestState.HEARD:
        told = standing(scene.reader, scene.reach, say("ring-answered"))
        buttons = hours_buttons(scene.reader, scene.reach, scene.team_id)
        return [section(say("ring-thanks")), section(told), actions(buttons, "hours")]
    heard = button(names.TEAMS_RANG, say("ring-heard"), scene.team_id, style="primary")
    again = button(names.TEAMS_RING, say("ring-again"), scene.team_id)
    if scene.state is RingTestState.LATE:
        return [section(say("ring-late")), actions([again], "ring_test"), context(say("ring-silent"))]
    return [section(say("ring-test")), actions([heard, again], "ring_test"), context(say("ring-silent"))]


def set_up(scene: SetUpScene) -> list[Block]:
    """Return the admin's blocks: that the team stands. Who declined is not named, nor counted."""
    say = words(scene.reader.language)
    team = safe.typed_mrkdwn(scene.team.name, TEAM_NAME)
    joined = safe.some_mentions(scene.joined_slacks)
    return [
        section(say("set-up-stands", team=team)),
        section(say("set-up-joined", who=joined) if joined else say("set-up-joined-none")),
        section(say("set-up-askable", count=scene.can_be_asked)),
        context(say("set-up-next")),
    ]


def _roles(scene: WelcomeScene) -> list[str]:
    say = words(scene.reader.language)
    told = []
    if scene.lead_slacks:
        told.append(say("team-leads", who=safe.some_mentions(scene.lead_slacks)))
    if scene.coordinator_slacks:
        told.append(say("team-coordinates", who=safe.some_mentions(scene.coordinator_slacks)))
    if scene.leads:
        told.append(say("welcome-you-lead"))
    if scene.coordinates:
        told.append(say("welcome-you-coordinate"))
    if scene.asked_to_be_asked:
        told.append(say("welcome-you-ask"))
    return told


def _server(scene: WelcomeScene) -> str:
    say = words(scene.reader.language)
    role = safe.typed_mrkdwn(scene.team.server_role, ROLE)
    return say("limits-server", role=role) if role else say("limits-server-unknown")
