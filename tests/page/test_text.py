"""What is written is shown as Slack shows it, and never becomes markup of the page."""

import pytest
from playwright.async_api import Page, expect

from sandbox.server import PAGE
from tests.page.blocks import field, modal, plain, section
from tests.page.conftest import PHONE, Open
from tests.page.gallery import Gallery

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOSTILE = (
    "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    "</div><a href='javascript:alert(1)'>x</a> <javascript:alert(1)|click> [y](javascript:alert(1)) "
    '<https://example.org/"onmouseover="alert(1)|z> \u202egnp.exe\u200b &lt;b&gt;not bold&lt;/b&gt; '
    "<@U0NOBODY> <!channel> ```<i>` *_~"
)


async def test_marks_of_slack(home: Page) -> None:
    """Bold, italic, strike, code, links, mentions, quotes, lists and escapes look like themselves."""
    text = home.locator("[data-block=mrkdwn]")
    for tag, words in {
        "strong": "bold",
        "em": "italic",
        "s": "strike",
        "pre": "fenced",
        "blockquote": "a quote",
    }.items():
        await expect(text.locator(tag)).to_have_text(words)
    await expect(text.locator("li")).to_have_text(["one", "two"])
    await expect(text).to_contain_text("@Sam Okafor #peer-team a & b <c>")
    away = text.get_by_role("link", name="a link")
    await expect(away).to_have_attribute("rel", "noopener noreferrer")
    await expect(text.get_by_role("link", name="Call 988")).to_have_attribute("href", "tel:988")


async def test_picture_from_outside_is_words(home: Page) -> None:
    """A picture from another machine is not asked for; its words stand in its place."""
    await expect(home.get_by_role("img", name="A quiet river")).to_be_visible()
    await expect(home.locator("figure img")).to_have_count(0)


async def test_hostile_text_is_inert(visit: Open, gallery: Gallery) -> None:
    """Markup in every text of a Home, a message and a modal is shown as text, and no script runs."""
    short = HOSTILE[:74]
    gallery.home = [
        {"type": "header", "block_id": "h", "text": plain(HOSTILE[:150])},
        section(HOSTILE, "s", fields=[plain(HOSTILE)]),
        {"type": "context", "block_id": "c", "elements": [{"type": "mrkdwn", "text": HOSTILE}]},
        {"type": "image", "block_id": "i", "image_url": "https://example.org/x", "alt_text": HOSTILE[:255]},
        {
            "type": "actions",
            "block_id": "a",
            "elements": [{"type": "button", "action_id": "b", "text": plain(short)}],
        },
    ]
    gallery.reply = [{"type": "markdown", "block_id": "m", "text": HOSTILE}]
    gallery.modal = modal(
        field("f", HOSTILE[:150], {"type": "plain_text_input", "initial_value": HOSTILE}, hint=plain(HOSTILE))
    )
    page = await visit("as=U0ANA", viewport=PHONE)
    await page.get_by_role("button", name=short).wait_for()
    await page.get_by_role("tab", name="Messages").click()
    await page.get_by_label("Write to Hearth").fill(HOSTILE)
    await page.get_by_role("button", name="Send").click()
    await page.locator(".from-bot").wait_for()
    await page.get_by_label("Write to Hearth").fill("/debrief")
    await page.get_by_role("button", name="Send").click()
    await page.get_by_role("dialog").wait_for()
    assert await page.title() != "owned"
    for made in ("script", "iframe", "img", "a[href^='javascript' i]", "[onerror]", "[onmouseover]"):
        assert await page.locator(f"main {made}").count() == 0, made
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_no_markup_is_ever_parsed() -> None:
    """No module of the page turns text into markup, and none loads anything from elsewhere."""
    sources = {path: path.read_text() for path in PAGE.rglob("*") if path.suffix in {".js", ".css", ".html"}}
    assert len(sources) > 20
    markup = ["innerHTML =", "outerHTML", "insertAdjacentHTML", "document.write", "eval("]
    for path, source in sources.items():
        for banned in [*markup, "@import", "url(http"]:
            assert banned not in source, f"{path.name}: {banned}"
