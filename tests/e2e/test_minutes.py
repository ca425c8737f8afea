"""One's own minutes: one tap when a call is over, or by hand; seen, copied, deleted by nobody else."""

import json
from datetime import timedelta

from sandbox.person import Person
from tests.e2e.doings import asks, buttons, opens, opens_home, redrawn, request_id, tap, title
from tests.e2e.house import ANA, DEE, MORGAN, ROSA, SAM, House, has_button

TEN = timedelta(minutes=10, seconds=1)
A_DAY = timedelta(hours=24, minutes=1)


async def talked(house: House) -> tuple[Person, Person]:
    """Dee asks for somebody now, Sam comes, and Sam says that they are talking."""
    dee, sam = await house.person(DEE), await house.person(SAM)
    await asks(dee)
    await sam.waits_for(has_button("support.accept"))
    await sam.clicks("support.accept", in_="dm")
    await house.settles()
    assert not has_button("minutes.note")(await sam.screen())
    await house.push(TEN)
    await house.settles()
    await sam.clicks("support.met", in_="dm")
    await house.settles()
    return dee, sam


async def my_minutes(person: Person) -> str:
    """Open one's own list; return what stands there."""
    if (await person.screen())["modals"]:
        await person.closes(everything=True)
    await opens_home(person)
    await opens(person, "schedule.open", "home")
    await opens(person, "minutes.open", "modal")
    return await person.reads("modal")


async def test_one_tap_writes_minutes_down_for_nobody_else(team: House) -> None:
    """Asked once they talk, only who came; the list holds a day and minutes and no name."""
    dee, sam = await talked(team)
    assert has_button("minutes.note")(await sam.screen())
    for other in (DEE, ROSA, MORGAN):
        assert not has_button("minutes.note")(await (await team.person(other)).screen())
    await sam.clicks("minutes.note:30", in_="dm")
    await team.settles()
    assert not has_button("minutes.note")(await sam.screen())
    told = await my_minutes(sam)
    assert "30 minutes" in told
    assert "U0DEE" not in json.dumps((await sam.screen())["modals"][-1])
    assert "30 minutes" not in await dee.reads()


async def test_nothing_is_an_answer_too(team: House) -> None:
    """The card asks no more, and nothing is in the list."""
    _, sam = await talked(team)
    await sam.clicks("minutes.note:0", in_="dm")
    await team.settles()
    assert not has_button("minutes.note")(await sam.screen())
    assert "Nothing is written down." in await my_minutes(sam)


async def test_it_is_still_asked_when_the_call_is_over(team: House) -> None:
    """A day later the card has lost the name, and still takes the tap; two taps are one entry."""
    _, sam = await talked(team)
    await team.push(A_DAY)
    await team.settles()
    assert team.rows("SELECT state FROM requests") == [("done",)]
    assert "<@U0DEE>" not in await sam.reads("dm")
    value = f"{request_id(team)}|45"
    await sam.sends(tap("minutes.note", value))
    await sam.sends(tap("minutes.note", value))
    await team.settles()
    assert not has_button("minutes.note")(await sam.screen())
    assert (await my_minutes(sam)).count("45 minutes") == 2  # the entry, and the sum of its week


async def test_another_number_and_by_hand(team: House) -> None:
    """Another number from the card, one by hand; what cannot be is said at its input."""
    _, sam = await talked(team)
    await opens(sam, "minutes.other", "dm")
    await sam.types("minutes.add:long", "soon")
    told = await sam.submits()
    assert "long" in told["ack"]["errors"]
    await sam.types("minutes.add:long", "25")
    await sam.submits()
    await team.settles()
    assert title(await sam.screen()) == "My minutes"
    assert not has_button("minutes.other")(await sam.screen())
    await redrawn(sam, sam.clicks("minutes.edit:minutes.add", in_="modal"))
    await sam.types("minutes.add:long", "5")
    await sam.chooses("minutes.add:on", "2020-01-01")
    told = await sam.submits()
    assert "on" in told["ack"]["errors"]
    day = (team.clock.now() - timedelta(days=30)).date().isoformat()
    await sam.chooses("minutes.add:on", day)
    await sam.submits()
    told_list = await sam.reads("modal")
    assert "25 minutes" in told_list
    assert "5 minutes" in told_list


async def test_copied_as_text_and_deleted(team: House) -> None:
    """The text holds days and sums in a box that can be copied; an entry goes, then all of it."""
    _, sam = await talked(team)
    await sam.clicks("minutes.note:15", in_="dm")
    await team.settles()
    await my_minutes(sam)
    await redrawn(sam, sam.clicks("minutes.edit:minutes.copy", in_="modal"))
    text = json.dumps((await sam.screen())["modals"][-1]["blocks"])
    assert "15 minutes" in text
    assert "U0DEE" not in text
    await sam.submits()
    await redrawn(sam, sam.clicks("minutes.remove", in_="modal"))
    assert "Nothing is written down." in await sam.reads("modal")
    assert "minutes.remove_all" not in buttons(await sam.screen(), "modal")


async def test_after_thirteen_weeks_it_is_gone(team: House) -> None:
    """It goes by itself, and so does the row."""
    _, sam = await talked(team)
    await sam.clicks("minutes.note:60", in_="dm")
    await team.settles()
    for _ in range(14):
        await team.push(timedelta(weeks=1))
    assert not team.rows("SELECT 1 FROM minutes")


async def test_nobody_else_writes_into_it_or_reads_it(team: House) -> None:
    """A lead, the asker and a stranger tap Sam's buttons: nothing is written, nothing is told."""
    _, sam = await talked(team)
    request = request_id(team)
    for other in (DEE, ANA, MORGAN):
        person = await team.person(other)
        await person.sends(tap("minutes.note", f"{request}|60"))
        await person.sends(tap("minutes.note", "no-such-call|60"))
        await person.sends(tap("minutes.remove", "no-such-entry"))
    assert not team.rows("SELECT 1 FROM minutes")
    await sam.sends(tap("minutes.note", f"{request}|100000"))
    await sam.sends(tap("minutes.note", "|||"))
    assert "Nothing is written down." in await my_minutes(sam)


async def test_my_data_tells_of_it_and_deletes_it(team: House) -> None:
    """My data says that there is a list and leads to it; "Delete everything" takes it along."""
    _, sam = await talked(team)
    await sam.clicks("minutes.note:30", in_="dm")
    await team.settles()
    await opens_home(sam)
    await opens(sam, "my_data.open", "home")
    assert "in your list of minutes" in await sam.reads("modal")
    await opens(sam, "minutes.open", "modal")
    assert "30 minutes" in await sam.reads("modal")
    await sam.closes()
    await redrawn(sam, sam.clicks("my_data.delete_all"))
    assert not team.rows("SELECT 1 FROM minutes")
