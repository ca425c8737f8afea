"""The central story, with the keyboard alone."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Open
from tests.browser.keys import Keys

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_loss_and_a_teammate_who_comes(visit: Open) -> None:
    """From the first page to a teammate's yes: a team, a message, a debrief, a call, an answer."""
    page = await visit()
    keys = Keys(page)
    await keys.presses("Set a team up for me")
    everybody = page.get_by_role("status").filter(has_text="everybody has said yes")
    await expect(everybody).to_be_visible(timeout=90_000)  # at the pace that Slack allows
    await keys.presses("See Dee Walker and Sam Okafor side by side")

    await keys.goes_to("Home")
    await page.keyboard.press("ArrowRight")
    await keys.goes_to("Write to Hearth")
    await page.keyboard.type("rough one, we lost someone tonight")
    await page.keyboard.press("Enter")
    await keys.sees("Which of these fits?")
    await keys.presses("After losing a neighbor", by="Shift+Tab")
    await keys.sees("Before you begin")
    await keys.next_step("Right now", by="Go on")
    await keys.goes_to("To sit for a minute")
    await keys.goes_to("To go through this a little", by="ArrowDown")
    await keys.next_step("First a pause")
    await keys.next_step("How close to you", by="Go on")
    for choice in ("They were a neighbor", "They were in my own life too"):
        await keys.goes_to(choice)
        await page.keyboard.press("Space")
    await keys.next_step("One or several")
    await keys.sees("Then this is a loss at work and at home.")

    form = page.get_by_role("dialog").filter(has_text="This is all they will read")
    for _ in range(30):  # whom a call asks first is by chance; anybody can close the form and open it again
        await keys.presses("I need a person")
        await keys.sees("This is all they will read")
        first, _, _ = (await form.inner_text()).partition("right away")
        if "Sam Okafor" in first.rpartition("1.")[2]:
            break
        await page.keyboard.press("Escape")
    await keys.presses("Send")
    await keys.sees("your debrief is where you left it")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("heading", name="One or several", exact=True)).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)

    sam = page.get_by_role("region", name="Sam Okafor’s screen")
    await expect(sam.get_by_role("button", name="I can be there")).to_be_visible()
    await keys.goes_to("Home", by="F6")  # Dee's window
    await page.keyboard.press("F6")
    await keys.goes_to("Home", by="F6")  # and Sam's
    await keys.presses("I can be there")
    await expect(sam).to_contain_text("You said you can be there for @Dee Walker")
    dee = page.get_by_role("region", name="Dee Walker’s screen")
    await expect(dee).to_contain_text("@Sam Okafor can be there.")
