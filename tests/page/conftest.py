"""A browser, a sandbox with the gallery connected, and a page at it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page

from sandbox import Sandbox
from tests.browsing import PHONE, WIDE, browser, chromium
from tests.page.gallery import Gallery

__all__ = ["PHONE", "WIDE", "Open", "browser", "chromium", "gallery", "home", "visit"]

Open = Callable[..., Awaitable[Page]]


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
