"""Every element outside of inputs can be used by keyboard alone, and the app hears what was done."""

import asyncio

import pytest
from playwright.async_api import Page, expect

from tests.page.gallery import Gallery

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def press(page: Page, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)


async def test_button_is_pressed_with_enter_and_with_space(home: Page, gallery: Gallery) -> None:
    """A button sends one action for each press, and two presses are two actions."""
    await home.get_by_role("button", name="I need a person").focus()
    await press(home, "Enter", "Space")
    assert (await gallery.action("person", 2))["type"] == "button"
    assert len(gallery.actions()) == 2


async def test_button_waits_visibly(home: Page, gallery: Gallery) -> None:
    """While the app has not answered the button says that it is busy, and then no more."""
    answered = asyncio.Event()

    async def slowly(*_: object) -> None:
        await answered.wait()

    gallery.on_touch["person"] = slowly
    button = home.get_by_role("button", name="I need a person")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    answered.set()
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_accessibility_label_names_the_button(home: Page, gallery: Gallery) -> None:
    """A screen reader says the accessibility_label where the app gave one."""
    await home.get_by_role("button", name="Help lines, open to anyone").press("Enter")
    await gallery.action("lines")


@pytest.mark.parametrize(("answer", "heard"), [("Send it now", 1), ("Not now", 0)])
async def test_confirm_asks_first(home: Page, gallery: Gallery, answer: str, heard: int) -> None:
    """A confirm dialog takes the keyboard, and only a yes sends the action; the keyboard comes back."""
    button = home.get_by_role("button", name="Delete it")
    await button.press("Enter")
    dialog = home.get_by_role("alertdialog", name="Send it?")
    await expect(dialog.get_by_role("button", name="Not now")).to_be_focused()
    await dialog.get_by_role("button", name=answer).press("Enter")
    await expect(dialog).to_have_count(0)
    await expect(button).to_be_focused()
    if heard:
        await gallery.action("delete")
    assert len(gallery.actions("delete")) == heard


async def test_escape_denies_a_confirm(home: Page, gallery: Gallery) -> None:
    """Escape in a confirm dialog is a no."""
    await home.get_by_role("button", name="Delete it").press("Enter")
    await press(home, "Escape")
    await expect(home.get_by_role("alertdialog")).to_have_count(0)
    assert not gallery.actions()


async def test_overflow_is_a_menu(home: Page, gallery: Gallery) -> None:
    """An overflow opens with Enter, is walked with arrows, and tells which entry was chosen."""
    await home.get_by_role("button", name="More").press("Enter")
    await expect(home.get_by_role("menuitem", name="Hide")).to_be_focused()
    await press(home, "ArrowDown", "Enter")
    assert (await gallery.action("more"))["selected_option"]["value"] == "why"
    await expect(home.get_by_role("button", name="More")).to_be_focused()


async def test_select_by_arrows_sends_once(home: Page, gallery: Gallery) -> None:
    """Walking through a select sends nothing; choosing sends one action and shows what was chosen."""
    select = home.get_by_role("button", name="When")
    await select.press("ArrowDown")
    await expect(home.get_by_role("option", name="Within minutes")).to_be_focused()
    await press(home, "ArrowDown", "ArrowDown", "Enter")
    assert (await gallery.action("when"))["selected_option"]["value"] == "week"
    assert len(gallery.actions()) == 1
    await expect(select).to_have_text("When: This week")
    await expect(select).to_be_focused()


async def test_several_are_sent_when_the_list_closes(home: Page, gallery: Gallery) -> None:
    """In a multi-select each Enter marks one more, and Escape closes it and sends them together."""
    await home.get_by_role("button", name="Which").press("Enter")
    await press(home, "Enter", "End", "Enter")
    assert not gallery.actions()
    await press(home, "Escape")
    chosen = (await gallery.action("which"))["selected_options"]
    assert [option["value"] for option in chosen] == ["sad", "angry"]


async def test_people_are_found_by_their_first_letter(home: Page, gallery: Gallery) -> None:
    """A users select lists people, without those taken out, and jumps to a typed letter."""
    await home.get_by_role("button", name="Whom").press("Enter")
    await expect(home.get_by_role("listbox").get_by_role("option", name="Toni")).to_have_count(0)
    await press(home, "s", "Enter")
    assert (await gallery.action("whom"))["selected_user"] == "U0SAM"


async def test_several_people(home: Page, gallery: Gallery) -> None:
    """A multi users select tells everyone who was marked."""
    await home.get_by_role("button", name="All of them").press("Enter")
    await press(home, "s", "Enter", "m", "Enter", "Escape")
    assert (await gallery.action("all"))["selected_users"] == ["U0SAM", "U0MORGAN"]


async def test_date_typed_digit_by_digit_is_one_action(home: Page, gallery: Gallery) -> None:
    """A typed date is sent once, when it is whole and Enter is pressed, not at every digit of the year."""
    await home.get_by_label("Which day").focus()
    await home.keyboard.type("03042031")
    assert not gallery.actions()
    await press(home, "Enter")
    assert (await gallery.action("date"))["selected_date"] == "2031-03-04"
    assert len(gallery.actions()) == 1


async def test_time_is_sent_on_leaving(home: Page, gallery: Gallery) -> None:
    """A typed time is sent once when the keyboard leaves the field."""
    await home.get_by_label("What time").focus()
    await home.keyboard.type("0930PM")
    await home.get_by_role("tab", name="Home").focus()
    assert (await gallery.action("time"))["selected_time"] == "21:30"
    assert len(gallery.actions()) == 1


async def test_radio_buttons(home: Page, gallery: Gallery) -> None:
    """Radio buttons are a named group, show their descriptions, and tell the chosen one."""
    group = home.get_by_role("radiogroup", name="Pick one")
    await expect(group.get_by_text("Within minutes")).to_be_visible()
    await group.get_by_role("radio", name="Today").press("Space")
    assert (await gallery.action("radio"))["selected_option"]["value"] == "today"
    await press(home, "ArrowDown")
    assert (await gallery.action("radio", 2))["selected_option"]["value"] == "week"


async def test_checkboxes(home: Page, gallery: Gallery) -> None:
    """Checkboxes are a named group; each change tells all that are checked."""
    group = home.get_by_role("group", name="Pick any")
    await group.get_by_role("checkbox", name="Sad").press("Space")
    await gallery.action("box")
    await group.get_by_role("checkbox", name="Tired").press("Space")
    chosen = (await gallery.action("box", 2))["selected_options"]
    assert [option["value"] for option in chosen] == ["sad", "tired"]
