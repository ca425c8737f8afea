"""One heads-up, if the asker wants one: seen before Send, read by who is asked, and sealed with the ask."""

import pytest

from sandbox.person import Person
from tests.e2e.doings import (
    asks,
    bot_messages,
    chooses,
    opens_cover,
    opens_form,
    opens_home,
    sends_it,
    submit,
    words_of,
)
from tests.e2e.house import ANA, DEE, JO, ROSA, SAM, House

LINE = "A heads-up: it is about a loss."
LINEA = "Para que lo sepas: se trata de una pérdida."


async def last_words(person: Person) -> str:
    """Return what the bot's newest message to somebody says."""
    return words_of(bot_messages(await person.screen())[-1])


async def test_there_is_none_unless_it_is_chosen(team: House) -> None:
    """Two taps from the Home: nobody reads anything of what it is about."""
    await asks(await team.person(DEE))
    await team.settles()
    for user in (SAM, ROSA, JO):
        read = await last_words(await team.person(user))
        assert "heads-up" not in read
        assert "Para que lo sepas" not in read


async def test_it_is_seen_before_send_and_read_by_everybody_asked(team: House) -> None:
    """The preview holds the line in both languages; each reads it in their own; a locked phone does not."""
    dee = await team.person(DEE)
    await opens_home(dee)
    await opens_form(dee)
    await chooses(dee, "support.change:heads_up", "a_loss")
    preview = await dee.reads("modal")
    assert LINE in preview
    assert LINEA in preview
    await sends_it(dee)
    await team.settles()
    sam, rosa = await team.person(SAM), await team.person(ROSA)
    assert LINE in await last_words(sam)
    assert LINEA in await last_words(rosa)
    for person in (sam, rosa):
        pushed = (await person.screen())["phone"][-1]["text"]
        assert "loss" not in pushed
        assert "pérdida" not in pushed
    await sam.clicks("support.accept", in_="dm")
    await team.settles()
    assert LINE in await last_words(sam)
    assert LINEA not in await last_words(rosa)


async def test_it_goes_with_the_end(team: House) -> None:
    """Taken back, it stands in nobody's chat, and in no row."""
    dee = await team.person(DEE)
    await asks(dee, heads_up="about_me")
    await team.settles()
    sam = await team.person(SAM)
    assert "about how they are" in await last_words(sam)
    await dee.clicks("support.cancel", in_="dm")
    await team.settles()
    for user in (SAM, ROSA, JO):
        assert "about how they are" not in await (await team.person(user)).reads("dm")
    assert [row.ask for row in team.rows("SELECT ask FROM requests")] == [None]


async def test_cover_has_none(team: House) -> None:
    """Cover is asked for without any reason: there is no such choice, and none can be sent by hand."""
    ana = await team.person(ANA)
    await opens_home(ana)
    screen = await opens_cover(ana, "14:00", "18:00")
    view = screen["modals"][-1]
    assert "heads_up" not in str(view["blocks"])
    state = view["state"]["values"] | {
        "made_up": {
            "support.change:heads_up": {"type": "static_select", "selected_option": {"value": "a_loss"}}
        }
    }
    await ana.sends(submit("cover.send", view["private_metadata"], state))
    await team.settles()
    assert "cover" in await last_words(await team.person(SAM))
    assert "heads-up" not in await last_words(await team.person(SAM))


@pytest.mark.parametrize("value", ["", "x", "NONE", "a_loss; DROP TABLE requests"])
async def test_made_up_ones_are_none(team: House, value: str) -> None:
    """What is none of the four is none."""
    dee = await team.person(DEE)
    await opens_home(dee)
    view = (await opens_form(dee))["modals"][-1]
    made_up = {"support.change:heads_up": {"type": "static_select", "selected_option": {"value": value}}}
    state = {
        block: values
        for block, values in view["state"]["values"].items()
        if "support.change:heads_up" not in values
    }
    await dee.sends(submit("support.send", view["private_metadata"], state | {"made_up": made_up}))
    await team.settles()
    assert "heads-up" not in await last_words(await team.person(SAM))
    assert "asking for company" in await last_words(await team.person(SAM))
