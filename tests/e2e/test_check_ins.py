"""A check-in for the one who listened: once, a day or two later, naming nobody; with a rest to choose."""

from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from sandbox.person import Person
from tests.e2e.doings import (
    asks,
    bot_messages,
    buttons,
    opens,
    opens_cover,
    opens_home,
    redrawn,
    tap,
    title,
    words_of,
)
from tests.e2e.hours import hours, sleeps
from tests.e2e.house import ANA, DEE, KIT, ROSA, SAM, House, has_button
from tests.e2e.test_follow_ups import asks_for_them, check_ins

TEN = timedelta(minutes=10, seconds=1)


async def accepted(house: House, **chosen: str) -> tuple[Person, Person]:
    """Dee asks, and Sam says yes."""
    dee, sam = await house.person(DEE), await house.person(SAM)
    await asks(dee, **chosen)
    await sam.waits_for(has_button("support.accept"))
    await sam.clicks("support.accept", in_="dm")
    await house.settles()
    return dee, sam


async def talked(house: House) -> tuple[Person, Person]:
    """They have found each other; Dee says so."""
    dee, sam = await accepted(house)
    await house.push(TEN)
    await house.settles()
    await dee.clicks("support.met", in_="dm")
    await house.settles()
    return dee, sam


async def days(house: House, number: float) -> None:
    """Let days go by, a quarter at a time."""
    for _ in range(int(number * 4)):
        await house.push(timedelta(hours=6))
    await house.settles()


async def test_it_comes_once_within_two_days_and_names_nobody(team: House) -> None:
    """To who listened and to nobody else of the call; its card names neither call nor asker."""
    dee, sam = await talked(team)
    assert "I will check in with you once" in await sam.reads("dm")
    await days(team, 2)
    [card] = [one for one in bot_messages(await sam.screen()) if "I said I would check in" in words_of(one)]
    assert card["text"] == "There is a message here for you."
    assert "U0DEE" not in str(card)
    assert "call" not in words_of(card).lower()
    for other in (dee, await team.person(ROSA)):
        assert check_ins(await other.screen()) == 0
    await days(team, 12)
    assert check_ins(await sam.screen()) == 1


async def test_over_without_a_word_it_comes_too(team: House) -> None:
    """A call for today that nobody said anything of afterwards: still one check-in, and only one."""
    _, sam = await accepted(team, when="today")
    await days(team, 6)
    assert team.rows("SELECT state FROM requests") == [("done",)]
    assert check_ins(await sam.screen()) == 1


async def test_a_yes_that_was_handed_back_or_cover_has_none(team: House) -> None:
    """Nobody was listened to: nothing is planned."""
    _, sam = await accepted(team)
    await sam.clicks("support.pass", in_="dm")
    await team.settles()
    assert not team.rows("SELECT 1 FROM follow_ups")
    dee = await team.person(DEE)
    await opens_home(dee)
    await dee.clicks("support.cancel", in_="home")
    await team.settles()
    await opens_cover(dee, "14:00", "18:00")
    await dee.submits()
    await dee.closes(everything=True)
    await sam.waits_for(has_button("support.accept"))
    await sam.clicks("support.accept", in_="dm")
    await team.settles()
    assert "I will check in" not in await sam.reads("dm")
    await days(team, 3)
    assert not team.rows("SELECT 1 FROM follow_ups")


async def test_it_offers_a_person_first_then_the_doors_then_a_rest(team: House) -> None:
    """In this order; the doors open in a window, and the chat names no flow."""
    _, sam = await talked(team)
    await days(team, 2)
    card = bot_messages(await sam.screen())[-1]
    offered = [name for name in buttons({"dm": {"messages": [card]}}) if not name.startswith("help")]
    assert offered[:4] == ["support.open:top", "doors.open", "follow_ups.fine", "follow_ups.rest"]
    assert "debrief.start" not in str(card)
    await opens(sam, "doors.open", "dm")
    assert title(await sam.screen()) == "Doors"
    await sam.closes(everything=True)
    await opens(sam, "support.open:top", "dm")
    assert title(await sam.screen()) == "I need a person"


async def test_a_rest_is_one_tap_and_shown_to_nobody(team: House) -> None:
    """Today and tomorrow nobody can ask Sam; Dee sees no reason; it stands in My hours and can go."""
    dee, sam = await talked(team)
    await days(team, 2)
    await sam.clicks("follow_ups.rest", in_="dm")
    await team.settles()
    assert "Nobody asks you today and tomorrow" in await sam.reads("dm")
    await sam.sends(tap("schedule.now", "12"))
    await team.settles()
    await opens_home(dee)
    await opens(dee, "support.open:top", "home")
    assert "Sam Okafor" not in str((await dee.screen())["modals"][-1])
    assert "away" not in (await dee.reads("modal")).lower()
    await hours(sam)
    assert "Away from" in await sam.reads("modal")
    assert not has_button("follow_ups.rest")(await sam.screen())


async def test_who_wants_none_gets_none(team: House) -> None:
    """Turned off in My hours by one tap, and by "No more check-ins" on the card; turned on again there."""
    _, sam = await team.person(DEE), await team.person(SAM)
    await hours(sam)
    await redrawn(sam, sam.clicks("schedule.check_in", in_="modal"))
    assert "A check-in after a call:* none." in await sam.reads("modal")
    await sam.closes()
    await talked(team)
    assert "I will check in" not in await sam.reads("dm")
    assert not team.rows("SELECT 1 FROM follow_ups")
    await sam.sends(tap("schedule.check_in", "on"))
    await team.push(timedelta(days=2))
    await sam.sends(tap("schedule.now", "12"))
    await talked(team)
    await days(team, 2)
    await sam.clicks("follow_ups.stop", in_="dm")
    await team.settles()
    assert not team.rows("SELECT 1 FROM follow_ups")
    await hours(sam)
    assert "A check-in after a call:* none." in await sam.reads("modal")


async def test_it_merges_with_what_somebody_asked_for(team: House) -> None:
    """Sam asked for check-ins of his own the same day: no two come within three days of each other."""
    sam = await team.person(SAM)
    await asks_for_them(sam)
    await talked(team)
    seen: list[float] = []
    for step in range(48):
        await days(team, 0.25)
        if check_ins(await sam.screen()) > len(seen):
            seen.append(step / 4)
    assert len(seen) >= 2
    assert all(later - earlier >= 2.75 for earlier, later in pairwise(seen)), seen


async def test_three_days_lie_between_two_though_the_first_was_answered(team: House) -> None:
    """A tap on the first takes its row away, and not the time since it came."""
    _, sam = await talked(team)
    await days(team, 1)
    assert check_ins(await sam.screen()) == 1
    await sam.clicks("follow_ups.fine", in_="dm")
    await sam.sends(tap("schedule.now", "12"))
    await team.settles()
    await talked(team)
    await days(team, 2.25)
    assert check_ins(await sam.screen()) == 0
    await days(team, 2)
    assert check_ins(await sam.screen()) == 1


async def test_the_question_of_the_switch_waits_for_it(team: House) -> None:
    """Three days lie between a check-in and "How is it with you now?", whichever came first."""
    sam = await team.person(SAM)
    await sam.sends(tap("schedule.switch_to", "both_ways"))
    await days(team, 6)
    await sam.sends(tap("schedule.now", "12"))
    await talked(team)
    came: dict[str, float] = {}
    for step in range(40):
        await days(team, 0.25)
        told = await sam.reads("dm")
        for words in ("I said I would check in", "How is it with you now?\nAs usual"):
            if words in told:
                came.setdefault(words, step / 4)
    assert len(came) == 2, await sam.reads("dm")
    assert abs(came["I said I would check in"] - came["How is it with you now?\nAs usual"]) >= 2.75, came


async def test_it_waits_for_who_sleeps(team: House) -> None:
    """Sam sleeps by day: it comes after he wakes."""
    sam = await team.person(SAM)
    await sleeps(sam, "08:00", "18:00")
    await sam.closes()
    await sam.sends(tap("schedule.now", "12"))
    await talked(team)
    for _ in range(60):
        await team.push(timedelta(hours=1))
        await team.settles()
        if check_ins(await sam.screen()):
            break
    local = team.clock.now().astimezone(ZoneInfo("America/New_York")).hour
    assert check_ins(await sam.screen()) == 1
    assert not 8 <= local < 18


async def test_a_stranger_rests_nobody(team: House) -> None:
    """Kit and Ana tap Sam's rest: nothing of Sam's changes, and his check-in still waits for him."""
    _, sam = await talked(team)
    await days(team, 2)
    for row in team.rows("SELECT id FROM follow_ups"):
        for other in (KIT, ANA):
            await (await team.person(other)).sends(tap("follow_ups.rest", row.id))
    await team.settles()
    assert has_button("follow_ups.rest")(await sam.screen())


async def test_the_whole_of_it_on_either_database(either: House) -> None:
    """From the yes to the rest: minutes, the check-in, a rest, each by one tap."""
    _, sam = await talked(either)
    await sam.clicks("minutes.note:45", in_="dm")
    await either.settles()
    await days(either, 2)
    assert check_ins(await sam.screen()) == 1
    await sam.clicks("follow_ups.rest", in_="dm")
    await either.settles()
    assert "Nobody asks you today and tomorrow" in await sam.reads("dm")
    await hours(sam)
    assert "Away from" in await sam.reads("modal")
    await opens(sam, "minutes.open", "modal")
    assert "45 minutes" in await sam.reads("modal")
