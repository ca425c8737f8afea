"""What people do about their hours in many stories."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox.person import Person
from tests.e2e.doings import (
    opens,
    opens_home,
    redrawn,
    tap,
    title,
)
from tests.e2e.house import House

NEW_YORK = ZoneInfo("America/New_York")
NOBODY = "Nobody has hours now."


async def shut(house: House, *users: str) -> None:
    """Let these teammates take "you can ask me right now" back."""
    for user in users:
        await (await house.person(user)).sends(tap("schedule.now", "0"))
    await house.settles()


async def until_local(house: House, weekday: int, hour: int, minute: int = 0) -> datetime:
    """Push the clock to the next such moment of a week in New York; return it."""
    now = house.clock.now()
    local = now.astimezone(NEW_YORK)
    there = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    there += timedelta(days=(weekday - local.weekday()) % 7)
    if there <= local:
        there += timedelta(days=7)
    await house.push(there.astimezone(UTC) - now)
    await house.settles()
    return there


async def form(person: Person) -> str:
    """Open the form anew; return what it says."""
    if (await person.screen())["modals"]:
        await person.closes(everything=True)
    await opens_home(person)
    await opens(person, "support.open:top", "home")
    return await person.reads("modal")


async def hours(person: Person) -> None:
    """Open one's own hours from the Home."""
    if (await person.screen())["modals"]:
        await person.closes(everything=True)
    await opens_home(person)
    await opens(person, "schedule.open", "home")


async def to(person: Person, screen: str) -> None:
    """Go to one of the screens behind one's own hours."""
    await redrawn(person, person.clicks(f"schedule.edit:{screen}", in_="modal"))


async def saves(person: Person) -> None:
    """Save; then all of one's hours stand there again."""
    told = await person.submits()
    assert "errors" not in (told.get("ack") or {}), told
    assert title(await person.screen()) in {"My hours", "Mis horas"}


async def refused(person: Person) -> set[str]:
    """Save what cannot be so; return the fields at which something is said."""
    told = await person.submits()
    return {block.partition(":")[0] for block in told["ack"]["errors"]}


async def sleeps(person: Person, since: str, until: str) -> None:
    """Say when one sleeps."""
    await hours(person)
    await to(person, "schedule.sleep")
    await person.chooses("schedule.sleep:since", since)
    await person.chooses("schedule.sleep:until", until)
    await saves(person)


async def shown_hours(person: Person) -> str:
    """Open one's own hours; return what stands there."""
    await hours(person)
    return await person.reads("modal")
