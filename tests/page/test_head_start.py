"""A team to begin with: offered while there is none, and what is said of it."""

import pytest
from playwright.async_api import expect

from sandbox.cast import ANA
from tests.page.blocks import button, row
from tests.page.conftest import Open
from tests.page.gallery import Gallery
from tests.page.test_people import post
from tests.sandbox.bolt import ask

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
OFFER = "Set a team up for me"


async def invite(gallery: Gallery) -> None:
    """Somebody is invited to a team, as the bot does it, and has answered."""
    client = gallery.app.client
    ts = await post(gallery, ANA, "You are invited.")
    channel = (await client.conversations_open(users=ANA))["channel"]["id"]
    for action in ("teams.join", "teams.leave"):
        blocks = [row("r", button("Yes", action))]
        await client.chat_update(channel=channel, ts=ts, text="You are invited.", blocks=blocks)


async def test_what_stops_it_is_said_and_it_can_be_tried_again(visit: Open) -> None:
    """A bot that offers no set-up: the page says so in its live region, and the offer stays."""
    page = await visit()
    offer = page.get_by_role("region", name="Begin with a team")
    await offer.get_by_role("button", name=OFFER).press("Enter")
    await expect(offer.get_by_role("status")).to_contain_text("That did not work out.")
    await expect(offer.get_by_role("status")).to_contain_text("set it up as Erika Stone")
    await expect(offer.get_by_role("progressbar")).to_be_hidden()
    await expect(offer.get_by_role("button", name=OFFER)).to_be_focused()
    await expect(offer.get_by_role("button", name=OFFER)).to_have_attribute("aria-disabled", "false")


async def test_a_bot_that_is_away_is_said(visit: Open, gallery: Gallery) -> None:
    """Without the bot nothing can be set up, and the page says why at once."""
    await gallery.leave()
    page = await visit()
    await page.get_by_role("button", name=OFFER).click()
    await expect(page.get_by_role("region", name="Begin with a team")).to_contain_text(
        "the bot is not connected"
    )


async def test_with_a_team_it_is_not_offered(visit: Open, gallery: Gallery) -> None:
    """Once somebody was invited there is nothing to begin with, also when all messages were emptied."""
    await invite(gallery)
    page = await visit()
    await expect(page.get_by_role("button", name="Ana Torres")).to_be_visible()
    assert (await ask("GET", f"{gallery.sandbox.url}/_sandbox/rehearse"))["state"] == "there"
    await expect(page.get_by_role("button", name=OFFER)).to_be_hidden()
    await ask("POST", f"{gallery.sandbox.url}/_sandbox/reset", {})
    assert (await ask("GET", f"{gallery.sandbox.url}/_sandbox/rehearse"))["state"] == "there"
