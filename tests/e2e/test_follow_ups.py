"""Checking in again, days later, where somebody asked for it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from sandbox.person import Person
from tests.e2e.doings import (
    answers,
    begins,
    bot_messages,
    heading,
    opens,
    opens_home,
    redrawn,
    tap,
    words_of,
)
from tests.e2e.house import ANA, DEE, KIT, House, has_button

ASKED = "I said I would check in"


def check_ins(screen: object) -> int:
    """Return how many check-ins stand in somebody's chat and wait for a tap."""
    assert isinstance(screen, dict)
    return sum(ASKED in words_of(message) for message in bot_messages(screen))


async def asks_for_them(person: Person, *, first: bool = True, choice: str = "yes") -> None:
    """Skip through a loss to the offer of check-ins, and answer it."""
    await begins(person, "loss", first=first)
    screen = await answers(person, "minute")
    while heading(screen) != "A check-in later":
        screen = await answers(person)
    await answers(person, choice)
    await person.closes()


async def days(team: House, number: float) -> None:
    """Let days go by, half a day at a time, as a bot that runs would see them."""
    for _ in range(int(number * 2)):
        await team.push(timedelta(hours=12))
    await team.settles()


async def test_they_come_on_the_days_that_were_named(team: House) -> None:
    """Nothing before day 2; one by day 3, one more by day 7, one more by day 30, and then never again."""
    dee = await team.person(DEE)
    await asks_for_them(dee)
    await days(team, 1)
    assert check_ins(await dee.screen()) == 0
    await days(team, 2)
    assert check_ins(await dee.screen()) == 1
    await days(team, 4.5)
    assert check_ins(await dee.screen()) == 2
    await days(team, 23)
    assert check_ins(await dee.screen()) == 3
    await days(team, 20)
    assert check_ins(await dee.screen()) == 3


async def test_they_name_no_flow(team: House) -> None:
    """The card, its push and its metadata say that a check-in was asked for, and nothing of why."""
    dee = await team.person(DEE)
    await asks_for_them(dee)
    await days(team, 3)
    message = bot_messages(await dee.screen())[-1]
    assert "loss" not in words_of(message).lower()
    assert message["text"] == "There is a message here for you."
    assert "loss" not in str(message["blocks"])


async def test_one_tap_answers_it(team: House) -> None:
    """ "I'm all right": the card says thank you, and the next still comes."""
    dee = await team.person(DEE)
    await asks_for_them(dee)
    await days(team, 3)
    await dee.clicks("follow_ups.fine", in_="dm")
    await dee.sees("Thank you. That is all.", in_="dm")
    assert not has_button("follow_ups.fine")(await dee.screen())
    await days(team, 5)
    assert check_ins(await dee.screen()) == 1


async def test_silence_is_nothing(team: House) -> None:
    """No tap, and nobody is told, nothing more comes than what was asked for, and no row stays for ever."""
    dee = await team.person(DEE)
    await asks_for_them(dee)
    await days(team, 45)
    assert check_ins(await dee.screen()) == 3
    await days(team, 30)
    assert not team.rows("SELECT 1 FROM follow_ups")


async def test_stop_ends_all_of_them(team: House) -> None:
    """One tap: no more check-ins, in the chat and on the Home."""
    dee = await team.person(DEE)
    await asks_for_them(dee)
    await days(team, 3)
    await dee.clicks("follow_ups.stop", in_="dm")
    await dee.sees("Thank you. That is all.", in_="dm")
    await days(team, 40)
    assert check_ins(await dee.screen()) == 0
    assert not team.rows("SELECT 1 FROM follow_ups")


async def test_stop_from_the_home(team: House) -> None:
    """The Home says when the next one comes, with the way to end them."""
    dee = await team.person(DEE)
    await asks_for_them(dee)
    await opens_home(dee)
    await dee.sees("I'll check in with you on", in_="home")
    await dee.clicks("follow_ups.stop", in_="home")
    await dee.waits_for(lambda s: "check in with you on" not in str(s["home"]))
    assert not team.rows("SELECT 1 FROM follow_ups")


async def test_two_that_overlap_merge(team: House) -> None:
    """Asked for twice within a day: no two check-ins come within three days of each other."""
    dee = await team.person(DEE)
    await asks_for_them(dee)
    await days(team, 1)
    await asks_for_them(dee, first=False)
    before = 0
    gaps: list[float] = []
    since = 0.0
    for _ in range(70):
        await days(team, 0.5)
        since += 0.5
        count = check_ins(await dee.screen())
        assert count - before <= 1
        if count > before:
            gaps.append(since)
            before, since = count, 0.0
    assert before >= 3
    assert all(gap >= 3 for gap in gaps[1:]), gaps


async def test_not_now_asks_for_none(team: House) -> None:
    """ "Not now" leaves no row; and a yes taken back by Back and "Not now" neither."""
    dee = await team.person(DEE)
    await asks_for_them(dee, choice="not_now")
    assert not team.rows("SELECT 1 FROM follow_ups")


async def test_a_stranger_cannot_stop_or_answer_anothers(team: House) -> None:
    """Kit sends the buttons with the ids of Dee's check-ins: they come all the same."""
    dee, kit = await team.person(DEE), await team.person(KIT)
    await asks_for_them(dee)
    for row in team.rows("SELECT id FROM follow_ups"):
        await kit.sends(tap("follow_ups.fine", row.id))
        await kit.sends(tap("follow_ups.stop", row.id))
    await days(team, 3)
    assert check_ins(await dee.screen()) == 1


async def test_they_come_at_noon_of_the_persons_own_day(team: House) -> None:
    """Nobody is woken: a check-in comes in the middle of the person's own day."""
    ana = await team.person(ANA)
    await begins(ana, "loss")
    screen = await answers(ana, "minute")
    while heading(screen) != "Un saludo más adelante":
        screen = await answers(ana)
    await answers(ana, "yes")
    with team.bot.storage.work() as work:
        person = work.people.by_slack(ANA)
        assert person is not None
        planned = work.follow_ups.of_person(person.id)
        zone = ZoneInfo(person.zone)
    assert [one.due_at.astimezone(zone).hour for one in planned] == [12, 12, 12]


async def test_an_outage_of_two_weeks_sends_no_pile(team: House) -> None:
    """The bot was away while two were due: what is long past is not sent, and no two come at once."""
    dee = await team.person(DEE)
    await asks_for_them(dee)
    await team.push(timedelta(days=16))
    await team.settles()
    assert check_ins(await dee.screen()) <= 1


async def test_clearing_the_chat_takes_them_along(team: House) -> None:
    """ "Clear the bot's cards" deletes what stands in the chat, all of it, though Slack fails on one."""
    dee = await team.person(DEE)
    await asks_for_them(dee)
    await days(team, 3)
    await dee.says("hello")
    await dee.waits_for(lambda s: len(bot_messages(s)) == 3)
    await opens_home(dee)
    await opens(dee, "my_data.open", "home")
    team.fails("chat.delete", "http500")
    team.fails("chat.delete", "ratelimited", seconds=0.1)
    await redrawn(dee, dee.clicks("my_data.clear_cards"))
    await dee.waits_for(lambda s: not bot_messages(s), 10, what="an empty chat")
