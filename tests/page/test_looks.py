"""axe finds nothing in light and dark, wide and on a phone, and nothing scrolls sideways."""

from typing import Literal

import pytest
from playwright.async_api import ViewportSize

from tests.browsing import sound
from tests.page.conftest import PHONE, WIDE, Open
from tests.page.gallery import Gallery

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_every_screen(
    visit: Open, gallery: Gallery, colours: Literal["light", "dark"], viewport: ViewportSize
) -> None:
    """Choosing, Home, an open list, a confirm, messages, two people, a modal, its errors, trouble."""
    page = await visit("", viewport=viewport, color_scheme=colours)
    await sound(page, "choosing")
    await page.get_by_role("button", name="Ana Torres").click()
    await page.get_by_role("heading", name="Every kind of block").wait_for()
    await sound(page, "home")
    await page.get_by_role("button", name="When").click()
    await sound(page, "an open list")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Delete it").click()
    await sound(page, "a confirm")
    await page.get_by_role("button", name="Not now").click()
    await page.get_by_role("tab", name="Messages").click()
    await page.get_by_label("Write to Hearth").fill("rough one")
    await page.keyboard.press("Enter")
    await page.locator(".from-bot").wait_for()
    await page.get_by_label("Write to Hearth").fill("/")
    await sound(page, "messages and commands")
    await page.get_by_label("Compare with").select_option("Jo Lind")
    await page.locator(".pane").nth(1).wait_for()
    await page.get_by_role("button", name="Shortcuts").first.click()
    await page.keyboard.press("Enter")
    await page.get_by_role("dialog").wait_for()
    await sound(page, "two people and a modal")
    await page.get_by_role("button", name="Next").click()
    await page.get_by_text("Please complete").wait_for()
    await sound(page, "errors in a modal")
    await page.get_by_role("button", name="Trouble").click()
    for toggle in await page.locator(".phone-toggle:visible").all():
        await toggle.click()
    await sound(page, "trouble and phones")


async def test_large_text_on_a_narrow_screen(visit: Open) -> None:
    """At 320 px, which is what zooming in to 400 % makes of 1280, nothing sticks out either."""
    page = await visit("as=U0ANA&with=U0SAM", viewport={"width": 320, "height": 600})
    await page.get_by_role("heading", name="Every kind of block").wait_for()
    await sound(page, "320 px")


async def test_motion_is_reduced_where_asked(visit: Open) -> None:
    """Who asked for less motion gets no animation that is longer than a blink."""
    page = await visit("as=U0ANA", reduced_motion="reduce")
    await page.get_by_role("button", name="Shortcuts").click()
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await dialog.wait_for()
    assert await dialog.evaluate("node => parseFloat(getComputedStyle(node).animationDuration) < 0.001")
