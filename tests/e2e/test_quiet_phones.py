"""Do Not Disturb at each turn: the asker reads that a phone is quiet, and no alert waits for that."""

from tests.e2e.doings import asks, open_up
from tests.e2e.house import DEE, ROSA, SAM, House, until

QUIET = "their phone is quiet"


async def dnd(house: House, user: str, *, on: bool) -> None:
    """Turn on Do Not Disturb, around the clock, or off."""
    await (await house.person(user)).changes(dnd={"enabled": on, "start": "00:00", "end": "00:00"})


async def test_the_asker_reads_whose_phone_is_quiet(team: House) -> None:
    """Told, and quiet; the others told, and no word more."""
    sam, dee = await team.person(SAM), await team.person(DEE)
    await dnd(team, SAM, on=True)
    await asks(dee)
    await dee.sees(QUIET, in_="dm")
    await team.settles()
    lines = [line for line in (await dee.reads("dm")).splitlines() if QUIET in line]
    assert len(lines) == 1
    assert "<@U0SAM>: told at" in lines[0]
    assert (await sam.screen())["phone"][-1]["rang"] is False
    assert QUIET not in await (await team.person(ROSA)).reads("dm")


async def test_no_alert_waits_for_it(team: House) -> None:
    """Slack answers slowly, then not at all, who is quiet: everybody was told long before, and
    what is not known is not called quiet."""
    dee = await team.person(DEE)
    team.fails("dnd.teamInfo", "latency", seconds=20, times=50)
    await asks(dee)
    for user in (SAM, ROSA):
        await (await team.person(user)).sees("<@U0DEE>", in_="dm")
    await dee.sees("told at", in_="dm")
    assert QUIET not in await dee.reads("dm")
    assert {row.quiet for row in team.rows("SELECT quiet FROM turns")} == {None}


async def test_after_a_restart_it_is_still_looked_at(team: House) -> None:
    """What was told before a stop and not looked at is looked at by the next life."""
    dee = await team.person(DEE)
    team.fails("dnd.teamInfo", "http500", times=500)
    await asks(dee, whom="Sam Okafor")
    await (await team.person(SAM)).sees("<@U0DEE>", in_="dm")
    await team.settles()
    team.sandbox.workspace.faults.clear()
    await dnd(team, SAM, on=True)
    await team.restart()
    await dee.sees(QUIET, in_="dm")


async def test_nobody_is_looked_at_whose_turn_is_over(team: House) -> None:
    """Taken back before Slack told: nothing is kept."""
    dee = await team.person(DEE)
    team.fails("dnd.teamInfo", "http500", times=500)
    await asks(dee, whom="Sam Okafor")
    await (await team.person(SAM)).sees("<@U0DEE>", in_="dm")
    await dee.clicks("support.cancel", in_="dm")
    await dee.sees("You took this back", in_="dm")
    await dnd(team, SAM, on=True)
    team.sandbox.workspace.faults.clear()
    await open_up(team, SAM)
    before = len(team.calls("dnd.teamInfo"))
    await team.bot.quiet_phones.look()
    assert len(team.calls("dnd.teamInfo")) == before
    await until(lambda: {row.quiet for row in team.rows("SELECT quiet FROM turns")} == {None})
