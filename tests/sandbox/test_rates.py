"""Slack's rates: a message a second in a channel, so many calls a minute for a method."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Person, Sandbox
from sandbox.rates import CHANNEL_BURST, WORKSPACE_A_MINUTE, RateLimiter


class Steady:
    """Monotonic seconds that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


async def test_one_channel_takes_a_short_burst(slack: AsyncWebClient) -> None:
    """After a short burst Slack answers 429 with Retry-After; another channel is still free."""
    for _ in range(CHANNEL_BURST):
        await slack.chat_postMessage(channel="U0ANA", text="x")
    with pytest.raises(SlackApiError) as caught:
        await slack.chat_postMessage(channel="U0ANA", text="x")
    answer = caught.value.response
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert answer.headers["Retry-After"] == "1"
    assert (await slack.chat_postMessage(channel="U0SAM", text="x"))["ok"]


async def test_a_method_has_so_many_calls_a_minute(slack: AsyncWebClient) -> None:
    """users.list is tier 2: the 21st call in a minute is one too many, of this method only."""
    for _ in range(20):
        await slack.users_list()
    with pytest.raises(SlackApiError) as caught:
        await slack.users_list()
    assert int(caught.value.response.headers["Retry-After"]) > 30
    assert (await slack.users_info(user="U0ANA"))["ok"]


async def test_rates_can_be_turned_off(ana: Person) -> None:
    """With rates off a flood goes through."""
    async with Sandbox(rates="off") as sandbox:
        slack = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        for _ in range(CHANNEL_BURST * 5):
            await slack.chat_postMessage(channel="U0ANA", text="x")


def test_a_channel_recovers_one_message_a_second() -> None:
    """What was used up comes back at a message a second."""
    steady = Steady()
    limiter = RateLimiter("slack", 1.0, steady)
    waits = [limiter.wait_before("chat.postMessage", "D1") for _ in range(CHANNEL_BURST + 1)]
    assert waits == [0] * CHANNEL_BURST + [1]
    steady.seconds += 1
    assert limiter.wait_before("chat.postMessage", "D1") == 0
    assert limiter.wait_before("chat.postMessage", "D1") == 1


def test_a_workspace_has_a_cap() -> None:
    """Many channels together reach the workspace's cap, and a minute later it is free again."""
    steady = Steady()
    limiter = RateLimiter("slack", 1.0, steady)
    waits = [limiter.wait_before("chat.postMessage", f"D{i}") for i in range(WORKSPACE_A_MINUTE + 1)]
    assert (sum(waits[:-1]), waits[-1]) == (0, 60)
    steady.seconds += 60
    assert limiter.wait_before("chat.postMessage", "D1") == 0


def test_rates_can_be_multiplied() -> None:
    """A benchmark may ask for ten times Slack's rates."""
    limiter = RateLimiter("slack", 10.0, Steady())
    assert all(limiter.wait_before("users.list", "") == 0 for _ in range(200))
    assert limiter.wait_before("users.list", "") > 0
