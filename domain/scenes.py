"""Scenes: what care found out, ready to be drawn. Views turn a scene into Block Kit, and know nothing else.

A scene holds only what its one reader may see; a view cannot leak what its scene does not hold.
`slack` in a name means a Slack user id, drawn as a mention. Times are aware, UTC; `zone` is the reader's.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.people import AskState, Language, MemberState, Team
from domain.ring_tests import NO_TESTS, HoursTested, RingTestState
from domain.schedule import Switch
from domain.support import Ask, RequestState, TurnState, Urgency


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their language and zone, the team's word for those it serves, its number ("" if none)."""

    language: Language
    zone: str
    word: str = ""
    number: str = ""


class AlertState(StrEnum):
    """What an asked teammate's card says."""

    ASKED = "asked"
    YOURS = "yours"  # this reader accepted
    PASSED = "passed"  # this reader passed
    SOMEONE_CAME = "someone_came"
    WITHDRAWN = "withdrawn"  # the asker took it back
    OVER = "over"  # it ended by its time


class Moved(StrEnum):
    """Where on-call hours stand for which somebody said yes to cover: none lay in them; with who said yes;
    with nobody, since who said yes cannot be asked there, or could not after all once they had begun."""

    NONE = "none"
    TO_WHO_SAID_YES = "to_who_said_yes"
    NOBODYS = "nobodys"


@dataclass(frozen=True, slots=True)
class AlertScene:
    """A teammate's card. The name and the choices are there only while they may be seen:
    `asker_slack` and `ask` are None once somebody else came or it is over; from the second rung on
    `asker_slack` is None until they say yes (field.md 32). `asks_minutes`: it asks who said yes how long it
    took, for their own list. `workspace`: Slack's id of it, for a link. `leads`: who said yes leads a team of
    the asker's, and must act on more. `check_in`: who said yes is asked later how it is with them.
    `neighbour`: the asker is on a neighbour team."""

    reader: Reader
    request_id: str
    version: int
    state: AlertState
    asker_slack: str | None
    ask: Ask | None
    asks_minutes: bool = False
    workspace: str = ""
    leads: bool = False
    check_in: bool = False
    neighbour: bool = False
    moved: Moved = Moved.NONE


@dataclass(frozen=True, slots=True)
class AskedOne:
    """One asked teammate, as the asker sees them. `quiet`: their phone was quiet when the alert came. `team`:
    the name of a neighbour team, in the place of those on it who were asked; then `slack` is ""."""

    slack: str
    state: TurnState
    delivered_at: datetime | None
    quiet: bool = False
    team: str = ""


@dataclass(frozen=True, slots=True)
class AskerScene:
    """The asker's card: where the call stands. `silent`: told that nobody has answered in time.

    `next_slacks`: who would be asked next and has not been told, `next_teams`: the neighbour teams on which
    somebody would be; `next_at`: when they are, or with
    `goes_on` False when the asker is asked whether they should be. `rung`: the one that is open. `newest`:
    False where a newer card of the same call stands below.
    """

    reader: Reader
    request_id: str
    version: int
    state: RequestState
    silent: bool
    asked: tuple[AskedOne, ...]
    accepted_slack: str | None
    ask: Ask | None
    sent_at: datetime
    workspace: str = ""
    next_slacks: tuple[str, ...] = ()
    next_teams: tuple[str, ...] = ()
    next_at: datetime | None = None
    goes_on: bool = False
    rung: int = 1
    newest: bool = True
    moved: Moved = Moved.NONE


class MeetingState(StrEnum):
    """What the card says that asks two people whether they have found each other."""

    ASK = "ask"
    MET = "met"
    OTHERS = "others"  # the others are being asked as well
    OVER = "over"


@dataclass(frozen=True, slots=True)
class MeetingScene:
    """One question to each of the two of an accepted call. `soon`: it was for now, so that without an
    answer the others are asked. `other_slack` is there only while it is asked."""

    reader: Reader
    request_id: str
    state: MeetingState
    is_asker: bool
    soon: bool
    other_slack: str | None
    workspace: str = ""


@dataclass(frozen=True, slots=True)
class WelcomeScene:
    """An invited person's card: what this is, who can see what, the doors."""

    reader: Reader
    team: Team
    state: MemberState
    lead_slacks: tuple[str, ...]
    coordinator_slacks: tuple[str, ...]
    leads: bool
    coordinates: bool
    asked_to_be_asked: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a teammate who can be asked stands, for their own eyes: whether they have set hours, until when
    they can be asked right now, and in which of their hours it is not known whether their phone rings."""

    has_hours: bool = False
    open_until: datetime | None = None
    tests: HoursTested = NO_TESTS


@dataclass(frozen=True, slots=True)
class ConsentScene:
    """A teammate's card: may people ask you? With the steps to a phone that rings, and the test.
    `slack_alone`: there is no ring outside Slack."""

    reader: Reader
    team: Team
    ask: AskState
    reach: Reach = Reach()
    slack_alone: bool = True


@dataclass(frozen=True, slots=True)
class RingTestScene:
    """The test message that a teammate answers before anybody can be sent to them."""

    reader: Reader
    team_id: str
    state: RingTestState
    reach: Reach = Reach()


@dataclass(frozen=True, slots=True)
class HoursTestedScene:
    """For somebody who answered a test before its hour was kept: until when it counts, and what to do."""

    reader: Reader
    tests: HoursTested


@dataclass(frozen=True, slots=True)
class SwitchScene:
    """The question, after a week, how it is now with somebody whose switch was not as usual."""

    reader: Reader
    switch: Switch


@dataclass(frozen=True, slots=True)
class DoorsScene:
    """The answer to a message in the DM: every door, the likely first (flow ids, "person", "lines").

    `identifiers_seen`: the message looked as if it held a name, a place or a number, so it is said how to
    delete it. `can_be_asked`: they have hours of their own to look at.
    """

    reader: Reader
    first: tuple[str, ...]
    paused: bool
    identifiers_seen: bool = False
    can_be_asked: bool = False


@dataclass(frozen=True, slots=True)
class FollowUpScene:
    """A check-in: asked for after a debrief, or after listening. It names neither. `can_be_asked`: there is
    something to rest from. `rests`: today nobody asks them."""

    reader: Reader
    follow_up_id: str
    answered: bool
    can_be_asked: bool = False
    rests: bool = False


@dataclass(frozen=True, slots=True)
class SetUpScene:
    """For the admin who set a team up: that it stands, and what comes next. Nobody who declined is named."""

    reader: Reader
    team: Team
    joined_slacks: tuple[str, ...]
    can_be_asked: int


class Standing(StrEnum):
    """Where it stands between two teams, as one of them sees it."""

    NONE = "none"
    OURS = "ours"  # we proposed, and they have not answered
    THEIRS = "theirs"  # they proposed, and we have not answered
    AGREED = "agreed"
    OUR_NO = "our_no"  # they proposed and we said not now
    THEIR_NO = "their_no"  # we proposed and they said not now


@dataclass(frozen=True, slots=True)
class NeighbourScene:
    """One other team, for who coordinates a team: its name and where it stands, and nobody on it."""

    reader: Reader
    team_id: str
    team_name: str
    other_id: str
    other_name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class NeighboursScene:
    """A team's neighbours for who coordinates it; `proposable`: id and name of teams that can be asked."""

    reader: Reader
    team_id: str
    team_name: str
    neighbours: tuple[NeighbourScene, ...]
    proposable: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GapsScene:
    """Where nobody of a team would ring in the coming week, for who coordinates it."""

    reader: Reader
    team_id: str
    team_name: str
    gaps: tuple[tuple[datetime, datetime], ...]


CardScene = (
    AlertScene
    | AskerScene
    | MeetingScene
    | WelcomeScene
    | ConsentScene
    | RingTestScene
    | DoorsScene
    | FollowUpScene
    | SetUpScene
    | SwitchScene
    | HoursTestedScene
    | GapsScene
    | NeighbourScene
)


@dataclass(frozen=True, slots=True)
class HomeTeam:
    """One of the reader's teams on their Home."""

    team: Team
    state: MemberState
    ask: AskState
    leads: bool
    coordinates: bool
    lead_slacks: tuple[str, ...]
    coordinator_slacks: tuple[str, ...]
    askable_slacks: tuple[str, ...]
    reach: Reach = Reach()
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeScene:
    """The Home of one person."""

    reader: Reader
    may_set_up: bool
    teams: tuple[HomeTeam, ...]
    paused: bool
    mine: tuple[AskerScene, ...]
    asked_of_me: tuple[AlertScene, ...]
    next_check_in: date | None
    kept_notes: int
    may_take_out: bool = False


@dataclass(frozen=True, slots=True)
class TakingOutScene:
    """For an admin or coordinator: the screen on which a person is taken out. `out`: person id and Slack id
    of those who were, and whose account is still there."""

    reader: Reader
    out: tuple[tuple[str, str], ...]


class Quiet(StrEnum):
    """Whether a phone would make a sound, as far as Slack tells."""

    RINGS = "rings"
    QUIET = "quiet"  # Do Not Disturb is on now
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Askable:
    """A teammate who agreed to be asked and answered a test. `leads`: one of the asker's leads, who is told
    only if the asker picks them. `glad`: their own line on what they are glad to be asked about. `rung`: in
    which rung of a call's ladder they would be asked, from 1. `rung_outside`: a ring outside Slack reaches
    them, for "now". `via` and `team`: id and name of the neighbour team by way of which they would be; then
    they are named to nobody before their yes."""

    person_id: str
    slack: str
    name: str
    language: Language
    quiet: Quiet = Quiet.UNKNOWN
    quiet_until: datetime | None = None
    leads: bool = False
    glad: str = ""
    rung: int = 1
    rung_outside: bool = False
    via: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class AskForm:
    """The one screen on which a person is asked for: everything filled in, the exact words, everyone who
    may see them. `whom` is "anyone", a person id, or "no_person". `draft` makes a second Send harmless;
    `changed` is true when what was sent differed from what had been shown, so that it is shown again.
    `whom` may be "outside" where `beyond` says that somebody outside the asker's teams can be asked, and
    "language" where `shared_language` says that some, and not all, share the asker's.
    `can_be_asked`: for the urgency that is chosen; `left_out` is true when others have no hours then, and
    `offers` holds, where nobody can be asked for that urgency, those for which somebody can.
    `declared_empty`: the asker's teams leave this hour empty by choice, which is said first."""

    reader: Reader
    draft: str
    asker_slack: str
    ask: Ask
    whom: str
    can_be_asked: tuple[Askable, ...]
    seen_by: tuple[Askable, ...]
    has_team: bool
    changed: bool = False
    in_debrief: bool = False
    left_out: bool = False
    offers: tuple[Urgency, ...] = ()
    beyond: bool = False
    shared_language: bool = False
    declared_empty: bool = False


@dataclass(frozen=True, slots=True)
class DataScene:
    """Everything the bot keeps about its reader."""

    reader: Reader
    notes: tuple[tuple[str, date, str], ...]  # id, day, text
    check_ins: tuple[date, ...]
    paused: bool
    teams: tuple[str, ...]
    open_requests: int
    has_schedule: bool = False
    not_these: tuple[str, ...] = ()
    minute_entries: int = 0


@dataclass(frozen=True, slots=True)
class NotTheseScene:
    """Whom its reader does not ask (Slack user ids), for their eyes alone."""

    reader: Reader
    slacks: tuple[str, ...]
