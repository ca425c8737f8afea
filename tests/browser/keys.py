"""The page by keyboard alone: no mouse, no focus set by a script."""

from playwright.async_api import Page, expect

FARTHEST = 60
FOCUSED = """() => {
  const node = document.activeElement;
  const label = node.labels?.[0]?.innerText ?? "";
  return (node.getAttribute("aria-label") || label || node.innerText || "").trim();
}"""


class Keys:
    """Somebody at the keyboard of the page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def at(self) -> str:
        """What the keyboard is on, by its name."""
        return str(await self.page.evaluate(FOCUSED))

    async def goes_to(self, name: str, by: str = "Tab") -> None:
        """Press a key until what has the keyboard begins with this name."""
        passed = []
        for _ in range(FARTHEST):
            now = await self.at()
            if now.startswith(name):
                return
            passed.append(now[:30])
            await self.page.keyboard.press(by)
        raise AssertionError(f"{by} did not lead to {name!r}, but to {passed}")

    async def presses(self, name: str, by: str = "Tab") -> None:
        """Go to a button and press Enter."""
        await self.goes_to(name, by)
        await self.page.keyboard.press("Enter")

    async def sees(self, words: str) -> None:
        """Wait until these words are somewhere on the page."""
        await expect(self.page.locator("body")).to_contain_text(words)

    async def next_step(self, heading: str, by: str = "Next") -> None:
        """Go on, and wait for the step of that heading."""
        await self.presses(by)
        await expect(self.page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
