"""What is new stays in sight, and a window that changes its size breaks nothing."""

import pytest
from playwright.async_api import expect

from sandbox.cast import ANA
from tests.page.blocks import section
from tests.page.conftest import PHONE, Open
from tests.page.gallery import Gallery
from tests.page.test_people import post

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_newest_card_stays_in_sight(visit: Open, gallery: Gallery) -> None:
    """Whoever looks at the end still does when a card above grows and when the phone below opens."""
    page = await visit(f"as={ANA}&tab=dm&with=U0SAM")
    first = await post(gallery, ANA, "The first.")
    for number in range(4):
        await post(gallery, ANA, f"Card {number}.")
    client = gallery.app.client
    channel = (await client.conversations_open(users=ANA))["channel"]["id"]
    grown = [section(f"It grew, line {line}.", f"b{line}") for line in range(12)]
    await client.chat_update(channel=channel, ts=first, text="The first.", blocks=grown)
    await expect(page.get_by_text("It grew, line 11.")).to_be_attached()
    await post(gallery, ANA, "The newest.")
    newest = page.locator(".from-bot").get_by_text("The newest.")
    await expect(newest).to_be_in_viewport()
    await page.get_by_role("button", name="Would the phone have rung?").first.click()
    await expect(newest).to_be_in_viewport()


async def test_an_open_list_and_a_smaller_window(visit: Open) -> None:
    """The list closes; the page has no error (`visit` looks for that)."""
    page = await visit(f"as={ANA}")
    await page.get_by_role("button", name="When").click()
    await expect(page.get_by_role("listbox", name="When")).to_be_visible()
    await page.set_viewport_size(PHONE)
    await expect(page.get_by_role("listbox", name="When")).to_be_hidden()
