"""The sandbox fails as it is told to: which method, how, how often."""

import time
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Person
from tests.sandbox.bolt import until


async def _texts(person: Person) -> list[str]:
    return [message["text"] for message in (await person.screen())["dm"]["messages"]]


async def test_latency(slack: AsyncWebClient, control: Any) -> None:
    """The call takes so long, and is done."""
    await control("POST", "faults", {"method": "auth.test", "kind": "latency", "seconds": 0.2})
    started = time.monotonic()
    assert (await slack.auth_test())["ok"]
    assert time.monotonic() - started >= 0.2
    assert (await control("GET", "faults"))["faults"] == []


async def test_ratelimited(slack: AsyncWebClient, control: Any) -> None:
    """429 with the Retry-After that was asked for, so many times, and nothing done."""
    told = {"method": "chat.postMessage", "kind": "ratelimited", "seconds": 7, "times": 2}
    await control("POST", "faults", told)
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            await slack.chat_postMessage(channel="U0ANA", text="x")
        assert caught.value.response.headers["Retry-After"] == "7"
    assert (await slack.chat_postMessage(channel="U0ANA", text="x"))["ok"]


async def test_http500_and_error(slack: AsyncWebClient, control: Any, ana: Person) -> None:
    """A 500 that is no JSON, and any error of Slack's by name; nothing is done in either."""
    await control("POST", "faults", {"method": "*", "kind": "http500"})
    with pytest.raises(SlackApiError) as caught:
        await slack.chat_postMessage(channel="U0ANA", text="x")
    assert caught.value.response.status_code == 500
    await control("POST", "faults", {"method": "*", "kind": "error", "error": "fatal_error"})
    with pytest.raises(SlackApiError, match="fatal_error"):
        await slack.chat_postMessage(channel="U0ANA", text="x")
    assert await _texts(ana) == []


async def test_drop(slack: AsyncWebClient, control: Any, ana: Person) -> None:
    """The connection closes and nothing was done."""
    await control("POST", "faults", {"method": "chat.postMessage", "kind": "drop"})
    with pytest.raises(aiohttp.ClientError):
        await slack.chat_postMessage(channel="U0ANA", text="x")
    assert await _texts(ana) == []


async def test_lost_answer(slack: AsyncWebClient, control: Any, ana: Person) -> None:
    """The connection closes, and it was done all the same."""
    await control("POST", "faults", {"method": "chat.postMessage", "kind": "lost_answer"})
    with pytest.raises(aiohttp.ClientError):
        await slack.chat_postMessage(channel="U0ANA", text="x")
    assert await _texts(ana) == ["x"]


async def test_late_post(slack: AsyncWebClient, control: Any, ana: Person) -> None:
    """The connection closes, history does not have it, and then it appears."""
    dm = (await slack.conversations_open(users="U0ANA"))["channel"]["id"]
    fault = {"method": "chat.postMessage", "kind": "late_post", "seconds": 0.3}
    await control("POST", "faults", fault)
    with pytest.raises(aiohttp.ClientError):
        await slack.chat_postMessage(channel="U0ANA", text="late")
    history = await slack.conversations_history(channel=dm)
    assert history["messages"] == []
    await ana.sees("late")


async def test_only_what_matches(slack: AsyncWebClient, control: Any) -> None:
    """A fault can be for one channel only, and be called off."""
    told = {"method": "chat.postMessage", "kind": "error", "match": {"channel": "U0SAM"}, "times": 9}
    await control("POST", "faults", told)
    assert (await slack.chat_postMessage(channel="U0ANA", text="x"))["ok"]
    with pytest.raises(SlackApiError, match="internal_error"):
        await slack.chat_postMessage(channel="U0SAM", text="x")
    await control("DELETE", "faults")
    assert (await slack.chat_postMessage(channel="U0SAM", text="x"))["ok"]


async def test_a_fault_that_cannot_be(control: Any) -> None:
    """An unknown kind or field is said, not swallowed."""
    assert "kind must be" in (await control("POST", "faults", {"kind": "mood"}))["error"]
    assert "unknown" in (await control("POST", "faults", {"kind": "drop", "often": 1}))["error"]


async def test_a_retry_after_a_lost_answer_posts_twice(sandbox: Any, control: Any, ana: Person) -> None:
    """slack_sdk's own default retries a lost connection: with it, a lost answer posts twice."""
    slack = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    await control("POST", "faults", {"method": "chat.postMessage", "kind": "lost_answer"})
    await slack.chat_postMessage(channel="U0ANA", text="x")
    assert await _texts(ana) == ["x", "x"]
    calls = (await control("GET", "calls?since=0"))["calls"]
    assert [call["method"] for call in calls] == ["chat.postMessage"] * 2
    await until(lambda: all(call["ok"] for call in calls))
