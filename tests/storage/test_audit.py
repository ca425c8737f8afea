"""What the auditor asks the tables, on both databases: nothing passed over, nothing opened."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from care import accounts
from domain.cards import CardKind, Priority
from domain.ids import new_id
from domain.people import AskState, Member, MemberState, Team
from domain.support import Ask, Kind, RequestState, SupportRequest, Urgency, Way
from storage import Storage
from storage.backup import backup, restore
from storage.tables import people
from tests.databases import Urls
from tests.storage.someone import add_person

NOW = datetime(2026, 3, 4, 15, 16, 17, tzinfo=UTC)
ASK = Ask(Kind.COMPANY, Urgency.NOW, Way.CALL)


def test_running_calls_come_in_slices(storage: Storage) -> None:
    """Each open or accepted call once, in the order of ids; those that are over not at all."""
    asker = add_person(storage)
    ids = sorted(new_id() for _ in range(5))
    states = [
        RequestState.OPEN,
        RequestState.ACCEPTED,
        RequestState.OPEN,
        RequestState.EXPIRED,
        RequestState.DONE,
    ]
    with storage.work() as work:
        for request_id, state in zip(ids, states, strict=True):
            end = NOW + timedelta(hours=2)
            work.support.add(SupportRequest(request_id, asker.id, state, 1, NOW, None, end, None, ASK), [])
        work.commit()
    with storage.work() as work:
        assert sorted(work.audit.running("", 10)) == ids[:3]
        seen: list[str] = []
        while part := work.audit.running(seen[-1] if seen else "", 2):
            seen += part
    assert len(seen) == 3
    assert set(seen) == set(ids[:3])


def test_waiting_cards_come_in_slices(storage: Storage) -> None:
    """Behind what is wanted, or with a post in doubt; those at rest not; one alone where it is asked for."""
    person = add_person(storage)
    with storage.work() as work:
        for number, priority in enumerate((Priority.CALL, Priority.REST, Priority.REST)):
            work.cards.want(f"c{number}", CardKind.DOORS, person.id, person.id, priority, hint="loss")
        work.cards.want("rest", CardKind.DOORS, person.id, person.id, Priority.REST)
        work.cards.confirm("rest", "D1", "1.1", 1)
        work.cards.begin_post("c1", "key.1")
        work.commit()
    with storage.work() as work:
        first = work.audit.waiting_cards("", 2)
        second = work.audit.waiting_cards(first[-1].key, 2)
        assert [card.key for card in first + second] == ["c0", "c1", "c2"]
        assert [card.posting for card in first] == [None, "key.1"]
        assert [card.key for card in work.audit.waiting_cards("", 5, key="c2")] == ["c2"]
        assert work.audit.waiting_cards("", 5, key="rest") == []
        assert work.audit.how_many_wait() == {Priority.CALL: 1, Priority.REST: 2}


def test_a_card_that_is_freed_can_be_claimed(storage: Storage) -> None:
    """Its lease and its next try are gone; that its post is in doubt stays so."""
    person = add_person(storage)
    with storage.work() as work:
        work.cards.want("held", CardKind.DOORS, person.id, person.id, Priority.REST)
        work.cards.release("held", NOW + timedelta(days=9), failed=True)
        work.cards.want("doubt", CardKind.DOORS, person.id, person.id, Priority.REST)
        [leased] = work.cards.claim(NOW, 5, NOW + timedelta(days=9), "nobody")
        assert leased.key == "doubt"
        work.cards.begin_post("doubt", "key.1")
        assert work.cards.claim(NOW, 5, NOW, "me") == []
        assert work.cards.posting(NOW) == []
        for key in ("held", "doubt"):
            work.audit.free(key)
        assert [card.key for card in work.cards.claim(NOW, 5, NOW, "me")] == ["held"]
        assert [card.key for card in work.cards.posting(NOW)] == ["doubt"]


def test_what_is_due(storage: Storage) -> None:
    """Check-ins and debriefs whose time has come, the earliest first, and whose a debrief is."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    with storage.work() as work:
        late = work.follow_ups.add(ana.id, NOW - timedelta(hours=3))
        later = work.follow_ups.add(ana.id, NOW - timedelta(hours=9))
        work.follow_ups.add(ana.id, NOW + timedelta(hours=3))
        sent = work.follow_ups.add(ana.id, NOW - timedelta(hours=3))
        work.follow_ups.save(replace(sent, sent=True))
        over = work.debriefs.start(ana.id, "{}", NOW - timedelta(hours=1))
        under_way = work.debriefs.start(ben.id, "{}", NOW + timedelta(hours=2))
        assert work.audit.follow_ups_due(NOW, 5) == [later.id, late.id]
        assert work.audit.follow_ups_due(NOW, 1) == [later.id]
        assert work.audit.debriefs_expired(NOW, 5) == [over.id]
        assert work.audit.debrief_expired(over.id, NOW) == ana.id
        assert work.audit.debrief_expired(under_way.id, NOW) is None


@pytest.mark.parametrize("state", list(MemberState))
def test_whose_accounts_are_asked_after(storage: Storage, state: MemberState) -> None:
    """Everybody active who is in a team or invited to one; nobody who declined or is out."""
    ana, ben, _nobody = (add_person(storage, user) for user in ("U1", "U2", "U3"))
    team = Team(new_id(), "Night", "America/Lima", "", "", "", "IT", date(2026, 1, 1))
    with storage.work() as work:
        work.teams.add(team)
        for person in (ana, ben):
            work.teams.put_member(
                Member(team.id, person.id, state, AskState.NO, leads=False, coordinates=False)
            )
        work.commit()
    with storage.engine.begin() as connection:
        connection.execute(update(people).where(people.c.id == ben.id).values(active=False))
    with storage.work() as work:
        found = [account.slack_user for account in work.audit.accounts_in_teams()]
    assert found == (["U1"] if state in {MemberState.INVITED, MemberState.JOINED} else [])


def test_a_mark_is_one_row_and_survives_backup_and_restore(urls: Urls, tmp_path: Path) -> None:
    """Written over, never twice; beside it, a backup still tells which key store it belongs to."""
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    add_person(storage)
    with storage.work() as work:
        assert work.audit.mark("accounts_checked") is None
        work.audit.set_mark("accounts_checked", "2026-03-03")
        work.audit.set_mark("accounts_checked", "2026-03-04")
        work.commit()
    storage.close()
    files = backup(urls.data, urls.keys, urls.hearth_key, tmp_path / "backups", date(2026, 3, 4))
    restore(urls.data, urls.keys, urls.hearth_key, *files, replace=True)
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    with storage.work() as work:
        assert work.audit.mark("accounts_checked") == "2026-03-04"
    storage.close()


@pytest.mark.parametrize(
    ("hour", "night"), [(0, "2026-03-03"), (2, "2026-03-03"), (3, "2026-03-04"), (23, "2026-03-04")]
)
def test_a_night_begins_at_three_of_the_server(hour: int, night: str) -> None:
    """Until then it is still the night of the day before, whatever zone the server is in."""
    local = datetime(2026, 3, 4, hour).astimezone()
    assert accounts.night_of(local.astimezone(UTC)) == night


def test_a_look_is_due_once_a_night(storage: Storage) -> None:
    """Never made: due. Made this night: not. A day older, also after days off: due again, once."""
    noon = datetime(2026, 3, 4, 12).astimezone()
    with storage.work() as work:
        assert accounts.due(work, noon)
        accounts.asked_after(work, accounts.night_of(noon))
        assert not accounts.due(work, noon)
        assert not accounts.due(work, noon + timedelta(hours=14))
        assert accounts.due(work, noon + timedelta(hours=16))
        assert accounts.due(work, noon + timedelta(days=9))
        assert not accounts.due(work, noon - timedelta(days=2))
