"""Every screen there is, drawn with a given text wherever a person can have typed one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

from debrief_flows.engine import Progress, begin
from debrief_flows.library import load_library
from debrief_flows.model import Flow, Kind, Step
from domain import support
from domain.cover import MOST_PICKED
from domain.cover_scenes import CoverForm, Wish
from domain.empty_hours import EmptyHours
from domain.kinds import HourKind
from domain.minutes import Entry, Ledger
from domain.minutes_scenes import MyMinutesScene
from domain.people import AskState, Language, MemberState, Team
from domain.ring_tests import NO_TESTS, HoursTested, RingTestState
from domain.scenes import (
    AlertScene,
    AlertState,
    Askable,
    AskedOne,
    AskerScene,
    AskForm,
    CardScene,
    ConsentScene,
    DataScene,
    DoorsScene,
    FollowUpScene,
    GapsScene,
    HomeScene,
    HomeTeam,
    HoursTestedScene,
    MeetingScene,
    MeetingState,
    NeighbourScene,
    NeighboursScene,
    NotTheseScene,
    Quiet,
    Reach,
    Reader,
    RingTestScene,
    SetUpScene,
    Standing,
    SwitchScene,
    TakingOutScene,
    WelcomeScene,
)
from domain.schedule import NOT_THESE_MOST, Choices, Counts, Hours, Leave, OneOff, Plan, Rest, Span, Switch
from domain.schedule_scenes import MyHoursScene, OwnRing, OwnRingState, TeamWeekScene, WeekPart
from domain.set_up import MOST_PEOPLE, SetUpDraft
from views import (
    cards,
    debriefs,
    doors,
    errors,
    home,
    lines,
    minutes,
    moment,
    my_data,
    names,
    neighbours,
    not_these,
    schedule,
    schedule_steps,
    taking_out,
    teams,
    week,
)
from views import cover as cover_views
from views import support as support_views

FLOWS = load_library().doors()
NOW = datetime(2026, 11, 23, 19, 5, tzinfo=UTC)
LONG_ID = "U0" + "9" * 11
REQUEST = "r" * 16

SHORT = "Eastside"
LONGEST = "Ñandú-Wöhrlstraße " * 200
HOSTILE = (
    LONGEST,
    "",
    "   \n\t ",
    '<!channel> <!here> <@U0AAAAAAA> <https://evil.example|click> <#C1|x> &amp; &lt;b&gt; "quotes" \\ \'',
    '*bold* _it_ ~no~ `code` ```pre``` > quote\n> quote\n• list | pipe :skull: {$who} { "x" } %s {0}',
    "\u202eto the left \u2066iso\u2069 \u200bzero\u200d\u200c\ufeff wi\u00addth \u0000\u0007\x1b[31m \ud800",
    "שלום עולם مرحبا بالعالم 你好 " * 40,
    "👩‍👩‍👧‍👦🏳️‍🌈🇲🇽" * 100,
    "Z" + "\u0301" * 500 + "algo " * 20,
    "A&B<C>" * 2000,
    "x" * 10_240,
)

YES_AND_NO = tuple(product((True, False), repeat=2))

Screen = tuple[str, dict[str, Any]]

TESTS = HoursTested(tuple(HourKind), tuple((kind, NOW + timedelta(days=3)) for kind in HourKind), NOW)
REACHES = (
    Reach(),
    Reach(has_hours=True),
    Reach(has_hours=True, open_until=NOW + timedelta(hours=3)),
    Reach(has_hours=True, tests=HoursTested((HourKind.WEEKEND_NIGHT,))),
    Reach(has_hours=True, tests=TESTS),
)


def reader(language: Language, text: str = SHORT) -> Reader:
    return Reader(language, "America/New_York", text, text)


def ask(kind: support.Kind, urgency: support.Urgency, way: support.Way, text: str = "") -> support.Ask:
    return support.Ask(kind, urgency, way, text, text)


def every_ask(text: str) -> list[support.Ask]:
    told = [
        replace(ask(support.Kind.COMPANY, support.Urgency.NOW, support.Way.MESSAGE, text), heads_up=one)
        for one in support.HeadsUp
    ]
    asks = [
        ask(kind, urgency, way, text)
        for kind, urgency, way in product(support.Kind, support.Urgency, support.Way)
    ]
    hours = support.Between(NOW + timedelta(hours=1), NOW + timedelta(hours=12))
    told.append(replace(asks[-1], hours="", between=hours))
    return (
        [*asks, *told] if text == SHORT else [*asks[::7], told[1], told[-1]]
    )  # the choices do not change with what was typed


def team(text: str) -> Team:
    return Team("t" * 16, text, "America/New_York", text, text, text, text, date(2026, 11, 1))


def people(count: int, text: str, quiet: Quiet = Quiet.UNKNOWN) -> tuple[Askable, ...]:
    until = NOW + timedelta(hours=9)
    return tuple(
        Askable(f"person-{number:09}", f"U0{number:09}", text, Language.EN, quiet, until)
        for number in range(count)
    )


def form(language: Language, text: str = SHORT, **changed: Any) -> AskForm:
    given: dict[str, Any] = {
        "reader": reader(language, text),
        "draft": "d" * 16,
        "asker_slack": LONG_ID,
        "ask": ask(support.Kind.COMPANY, support.Urgency.NOW, support.Way.MESSAGE, text),
        "whom": support_views.ANYONE,
        "can_be_asked": people(3, text),
        "seen_by": people(3, text),
        "has_team": True,
    }
    return AskForm(**(given | changed))


def cover_forms(language: Language, text: str) -> Iterator[CoverForm]:
    hours = support.Between(NOW + timedelta(hours=1), NOW + timedelta(hours=12))
    given = CoverForm(
        reader=reader(language, text),
        draft="d" * 16,
        asker_slack=LONG_ID,
        wish=Wish(NOW.date(), 840, 1080, tuple(one.person_id for one in people(3, text)), text),
        between=hours,
        amiss="",
        can_be_asked=tuple(replace(one, leads=one.slack.endswith("2")) for one in people(3, text)),
        seen_by=people(3, text),
        has_team=True,
    )
    for urgency, moves in product(support.Urgency, (True, False)):
        yield replace(given, urgency=urgency, moves=moves, changed=moves, in_debrief=moves)
    for amiss in ("past", "far", "gap", "many"):
        yield replace(given, between=None, amiss=amiss, seen_by=())
    yield replace(given, wish=Wish(), between=None, seen_by=())
    many = people(120, text, Quiet.QUIET)
    yield replace(given, can_be_asked=many, seen_by=many[:MOST_PICKED])
    yield replace(given, can_be_asked=(), seen_by=())
    yield replace(given, can_be_asked=(), seen_by=(), has_team=False)


def cover_screens(language: Language, text: str) -> Iterator[dict[str, Any]]:
    for wanted in cover_forms(language, text):
        yield cover_views.cover_form(wanted)
        yield cover_views.sent(wanted)


def alerts(language: Language, text: str) -> Iterator[AlertScene]:
    for state in AlertState:
        for one in every_ask(text):
            yield AlertScene(
                reader(language, text), REQUEST, 3, state, LONG_ID, one, workspace="T0" + "9" * 9
            )
        yield AlertScene(reader(language, text), REQUEST, 3, state, None, None)
        one = every_ask(text)[0]
        yield AlertScene(reader(language, text), REQUEST, 3, state, None, one, neighbour=True)
        asked = every_ask(text)[0]
        yield AlertScene(
            reader(language, text),
            REQUEST,
            3,
            state,
            LONG_ID,
            asked,
            asks_minutes=True,
            leads=True,
            check_in=True,
        )


def askers(language: Language, text: str, count: int = 60) -> Iterator[AskerScene]:
    states = list(support.TurnState)
    asked = tuple(
        AskedOne(f"U0{number:09}", states[number % len(states)], NOW if number % 2 else None)
        for number in range(count)
    )
    asks = (None, *every_ask(text)[::2][:2], every_ask(text)[-1])
    for state, silent, one in product(support.RequestState, (True, False), asks):
        accepted = LONG_ID if state in (support.RequestState.ACCEPTED, support.RequestState.DONE) else None
        yield AskerScene(reader(language, text), REQUEST, 3, state, silent, asked, accepted, one, NOW)


def gaps_scenes(who: Reader, text: str) -> Iterator[CardScene]:
    moments = tuple((NOW + timedelta(hours=n), NOW + timedelta(hours=n + 1)) for n in range(0, 60, 2))
    for count in (0, 1, 30):
        yield GapsScene(who, "t" * 16, text, moments[:count])


def card_scenes(language: Language, text: str) -> Iterator[CardScene]:
    who = reader(language, text)
    slacks = tuple(one.slack for one in people(60, text))
    yield from alerts(language, text)
    yield from askers(language, text)
    for meeting_state, is_asker, soon in product(MeetingState, (True, False), (True, False)):
        other = LONG_ID if meeting_state is MeetingState.ASK else None
        yield MeetingScene(who, REQUEST, meeting_state, is_asker, soon, other)
    for state, flag in product(MemberState, (True, False)):
        some = slacks if flag else ()
        yield WelcomeScene(who, team(text), state, some, some, flag, flag, flag)
    for ask_state in AskState:
        for reach in REACHES:
            yield ConsentScene(who, team(text), ask_state, reach)
    for reach in REACHES:
        for test_state in RingTestState:
            yield RingTestScene(who, "t" * 16, test_state, reach)
        yield HoursTestedScene(who, reach.tests)
    yield from gaps_scenes(who, text)
    for switch in Switch:
        yield SwitchScene(who, switch)
    for standing in Standing:
        yield NeighbourScene(who, "t" * 16, text, "u" * 16, text, standing)
    for flag in (True, False):
        yield from (FollowUpScene(who, "f" * 16, flag, askable, resting) for askable, resting in YES_AND_NO)
        yield SetUpScene(who, team(text), slacks if flag else (), 60 * flag)
        first = ("lines", "refused_help", "person", "cover", "no_such_flow") if flag else ()
        yield DoorsScene(who, first, flag, flag)
    yield SetUpScene(who, team(text), slacks[:1], 1)


def homes(language: Language, text: str) -> Iterator[HomeScene]:
    who = reader(language, text)
    slacks = tuple(one.slack for one in people(60, text))
    yield HomeScene(who, False, (), False, (), (), None, 0)
    yield HomeScene(who, True, (), True, (), (), date(2026, 11, 26), 1)
    mine = tuple(askers(language, text))
    asked = tuple(scene for scene in alerts(language, text) if scene.state is AlertState.ASKED)
    yours = tuple(scene for scene in alerts(language, text) if scene.state is AlertState.YOURS)
    home_teams = tuple(
        HomeTeam(
            Team(f"team-{number}", text, "UTC", text, text, text, text, date(2026, 1, 1)),
            state, ask_state, True, True, some, some, some, neighbours=(text,) * len(some),
        )
        for number, (state, ask_state, some) in enumerate(product(MemberState, AskState, (slacks, ())))
    )  # fmt: skip
    for called in (asked, yours):
        yield HomeScene(who, True, home_teams, True, mine, called, date(2026, 11, 26), 40)
    for start in range(0, len(home_teams), home.TEAMS_SHOWN):
        some_teams = home_teams[start : start + home.TEAMS_SHOWN]
        yield HomeScene(who, False, some_teams, False, (), (), None, 2)


def forms(language: Language, text: str) -> Iterator[AskForm]:
    for one in every_ask(text):
        yield form(language, text, ask=one)
    many = people(120, text)
    yield form(language, text, can_be_asked=many, seen_by=many, changed=True, in_debrief=True)
    quiet = (*people(20, text, Quiet.QUIET), *people(40, text)[20:])
    yield form(language, text, can_be_asked=quiet, seen_by=quiet)
    no_end = tuple(
        Askable(one.person_id, "not an id", text, Language.ES, Quiet.QUIET) for one in people(2, text)
    )
    yield form(language, text, can_be_asked=no_end, seen_by=no_end)
    rings = people(2, text, Quiet.RINGS)
    yield form(language, text, can_be_asked=rings, seen_by=rings[:1], whom=rings[0].person_id)
    yield form(language, text, whom=support_views.NO_PERSON, seen_by=())
    yield form(language, text, can_be_asked=(), seen_by=(), whom=support_views.NO_PERSON)
    yield form(language, text, can_be_asked=(), seen_by=(), has_team=False)
    for urgency, offers in product(support.Urgency, ((), tuple(support.Urgency)[1:])):
        one = ask(support.Kind.COMPANY, urgency, support.Way.MESSAGE, text)
        yield form(language, text, ask=one, can_be_asked=(), seen_by=(), left_out=True, offers=offers)
    lead = tuple(replace(one, leads=True) for one in people(2, text))
    yield form(language, text, seen_by=lead[:1], whom=lead[0].person_id, can_be_asked=lead)
    yield form(language, text, can_be_asked=people(120, text), beyond=True, shared_language=True)
    yield form(language, text, can_be_asked=(), beyond=True, whom=support_views.OUTSIDE)
    yield form(language, text, can_be_asked=(), seen_by=(), beyond=True)
    near = tuple(replace(one, via="t" * 16, team=text, rung=4) for one in people(3, text))
    yield form(language, text, seen_by=(*people(2, text), *near), beyond=True)
    yield form(language, text, can_be_asked=(), seen_by=tuple(replace(one, rung=1) for one in near))
    glad = tuple(replace(one, glad=text, leads=one.slack.endswith("2")) for one in people(3, text))
    yield form(language, text, can_be_asked=glad, seen_by=glad[:1], whom=glad[0].person_id, left_out=True)


def at(flow: Flow, step: Step, text: str, first: bool) -> Progress:
    """Somebody at a step, everything there answered before."""
    chosen = tuple(choice.id for choice in step.choices)
    kept = text if step.kind is Kind.NOTE else (chosen if step.several else chosen[:1])
    trail = () if first else (flow.steps[0].id,)
    return Progress(flow.id, flow.version, step.id, trail, {step.id: kept})


def debrief_screens(language: Language, text: str) -> Iterator[dict[str, Any]]:
    who = reader(language, text)
    for flow in FLOWS:
        says = [choice.says for step in flow.steps for choice in step.choices if choice.says][:3]
        for step, flag in product(flow.steps, (True, False)):
            yield debriefs.step(
                who, flow, step, at(flow, step, text, flag), "d" * 16, 7,
                says=says if flag else (), first_line=flag, ask_about_names=flag, elsewhere=flag,
            )  # fmt: skip
        yield debriefs.step(who, flow, flow.steps[0], begin(flow), "d" * 16, 0)
        yield debriefs.changed(who, flow.id)
    for long, role in product((True, False), (text, "")):
        yield debriefs.limits(who, FLOWS[0].id, role, long)
    yield debriefs.paused(who)
    yield debriefs.paused(who, FLOWS[0].id)
    yield debriefs.ended(who)


def draft(text: str, count: int = MOST_PEOPLE) -> SetUpDraft:
    """A team in the making, as it comes out of what was typed."""
    slacks = tuple(one.slack for one in people(count, text))
    typed = {
        "t1": {"teams.name:team": {"value": text}, "teams.name:word_en": {"value": text}},
        "t2": {"teams.people:people": {"selected_users": list(slacks)}},
        "t3": {
            f"teams.roles:{role}": {"selected_options": [{"value": slack} for slack in slacks]}
            for role in ("leads", "coordinates", "may_be_asked")
        },
        "t4": {
            "teams.details:zone": {"selected_option": {"value": "America/Argentina/Buenos_Aires"}},
            "teams.details:number": {"value": text},
            "teams.details:server": {"value": text},
        },
    }
    carried = teams.pack(SetUpDraft(id="t" * 16))
    return teams.draft_of({"private_metadata": carried, "state": {"values": typed}})


def team_screens(language: Language, text: str) -> Iterator[dict[str, Any]]:
    who = reader(language, text)
    for filled in (draft(text), SetUpDraft(people=("U1",)), SetUpDraft(id="t", name="A", zone="Asia/Tokyo")):
        known = [(slack, text) for slack in filled.people] or [("U1", "Ann")]
        people_in = filled if filled.people else SetUpDraft(people=("U1",))
        yield teams.name_step(who, filled)
        yield teams.people_step(who, filled)
        yield teams.roles_step(who, people_in, known)
        yield teams.details_step(who, filled)
        yield teams.summary(who, filled)
        yield teams.done(who, filled)


def not_these_screens(language: Language, text: str) -> Iterator[dict[str, Any]]:
    who = reader(language, text)
    many = tuple(f"U{number:030}" for number in range(NOT_THESE_MOST))
    for slacks in ((), many[:1], many):
        yield not_these.not_these(NotTheseScene(who, slacks))
        chosen: dict[str, object] = {"s": "d" * 16, "k": "company", "when": "now", "whom": "p" * 16}
        yield not_these.not_these(NotTheseScene(who, slacks), chosen, on_top=True)
    yield not_these.kept(who)


def neighbours_screens(language: Language, text: str) -> Iterator[dict[str, Any]]:
    who = reader(language, text)
    every = tuple(
        NeighbourScene(who, "t" * 16, text, f"u{number:015}", text, list(Standing)[number % len(Standing)])
        for number in range(60)
    )
    names_of = tuple((f"u{number:015}", text) for number in range(150))
    for shown, proposable in ((every, names_of), (every[:6], names_of[:1]), ((), ())):
        yield neighbours.neighbours(NeighboursScene(who, "t" * 16, text, shown, proposable))


def taking_out_screens(language: Language, text: str) -> Iterator[dict[str, Any]]:
    who = reader(language, text)
    out = tuple((one.person_id, one.slack) for one in people(40, text))
    yield taking_out.taking_out(TakingOutScene(who, ()))
    yield taking_out.taking_out(TakingOutScene(who, out))
    yield taking_out.taken_out(who)


def plans(text: str) -> Iterator[Plan]:
    day = NOW.date()
    yield Plan()
    ids = ("t" * 16, "u" * 16)
    rows = tuple(
        Hours(f"h{number}", ids[number % 2], "p", number % 7, Span(number * 20, number * 37 % 1440), at)
        for number, at in zip(range(70), (True, False) * 35, strict=True)
    )
    dates = tuple(
        OneOff(
            f"d{number}",
            ids[0],
            "p",
            day + timedelta(days=number),
            Span(0, 1440) if number % 2 else None,
            False,
        )
        for number in range(60)
    )
    leaves = tuple(Leave(day + timedelta(days=number), day + timedelta(days=300)) for number in range(60))
    for switch, counts, rest in zip(Switch, (None, Counts.PAID, Counts.NOT_KNOWN), Rest, strict=True):
        choices = Choices(
            switch=switch,
            counts=counts,
            rest=rest,
            sleep=Span(540, 1020),
            glad=text,
            leaves=leaves,
            most_open=5,
        )
        yield Plan(choices, rows, dates)
        yield Plan(choices, rows[:1], dates[:2])


def schedule_screens(language: Language, text: str) -> Iterator[dict[str, Any]]:
    who = reader(language, text)
    asked = tuple(alerts(language, text))
    for plan, teams_in in product(plans(text), (1, 2)):
        named = tuple((one * 16, text) for one in "tu"[:teams_in])
        until = NOW + timedelta(hours=4) if teams_in == 1 else None
        mine = tuple(askers(language, text, 3))
        scene = MyHoursScene(who, named, plan, until, mine, asked, NOW.date(), TESTS)
        yield schedule.my_hours(scene)
        yield schedule.my_hours(replace(scene, tests=NO_TESTS))
        coming = tuple(
            support.Between(NOW + timedelta(days=n), NOW + timedelta(days=n, hours=8)) for n in range(20)
        )
        yield schedule.my_hours(replace(scene, coming=coming))
        for state in OwnRingState:
            yield schedule.my_hours(replace(scene, ring=OwnRing(state, text)))
        for name in names.ALL:
            for preset in ("", "work", "nights", "at_night"):
                view = schedule_steps.screen_of(scene, name, preset)
                if view is not None:
                    yield view
    slacks = tuple(one.slack for one in people(60, text))
    parts = tuple(
        WeekPart(
            NOW + timedelta(minutes=20 * n), NOW + timedelta(minutes=20 * n + 20), slacks if n % 2 else ()
        )
        for n in range(72)
    )
    days = tuple((NOW.date() + timedelta(days=n), parts) for n in range(7))
    yield week.team_week(TeamWeekScene(who, text, days))
    empty = tuple(EmptyHours(f"e{n}", "t", n % 7, Span(20 * n, 0)) for n in range(70))
    team_week = TeamWeekScene(who, text, days, "t" * 16, empty)
    yield week.team_week(team_week)
    for which in (week.ADD, week.OUT):
        yield week.empty_screen(team_week, which)


def minutes_screens(language: Language, text: str) -> Iterator[dict[str, Any]]:
    who = reader(language, text)
    today = date(2026, 11, 22)
    for apart, request in ((1, ""), (7, REQUEST), (90, "")):
        ledger = Ledger()
        for number in range(0, 91, apart):
            on = today - timedelta(days=number)
            for count in (1, 720):
                ledger = ledger.with_entry(Entry(f"e{number}-{count}", on, count))
        scene = MyMinutesScene(who, ledger.weeks, today, request)
        yield minutes.my_minutes(scene)
        yield minutes.add(scene)
        yield minutes.copy(scene)
    yield minutes.my_minutes(MyMinutesScene(who, (), today))


def data_scenes(language: Language, text: str) -> Iterator[DataScene]:
    who = reader(language, text)
    notes = tuple((f"note-{n}", date(2026, 11, 1) + timedelta(days=n % 20), text) for n in range(200))
    check_ins = tuple(date(2026, 12, 1) + timedelta(days=n) for n in range(20))
    yield DataScene(who, (), (), False, (), 0)
    yield DataScene(who, notes, check_ins, True, (text,) * 60, 2, not_these=(LONG_ID,) * NOT_THESE_MOST)
    yield DataScene(who, notes[:41], check_ins[:1], True, (text,), 1, has_schedule=True, minute_entries=7)


def every_screen(language: Language, text: str) -> tuple[Screen, ...]:
    """Return each screen with a name; messages as Slack is given them."""
    return tuple(_every_screen(language, text))


def _every_screen(language: Language, text: str) -> Iterator[Screen]:
    for scene in card_scenes(language, text):
        drawn = cards.draw(scene, FLOWS)
        yield type(scene).__name__, {"text": drawn.text, "blocks": drawn.blocks}
    for place in homes(language, text):
        yield "home", home.home(place, FLOWS)
    for asked in forms(language, text):
        yield "ask_form", support_views.ask_form(asked)
        yield "sent", support_views.sent(asked)
    for view in debrief_screens(language, text):
        yield "debrief", view
    for view in (
        *cover_screens(language, text),
        *team_screens(language, text),
        *taking_out_screens(language, text),
        *not_these_screens(language, text),
        *neighbours_screens(language, text),
    ):
        yield "teams", view
    for view in schedule_screens(language, text):
        yield "schedule", view
    for view in minutes_screens(language, text):
        yield "minutes", view
    for data in data_scenes(language, text):
        yield "my_data", my_data.my_data(data)
    who = reader(language, text)
    yield "everything_deleted", my_data.everything_deleted(who)
    yield "moment", moment.moment()
    yield "not_sent", support_views.not_sent(who)
    yield "doors_modal", doors.doors_modal(DoorsScene(who, ("person",), True), FLOWS)
    yield "doors_modal", doors.doors_modal(DoorsScene(who, (), False, can_be_asked=True), FLOWS)
    yield "lines", lines.lines()
    told = lines.lines_message()
    yield "lines_message", {"text": told.text, "blocks": told.blocks}
    for kind, spoken in product(errors.Sorry, ((language,), tuple(Language), ())):
        yield "sorry", errors.sorry(spoken, text, kind)
        said = errors.sorry_message(spoken, text, kind)
        yield "sorry_message", {"text": said.text, "blocks": said.blocks}
