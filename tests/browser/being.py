"""Somebody of the cast at the page, as a person with a mouse: looks, taps, chooses, writes."""

import re

from playwright.async_api import Locator, Page, expect

SECONDS = 15.0
expect.set_options(timeout=SECONDS * 1000)


class Being:
    """One person's side of the page: `Being(page, "Dee Walker")`."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.pane = page.get_by_role("region", name=f"{name}’s screen")
        self.home = self.pane.get_by_role("group", name="Home")
        self.messages = self.pane.get_by_role("group", name="Messages")

    @property
    def window(self) -> Locator:
        """The modal on top."""
        return self.pane.get_by_role("dialog").last

    @property
    def last_card(self) -> Locator:
        """The bot's newest message."""
        return self.messages.locator(".from-bot").last

    async def goes_to(self, tab: str) -> None:
        """Open the Home, the messages or a channel."""
        await self.pane.get_by_role("tab", name=re.compile(f"^{tab}")).click()

    async def writes(self, text: str) -> None:
        """Write to the bot."""
        line = self.pane.get_by_label("Write to Hearth")
        await line.fill(text)
        await line.press("Enter")

    async def taps(self, label: str, where: Locator | None = None) -> None:
        """Tap the button that begins with this label, in the modal on top unless told where."""
        begins = re.compile(f"^{re.escape(label)}")  # "Send" is not "Don't send"
        await (where or self.window).get_by_role("button", name=begins).first.click()

    async def sees(self, text: str, where: Locator | None = None) -> None:
        """Wait until these words stand there, in the modal on top unless told where."""
        await expect(where or self.window).to_contain_text(text)

    async def answers(self, *choices: str, then: str, by: str = "Next") -> None:
        """Tap these choices, press Next, and wait for the step of that heading."""
        for choice in choices:
            await self.window.get_by_label(choice, exact=True).check()
        await self.taps(by)
        await self.is_at(then)

    async def is_at(self, heading: str) -> None:
        """Wait for the step of that heading."""
        await expect(self.window.get_by_role("heading", name=heading, exact=True)).to_be_visible()

    async def picks(self, field: str, *names: str) -> None:
        """Pick people in a list."""
        await self.window.get_by_role("button", name=field).click()
        listed = self.page.get_by_role("listbox", name=field)
        for name in names:
            await listed.get_by_role("option", name=name).click()
        await self.page.keyboard.press("Escape")

    async def closes(self) -> None:
        """Close every window by its X."""
        await self.window.get_by_role("button", name=re.compile("^Close (this|all) window")).click()
        await expect(self.pane.get_by_role("dialog")).to_have_count(0)
