"""Being somebody, writing, seeing two people, the clock, the phone, and what is said of what is away."""

import pytest
from playwright.async_api import Page, expect

from sandbox.cast import ANA, JO, SAM
from tests.page.blocks import section
from tests.page.conftest import Open
from tests.page.gallery import Gallery
from tests.sandbox.bolt import ask, until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def post(gallery: Gallery, person: str, text: str) -> str:
    """The bot posts into somebody's DM; gives the message's timestamp."""
    client = gallery.app.client
    opened = await client.conversations_open(users=person)
    told = await client.chat_postMessage(
        channel=opened["channel"]["id"], text=text, blocks=[section(text, "b")]
    )
    return str(told["ts"])


async def test_choose_somebody_by_keyboard(visit: Open) -> None:
    """The first page offers the cast; Enter on one shows that person's Home and puts the keyboard there."""
    page = await visit()
    await expect(page.get_by_role("list").get_by_role("button")).to_have_count(9)
    await page.get_by_role("button", name="Sam Okafor").press("Enter")
    await expect(page.get_by_role("region", name="Sam Okafor’s screen")).to_be_visible()
    await expect(page.get_by_label("You are")).to_be_focused()
    await page.go_back()
    await expect(page.get_by_role("heading", name="Who would you like to be?")).to_be_visible()


async def test_message_is_sent_with_enter(visit: Open, gallery: Gallery) -> None:
    """A line in the DM reaches the bot, and the answer comes by itself and is announced."""
    page = await visit(f"as={ANA}&tab=dm")
    await page.get_by_label("Write to Hearth").fill("rough one")
    await page.get_by_label("Write to Hearth").press("Enter")
    assert (await gallery.told("message"))["text"] == "rough one"
    await expect(page.get_by_role("button", name="I need a person")).to_be_visible()
    await expect(page.locator("#announcements")).to_contain_text(
        "New for Ana Torres, from Hearth: I am here."
    )


async def test_command_is_offered_and_sent(visit: Open, gallery: Gallery) -> None:
    """A line that starts with / offers the known commands and is sent as one, with its words."""
    page = await visit(f"as={ANA}&tab=dm")
    field = page.get_by_label("Write to Hearth")
    await field.fill("/de")
    await page.get_by_role("list", name="Commands").get_by_role("button").press("Enter")
    await expect(field).to_be_focused()
    await page.keyboard.type("loss")
    await page.keyboard.press("Enter")
    await page.get_by_role("dialog").wait_for()
    assert (gallery.heard[0]["command"], gallery.heard[0]["text"]) == ("/debrief", "loss")


async def test_unknown_command_is_not_sent(visit: Open, gallery: Gallery) -> None:
    """A command that nobody knows is said, as Slack says it, and what was typed is kept."""
    page = await visit(f"as={ANA}&tab=dm")
    await page.get_by_label("Write to Hearth").fill("/nothing")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("/nothing is not a command here.")
    await expect(page.get_by_label("Write to Hearth")).to_have_value("/nothing")
    assert not gallery.heard


async def test_two_people_side_by_side(visit: Open, gallery: Gallery) -> None:
    """Beside oneself one sees somebody else's screen, which has a life of its own."""
    page = await visit(f"as={ANA}")
    await page.get_by_label("Compare with").select_option("Sam Okafor")
    sam = page.get_by_role("region", name="Sam Okafor’s screen")
    await expect(sam.get_by_role("tab", name="Messages")).to_have_attribute("aria-selected", "true")
    await post(gallery, SAM, "Someone has asked for company.")
    await expect(sam.get_by_role("article")).to_have_count(1)
    left, right = [await page.locator(".pane").nth(i).bounding_box() for i in (0, 1)]
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]
    await page.get_by_role("button", name="Stop comparing").click()
    await expect(sam).to_have_count(0)


async def test_updated_card_is_redrawn_in_place(visit: Open, gallery: Gallery) -> None:
    """chat.update changes the message where it stands and says that it was edited."""
    page = await visit(f"as={ANA}&tab=dm")
    ts = await post(gallery, ANA, "Sent, no answer yet.")
    await expect(page.get_by_role("article")).to_contain_text("no answer yet")
    await gallery.app.client.chat_update(
        channel="D" + ANA[1:], ts=ts, text="Sam can be there.", blocks=[section("Sam can be there.", "b")]
    )
    await expect(page.get_by_role("article")).to_contain_text("Sam can be there.")
    await expect(page.get_by_role("article")).to_have_count(1)


async def test_new_messages_are_counted(visit: Open, gallery: Gallery) -> None:
    """What comes while one looks at the Home is counted on the tab, and no more once it was seen."""
    page = await visit(f"as={ANA}")
    await post(gallery, ANA, "Hello.")
    await expect(page.get_by_role("tab", name="Messages 1 new")).to_be_visible()
    await page.get_by_role("tab", name="Home").press("ArrowRight")
    await expect(page.get_by_role("tab", name="Messages", exact=True)).to_be_focused()


async def test_phone_and_do_not_disturb(visit: Open, gallery: Gallery) -> None:
    """The phone says that it rang; after Do Not Disturb was switched on it says that it did not, and why."""
    page = await visit(f"as={SAM}")
    phone = page.get_by_role("region", name="Would the phone have rung?")
    await post(gallery, SAM, "Someone has asked for company.")
    await expect(phone.get_by_role("listitem")).to_contain_text("It rang")
    await phone.get_by_role("switch", name="Notifications snoozed now").press("Space")
    await until(lambda: gallery.sandbox.workspace.world.users[SAM].snoozed)
    await post(gallery, SAM, "Once more.")
    await expect(phone.get_by_role("listitem").first).to_contain_text(
        "It stayed silent: notifications are snoozed"
    )


async def test_quiet_hours_are_shown_and_kept(visit: Open, gallery: Gallery) -> None:
    """A person's quiet hours are shown as they are and can be changed."""
    page = await visit(f"as={JO}")
    await expect(page.get_by_role("switch", name="Do Not Disturb at set hours")).to_be_checked()
    await page.get_by_label("From").fill("20:30")
    await until(lambda: gallery.sandbox.workspace.world.users[JO].dnd.start == "20:30")


async def test_clock_is_pushed(home: Page, gallery: Gallery) -> None:
    """One press pushes the clock a day forward, and the page says how far it is ahead."""
    await home.get_by_role("button", name="Push the clock forward 1 day").press("Enter")
    await expect(home.get_by_text("1 day ahead")).to_be_visible()
    assert gallery.sandbox.workspace.clock.offset_seconds == pytest.approx(86400, abs=5)


async def test_trouble_is_hidden_until_asked_for(home: Page, gallery: Gallery) -> None:
    """The drawer opens on demand; a fault is set, listed and ended there."""
    await expect(home.get_by_role("region", name="Trouble")).to_have_count(0)
    await home.get_by_role("button", name="Trouble").press("Enter")
    drawer = home.get_by_role("region", name="Trouble")
    await drawer.get_by_label("What happens").select_option("works, but its answer is lost")
    await drawer.get_by_label("Which call").select_option("chat.postMessage")
    await drawer.get_by_role("button", name="Make it so").click()
    await expect(drawer.get_by_role("listitem")).to_have_text(
        "chat.postMessage works, but its answer is lost, 1 more"
    )
    await drawer.get_by_role("button", name="End all trouble").click()
    await expect(drawer.get_by_role("listitem")).to_have_count(0)


async def test_bot_that_is_away_is_said(home: Page, gallery: Gallery) -> None:
    """Without a connection of the bot the page says that nothing reaches it."""
    await gallery.leave()
    await expect(home.get_by_role("status")).to_contain_text("The bot is not connected")


async def test_page_looks_by_itself_where_the_stream_is_cut(visit: Open, gallery: Gallery) -> None:
    """Without server-sent events the page says so, looks every two seconds, and still shows what is new."""
    page = await visit("")
    await page.route("**/stream", lambda route: route.abort())
    await page.get_by_role("button", name="Ana Torres").click()
    await expect(page.get_by_role("status")).to_contain_text("Reconnecting")
    await post(gallery, ANA, "Hello.")
    await expect(page.get_by_role("tab", name="Messages 1 new")).to_be_visible()
    await page.unroute("**/stream")
    await expect(page.get_by_role("status")).to_be_empty(timeout=8000)


async def test_somebody_taken_out_sees_nothing(visit: Open, gallery: Gallery) -> None:
    """A deactivated account is said to be one, and the bot is not told of a Home."""
    page = await visit("as=U0TONI")
    await expect(page.get_by_text("account is deactivated")).to_be_visible()
    assert not (await ask("GET", f"{gallery.sandbox.url}/_sandbox/payloads"))["payloads"]


async def test_a_link_opens_the_chat_of_two(visit: Open, gallery: Gallery) -> None:
    """A link to somebody opens the chat with them, by keyboard too, and what is written arrives."""
    link = f"<slack://user?team=T0SANDBOX&amp;id={SAM}|Open your chat>"
    await post(gallery, ANA, link)
    page = await visit(f"as={ANA}&tab=dm")
    await page.get_by_role("link", name="Open your chat").press("Enter")
    await expect(page.get_by_role("tab", name="Sam Okafor")).to_have_attribute("aria-selected", "true")
    await expect(page.get_by_role("tab", name="Sam Okafor")).to_be_focused()
    field = page.get_by_label("Write to Sam Okafor")
    await field.fill("I am here.")
    await field.press("Enter")
    await page.get_by_label("Compare with").select_option("Sam Okafor")
    sam = page.get_by_role("region", name="Sam Okafor’s screen")
    await sam.get_by_role("tab", name="Ana Torres").click()
    await expect(sam).to_contain_text("I am here.")
