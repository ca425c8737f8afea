"""Every subject: what was kept comes back, on both databases."""

import contextlib
import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from domain.cards import CardKind, Priority
from domain.ids import new_id
from domain.people import AskState, Language, Member, MemberState, Person, Team
from domain.support import (
    Ask,
    Between,
    HeadsUp,
    Kind,
    Meeting,
    RequestState,
    SupportRequest,
    Turn,
    TurnState,
    Urgency,
    Way,
)
from storage import Storage, UnitOfWork
from storage.errors import AlreadyThere, Stale
from tests.storage.someone import add_person, profile

NOW = datetime(2026, 3, 4, 15, 16, 17, tzinfo=UTC)
TODAY = NOW.date()
ASK = Ask(Kind.COVER, Urgency.TODAY, Way.TEXT_FIRST, "2 to 6 pm", "+1 555 0100")


def team(name: str = "Night shift") -> Team:
    return Team(new_id(), name, "America/Lima", "neighbors", "vecinos", "+1 555 0101", "the director", TODAY)


def request_of(asker: Person, **changes: object) -> SupportRequest:
    whole = SupportRequest(
        id=new_id(),
        asker_id=asker.id,
        state=RequestState.OPEN,
        version=1,
        opened_at=NOW,
        silent_at=NOW + timedelta(minutes=5),
        ends_at=NOW + timedelta(hours=2),
        accepted_by=None,
        ask=ASK,
    )
    return replace(whole, **changes)  # type: ignore[arg-type] # names and types are checked by the dataclass


def test_a_person_comes_back_as_they_were_saved(storage: Storage) -> None:
    """By id and by Slack account, with every field, also after a change."""
    person = add_person(storage)
    changed = replace(person, dm="D1", limits_seen=1, name="Ana", active=False, language=Language.EN)
    with storage.work() as work:
        assert work.people.by_slack("U1") == work.people.by_id(person.id) == person
        assert work.people.active() == [person]
        work.people.save(changed)
        work.commit()
    with storage.work() as work:
        assert work.people.by_id(person.id) == changed
        assert work.people.active() == []
        assert work.people.by_slack("U2") is None


def test_an_account_is_known_once(storage: Storage) -> None:
    """Adding a Slack account a second time is refused."""
    add_person(storage)
    with storage.work() as work, pytest.raises(AlreadyThere):
        work.people.add(profile())


def test_what_is_not_committed_is_not_kept(storage: Storage) -> None:
    """Leaving a unit of work without commit, or by an error, keeps nothing, not even a key."""
    with storage.work() as work:
        work.people.add(profile())
    with contextlib.suppress(ZeroDivisionError), storage.work() as work:
        work.people.add(profile())
        _ = 1 / 0
    with storage.work() as work:
        assert work.people.by_slack("U1") is None
    assert storage.keys.ids() == set()


def test_teams_and_places(storage: Storage) -> None:
    """A person's teams, a team's members, one place written twice, and one taken away."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    night, day = team("Night"), team("Day")
    place = Member(night.id, ana.id, MemberState.INVITED, AskState.NO, leads=False, coordinates=True)
    joined = replace(place, state=MemberState.JOINED, ask=AskState.READY)
    with storage.work() as work:
        for one in (night, day):
            work.teams.add(one)
        work.teams.put_member(place)
        work.teams.put_member(joined)
        work.teams.put_member(replace(joined, team_id=day.id))
        work.teams.put_member(replace(place, person_id=ben.id))
        work.teams.save(replace(day, word_en="guests"))
        work.commit()
    with storage.work() as work:
        assert [one.name for one in work.teams.all()] == ["Day", "Night"]
        assert work.teams.by_id(night.id) == night
        assert work.teams.by_id("none") is None
        mine = work.teams.of_person(ana.id)
        assert [(one.word_en, m.state) for one, m in mine] == [
            ("guests", MemberState.JOINED),
            ("neighbors", MemberState.JOINED),
        ]
        assert {m.person_id for m in work.teams.members(night.id)} == {ana.id, ben.id}
        work.teams.remove_member(night.id, ana.id)
        assert work.teams.member(night.id, ana.id) is None
        assert work.teams.member(night.id, ben.id) is not None


def test_any_text_can_be_a_teams(storage: Storage) -> None:
    """A name with markup, marks of direction, zero bytes or half a character is kept, less the last two."""
    hostile = "<!channel> *a*_b_ \u202e\u200b' ; DROP TABLE teams; -- %s {} 🕯"
    with storage.work() as work:
        work.teams.add(whole := team(hostile + "\0\ud83d"))
        found = work.teams.by_id(whole.id)
        assert found == replace(whole, name=hostile)


def test_a_debrief_goes_step_by_step(storage: Storage) -> None:
    """A step counts the version; an older screen is stale, and so is any step after the end."""
    ana = add_person(storage)
    with storage.work() as work:
        first = work.debriefs.start(ana.id, '{"step": "a"}', NOW)
        second = work.debriefs.step(first, '{"step": "b"}')
        with pytest.raises(Stale):
            work.debriefs.step(first, '{"step": "c"}')
        assert work.debriefs.of_person(ana.id) == second
        assert (second.version, second.progress) == (1, '{"step": "b"}')
        again = work.debriefs.start(ana.id, "new", NOW)
        assert work.debriefs.of_person(ana.id) == again
        work.debriefs.end(ana.id)
        assert work.debriefs.of_person(ana.id) is None
        with pytest.raises(Stale):
            work.debriefs.step(again, "late")


def test_a_debrief_ends_no_later_than_asked(storage: Storage) -> None:
    """Its end is kept as an hour, never later than asked, and at that hour it is destroyed."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    end = NOW + timedelta(hours=72)
    with storage.work() as work:
        debrief = work.debriefs.start(ana.id, "", end)
        work.debriefs.start(ben.id, "", end + timedelta(days=1))
        assert debrief.expires_at == end.replace(minute=0, second=0)
        assert work.debriefs.of_person(ana.id) == debrief
        assert work.debriefs.end_expired(debrief.expires_at - timedelta(seconds=1), 10) == []
        assert work.debriefs.end_expired(end, 10) == [ana.id]
        assert work.debriefs.of_person(ana.id) is None
        assert work.debriefs.of_person(ben.id) is not None


def test_notes_are_their_writers_own(storage: Storage) -> None:
    """A note comes back to its writer, newest first; nobody else can delete it."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    with storage.work() as work:
        old = work.notes.keep(ana.id, "first\n\0 " + "ñ" * 5000, TODAY - timedelta(days=1))
        new = work.notes.keep(ana.id, "", TODAY)
        assert work.notes.of_person(ana.id) == [new, old]
        work.notes.delete(ben.id, old.id)
        work.notes.delete(ana.id, new.id)
        assert work.notes.of_person(ana.id) == [old]
        assert work.notes.of_person(ben.id) == []


def test_follow_ups_come_due_once(storage: Storage) -> None:
    """One is due from its hour on, until it was sent, put off or deleted."""
    ana = add_person(storage)
    with storage.work() as work:
        one = work.follow_ups.add(ana.id, NOW)
        later = work.follow_ups.add(ana.id, NOW + timedelta(days=1))
        assert one.due_at == NOW.replace(minute=0, second=0)
        assert work.follow_ups.due(one.due_at - timedelta(minutes=1), 10) == []
        assert work.follow_ups.due(NOW, 10) == [one]
        work.follow_ups.save(replace(one, sent=True))
        assert work.follow_ups.due(NOW, 10) == []
        assert work.follow_ups.by_id(one.id) == replace(one, sent=True)
        work.follow_ups.save(replace(later, due_at=NOW))
        assert [due.id for due in work.follow_ups.due(NOW, 10)] == [later.id]
        work.follow_ups.delete(one.id)
        assert [left.id for left in work.follow_ups.of_person(ana.id)] == [later.id]
        work.follow_ups.delete_of(ana.id)
        assert work.follow_ups.of_person(ana.id) == []


def test_a_turn_keeps_by_way_of_whom(storage: Storage) -> None:
    """The neighbour team of some, nothing of the others; a changed turn keeps it."""
    ana, ben, cam = (add_person(storage, user) for user in ("U1", "U2", "U3"))
    request = request_of(ana)
    with storage.work() as work:
        work.support.add(request, [[ben.id], [cam.id]], {cam.id: "team"})
        by_person = {turn.person_id: turn for turn in work.support.turns(request.id)}
        assert (by_person[ben.id].via, by_person[cam.id].via) == (None, "team")
        work.support.save_turn(replace(by_person[cam.id], state=TurnState.PASSED))
        assert {turn.via for turn in work.support.turns(request.id)} == {None, "team"}


def test_a_heads_up_is_sealed_and_shows_in_no_length(storage: Storage) -> None:
    """Each comes back; every row is as long as one without, with a number or none."""
    ana = add_person(storage)
    asks = [replace(ASK, heads_up=one, number=number) for one in HeadsUp for number in ("", "+1 555 0100")]
    requests = [replace(request_of(ana), id=new_id(), ask=ask) for ask in asks]
    with storage.work() as work:
        for request in requests:
            work.support.add(request, [])
        assert [work.support.by_id(request.id) for request in requests] == requests
        work.commit()
    with storage.engine.begin() as connection:
        rows = connection.execute(text("SELECT ask FROM requests")).all()
    assert len({len(bytes(row.ask)) for row in rows}) == 1
    assert not any(b"loss" in bytes(row.ask) for row in rows)


def test_an_ask_from_before_heads_ups_and_hours_opens(storage: Storage) -> None:
    """What was sealed before there were such choices is read as an ask without them, its hours as typed."""
    ana = add_person(storage)
    request = request_of(ana)
    later = {"heads_up", "between", "moved"}
    told = {key: value for key, value in asdict(ASK).items() if key not in later}
    with storage.work() as work:
        work.support.add(request, [])
        sealed = work.support._vault.seal(ana.id, "requests.ask", request.id, json.dumps(told))
        work.support._connection.execute(text("UPDATE requests SET ask = :ask"), {"ask": sealed})
        assert work.support.by_id(request.id) == replace(request, ask=ASK)


def test_hours_of_cover_come_back_as_the_moments_they_were(storage: Storage) -> None:
    """To the minute, in UTC, with what a yes has moved."""
    ana = add_person(storage)
    hours = Between(NOW, NOW + timedelta(hours=9))
    ask = Ask(Kind.COVER, Urgency.TODAY, Way.MESSAGE, between=hours, moved=("one", "two"))
    request = SupportRequest(new_id(), ana.id, RequestState.OPEN, 1, NOW, None, NOW, None, ask)
    with storage.work() as work:
        work.support.add(request, [])
        work.commit()
    with storage.work() as work:
        found = work.support.by_id(request.id)
    assert found is not None
    assert found.ask == ask


def test_cover_counts_for_no_limit(storage: Storage) -> None:
    """Who said yes to cover is with nobody; who said yes to company is with one, met or not."""
    ana, ben = add_person(storage), add_person(storage, "U2")
    with storage.work() as work:
        for meeting in Meeting:
            request = SupportRequest(
                new_id(), ana.id, RequestState.ACCEPTED, 1, NOW, None, NOW, ben.id, ASK, meeting=meeting
            )
            work.support.add(request, [])
        assert work.support.with_somebody([ana.id, ben.id]) == {ben.id: len(Meeting) - 1}


def test_a_request_and_its_turns(storage: Storage) -> None:
    """A second Send is known; a change counts the version, an old one is refused; an ended ask is gone."""
    ana, ben, cam = (add_person(storage, user) for user in ("U1", "U2", "U3"))
    request = request_of(ana)
    with storage.work() as work:
        work.support.add(request, [[ben.id, cam.id]])
        with pytest.raises(AlreadyThere):
            work.support.add(request, [[ben.id]])
        assert work.support.by_id(request.id) == request
        assert {turn.person_id for turn in work.support.turns(request.id)} == {ben.id, cam.id}
        told = Turn(request.id, ben.id, 0, TurnState.ACCEPTED, NOW)
        work.support.save_turn(told)
        assert told in work.support.turns(request.id)
        saved = work.support.save(replace(request, state=RequestState.ACCEPTED, accepted_by=ben.id), 1)
        assert saved.version == 2
        with pytest.raises(Stale):
            work.support.save(request, 1)
        over = work.support.save(replace(saved, state=RequestState.CANCELLED, ask=None), 2)
        assert work.support.by_id(request.id) == over
        assert over.ask is None


def test_whose_requests_are_running(storage: Storage) -> None:
    """The asker's own, and those a person is asked or has accepted; nothing that is over or was passed."""
    ana, ben, cam = (add_person(storage, user) for user in ("U1", "U2", "U3"))
    running, over = request_of(ana), request_of(ana, state=RequestState.NOBODY)

    def asked_of(work: UnitOfWork) -> list[list[str]]:
        return [[one.id for one in work.support.asked_of(person.id)] for person in (ana, ben, cam)]

    with storage.work() as work:
        work.support.add(running, [[ben.id, cam.id]])
        work.support.add(over, [[ben.id]])
        assert work.support.open_of(ana.id) == [running]
        assert asked_of(work) == [[], [running.id], [running.id]]
        work.support.save_turn(Turn(running.id, cam.id, 0, TurnState.PASSED, None))
        assert asked_of(work) == [[], [running.id], []]
        work.support.save(replace(running, state=RequestState.ACCEPTED, accepted_by=ben.id), 1)
        work.support.save_turn(Turn(running.id, ben.id, 0, TurnState.ACCEPTED, None))
        assert asked_of(work) == [[], [running.id], []]


def test_requests_come_due_and_are_forgotten(storage: Storage) -> None:
    """Due: silent too long, or past the end; forgotten: over, and ended before the day."""
    ana = add_person(storage)
    request = request_of(ana)
    with storage.work() as work:
        work.support.add(request, [])
        assert work.support.due(NOW, 10) == []
        assert work.support.due(NOW + timedelta(minutes=5), 10) == [request]
        told = work.support.save(replace(request, silent_at=None), 1)
        assert work.support.due(NOW + timedelta(minutes=5), 10) == []
        assert work.support.due(NOW + timedelta(hours=2), 10) == [told]
        assert work.support.forget_over(TODAY + timedelta(days=1), 10) == 0
        work.support.save(replace(told, state=RequestState.EXPIRED, ask=None), 2)
        assert work.support.due(NOW + timedelta(hours=3), 10) == []
        assert work.support.forget_over(TODAY, 10) == 0
        assert work.support.forget_over(TODAY + timedelta(days=1), 10) == 1
        assert work.support.by_id(request.id) is None


def test_a_repeated_touch_is_known(storage: Storage) -> None:
    """The first one is new, the second is not; after it was forgotten, it is new again."""
    for expected in (True, False):
        with storage.work() as work:
            assert work.touches.first("Ev1", TODAY) is expected
            work.commit()
    with storage.work() as work:
        assert work.touches.first("Ev2", TODAY)
        assert work.touches.forget_before(TODAY) == 0
        assert work.touches.forget_before(TODAY + timedelta(days=1)) == 2
        assert work.touches.first("Ev1", TODAY)


def test_a_forgotten_person_leaves_nothing(storage: Storage) -> None:
    """Every row of theirs in every table is gone, and what others have stays."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    own, answered = request_of(ana), request_of(ben, accepted_by=ana.id, state=RequestState.ACCEPTED)
    with storage.work() as work:
        work.teams.add(night := team())
        for person in (ana, ben):
            work.teams.put_member(
                Member(night.id, person.id, MemberState.JOINED, AskState.NO, leads=False, coordinates=False)
            )
            work.notes.keep(person.id, "text", TODAY)
            work.debriefs.start(person.id, "text", NOW)
            work.follow_ups.add(person.id, NOW)
            work.cards.want(f"c-{person.id}", CardKind.DOORS, person.id, person.id, Priority.ANSWER)
        work.support.add(own, [[ben.id]])
        work.support.add(answered, [[ana.id]])
        work.commit()
    with storage.work() as work:
        work.people.forget(ana.id)
        work.commit()
    with storage.work() as work:
        assert work.people.by_id(ana.id) is None
        assert [m.person_id for m in work.teams.members(night.id)] == [ben.id]
        assert work.support.by_id(own.id) is None
        assert work.support.turns(answered.id) == []
        kept = work.support.by_id(answered.id)
        assert kept is not None
        assert kept.accepted_by is None
        assert len(work.notes.of_person(ben.id)) == 1
        assert work.notes.of_person(ana.id) == []
        assert work.cards.of_recipient(ana.id) == []
    assert storage.keys.ids() == {ben.id}


def test_forgetting_can_be_rolled_back(storage: Storage) -> None:
    """Until the commit nobody is forgotten: a half-done use case leaves the person whole."""
    ana = add_person(storage)
    with storage.work() as work:
        work.people.forget(ana.id)
    with storage.work() as work:
        assert work.people.by_id(ana.id) == ana
