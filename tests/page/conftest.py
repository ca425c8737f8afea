"""A browser, a sandbox with the gallery connected, and a page at it."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from sandbox import Sandbox
from tests.page.gallery import Gallery

NO_BROWSER = "No Chromium was found: install it, or name it in CHROMIUM, to test the sandbox's page."
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}

Open = Callable[..., Awaitable[Page]]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is. Without one the tests are skipped, but in CI they fail."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if found and shutil.which(found):
        return found
    if os.environ.get("CI"):
        pytest.fail(NO_BROWSER, pytrace=False)
    pytest.skip(NO_BROWSER)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """One browser for all tests; each test has a profile of its own."""
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def gallery() -> AsyncIterator[Gallery]:
    """The gallery, connected to a sandbox of its own."""
    async with Sandbox(rates="off") as sandbox:
        shown = Gallery(sandbox)
        await shown.join()
        yield shown
        await shown.leave()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, gallery: Gallery) -> AsyncIterator[Open]:
    """Open the page: `await visit("as=U0ANA&tab=dm", viewport=PHONE)`.

    At the end it is checked that the page had no error and asked nobody but the sandbox.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []
    url = gallery.sandbox.url

    def asked_of(address: str) -> None:
        if not address.startswith((url, "data:")):
            wrong.append(address)

    async def visit_now(place: str = "", **context: Any) -> Page:
        made = await browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **context})
        contexts.append(made)
        made.set_default_timeout(8000)
        page = await made.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda asked: asked_of(asked.url))
        await page.goto(f"{url}/#{place}")
        await page.locator(".pane, .welcome").first.wait_for()
        return page

    yield visit_now
    for made in contexts:
        await made.close()
    assert not wrong


@pytest_asyncio.fixture(loop_scope="session")
async def home(visit: Open) -> Page:
    """Ana's Home, with the gallery's blocks in it."""
    page = await visit("as=U0ANA")
    await page.get_by_role("heading", name="Every kind of block").wait_for()
    return page
