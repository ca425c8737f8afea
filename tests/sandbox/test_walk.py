"""The whole way once: a Bolt app and a person meet in the sandbox."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Person, Sandbox
from tests.sandbox.bolt import button, field, home, modal, options, row, section
from tests.sandbox.conftest import Connect


def debrief(app: AsyncApp) -> list[dict[str, Any]]:
    """Two steps in one modal, opened from the direct messages; returns what was submitted."""
    sent: list[dict[str, Any]] = []

    @app.event("message")
    async def offer(event: dict[str, Any], client: AsyncWebClient) -> None:
        doors = row(button("Start", "door.open", value="loss"))
        await client.chat_postMessage(
            channel=event["channel"], text="Here I am.", blocks=[section("Here I am."), doors]
        )

    @app.action("door.open")
    async def start(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(field("note")))
        await ack()

    @app.view("step")
    async def step(ack: Any, view: dict[str, Any]) -> None:
        sent.append(view["state"]["values"])
        radio: dict[str, Any] = {
            "type": "radio_buttons",
            "action_id": "pick",
            "options": options("Yes", "No"),
        }
        if len(sent) == 1:
            second = field("next", **radio)
            await ack(response_action="update", view=modal(second, callback_id="step"))
        else:
            await ack()

    return sent


async def test_a_message_a_button_two_steps_and_the_end(app: AsyncApp, connect: Connect, ana: Person) -> None:
    """A person writes, is shown a door, goes through two steps in one modal, and it closes."""
    sent = debrief(app)
    await connect(app)
    told = await ana.says("rough one")
    assert told["acknowledged"]
    await ana.sees("Here I am.")
    await ana.clicks("Start")
    await ana.types("Note", "we lost someone")
    answer = await ana.submits()
    assert answer["ack"]["response_action"] == "update"
    await ana.chooses("next", "Yes")
    await ana.submits()
    assert (await ana.screen())["modals"] == []
    assert sent[0]["note"]["text"] == {"type": "plain_text_input", "value": "we lost someone"}
    assert sent[1]["next"]["pick"]["selected_option"]["value"] == "yes"


async def test_home_is_published_when_opened(
    app: AsyncApp, connect: Connect, ana: Person, sandbox: Sandbox
) -> None:
    """Opening the Home tells the app, and what it publishes is on the screen."""

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=home(section("Welcome")))

    await connect(app)
    screen = await ana.opens_home()
    assert screen["acknowledged"]
    assert "Welcome" in await ana.reads("home")


async def test_command_and_shortcut_reach_the_app(app: AsyncApp, connect: Connect, ana: Person) -> None:
    """A slash command is answered beside, a global shortcut opens a modal."""

    @app.command("/debrief")
    async def debrief_(ack: Any, command: dict[str, Any]) -> None:
        await ack(f"you said {command['text']}")

    @app.shortcut("debrief")
    async def shortcut(ack: Any, shortcut: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=shortcut["trigger_id"], view=modal(section("hi")))
        await ack()

    await connect(app)
    assert (await ana.command("/debrief loss"))["acknowledged"]
    message = (await ana.screen())["dm"]["messages"][-1]
    assert message["ephemeral"]
    assert message["text"] == "you said loss"
    await ana.shortcut("debrief")
    assert "hi" in await ana.reads("modal")
