"""Teams in real databases, a clock that can be set, and use cases that are kept, refused or lost."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from care import jobs, support
from care.errors import CareError
from domain.ids import new_id
from domain.kinds import EVERY_KIND
from domain.people import AskState, Language, Member, MemberState, Person, Profile, Team
from domain.schedule import Hours, Span
from storage import Storage, UnitOfWork
from storage.backup import backup, restore
from storage.errors import AlreadyThere, Stale
from tests.databases import Urls
from tests.machine.slack import Slack

P = ParamSpec("P")
R = TypeVar("R")

ANA, DEE, SAM, ROSA, JO = "U0ANA", "U0DEE", "U0SAM", "U0ROSA", "U0JO"
MORGAN, KIT, TONI, ERIKA = "U0MORGAN", "U0KIT", "U0TONI", "U0ERIKA"
EVERYBODY = (ANA, DEE, SAM, ROSA, JO, MORGAN, KIT, TONI, ERIKA)
EAST, WEST = "east", "west"
ZONES = {ROSA: "Europe/Madrid", JO: "Australia/Sydney", KIT: "America/Los_Angeles"}

IN = {
    EAST: {ANA: "ready", DEE: "ready", SAM: "ready", ROSA: "ready", JO: "ready", MORGAN: "leads", TONI: "no"},
    WEST: {SAM: "ready", KIT: "ready", ERIKA: "leads"},
}
"""Who is in which team: can be asked, leads and can be asked, or said no to the invitation."""

MOST_SLICES = 100


@dataclass
class SetClock:
    """A clock that stands still until it is moved, but for a microsecond: what comes later is later."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment that was set, aware, in UTC."""
        self.moment += timedelta(microseconds=1)
        return self.moment


class Lost(Exception):
    """The bot died before the unit of work was kept."""


@dataclass
class House:
    """The bot's care and storage, without anything asynchronous."""

    urls: Urls
    folder: Path
    clock: SetClock
    slack: Slack = field(default_factory=Slack)

    def __post_init__(self) -> None:
        self.storage = self._open()
        self.kept: tuple[Path, Path] | None = None
        with self.storage.work() as work:
            for team in IN:
                work.teams.add(_team(team, self.clock.now()))
            for user in EVERYBODY:
                work.people.add(profile(user))
            for team, people in IN.items():
                for user, place in people.items():
                    self._put(work, team, user, place)
            work.commit()

    def do(self, use_case: Callable[Concatenate[UnitOfWork, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do one use case in one unit of work, kept. Raises what it raises; nothing is kept then."""
        with self.storage.work() as work:
            result = use_case(work, *args, **kwargs)
            work.commit()
            return result

    def loses(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """Do one use case and die before it is kept."""
        with self.storage.work() as work:
            use_case(work, *args, **kwargs)

    def tries(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Do one use case; return whether it was not refused."""
        try:
            self.do(use_case, *args, **kwargs)
        except (CareError, AlreadyThere, Stale):
            return False
        return True

    def asks(self, question: Callable[[UnitOfWork], R]) -> R:
        """Return an answer from the databases; nothing is changed."""
        with self.storage.work() as work:
            return question(work)

    def person(self, user: str) -> Person | None:
        """Return somebody, or None if they were forgotten."""
        return self.asks(lambda work: work.people.by_slack(user))

    def id_of(self, user: str) -> str:
        """Return somebody's id; for one who was forgotten, one that nobody has."""
        person = self.person(user)
        return person.id if person else "nobody"

    def users(self) -> dict[str, str]:
        """Return from person ids to Slack accounts, of everybody who is known."""
        with self.storage.work() as work:
            people = [work.people.by_slack(user) for user in EVERYBODY]
        return {person.id: person.slack_user for person in people if person}

    def ticks(self) -> None:
        """Do all that is due now, as the ticker does."""
        for job in jobs.JOBS.values():
            for _ in range(MOST_SLICES):
                if not self.do(job, self.clock.now(), 50):
                    break

    def restarts(self) -> None:
        """Start the bot anew from its files, as it starts."""
        self.storage.close()
        self.storage = self._open()
        self.do(support.mend, self.clock.now())
        self.ticks()

    def keeps_a_backup(self) -> None:
        """Write a backup, the bot running, as the nightly job does."""
        urls = (self.urls.data, self.urls.keys, self.urls.hearth_key)
        self.kept = backup(*urls, self.folder / "backup", datetime(2026, 1, 1, tzinfo=UTC).date())

    def restores(self) -> None:
        """Bring the last backup back, and start."""
        assert self.kept is not None
        self.storage.close()
        urls = (self.urls.data, self.urls.keys, self.urls.hearth_key)
        restore(*urls, *self.kept, replace=True)
        self.storage = self._open()
        self.do(support.mend, self.clock.now())
        self.ticks()

    def closes(self) -> None:
        """Close everything."""
        self.storage.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def comes_back(self, user: str) -> None:
        """Somebody who left, or was forgotten, is of their teams again, and can be asked."""

        def back(work: UnitOfWork) -> None:
            person = work.people.by_slack(user)
            if person is None:
                work.people.add(profile(user))
            for team, people in IN.items():
                if user in people:
                    self._put(work, team, user, people[user])

        self.do(back)

    def _put(self, work: UnitOfWork, team: str, user: str, place: str) -> None:
        person = work.people.by_slack(user)
        assert person is not None
        if not person.active:
            return
        ready = place in {"ready", "leads"}
        state = MemberState.JOINED if ready else MemberState.DECLINED
        ask = AskState.READY if ready else AskState.NO
        work.teams.put_member(Member(team, person.id, state, ask, place == "leads", False))
        if ready and not any(row.team_id == team for row in work.schedules.plan(person.id).hours):
            spans = [Span(0, 0)] if user != JO else [Span(8 * 60, 20 * 60)]
            work.schedules.add_hours(
                Hours(new_id(), team, person.id, weekday, span, at_work=True)
                for weekday in range(7)
                for span in spans
            )
            choices = work.schedules.plan(person.id).choices
            work.schedules.keep(person.id, replace(choices, rang=EVERY_KIND), self.clock.now())

    def _open(self) -> Storage:
        return Storage.open(self.urls.data, self.urls.keys, self.urls.hearth_key, self.clock)


def profile(user: str, *, active: bool = True) -> Profile:
    """Return what Slack says of somebody."""
    language = Language.ES if user == ROSA else Language.EN
    zone = ZONES.get(user, "America/New_York")
    return Profile(user, user[2:].title(), language, zone, user == ERIKA, active)


def _team(team: str, now: datetime) -> Team:
    return Team(team, team.title(), "America/New_York", "", "", "410 555 0100", "IT", now.date())
