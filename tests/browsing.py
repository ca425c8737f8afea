"""A browser for tests, what one looks at in it, and whether a screen is sound."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

NO_BROWSER = "No Chromium was found: install it, or name it in CHROMIUM, to test in a browser."
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
MISNAMED = """[...document.querySelectorAll('button[aria-label], a[aria-label]')]
    .filter(node => node.checkVisibility() && node.innerText.trim())
    .map(node => [node.innerText.trim(), node.getAttribute('aria-label')])
    .filter(([seen, said]) => !said.toLowerCase().includes(seen.toLowerCase()))"""
WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}


def find_chromium() -> str | None:
    """Return where Chromium is: as CHROMIUM says, or on the PATH."""
    named = os.environ.get("CHROMIUM") or "chromium"
    return shutil.which(named)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is. Without one the tests are skipped, but in CI they fail."""
    found = find_chromium()
    if found:
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


async def sound(page: Page, where: str) -> None:
    """Assert that axe finds nothing here, that what is called aloud begins as it is seen, and that nothing
    sticks out sideways."""
    found = await Axe().run(page)
    assert not found.violations_count, f"{where}: {found.generate_report()}"
    misnamed = await page.evaluate(MISNAMED)  # who speaks to their device says what they see (WCAG 2.5.3)
    assert not misnamed, f"{where}: {misnamed}"
    sticks_out = await page.evaluate(
        "[...document.querySelectorAll('body, main, .scroll, .modal-body, .phone-content')]"
        ".filter(n => n.checkVisibility() && n.scrollWidth > n.clientWidth + 1)"
        ".map(n => n.className || n.tagName)"
    )
    assert not sticks_out, f"{where}: {sticks_out}"
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
