"""The product, running, and a browser at its page."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page

from tests.browser.product import Product
from tests.browsing import PHONE, WIDE, browser, chromium

__all__ = ["PHONE", "WIDE", "Open", "browser", "chromium", "product", "visit"]

Open = Callable[..., Awaitable[Page]]
PATIENCE_MS = 15_000


@pytest_asyncio.fixture(loop_scope="session")
async def product(chromium: str, tmp_path: Path) -> AsyncIterator[Product]:
    """`bot.py run` on free ports, with fresh databases. Asks for the browser first: none, no product."""
    async with Product(tmp_path) as running:
        yield running
        print(running.said)  # noqa: T201 - pytest shows its log beside a failure


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, product: Product) -> AsyncIterator[Open]:
    """Open the page: `await visit("as=U0DEE&with=U0SAM")`. At the end: no page had an error."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    async def visit_now(place: str = "", **context: Any) -> Page:
        made = await browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **context})
        contexts.append(made)
        made.set_default_timeout(PATIENCE_MS)
        page = await made.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        await page.goto(f"{product.url}/#{place}")
        await page.locator(".pane, .welcome").first.wait_for()
        return page

    yield visit_now
    for made in contexts:
        await made.close()
    assert not wrong
