"""The Web API refuses what Slack refuses, with Slack's names for it."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Person, Sandbox
from sandbox.manifest import Manifest
from tests.sandbox.bolt import button, field, home, modal, row, section


async def refused(call: Awaitable[Any]) -> str:
    """The error's name that a call is refused with."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_tokens(sandbox: Sandbox) -> None:
    """No token, a wrong one, and the wrong kind each have their name."""
    url = sandbox.api_url
    assert await refused(AsyncWebClient(base_url=url).auth_test()) == "not_authed"
    wrong = AsyncWebClient(token="xoxb-other", base_url=url)
    assert await refused(wrong.auth_test()) == "invalid_auth"
    app = AsyncWebClient(token=sandbox.app_token, base_url=url)
    assert await refused(app.users_list()) == "not_allowed_token_type"


async def test_an_unknown_method(slack: AsyncWebClient) -> None:
    """What the sandbox does not hold is an unknown method."""
    assert await refused(slack.api_call("usergroups.list")) == "unknown_method"


async def test_a_scope_that_is_missing_is_named() -> None:
    """Without dnd:read, dnd.info says what is needed and what was given."""
    manifest = Manifest(scopes=frozenset({"chat:write"}))
    async with Sandbox(manifest=manifest) as sandbox:
        slack = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        with pytest.raises(SlackApiError) as caught:
            await slack.dnd_info(user="U0ANA")
    answer = caught.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "dnd:read")
    assert answer["provided"] == "chat:write"
    assert answer.headers["x-oauth-scopes"] == "chat:write"


async def test_channels(slack: AsyncWebClient, control: Any) -> None:
    """Unknown, archived, and not joined."""
    post = slack.chat_postMessage
    assert await refused(post(channel="C0NONE", text="x")) == "channel_not_found"
    await control("POST", "channels/C0PEERTEAM", {"bot": False})
    assert await refused(post(channel="C0PEERTEAM", text="x")) == "not_in_channel"
    await control("POST", "channels/C0PEERTEAM", {"bot": True, "archived": True})
    assert await refused(post(channel="C0PEERTEAM", text="x")) == "is_archived"


async def test_people(slack: AsyncWebClient) -> None:
    """Unknown people; one who was taken out cannot be opened, and a post to them is lost."""
    assert await refused(slack.users_info(user="U0NONE")) == "user_not_found"
    assert await refused(slack.conversations_open(users="U0NONE")) == "user_not_found"
    assert await refused(slack.conversations_open(users="U0TONI")) == "user_disabled"
    assert (await slack.chat_postMessage(channel="U0TONI", text="hello?"))["ok"]


async def test_messages(slack: AsyncWebClient, ana: Person) -> None:
    """Nothing to say, nothing to change, and what others wrote."""
    update = slack.chat_update
    dm = (await slack.conversations_open(users="U0ANA"))["channel"]["id"]
    nothing = slack.api_call("chat.postMessage", json={"channel": dm})
    assert await refused(nothing) == "no_text"
    assert await refused(update(channel=dm, ts="1.000001", text="x")) == "message_not_found"
    await ana.says("mine")
    hers = (await ana.screen())["dm"]["messages"][-1]["ts"]
    assert await refused(update(channel=dm, ts=hers, text="x")) == "cant_update_message"
    assert await refused(slack.chat_delete(channel=dm, ts=hers)) == "cant_delete_message"


async def test_blocks_and_metadata(slack: AsyncWebClient) -> None:
    """Blocks that cannot be shown, and metadata that cannot be kept."""
    post, dm = slack.chat_postMessage, "U0ANA"
    assert await refused(post(channel=dm, text="x", blocks="[")) == "invalid_blocks_format"
    assert await refused(post(channel=dm, text="x", blocks=[{"type": "x"}])) == "invalid_blocks"
    long = [section("x" * 2900)] * 5
    assert await refused(post(channel=dm, text="x", blocks=long)) == "msg_blocks_too_long"
    assert await refused(post(channel="U0SAM", text="x" * 40_001)) == "msg_too_long"
    broken: Any = {"event_type": "a b", "event_payload": {}}
    assert await refused(post(channel="U0SAM", text="x", metadata=broken)) == "invalid_metadata_schema"
    large: Any = {"event_type": "card", "event_payload": {"k": "x" * 20_000}}
    assert await refused(post(channel="U0SAM", text="x", metadata=large)) == "metadata_too_large"


async def _trigger(sandbox: Sandbox, view_id: str | None = None) -> str:
    return sandbox.workspace.triggers.give("U0ANA", view_id)


async def test_triggers(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    """A trigger is good once and for a short time."""
    view = modal(section("x"))
    assert await refused(slack.views_open(trigger_id="1.2.x", view=view)) == "invalid_trigger_id"
    trigger = await _trigger(sandbox)
    await slack.views_open(trigger_id=trigger, view=view)
    assert await refused(slack.views_open(trigger_id=trigger, view=view)) == "exchanged_trigger_id"
    late = await _trigger(sandbox)
    await asyncio.sleep(sandbox.workspace.timing.trigger + 0.02)  # a trigger's life is the matter
    assert await refused(slack.views_open(trigger_id=late, view=view)) == "expired_trigger_id"


async def test_the_adjustable_clock_spends_no_trigger(
    sandbox: Sandbox, slack: AsyncWebClient, control: Any
) -> None:
    """Pushing the clock a week does not age a trigger."""
    trigger = await _trigger(sandbox)
    await control("POST", "clock", {"advance_seconds": 604_800})
    assert (await slack.views_open(trigger_id=trigger, view=modal(section("x"))))["ok"]


async def test_a_stack_of_three(sandbox: Sandbox, slack: AsyncWebClient, ana: Person) -> None:
    """One opened, two pushed, and no more; a push needs a touch inside an open modal."""
    view = modal(section("x"))
    outside = await _trigger(sandbox)
    assert await refused(slack.views_push(trigger_id=outside, view=view)) == "not_found"
    opened = await slack.views_open(trigger_id=await _trigger(sandbox), view=view)
    top = opened["view"]["id"]
    for _ in range(2):
        trigger = await _trigger(sandbox, top)
        pushed = await slack.views_push(trigger_id=trigger, view=view)
        assert pushed["view"]["previous_view_id"] == top
        assert pushed["view"]["root_view_id"] == opened["view"]["id"]
        top = pushed["view"]["id"]
    trigger = await _trigger(sandbox, top)
    assert await refused(slack.views_push(trigger_id=trigger, view=view)) == "push_limit_reached"
    assert len((await ana.screen())["modals"]) == 3


async def test_hashes(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    """An update or a publish with an old hash is refused, one with the present hash is not."""
    trigger = await _trigger(sandbox)
    first = (await slack.views_open(trigger_id=trigger, view=modal(section("1"))))["view"]
    view_id, old = first["id"], first["hash"]
    await slack.views_update(view_id=view_id, hash=old, view=modal(section("2")))
    again = slack.views_update(view_id=view_id, hash=old, view=modal(section("3")))
    assert await refused(again) == "hash_conflict"
    shown = (await slack.views_publish(user_id="U0ANA", view=home(section("1"))))["view"]["hash"]
    await slack.views_publish(user_id="U0ANA", hash=shown, view=home(section("2")))
    again = slack.views_publish(user_id="U0ANA", hash=shown, view=home(section("3")))
    assert await refused(again) == "hash_conflict"


async def test_views(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    """What is wrong with a view is refused, by name and with Slack's messages."""
    gone = slack.views_update(view_id="V0GONE", view=modal(section("x")))
    assert await refused(gone) == "not_found"
    trigger = await _trigger(sandbox)
    with pytest.raises(SlackApiError) as caught:
        await slack.views_open(trigger_id=trigger, view=modal(field("note"), submit=None))
    answer = caught.value.response
    assert answer["error"] == "invalid_arguments"
    assert "submit" in answer["response_metadata"]["messages"][0]
    large = modal(*[section("x" * 2990) for _ in range(90)])
    opening = slack.views_open(trigger_id=await _trigger(sandbox), view=large)
    assert await refused(opening) == "view_too_large"
    row_ = row(button("a", "same"), button("b", "same"))
    opening = slack.views_open(trigger_id=await _trigger(sandbox), view=modal(row_))
    assert await refused(opening) == "invalid_arguments"
    named = modal(section("x"), external_id="one")
    await slack.views_open(trigger_id=await _trigger(sandbox), view=named)
    other = sandbox.workspace.triggers.give("U0SAM")
    assert await refused(slack.views_open(trigger_id=other, view=named)) == "duplicate_external_id"
    assert (await slack.views_update(external_id="one", view=named))["ok"]
    assert await refused(slack.views_publish(user_id="U0ANA", view=named)) == "invalid_arguments"


async def test_an_app_that_was_taken_out(slack: AsyncWebClient, control: Any) -> None:
    """Taken out of the workspace, its token is good no more."""
    await control("POST", "app", {"installed": False})
    assert await refused(slack.auth_test()) == "account_inactive"
    await control("POST", "app", {"installed": True})
    assert (await slack.auth_test())["user_id"] == "U0HEARTH"
