"""What comes after a yes: the way to each other, handing back, old cards, and an asker who goes."""

import asyncio
from datetime import timedelta

from sandbox.person import Person
from tests.e2e.doings import asks, opens, opens_home, redrawn, request_id, tap
from tests.e2e.house import DEE, JO, MORGAN, ROSA, SAM, House, has_button

TEN = timedelta(minutes=10, seconds=1)
SORRY = "meant for someone else"


def link_to(user: str) -> str:
    """Return the beginning of the link that opens the chat with somebody of the sandbox."""
    return f"slack://user?team=T0SANDBOX&amp;id={user}|"


async def accepted(house: House, by: str = SAM) -> tuple[Person, Person]:
    """Dee asks for somebody now, and one says yes."""
    dee, one = await house.person(DEE), await house.person(by)
    await asks(dee)
    await accepts(house, one)
    return dee, one


async def accepts(house: House, one: Person) -> None:
    """Say yes on the newest card, and let every card follow."""
    await one.waits_for(has_button("support.accept"))
    await one.clicks("support.accept", in_="dm")
    await house.settles()


async def dm(person: Person) -> str:
    """Return the whole of somebody's chat, links and all."""
    return str((await person.screen())["dm"])


async def test_both_have_the_way_to_their_chat_and_nobody_else_has(team: House) -> None:
    """A link on each card of the two; none on those of the others who were asked, and none before the yes."""
    dee, sam = await team.person(DEE), await team.person(SAM)
    await asks(dee)
    await sam.waits_for(has_button("support.accept"))
    assert "slack://" not in await dm(sam)
    await accepts(team, sam)
    assert link_to(DEE) in await dm(sam)
    assert link_to(SAM) in await dm(dee)
    for other in (ROSA, JO, MORGAN):
        assert "slack://" not in await dm(await team.person(other))


async def test_the_bot_is_not_in_their_chat(team: House) -> None:
    """They write to each other; it rings at the other, and the bot hears not a word."""
    dee, sam = await accepted(team)
    chat = await sam.opens_chat(DEE)
    heard = len(team.sandbox.workspace.sent.entries)
    await sam.says("I'm here.", chat)
    shown = await dee.waits_for(lambda screen: any(one["pair"] for one in screen["channels"]))
    [theirs] = [one for one in shown["channels"] if one["pair"]]
    assert (theirs["id"], theirs["name"]) == (chat, "Sam Okafor")
    assert theirs["messages"][-1]["text"] == "I'm here."
    assert shown["phone"][-1]["text"] == "Sam Okafor: I'm here."
    assert len(team.sandbox.workspace.sent.entries) == heard


async def test_handed_back_the_way_is_gone(team: House) -> None:
    """No reason is asked for; name and link go from the listener's card, and the asker's names nobody."""
    dee, sam = await accepted(team)
    await sam.clicks("support.pass", in_="dm")
    await team.settles()
    assert "slack://" not in await dm(sam)
    assert "<@U0DEE>" not in await sam.reads("dm")
    assert "slack://" not in await dm(dee)
    assert has_button("support.accept")(await (await team.person(ROSA)).screen())


async def test_met_after_handing_back_changes_nothing(team: House) -> None:
    """The old question's "We are talking" is too late: the others are still asked, and nobody is scolded."""
    dee, sam = await accepted(team)
    await team.push(TEN)
    await team.settles()
    request = request_id(team)
    await sam.clicks("support.pass", in_="dm")
    await team.settles()
    await sam.sends(tap("support.met", request))
    await team.settles()
    assert team.rows("SELECT state, meeting FROM requests") == [("open", "none")]
    rosa = await team.person(ROSA)
    await accepts(team, rosa)
    await sam.sends(tap("support.met", request))
    await sam.sends(tap("support.accept", f"{request}|1"))
    await sam.sends(tap("support.pass", f"{request}|1"))
    await team.settles()
    assert team.rows("SELECT state, meeting FROM requests") == [("accepted", "waiting")]
    assert SORRY not in await sam.reads()
    assert "<@U0ROSA>" in await dee.reads("dm")


async def test_an_old_question_is_not_asked_of_the_next(team: House) -> None:
    """Handed back and taken up by Rosa: the old card does not ask at once whether Rosa was found."""
    dee, sam = await accepted(team)
    await team.push(TEN)
    await team.settles()
    await sam.clicks("support.pass", in_="dm")
    await accepts(team, await team.person(ROSA))
    assert "found each other?" not in await dee.reads("dm")
    await team.push(TEN)
    await team.settles()
    assert (await dee.reads("dm")).count("found each other?") == 1
    assert "<@U0ROSA> found each other?" in await dee.reads("dm")


async def test_two_taps_at_once_are_one(team: House) -> None:
    """Yes and yes, no and no, from both cards in one moment: one state, and every card says it."""
    _, sam = await accepted(team)
    value = f"{request_id(team)}|1"
    await asyncio.gather(*(sam.sends(tap("support.accept", value)) for _ in range(3)))
    await team.settles()
    assert [row.state for row in team.rows("SELECT state FROM requests")] == ["accepted"]
    await asyncio.gather(*(sam.sends(tap("support.pass", value)) for _ in range(3)))
    await team.settles()
    assert [row.state for row in team.rows("SELECT state FROM requests")] == ["open"]
    assert "slack://" not in await dm(sam)


async def test_the_asker_deletes_everything_while_listened_to(team: House) -> None:
    """Name, number and link go from the listener's card, it says that nothing is needed, and old taps on it
    are answered kindly."""
    dee, sam = await team.person(DEE), await team.person(SAM)
    await asks(dee, how="call", number="443 555 0142")
    await accepts(team, sam)
    assert "443 555 0142" in await dm(sam)
    await team.push(TEN)
    await team.settles()
    request = request_id(team)
    await opens_home(dee)
    await opens(dee, "my_data.open", "home")
    await redrawn(dee, dee.clicks("my_data.delete_all"))
    await team.settles()
    told = await dm(sam)
    for gone in ("U0DEE", "slack://", "443 555 0142", "found each other?"):
        assert gone not in told
    assert "Nothing is needed from you" in told
    for name in ("support.met", "support.pass", "support.accept", "minutes.note"):
        await sam.sends(tap(name, f"{request}|1"))
    assert SORRY not in await sam.reads()
    assert not team.rows("SELECT 1 FROM minutes")


async def test_a_lead_who_was_picked_reads_that_there_is_more_to_act_on(house: House) -> None:
    """On the listener's card of a lead, and of nobody else (field.md 45)."""
    await house.team(members=(DEE, SAM, MORGAN), askable=(SAM, MORGAN))
    dee, sam, morgan = [await house.person(user) for user in (DEE, SAM, MORGAN)]
    await asks(dee, whom="Morgan Hale")
    await accepts(house, morgan)
    await asks(dee, whom="Sam Okafor")
    await accepts(house, sam)
    assert "For a lead there is more" in await morgan.reads("dm")
    assert "For a lead there is more" not in await sam.reads("dm")
