"""Takes docs/picture.png anew: `python -m docs.take_picture`. Needs Chromium and the dev environment.

It starts the product as anybody would, with a team, and shows two people side by side: one in the middle
of a debrief who has just asked for a person, and the teammate who is told, without why.
"""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import ViewportSize, async_playwright, expect

from tests.browser.being import Being
from tests.browser.product import Product
from tests.browser.stories import writes_and_goes_in
from tests.browsing import NO_BROWSER, QUIET, find_chromium

PICTURE = Path(__file__).parent / "picture.png"
SIZE: ViewportSize = {"width": 1500, "height": 1000}


async def take(chromium: str) -> None:
    """Walk to the moment that the picture shows, and take it."""
    with tempfile.TemporaryDirectory() as folder:
        async with Product(Path(folder)) as product, async_playwright() as playwright:
            await product.has_a_team()
            browser = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
            page = await browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
            await page.goto(f"{product.url}/#as=U0DEE&with=U0SAM")
            dee, sam = Being(page, "Dee Walker"), Being(page, "Sam Okafor")
            await writes_and_goes_in(dee)
            await dee.taps("I need a person")
            await dee.sees("This is all they will read")
            await dee.window.get_by_label("Whom", exact=True).first.click()
            await page.get_by_role("listbox", name="Whom").get_by_role("option", name="Sam Okafor").click()
            await dee.sees("If there is no answer after 5 minutes")
            await dee.taps("Send")
            await dee.sees("your debrief is where you left it")
            await dee.window.get_by_role("button", name="Close", exact=True).click()
            await dee.is_at("Right now")
            await dee.answers("To go through this a little", then="First a pause")
            await dee.answers(then="How close to you", by="Go on")
            await dee.answers(then="One or several")
            await dee.answers("One of a few", then="Your color now")
            await dee.window.get_by_label("Yellow: stirred up, but okay", exact=True).check()
            await sam.sees("is asking for company", sam.last_card)
            await expect(sam.pane).not_to_contain_text("you have set no hours", timeout=90_000)
            await page.mouse.move(0, 0)
            await page.screenshot(path=PICTURE)
            await browser.close()


def main() -> None:
    """Take the picture, or say what is missing."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit(NO_BROWSER)
    asyncio.run(take(chromium))


if __name__ == "__main__":
    main()
