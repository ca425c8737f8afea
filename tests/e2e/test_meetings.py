"""Accepted is not met: the two of an accepted call are asked whether they found each other."""

from datetime import timedelta

from tests.e2e.doings import asks, buttons, tap
from tests.e2e.house import ANA, DEE, JO, ROSA, SAM, House, has_button

TEN = timedelta(minutes=10, seconds=1)
FIVE = timedelta(minutes=5, seconds=1)


async def accepted(house: House) -> None:
    """Dee asks for somebody now, and Sam says yes."""
    dee, sam = await house.person(DEE), await house.person(SAM)
    await asks(dee)
    await sam.waits_for(has_button("support.accept"))
    await sam.clicks("support.accept", in_="dm")
    await house.settles()


async def test_both_are_asked_after_ten_minutes_and_one_word_is_enough(team: House) -> None:
    """Each by a card of their own that names the other; "We are talking" from either ends the question."""
    await accepted(team)
    dee, sam = await team.person(DEE), await team.person(SAM)
    assert "support.met" not in buttons(await dee.screen())
    await team.push(TEN)
    await team.settles()
    assert "<@U0SAM> found each other" in await dee.reads("dm")
    assert "<@U0DEE> found each other" in await sam.reads("dm")
    assert not has_button("support.met")(await (await team.person(ROSA)).screen())

    await sam.clicks("support.met", in_="dm")
    await team.settles()
    assert "found each other?" not in await dee.reads("dm")
    await team.push(timedelta(hours=1))
    await team.settles()
    assert team.rows("SELECT state, meeting FROM requests") == [("accepted", "met")]
    assert not has_button("support.accept")(await (await team.person(ROSA)).screen())


async def test_with_no_word_the_others_are_asked_and_the_asker_is_told(team: House) -> None:
    """After fifteen minutes it rings at the others; the one who said yes may still come."""
    await accepted(team)
    dee, sam, rosa = await team.person(DEE), await team.person(SAM), await team.person(ROSA)
    await team.push(TEN)
    await team.push(FIVE)
    await team.settles()
    assert team.rows("SELECT state, accepted_by FROM requests") == [("open", None)]
    assert has_button("support.accept")(await rosa.screen())
    assert has_button("support.accept")(await (await team.person(JO)).screen())
    assert "The others are being asked" in await dee.reads("dm")
    await sam.clicks("support.accept", in_="dm")
    await team.settles()
    assert "<@U0SAM>" in await dee.reads("dm")
    assert "<@U0DEE>" not in await rosa.reads("dm")


async def test_the_asker_need_not_wait(team: House) -> None:
    """A tap on "Not yet" asks the others at once, with no word against anybody."""
    await accepted(team)
    dee, rosa = await team.person(DEE), await team.person(ROSA)
    await team.push(TEN)
    await dee.waits_for(has_button("support.others"))
    await dee.clicks("support.others", in_="dm")
    await team.settles()
    assert has_button("support.accept")(await rosa.screen())


async def test_for_today_it_is_one_question_on_the_next_day(team: House) -> None:
    """Nobody is asked again and again, and silence lets it end."""
    dee, sam = await team.person(DEE), await team.person(SAM)
    await asks(dee, when="today")
    await sam.waits_for(has_button("support.accept"))
    await sam.clicks("support.accept", in_="dm")
    await team.settles()
    await team.push(timedelta(hours=36))
    await team.settles()
    assert "get to talk?" in await dee.reads("dm")
    assert "get to talk?" in await sam.reads("dm")
    await team.push(timedelta(days=3))
    await team.settles()
    assert team.rows("SELECT state FROM requests") == [("done",)]
    assert "<@U0SAM>" not in await dee.reads("dm")
    assert "<@U0DEE>" not in await sam.reads("dm")


async def test_somebody_else_cannot_answer_for_them(team: House) -> None:
    """A stranger's tap changes nothing and tells nothing."""
    await accepted(team)
    await team.push(TEN)
    await team.settles()
    ((request,),) = team.rows("SELECT id FROM requests")
    ana = await team.person(ANA)
    await ana.sends(tap("support.met", str(request)))
    await ana.sends(tap("support.others", str(request)))
    assert team.rows("SELECT state, meeting FROM requests") == [("accepted", "asked")]
    assert "<@U0DEE>" not in await ana.reads()
