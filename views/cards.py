"""Every card: one function from a scene to what the courier posts or updates."""

from collections.abc import Sequence

from debrief_flows.model import Flow
from domain.scenes import (
    AlertScene,
    AskerScene,
    CardScene,
    ConsentScene,
    DoorsScene,
    FollowUpScene,
    GapsScene,
    HoursTestedScene,
    MeetingScene,
    NeighbourScene,
    RingTestScene,
    SetUpScene,
    SwitchScene,
    WelcomeScene,
)
from views import calls, doors, follow_ups, meeting, neighbours, ring_tests, schedule, team_cards, week
from views.message import Message
from views.parts import Block, card
from words import words


def draw(scene: CardScene, flows: Sequence[Flow]) -> Message:
    """Return the message for a scene, the footer last, its push text saying nothing.

    `flows` are the flows whose doors are offered, in the library's order.
    """
    say = words(scene.reader.language)
    push = say("push-test" if isinstance(scene, RingTestScene) else "push-other")
    if isinstance(scene, AlertScene) and scene.ask is not None:
        push = calls.push_words(scene.reader.language, scene.ask.kind)
    return Message(push, card(scene.reader.language, _blocks(scene, flows)))


def _blocks(scene: CardScene, flows: Sequence[Flow]) -> list[Block]:
    match scene:
        case AlertScene():
            blocks = calls.alert(scene)
        case AskerScene():
            blocks = calls.asker(scene)
        case MeetingScene():
            blocks = meeting.meeting(scene)
        case DoorsScene():
            blocks = doors.doors(scene, flows)
        case FollowUpScene():
            blocks = follow_ups.follow_up(scene)
        case SwitchScene():
            blocks = schedule.switch_card(scene)
        case NeighbourScene():
            blocks = neighbours.neighbour_card(scene)
        case GapsScene():
            blocks = week.gaps_card(scene)
        case HoursTestedScene():
            blocks = ring_tests.tests_card(scene)
        case _:
            blocks = _of_a_team(scene, flows)
    return blocks


def _of_a_team(
    scene: WelcomeScene | ConsentScene | RingTestScene | SetUpScene, flows: Sequence[Flow]
) -> list[Block]:
    match scene:
        case WelcomeScene():
            return team_cards.welcome(scene, flows)
        case ConsentScene():
            return team_cards.consent(scene)
        case RingTestScene():
            return team_cards.ring_test(scene)
        case SetUpScene():
            return team_cards.set_up(scene)
