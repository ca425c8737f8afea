"""The screens of one's own hours: filled in, refused, made by hand, somebody else's; a team's week."""

import json
from datetime import date, timedelta

import pytest

from domain.schedule import Plan
from sandbox.visible import words_of_blocks
from tests.e2e.doings import (
    asks,
    buttons,
    chooses,
    open_up,
    opens,
    opens_home,
    redrawn,
    submit,
    tap,
    title,
)
from tests.e2e.hours import NOBODY, form, hours, refused, saves, shown_hours, shut, sleeps, to, until_local
from tests.e2e.house import DEE, ERIKA, JO, KIT, MORGAN, ROSA, SAM, House, has_button


@pytest.mark.parametrize("value", ["13", "-1", "99999999", "1e3", "now", "", "4; DROP TABLE hours"])
async def test_right_now_made_by_hand_opens_nobody(team: House, value: str) -> None:
    """No more than twelve hours, whatever is sent."""
    await shut(team, SAM, ROSA, JO)
    sam, dee = await team.person(SAM), await team.person(DEE)
    await sam.sends(tap("schedule.now", value))
    await team.settles()
    assert NOBODY in await form(dee)


async def test_a_person_for_oneself_comes_first(team: House) -> None:
    """On one's own hours the first thing is "I need a person"; then what is open."""
    sam, dee = await team.person(SAM), await team.person(DEE)
    await asks(dee)
    await sam.sees("<@U0DEE>", in_="dm")
    await hours(sam)
    there = buttons(await sam.screen(), "modal")
    assert there[0] == "support.open:top"
    assert there.index("support.accept") < there.index("schedule.edit:schedule.switch")
    await opens(sam, "support.open:top", "modal")
    assert "<@U0ROSA>" in await sam.reads("modal")
    assert "<@U0SAM>:" not in await sam.reads("modal")


async def test_weekly_hours_by_a_preset_and_by_hand(team: House) -> None:
    """Nights in two taps and a mark; others typed; both listed; taken out again."""
    sam = await team.person(SAM)
    await hours(sam)
    await to(sam, "schedule.add")
    await redrawn(sam, sam.clicks("schedule.preset:nights"))
    await sam.chooses("schedule.add:mark", "at_work")
    await saves(sam)
    await to(sam, "schedule.add")
    await sam.chooses("schedule.add:days", ["5"])
    await sam.chooses("schedule.add:since", "09:30")
    await sam.chooses("schedule.add:until", "11:00")
    await sam.chooses("schedule.add:mark", "at_work")
    await saves(sam)
    shown = await sam.reads("modal")
    assert "Mon, Tue, Wed, Thu, Sun: 10:00 PM to 6:00 AM" in shown
    assert "Sat: 9:30 AM to 11:00 AM" in shown
    await to(sam, "schedule.remove")
    await sam.chooses("schedule.remove:taken", ["Sat: 9:30 AM to 11:00 AM"])
    await saves(sam)
    assert "Sat" not in await sam.reads("modal")
    assert len(team.rows("SELECT 1 FROM hours")) == 5


async def test_a_second_tap_adds_nothing_twice(team: House) -> None:
    """Work hours tapped three times at once are five rows."""
    sam = await team.person(SAM)
    [there] = team.rows("SELECT id FROM teams")
    for _ in range(3):
        await sam.sends(tap("schedule.work_hours", there.id))
    assert len(team.rows("SELECT 1 FROM hours")) == 5


async def test_a_date_of_its_own_and_a_day_off(team: House) -> None:
    """Extra hours on one day; off on another; what is amiss is said at its input."""
    await shut(team, SAM, ROSA, JO)
    sam, dee = await team.person(SAM), await team.person(DEE)
    monday = (await until_local(team, 0, 6)).date()
    await hours(sam)
    await to(sam, "schedule.date")
    await sam.chooses("schedule.date:on", (monday - timedelta(days=3)).isoformat())
    assert await refused(sam) == {"since"}
    await sam.chooses("schedule.date:since", "08:00")
    await sam.chooses("schedule.date:until", "09:00")
    assert await refused(sam) == {"on"}
    await sam.chooses("schedule.date:on", monday.isoformat())
    await saves(sam)
    assert "8:00 AM to 9:00 AM" in await sam.reads("modal")
    [there] = team.rows("SELECT id FROM teams")
    await sam.sends(tap("schedule.work_hours", there.id))
    await hours(sam)
    await to(sam, "schedule.date")
    await sam.chooses("schedule.date:what", "off")
    await sam.chooses("schedule.date:on", (monday + timedelta(days=1)).isoformat())
    await saves(sam)
    await until_local(team, 0, 8, 30)
    assert "<@U0SAM>" in await form(dee)
    await until_local(team, 1, 12)
    assert NOBODY in await form(dee)
    await until_local(team, 2, 12)
    assert "<@U0SAM>" in await form(dee)


async def test_sleep_and_hours_do_not_fit_together(team: House) -> None:
    """Hours in one's sleep, and sleep over one's hours, are refused at their inputs; half a time, too."""
    sam = await team.person(SAM)
    await sleeps(sam, "09:00", "17:00")
    await to(sam, "schedule.add")
    await redrawn(sam, sam.clicks("schedule.preset:work"))
    assert await refused(sam) == {"since"}
    await hours(sam)
    await to(sam, "schedule.add")
    await redrawn(sam, sam.clicks("schedule.preset:nights"))
    await sam.chooses("schedule.add:mark", "at_work")
    await saves(sam)
    await to(sam, "schedule.sleep")
    await redrawn(sam, sam.clicks("schedule.preset:at_night"))
    assert await refused(sam) == {"since"}
    assert "9:00 AM to 5:00 PM" in await shown_hours(sam)


async def test_the_line_stands_in_the_list_and_marks_up_nothing(team: House) -> None:
    """What somebody is glad to be asked about stands below their name, as it was typed and nothing else."""
    sam, dee = await team.person(SAM), await team.person(DEE)
    line = "<!channel> *first* nights & <@U0ANA> `soup`" + " x" * 40
    await hours(sam)
    await to(sam, "schedule.glad")
    await sam.types("glad", line[:120])
    await saves(sam)
    await form(dee)
    view = json.dumps((await dee.screen())["modals"][-1])
    assert "<!channel> *first* nights" in view, "in a list nothing is marked up"
    await chooses(dee, "support.change:whom", "Sam Okafor")
    blocks = (await dee.screen())["modals"][-1]["blocks"]
    [told] = [text for text in words_of_blocks(blocks) if "glad to be" in text]
    assert "is glad to be asked about: &lt;!channel&gt; ∗first∗ nights &amp; &lt;@U0ANA&gt; ˋsoupˋ" in told


async def test_somebody_else_s_buttons_do_nothing(team: House) -> None:
    """A stranger, a teammate who is not asked, a lead: no screen, no hours, no week; no key of another."""
    [there] = team.rows("SELECT id FROM teams")
    sam = await team.person(SAM)
    await sam.sends(tap("schedule.work_hours", there.id))
    before = team.rows("SELECT id, person_id FROM hours ORDER BY id")
    for user in (KIT, DEE, MORGAN):
        person = await team.person(user)
        for name, value in (
            ("schedule.open", ""), ("schedule.now", "4"), ("schedule.work_hours", there.id),
            ("schedule.edit", "schedule.add"), ("schedule.switch_to", "not_now"), ("schedule.team", there.id),
        ):  # fmt: skip
            await person.sends(tap(name, value))
        for name in ("add", "date", "leave", "remove", "switch", "sleep", "counts", "limit", "glad"):
            answer = await person.sends(submit(f"schedule.{name}", "", _values(there.id)))
            assert answer["ack"]["response_action"] in {"push", "errors"}, name
    rosa = await team.person(ROSA)
    keys = (f"w|540|1020|1|{there.id}", f"d|{before[0].id}", "l|x|y", before[0].id)
    picked = {"selected_options": [{"value": key} for key in keys]}
    taken = {"taken": {"schedule.remove:taken": picked}}
    await rosa.sends(submit("schedule.remove", "", taken))
    assert team.rows("SELECT id, person_id FROM hours ORDER BY id") == before


def _values(team_id: str) -> dict[str, object]:
    return {
        "days": {"schedule.add:days": {"selected_options": [{"value": "0"}]}},
        "since": {"schedule.add:since": {"selected_time": "09:00"}},
        "until": {"schedule.add:until": {"selected_time": "10:00"}},
        "team": {"schedule.add:team": {"selected_option": {"value": team_id}}},
        "on": {"schedule.date:on": {"selected_date": date(2999, 1, 1).isoformat()}},
    }


async def test_what_is_made_by_hand_is_refused_at_its_input(team: House) -> None:
    """Days, times and numbers that no screen offers: said at the input, nothing kept, nothing breaks."""
    sam = await team.person(SAM)
    bad = {
        "days": {"schedule.add:days": {"selected_options": [{"value": "9"}, {"value": "<b>"}]}},
        "since": {"schedule.add:since": {"selected_time": "25:99"}},
        "until": {"schedule.add:until": {"selected_time": "٠٩:٠٠"}},
        "on": {"schedule.date:on": {"selected_date": "2026-13-77"}},
        "most": {"schedule.limit:most": {"selected_option": {"value": "999"}}},
    }
    amiss = {"add": "days", "date": "since", "leave": "since", "limit": "most", "sleep": "since"}
    for name, field in amiss.items():
        answer = await sam.sends(submit(f"schedule.{name}", "", bad))
        assert set(answer["ack"]["errors"]) == {field}, name
    assert not team.rows("SELECT 1 FROM hours")


async def test_another_team_s_hours_cannot_be_set(team: House) -> None:
    """A team's id that is not one's own opens nothing."""
    sam = await team.person(SAM)
    await sam.sends(tap("schedule.work_hours", "no-such-team"))
    assert not team.rows("SELECT 1 FROM hours")


async def test_the_coordinator_sees_planned_hours_and_gaps_and_nothing_else(team: House) -> None:
    """Sam's hours on five days, the rest "nobody here"; not that Rosa is open now, nor any switch or line."""
    sam, rosa, erika = [await team.person(user) for user in (SAM, ROSA, ERIKA)]
    await shut(team, SAM, JO)
    await sam.clicks("schedule.work_hours", in_="dm")
    await sam.waits_for(lambda s: not has_button("schedule.work_hours")(s))
    await hours(rosa)
    await to(rosa, "schedule.glad")
    await rosa.types("glad", "canary line")
    await saves(rosa)
    await opens_home(erika)
    await opens(erika, "schedule.team", "home")
    shown = await erika.reads("modal")
    assert shown.count("9:00 AM to 5:00 PM: <@U0SAM>") == 5
    assert shown.count("nobody here") == 12
    assert "<@U0ROSA>" not in shown
    for word in ("canary", "right now", "usual", "rest"):
        assert word not in shown
    await hours(sam)
    await to(sam, "schedule.leave")
    last = (team.clock.now() + timedelta(days=9)).date().isoformat()
    await sam.chooses("schedule.leave:until", last)
    await saves(sam)
    await erika.closes()
    await opens(erika, "schedule.team", "home")
    assert "<@U0SAM>" not in await erika.reads("modal")
    assert "schedule.team" not in buttons(await opens_home(await team.person(MORGAN)), "home")


async def test_my_data_shows_hours_and_deletes_them(team: House) -> None:
    """What is kept is told; deleted, nobody asks any more; everything deleted leaves no row."""
    sam, dee = await team.person(SAM), await team.person(DEE)
    await shut(team, ROSA, JO)
    await sam.sends(tap("schedule.work_hours", team.rows("SELECT id FROM teams")[0].id))
    await opens_home(sam)
    await opens(sam, "my_data.open", "home")
    assert "Your hours" in await sam.reads("modal")
    await redrawn(sam, sam.clicks("my_data.delete_hours"))
    assert "Your hours" not in await sam.reads("modal")
    await team.settles()
    assert "Nobody will ask you yet" in await sam.reads("dm")
    assert NOBODY in await form(dee)
    await open_up(team, SAM)
    await redrawn(sam, sam.clicks("my_data.delete_all"))
    people = team.rows("SELECT 1 FROM people WHERE slack_user = 'U0SAM'")
    assert not people
    assert len(team.rows("SELECT 1 FROM schedules")) == len(team.rows("SELECT 1 FROM people"))
    assert not team.rows("SELECT 1 FROM hours")


async def test_who_leaves_takes_their_hours_along(team: House) -> None:
    """Hours of a team that was left are gone; an account that is deactivated leaves nothing."""
    sam, jo = await team.person(SAM), await team.person(JO)
    [there] = team.rows("SELECT id FROM teams")
    for person in (sam, jo):
        await person.sends(tap("schedule.work_hours", there.id))
    await opens_home(sam)
    await sam.clicks("teams.leave", in_="home")
    await sam.waits_for(lambda s: "teams.leave" not in buttons(s, "home"))
    await jo.changes(deleted=True)
    await team.settles()
    assert not team.rows("SELECT 1 FROM hours")
    with team.bot.storage.work() as work:
        gone = work.people.by_slack(JO)
        assert gone is not None
        assert work.schedules.plan(gone.id) == Plan()


async def test_in_spanish(team: House) -> None:
    """Rosa's hours and her screens are in Spanish."""
    rosa = await team.person(ROSA)
    await hours(rosa)
    shown = await rosa.reads("modal")
    assert title(await rosa.screen()) == "Mis horas"
    assert "Cuándo duermo" in shown
    for screen in ("add", "date", "leave", "switch", "sleep", "counts", "limit", "glad"):
        await to(rosa, f"schedule.{screen}")
        await redrawn(rosa, rosa.clicks("schedule.edit:back"))
