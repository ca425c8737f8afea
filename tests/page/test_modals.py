"""Modals: their keyboard, their fields, their errors, their stack."""

import pytest
from playwright.async_api import Locator, Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from tests.page.blocks import Json, button, field, inputs, modal, row, section
from tests.page.gallery import Gallery

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LINE: Json = {"type": "plain_text_input"}


async def opened(page: Page, title: str = "A step") -> Locator:
    """Open the gallery's modal by the global shortcut, by keyboard."""
    await page.get_by_role("button", name="Shortcuts").press("Enter")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=title)
    await dialog.wait_for()
    return dialog


async def test_every_input_by_keyboard(home: Page, gallery: Gallery) -> None:
    """A modal with every input is filled in by Tab, letters, arrows, Space and Enter alone, and sent."""
    await opened(home)
    type_, press = home.keyboard.type, home.keyboard.press
    for step in ["Tab", "Tab"]:  # from the title over the cross to the first field
        await press(step)
    await type_("one line")
    await press("Tab")
    await type_("two\nlines")
    await press("Tab")
    await type_("7")
    for keys in (["Enter", "ArrowDown", "Enter"], ["Enter", "Enter", "ArrowDown", "Enter", "Escape"]):
        await press("Tab")
        for key in keys:
            await press(key)
    for letters in ("s", "sm"):
        await press("Tab")
        await press("Enter")
        for letter in letters:
            await press(letter)
            await press("Enter")
        if len(letters) > 1:
            await press("Escape")
    await press("Tab")
    await press("ArrowDown")
    await press("Tab")
    await press("Space")
    for _ in range(3):
        await press("Tab")
    await type_("03042031")
    for _ in range(2):  # over the button that opens the browser's own calendar
        await press("Tab")
    await type_("0930PM")
    await home.get_by_role("button", name="Next").press("Enter")
    held = (await gallery.told("view_submission"))["view"]["state"]["values"]
    assert {block: value["field"] for block, value in held.items()} == FILLED
    await expect(home.get_by_role("dialog")).to_have_count(0)


def _option(value: str) -> Json:
    """The option as the app gave it."""
    offered = [o for block in inputs() for o in block["element"].get("options", [])]
    found: Json = next(option for option in offered if option["value"] == value)
    return found


FILLED = {
    "line": {"type": "plain_text_input", "value": "one line"},
    "area": {"type": "plain_text_input", "value": "two\nlines"},
    "number": {"type": "number_input", "value": "7"},
    "select": {"type": "static_select", "selected_option": _option("today")},
    "several": {"type": "multi_static_select", "selected_options": [_option("sad"), _option("tired")]},
    "user": {"type": "users_select", "selected_user": "U0SAM"},
    "users": {"type": "multi_users_select", "selected_users": ["U0SAM", "U0MORGAN"]},
    "radio": {"type": "radio_buttons", "selected_option": _option("today")},
    "boxes": {"type": "checkboxes", "selected_options": [_option("sad")]},
    "day": {"type": "datepicker", "selected_date": "2031-03-04"},
    "hour": {"type": "timepicker", "selected_time": "21:30"},
}


async def test_keyboard_stays_in_and_comes_back(home: Page, gallery: Gallery) -> None:
    """Opening puts the keyboard on the title; Tab goes round inside; closing gives it back."""
    gallery.modal = modal(field("line", "A line", LINE))
    dialog = await opened(home)
    await expect(dialog.get_by_role("heading", name="A step")).to_be_focused()
    await expect(dialog).to_have_attribute("aria-modal", "true")
    for _ in range(9):
        await home.keyboard.press("Tab")
        assert await dialog.evaluate("node => node.contains(document.activeElement)")
    await home.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    assert (await gallery.told("view_closed"))["is_cleared"] is False
    await expect(home.get_by_role("button", name="Shortcuts")).to_be_focused()


async def test_f6_leads_out_to_the_clock(home: Page, gallery: Gallery) -> None:
    """F6 goes from the modal to the rest of the page and back, so that the clock is in reach."""
    dialog = await opened(home)
    parts = set()
    for _ in range(4):
        await home.keyboard.press("F6")
        parts.add(await home.evaluate("document.activeElement.closest('[data-region]').className"))
    assert {"top", "who", "window"} <= parts
    assert await dialog.evaluate("node => node.contains(document.activeElement)")


async def test_close_says_its_own_word(home: Page, gallery: Gallery) -> None:
    """The close button carries the app's word and tells the app."""
    await opened(home)
    await home.get_by_role("button", name="Pause").press("Enter")
    await gallery.told("view_closed")


async def test_empty_required_field_is_not_sent(home: Page, gallery: Gallery) -> None:
    """As in Slack's client, a required field left empty is said at the field, which takes the keyboard."""
    await opened(home)
    await home.get_by_role("button", name="Next").press("Enter")
    line = home.get_by_label("A line")
    await expect(line).to_be_focused()
    await expect(line).to_have_attribute("aria-invalid", "true")
    await expect(line).to_have_accessible_description("Please look: Please complete this field.")
    assert not gallery.heard[1:]


async def test_errors_of_the_app_stand_at_their_blocks(home: Page, gallery: Gallery) -> None:
    """What the app finds wrong stands at its block, what was typed stays, and the keyboard goes there."""
    gallery.on_submit = [{"response_action": "errors", "errors": {"number": "Fewer, please."}}]
    await opened(home)
    await home.get_by_label("A line").fill("kept")
    await home.get_by_label("How many", exact=True).fill("9")
    await home.get_by_label("How many", exact=True).press("Enter")
    await expect(home.get_by_label("How many", exact=True)).to_have_accessible_description(
        "Please look: Fewer, please."
    )
    await expect(home.get_by_label("How many", exact=True)).to_be_focused()
    await expect(home.get_by_label("A line")).to_have_value("kept")


async def test_number_out_of_range_is_not_sent(home: Page, gallery: Gallery) -> None:
    """A number field says what is wrong before anything is sent."""
    await opened(home)
    await home.get_by_label("A line").fill("x")
    await home.get_by_label("How many", exact=True).fill("12")
    await home.get_by_role("button", name="Next").click()
    await expect(home.get_by_text("Please enter 9 or less.")).to_be_visible()


async def test_max_length_is_held(home: Page, gallery: Gallery) -> None:
    """A field takes no more than its max_length and says how much is left near the end."""
    await opened(home)
    await home.get_by_label("A line").press_sequentially("123456789012345678901234")
    await expect(home.get_by_label("A line")).to_have_value("12345678901234567890")


async def test_update_keeps_what_was_typed_and_where_the_keyboard_was(home: Page, gallery: Gallery) -> None:
    """views.update keeps values where block_id and action_id are the same, and the keyboard in place."""
    line, other = field("line", "A line", LINE), field("other", "Another", LINE)
    gallery.modal = modal(line, row("row", button("Ask me more", "grow")))

    async def grow(body: Json, client: AsyncWebClient) -> None:
        grown = modal(
            section("One more question.", "say"), line, other, row("row", button("Ask me more", "grow"))
        )
        await client.views_update(view_id=body["view"]["id"], view=grown)

    gallery.on_touch["grow"] = grow
    await opened(home)
    await home.get_by_label("A line").fill("still here")
    await home.get_by_role("button", name="Ask me more").press("Enter")
    await home.get_by_label("Another").wait_for()
    await expect(home.get_by_label("A line")).to_have_value("still here")
    await expect(home.get_by_role("button", name="Ask me more")).to_be_focused()
    assert (await gallery.action("grow"))["type"] == "button"
    assert gallery.heard[-1]["view"]["state"]["values"]["line"]["field"]["value"] == "still here"


async def test_next_step_starts_at_its_title(home: Page, gallery: Gallery) -> None:
    """A step with other blocks starts at its title, empty, although it is the same modal."""
    gallery.modal = modal(field("first", "A line", LINE))
    second = modal(field("second", "A line", LINE), title="The next step")
    gallery.on_submit = [{"response_action": "update", "view": second}]
    await opened(home)
    await home.get_by_label("A line").fill("gone")
    await home.get_by_label("A line").press("Enter")
    await expect(home.get_by_role("heading", name="The next step")).to_be_focused()
    await expect(home.get_by_label("A line")).to_have_value("")


async def test_stack_of_three(home: Page, gallery: Gallery) -> None:
    """Pushed modals lie on each other, three at most; closing one shows the one below as it was left."""
    more = row("row", button("One more", "push"))
    gallery.modal = modal(field("line", "A line", LINE), more, title="First")

    async def push(body: Json, client: AsyncWebClient) -> None:
        depth = "Third" if body["view"]["title"]["text"] == "Second" else "Second"
        await client.views_push(trigger_id=body["trigger_id"], view=modal(more, title=depth))

    gallery.on_touch["push"] = push
    await opened(home, "First")
    await home.get_by_label("A line").fill("as it was")
    for title in ("Second", "Third"):
        await home.get_by_role("button", name="One more").press("Enter")
        await expect(home.get_by_role("heading", name=title)).to_be_focused()
    await expect(home.get_by_text("window 3 of 3")).to_be_visible()
    for title in ("Second", "First"):
        await home.keyboard.press("Escape")
        await home.get_by_role("dialog", name=title).wait_for()
        await expect(home.get_by_role("button", name="One more")).to_be_focused()
    await expect(home.get_by_label("A line")).to_have_value("as it was")


async def test_field_that_dispatches_sends_on_enter(home: Page, gallery: Gallery) -> None:
    """An input with dispatch_action sends an action on Enter and does not submit."""
    gallery.modal = modal(field("line", "A line", LINE, dispatch_action=True))
    await opened(home)
    await home.get_by_label("A line").fill("hello")
    await home.get_by_label("A line").press("Enter")
    assert (await gallery.action("field"))["value"] == "hello"
    assert [body["type"] for body in gallery.heard] == ["shortcut", "block_actions"]


async def test_bot_that_does_not_answer_is_said(home: Page, gallery: Gallery) -> None:
    """A submission that is not acknowledged keeps the modal and says that there was trouble."""
    gallery.modal = modal(field("line", "A line", LINE))
    await opened(home)
    await gallery.leave()
    await home.get_by_label("A line").fill("kept")
    await home.get_by_role("button", name="Next").click()
    await expect(home.get_by_role("alert")).to_contain_text("trouble")
    await expect(home.get_by_label("A line")).to_have_value("kept")
