"""Socket Mode: one connection for each payload, acknowledgements, redelivery, disturbances."""

import asyncio
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp

from sandbox import Person, Sandbox
from tests.sandbox.bolt import new_app, until
from tests.sandbox.conftest import Connect

Json = dict[str, Any]


async def _payloads(control: Any, kind: str = "events_api") -> list[Json]:
    told = await control("GET", "payloads?since=0")
    return [payload for payload in told["payloads"] if payload["type"] == kind]


async def test_an_event_not_acknowledged_comes_three_times_more(
    app: AsyncApp, connect: Connect, control: Any, ana: Person
) -> None:
    """Redelivery carries the same event_id, the attempt and the reason."""
    seen: list[Json] = []

    @app.middleware
    async def lost(body: Json, req: Any) -> None:
        seen.append(body | {"headers": req.headers})
        raise ConnectionError("the bot broke")

    await connect(app)
    told = await ana.says("hello")
    assert not told["acknowledged"]
    await until(lambda: len(seen) == 4)
    sent = await _payloads(control)
    assert [payload["retry_attempt"] for payload in sent] == [0, 1, 2, 3]
    assert len({body["event_id"] for body in seen}) == 1
    assert len({payload["envelope_id"] for payload in sent}) == 4
    assert seen[1]["headers"]["x-slack-retry-num"] == ["1"]
    assert seen[1]["headers"]["x-slack-retry-reason"] == ["timeout"]


async def test_an_acknowledged_event_comes_once(
    app: AsyncApp, connect: Connect, control: Any, ana: Person
) -> None:
    """What was acknowledged is not sent again."""

    @app.event("message")
    async def heard() -> None: ...

    await connect(app)
    assert (await ana.says("hello"))["acknowledged"]
    await asyncio.sleep(0.2)  # longer than every retry of these tests
    assert len(await _payloads(control)) == 1


async def test_a_touch_is_not_redelivered_and_the_person_is_told(
    app: AsyncApp, connect: Connect, control: Any, ana: Person
) -> None:
    """A command that nobody answers is sent once; the screen says that it did not work."""

    @app.middleware
    async def lost() -> None:
        raise ConnectionError("the bot broke")

    await connect(app)
    assert not (await ana.command("/debrief"))["acknowledged"]
    notices = (await ana.screen())["notices"]
    assert notices == [{"text": "We had some trouble connecting. Try again?"}]
    assert len(await _payloads(control, "slash_commands")) == 1


async def test_nobody_connected(ana: Person) -> None:
    """With no bot there, a touch fails at once."""
    told = await ana.command("/debrief")
    assert not told["acknowledged"]
    assert told["milliseconds"] < 50


async def test_each_payload_goes_to_one_of_the_connections(
    sandbox: Sandbox, connect: Connect, ana: Person
) -> None:
    """Of two replicas each gets some, and nothing comes to both."""
    seen: list[tuple[int, str]] = []

    def replica(number: int) -> AsyncApp:
        app = new_app(sandbox)

        @app.event("message")
        async def heard(event: Json) -> None:
            seen.append((number, event["text"]))

        return app

    await connect(replica(0))
    await connect(replica(1))
    for number in range(30):
        await ana.says(f"{number}")
    assert sorted(int(text) for _, text in seen) == list(range(30))
    assert {number for number, _ in seen} == {0, 1}


async def test_ten_connections_and_no_more(sandbox: Sandbox, slack: Any) -> None:
    """The eleventh is told too_many_websockets and closed."""
    async with aiohttp.ClientSession() as session:
        sockets = []
        for _ in range(10):
            url = (await slack.apps_connections_open(app_token=sandbox.app_token))["url"]
            socket = await session.ws_connect(url)
            assert (await socket.receive_json())["type"] == "hello"
            sockets.append(socket)
        url = (await slack.apps_connections_open(app_token=sandbox.app_token))["url"]
        late = await session.ws_connect(url)
        assert (await late.receive_json())["reason"] == "too_many_websockets"
        for socket in [*sockets, late]:
            await socket.close()


async def test_a_ticket_is_good_once(sandbox: Sandbox, slack: Any) -> None:
    """A WebSocket address cannot be used again."""
    url = (await slack.apps_connections_open(app_token=sandbox.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url):
            pass
        async with session.get(url.replace("ws://", "http://")) as again:
            assert again.status == 401


async def test_refresh_and_disconnect_lose_nothing(
    app: AsyncApp, connect: Connect, control: Any, ana: Person
) -> None:
    """Told to refresh or to disconnect, slack_sdk comes back, and what is said arrives."""
    heard: list[str] = []

    @app.event("message")
    async def hear(event: Json) -> None:
        heard.append(event["text"])

    await connect(app)
    for do in ("refresh", "disconnect"):
        assert (await control("POST", "sockets", {"do": do}))["connections"] == 1
        await ana.says(do)
        await until(lambda do=do: do in heard)  # type: ignore[misc] # the loop's own value


async def test_a_dropped_socket_comes_back(
    app: AsyncApp, connect: Connect, control: Any, sandbox: Sandbox
) -> None:
    """A connection cut without a word is gone, and the client opens another."""
    await connect(app)
    await control("POST", "sockets", {"do": "drop"})
    await until(lambda: sandbox.workspace.sockets.count == 0)
    await until(lambda: sandbox.workspace.sockets.count == 1, seconds=10)


async def test_payloads_can_be_delivered_twice(
    app: AsyncApp, connect: Connect, control: Any, ana: Person
) -> None:
    """For a test of repeats each payload comes twice, the same in all but its envelope."""
    seen: list[str] = []

    @app.event("message")
    async def heard(body: Json) -> None:
        seen.append(body["event_id"])

    @app.command("/debrief")
    async def debrief(ack: Any, body: Json) -> None:
        seen.append(body["trigger_id"])
        await ack()

    await connect(app)
    await control("POST", "redeliver", {"next": 2, "shuffle": True})
    await ana.says("hello")
    await ana.command("/debrief")
    await ana.command("/debrief")
    await until(lambda: len(seen) == 5)
    assert len(set(seen)) == 3


async def test_the_bots_own_messages_come_back_and_bolt_drops_them(
    app: AsyncApp, connect: Connect, control: Any, slack: Any
) -> None:
    """Posting, changing and deleting are echoed as events; Bolt acknowledges without a listener."""
    heard: list[Json] = []

    @app.event("message")
    async def hear(event: Json) -> None:
        heard.append(event)

    await connect(app)
    posted = await slack.chat_postMessage(channel="U0ANA", text="x")
    await slack.chat_update(channel=posted["channel"], ts=posted["ts"], text="y")
    await slack.chat_delete(channel=posted["channel"], ts=posted["ts"])

    async def all_acknowledged() -> bool:
        echoes = await _payloads(control)
        return len(echoes) == 3 and all(echo["acknowledged"] for echo in echoes)

    while not await all_acknowledged():
        await asyncio.sleep(0.01)
    echoes = [payload["payload"]["event"] for payload in await _payloads(control)]
    assert echoes[0]["bot_id"] == "B0HEARTH"
    assert [echo.get("subtype") for echo in echoes] == [None, "message_changed", "message_deleted"]
    assert heard == []
