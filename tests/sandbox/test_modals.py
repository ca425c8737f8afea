"""Modals as Slack keeps them: what a person entered, hashes, answers, closing."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Person, Sandbox
from sandbox.person import CannotDoError
from tests.sandbox.bolt import button, field, home, modal, options, plain, row, section
from tests.sandbox.conftest import Connect

Json = dict[str, Any]


def radio(block_id: str, *labels: str, **more: Any) -> Json:
    return field(block_id, type="radio_buttons", action_id="pick", options=options(*labels), **more)


@pytest.fixture
async def opened(sandbox: Sandbox, slack: AsyncWebClient) -> Any:
    """Open a modal for Ana, or push one onto it."""

    async def now(view: Json, inside: str | None = None) -> Json:
        trigger = sandbox.workspace.triggers.give("U0ANA", inside)
        call = slack.views_push if inside else slack.views_open
        shown: Json = (await call(trigger_id=trigger, view=view))["view"]
        return shown

    return now


def answering(app: AsyncApp, *answers: Json) -> list[Json]:
    """Answer each submission with the next of these; returns the views that came."""
    came: list[Json] = []

    @app.view("step")
    async def step(ack: Any, view: Json) -> None:
        came.append(view)
        await ack(**answers[len(came) - 1])

    return came


async def test_what_was_entered_stays_where_the_names_stay(
    sandbox: Sandbox, slack: AsyncWebClient, ana: Person, opened: Any, app: AsyncApp, connect: Connect
) -> None:
    """views.update keeps typed text under the same names, also against another initial value."""

    @app.action("look")
    async def look(ack: Any) -> None:
        await ack()

    await connect(app)
    look_row = row(button("Look", "look"))
    view = await opened(modal(field("a"), field("b"), look_row))
    await ana.types("A", "kept")
    await ana.types("B", "lost")
    await ana.clicks("Look")  # the client's state travels with every touch
    again = modal(field("a", initial_value="other"), field("c", initial_value="new"), look_row)
    shown = (await slack.views_update(view_id=view["id"], view=again))["view"]
    values = shown["state"]["values"]
    assert values["a"]["text"]["value"] == "kept"
    assert values["c"]["text"]["value"] == "new"
    assert "b" not in values
    assert shown["hash"] != view["hash"]


async def test_a_choice_that_is_offered_no_more_is_gone(
    slack: AsyncWebClient, ana: Person, opened: Any, app: AsyncApp, connect: Connect
) -> None:
    """Under the same names, but with other options, the old choice does not stay."""
    answering(app, {"response_action": "update", "view": modal(radio("r", "Three", "Four"))})
    await connect(app)
    await opened(modal(radio("r", "One", "Two")))
    await ana.chooses("r", "One")
    await ana.submits()
    values = (await ana.screen())["modals"][0]["state"]["values"]
    assert values["r"]["pick"]["selected_option"] is None


async def test_initial_values_are_sent_untouched(
    ana: Person, opened: Any, app: AsyncApp, connect: Connect
) -> None:
    """Nothing touched: the initial values come, and what has none comes empty."""
    came = answering(app, {})
    await connect(app)
    people: Json = {"type": "multi_users_select", "action_id": "p", "initial_users": ["U0SAM"]}
    boxes: Json = {"type": "checkboxes", "action_id": "c", "options": options("One")}
    await opened(
        modal(
            radio("r", "One", "Two", initial_option=options("Two")[0])
            | {"element": radio("r", "One", "Two")["element"] | {"initial_option": options("Two")[0]}},
            field("p", **people),
            field("c", **boxes),
            field("t"),
        )
    )
    await ana.submits()
    values = came[0]["state"]["values"]
    assert values["r"]["pick"]["selected_option"]["value"] == "two"
    assert values["p"]["p"]["selected_users"] == ["U0SAM"]
    assert values["c"]["c"]["selected_options"] == []
    assert values["t"]["text"] == {"type": "plain_text_input", "value": None}


async def test_every_kind_of_choice(ana: Person, opened: Any, app: AsyncApp, connect: Connect) -> None:
    """A person chooses by label, by name and by value, and takes a choice back."""
    came = answering(app, {})
    await connect(app)
    await opened(
        modal(
            field("one", type="static_select", action_id="a", options=options("Now", "Later")),
            field("more", type="checkboxes", action_id="a", options=options("A", "B", "C")),
            field("who", type="users_select", action_id="a"),
            field("day", type="datepicker", action_id="a"),
            field("none", type="checkboxes", action_id="a", options=options("A")),
        )
    )
    await ana.chooses("One", "Later")
    await ana.chooses("More", ["A", "C"])
    await ana.chooses("Who", "Sam Okafor")
    await ana.chooses("Day", "2026-02-03")
    await ana.chooses("None", ["A"])
    await ana.chooses("None", [])
    await ana.submits()
    values = came[0]["state"]["values"]
    assert values["one"]["a"]["selected_option"]["text"]["text"] == "Later"
    assert [o["value"] for o in values["more"]["a"]["selected_options"]] == ["a", "c"]
    assert values["who"]["a"]["selected_user"] == "U0SAM"
    assert values["day"]["a"]["selected_date"] == "2026-02-03"
    assert values["none"]["a"]["selected_options"] == []


async def test_the_client_itself_refuses(
    ana: Person, opened: Any, app: AsyncApp, connect: Connect, control: Any
) -> None:
    """A required field left empty, and too little text, are said without asking the app."""
    came = answering(app, {})
    await connect(app)
    await opened(modal(field("must", optional=False), field("long", min_length=5)))
    await ana.types("Long", "abc")
    told = await ana.submits()
    assert told["errors"] == {
        "must": "Please complete this required field.",
        "long": "Please use at least 5 characters.",
    }
    assert "Please complete this required field." in await ana.reads("modal")
    assert came == []
    await ana.types("Must", "x")
    await ana.types("Long", "abcde")
    assert (await ana.submits())["acknowledged"]


async def test_answers_push_errors_and_clear(
    ana: Person, opened: Any, app: AsyncApp, connect: Connect
) -> None:
    """Push goes on top; errors stay under their fields; empty closes one view; clear all."""
    top = modal(field("top"), title=plain("On top"))
    came = answering(
        app,
        {"response_action": "errors", "errors": {"note": "Not quite."}},
        {"response_action": "push", "view": top},
        {},
        {"response_action": "push", "view": top},
        {"response_action": "clear"},
    )
    await connect(app)
    await opened(modal(field("note")))
    await ana.submits()
    assert "Not quite." in await ana.reads("modal")
    await ana.submits()
    assert "On top" in await ana.reads("modal")
    await ana.submits()
    assert "On top" not in await ana.reads("modal")
    await ana.submits()
    await ana.submits()
    assert (await ana.screen())["modals"] == []
    assert came[2]["previous_view_id"] == came[1]["id"]


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "update", "view": {"type": "modal", "blocks": []}},
        {"response_action": "update"},
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "dance"},
    ],
    ids=["a view that is none", "no view", "errors of no field", "an unknown action"],
)
async def test_an_answer_that_slack_cannot_use(
    answer: Json, ana: Person, opened: Any, app: AsyncApp, connect: Connect
) -> None:
    """The modal stays, and the person reads that there was trouble."""

    @app.view("step")
    async def step(ack: Any) -> Any:
        return await ack(**answer)

    await connect(app)
    await opened(modal(field("note")))
    told = await ana.submits()
    assert told["refused"]
    screen = await ana.screen()
    assert len(screen["modals"]) == 1
    assert screen["notices"][0]["text"].startswith("We had some trouble")


async def test_closing(ana: Person, opened: Any, app: AsyncApp, connect: Connect) -> None:
    """Close takes one view, the X takes all; the app hears of those that asked for it."""
    closed: list[tuple[str, bool]] = []

    @app.view_closed("step")
    async def gone(ack: Any, view: Json, body: Json) -> None:
        closed.append((view["private_metadata"], body["is_cleared"]))
        await ack()

    await connect(app)
    first = await opened(modal(section("1"), notify_on_close=True, private_metadata="1"))
    await opened(modal(section("2"), private_metadata="2"), inside=first["id"])
    await ana.closes()
    assert closed == []
    await opened(modal(section("3"), notify_on_close=True, private_metadata="3"), inside=first["id"])
    await ana.closes(everything=True)
    assert closed == [("3", True), ("1", True)]
    assert (await ana.screen())["modals"] == []


async def test_a_touch_from_a_screen_that_is_a_moment_old(
    slack: AsyncWebClient, ana: Person, app: AsyncApp, connect: Connect
) -> None:
    """A button that was taken away meanwhile still arrives, with the blocks it was seen in."""
    came: list[Json] = []

    @app.action("old")
    async def old(ack: Any, body: Json) -> None:
        came.append(body)
        await ack()

    await connect(app)
    posted = await slack.chat_postMessage(
        channel="U0ANA", text="x", blocks=[row(button("Old", "old", value="1"))]
    )
    place = {"channel": posted["channel"], "ts": posted["ts"]}
    await slack.chat_update(**place, text="y", blocks=[section("gone")])
    assert (await ana.touches(place, "row", "old"))["acknowledged"]
    assert came[0]["actions"][0]["value"] == "1"
    assert came[0]["message"]["text"] == "y"
    with pytest.raises(CannotDoError, match="no button 'Old'"):
        await ana.clicks("Old")


async def test_a_payload_of_a_home_and_of_a_message(
    slack: AsyncWebClient, ana: Person, app: AsyncApp, connect: Connect
) -> None:
    """block_actions from a Home carries the view, from a message the message and response_url."""
    came: list[Json] = []

    @app.action("go")
    async def go(ack: Any, body: Json) -> None:
        came.append(body)
        await ack()

    await connect(app)
    await slack.views_publish(user_id="U0ANA", view=home(row(button("Go", "go"))))
    metadata: Any = {"event_type": "card", "event_payload": {"key": "k"}}
    await slack.chat_postMessage(
        channel="U0ANA", text="x", blocks=[row(button("Go", "go"))], metadata=metadata
    )
    await ana.clicks("Go", in_="home")
    await ana.clicks("Go", in_="dm")
    in_home, in_dm = came
    assert in_home["container"] == {"type": "view", "view_id": in_home["view"]["id"]}
    assert in_home["view"]["type"] == "home"
    assert in_dm["container"]["channel_id"] == in_dm["channel"]["id"] == "D0ANA"
    assert in_dm["message"]["metadata"]["event_payload"] == {"key": "k"}
    assert in_dm["response_url"].startswith("http://127.0.0.1:")
    assert in_dm["user"]["id"] == "U0ANA"


async def test_a_payload_that_no_client_would_send(ana: Person, app: AsyncApp, connect: Connect) -> None:
    """For a test of strangers: another's action arrives under the name of who sent it."""
    came: list[Json] = []

    @app.action("theirs")
    async def theirs(ack: Any, body: Json) -> None:
        came.append(body)
        await ack()

    await connect(app)
    action = {"type": "button", "action_id": "theirs", "block_id": "row", "value": "9"}
    assert (await ana.sends({"actions": [action]}))["acknowledged"]
    assert came[0]["user"]["id"] == "U0ANA"


async def test_a_repeat_answered_with_nothing_closes_the_modal(
    ana: Person, opened: Any, app: AsyncApp, connect: Connect, control: Any
) -> None:
    """The danger that a bot must know: an empty answer to a repeated Next closes the modal."""
    answering(app, {"response_action": "update", "view": modal(field("two"))}, {})
    await connect(app)
    await opened(modal(field("one")))
    await control("POST", "redeliver", {"next": 1})
    await ana.submits()
    await ana.waits_for(lambda screen: screen["modals"] == [])
