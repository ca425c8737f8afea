"""Each of Slack's refusals belongs to the family that says what to do."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from delivery.slack_errors import (
    AccountGone,
    ChannelGone,
    MessageGone,
    NotKnown,
    OurAccess,
    OurFault,
    Passing,
    RateLimited,
    SlackTrouble,
    Unreachable,
    trouble,
)

Answer = Callable[[], web.Response]
Ask = Callable[[Answer], Awaitable[SlackTrouble]]


@pytest.fixture
async def ask() -> AsyncIterator[Ask]:
    """Call chat.postMessage at a server that gives one answer; return the trouble that came of it."""
    answers: list[Answer] = []

    async def handler(_: web.Request) -> web.Response:
        return answers[-1]()

    app = web.Application()
    app.router.add_post("/api/chat.postMessage", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session:
        client = AsyncWebClient(
            token="xoxb-x", base_url=f"http://127.0.0.1:{port}/api/", session=session, retry_handlers=[]
        )

        async def go(answer: Answer) -> SlackTrouble:
            answers.append(answer)
            with pytest.raises(Exception) as raised:  # noqa: PT011 - what the SDK raises is the question
                await client.chat_postMessage(channel="D1", text="x")
            return trouble("chat.postMessage", raised.value)

        yield go
    await runner.cleanup()


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("internal_error", NotKnown),
        ("fatal_error", NotKnown),
        ("service_unavailable", Passing),
        ("user_disabled", AccountGone),
        ("account_inactive", AccountGone),
        ("channel_not_found", ChannelGone),
        ("is_archived", ChannelGone),
        ("user_not_found", Unreachable),
        ("message_not_found", MessageGone),
        ("edit_window_closed", MessageGone),
        ("invalid_auth", OurAccess),
        ("missing_scope", OurAccess),
        ("messages_tab_disabled", OurAccess),
        ("invalid_blocks", OurFault),
        ("a_name_of_next_year", OurFault),
    ],
)
async def test_a_named_refusal(ask: Ask, name: str, family: type[SlackTrouble]) -> None:
    """By Slack's own name, with the method and nothing else kept."""
    got = await ask(lambda: web.json_response({"ok": False, "error": name, "secret": "what was sent"}))
    assert type(got) is family
    assert (got.method, got.error) == ("chat.postMessage", name)
    assert "what was sent" not in str(got)


@pytest.mark.parametrize("header", ["Retry-After", "retry-after", "RETRY-AFTER"])
async def test_a_429_says_how_long(ask: Ask, header: str) -> None:
    """In whatever case the header comes."""
    got = await ask(lambda: web.json_response({"ok": False}, status=429, headers={header: "17"}))
    assert isinstance(got, RateLimited)
    assert got.retry_after == 17


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "soon"}])
async def test_a_429_that_does_not_say_how_long_waits_a_while(ask: Ask, headers: dict[str, str]) -> None:
    """Half a minute, as Slack's own are."""
    got = await ask(lambda: web.json_response({"ok": False}, status=429, headers=headers))
    assert isinstance(got, RateLimited)
    assert got.retry_after == 30


@pytest.mark.parametrize(
    "answer",
    [
        lambda: web.Response(status=500, text="<html>"),
        lambda: web.Response(status=503, text="<html>", content_type="text/html"),
        lambda: web.Response(status=502, text="", content_type="application/json"),
        lambda: web.Response(status=200, text="not json", content_type="application/json"),
        lambda: web.Response(status=200, text="ok", content_type="text/plain"),
        lambda: web.Response(status=200, text=json.dumps([]), content_type="application/json"),
    ],
)
async def test_an_answer_that_says_nothing_leaves_it_open(ask: Ask, answer: Answer) -> None:
    """It may have been posted."""
    assert isinstance(await ask(answer), NotKnown)


async def test_a_server_that_is_not_there_did_nothing() -> None:
    """The connection was refused, so nothing was sent: no need to look for it."""
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientError) as raised:
            await session.post("http://127.0.0.1:9/")
    got = trouble("chat.postMessage", raised.value)
    assert isinstance(got, Passing)
    assert not isinstance(got, NotKnown)


@pytest.mark.parametrize("error", [TimeoutError(), aiohttp.ServerDisconnectedError(), ConnectionResetError()])
def test_a_lost_connection_leaves_it_open(error: Exception) -> None:
    """It may have been posted."""
    assert isinstance(trouble("chat.postMessage", error), NotKnown)
