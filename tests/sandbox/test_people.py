"""People, phones, history and the clock: what the bot can look up, and what would have rung."""

from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox import Person, Sandbox
from sandbox.person import CannotDoError
from sandbox.phone import quiet_hours, would_ring
from sandbox.world import Dnd, User
from tests.sandbox.bolt import ask, button, field, modal, new_app, row, section, until
from tests.sandbox.conftest import Connect

Json = dict[str, Any]
NIGHT = datetime(2026, 1, 15, 4, 30, tzinfo=UTC)  # 23:30 in Maryland, 22:30 in Chicago
NOON = datetime(2026, 1, 15, 17, 0, tzinfo=UTC)


async def test_who_is_there(slack: AsyncWebClient) -> None:
    """users.info tells zone, admin flag and locale; of one who was taken out, little."""
    ana = (await slack.users_info(user="U0ANA", include_locale=True))["user"]
    assert (ana["locale"], ana["tz"], ana["is_admin"]) == ("es-MX", "America/New_York", False)
    assert (await slack.users_info(user="U0ERIKA"))["user"]["is_admin"]
    toni = (await slack.users_info(user="U0TONI"))["user"]
    assert toni["deleted"]
    assert "tz" not in toni
    everybody = (await slack.users_list())["members"]
    assert [user["id"] for user in everybody if user["is_bot"]] == ["U0HEARTH"]
    members = (await slack.conversations_members(channel="C0PEERTEAM"))["members"]
    assert "U0ANA" in members
    assert "U0KIT" not in members


def test_quiet_hours_are_in_the_persons_own_zone() -> None:
    """At 22:30 in Chicago Jo's phone is quiet until 7 there; at noon it rings."""
    jo = User("U1", "Jo", tz="America/Chicago", dnd=Dnd(enabled=True))
    assert would_ring(jo, NIGHT) == (False, "Do Not Disturb until 07:00 (America/Chicago)")
    assert would_ring(jo, NOON)[0]
    hours = quiet_hours(jo, NIGHT)
    assert hours is not None
    assert hours.start.hour == 4
    assert hours.end == datetime(2026, 1, 15, 13, 0, tzinfo=UTC)
    east = User("U2", "Al", tz="America/New_York", dnd=Dnd(enabled=True, start="01:00", end="05:00"))
    assert would_ring(east, NIGHT)[0]


def test_snooze_and_deactivation_are_quiet() -> None:
    """A snoozed phone and a deactivated account do not ring."""
    assert not would_ring(User("U1", "A", snoozed=True), NOON)[0]
    assert not would_ring(User("U1", "A", deleted=True), NOON)[0]


async def test_would_have_rung() -> None:
    """A post rings or not, with its text on the lock screen; an update never rings."""
    async with Sandbox(at=NIGHT) as sandbox, Person(sandbox.url, "U0JO") as jo:
        slack = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        asked = "Someone has asked for company."
        posted = await slack.chat_postMessage(channel="U0JO", text=asked)
        await jo.changes(dnd={"enabled": False})
        await slack.chat_update(channel=posted["channel"], ts=posted["ts"], text="Taken care of.")
        await slack.chat_postMessage(channel="U0JO", text="Morning.")
        screen = await jo.screen()
    rings = [(ring["text"], ring["rang"]) for ring in screen["phone"]]
    assert rings == [(asked, False), ("Morning.", True)]
    assert [message["rang"] for message in screen["dm"]["messages"]] == [False, True]


async def test_dnd_is_told_and_snooze_is_hidden() -> None:
    """dnd.info and dnd.teamInfo tell the schedule, and never another person's snooze."""
    async with Sandbox(at=NIGHT) as sandbox, Person(sandbox.url, "U0SAM") as sam:
        slack = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        await sam.changes(snooze=True)
        told = (await slack.dnd_teamInfo(users="U0JO,U0SAM"))["users"]
        sam_alone: Any = (await slack.dnd_info(user="U0SAM")).data
    assert told["U0JO"]["dnd_enabled"]
    assert told["U0JO"]["next_dnd_start_ts"] <= NIGHT.timestamp()
    assert told["U0JO"]["next_dnd_end_ts"] > NIGHT.timestamp()
    assert not told["U0SAM"]["dnd_enabled"]
    assert not any("snooze" in key for key in sam_alone)


async def test_history_with_metadata(slack: AsyncWebClient, ana: Person) -> None:
    """The bot finds its own message by its key, within a stretch of time, newest first."""
    dm = (await slack.conversations_open(users="U0ANA"))["channel"]["id"]
    sent = []
    for key in ("one", "two", "three"):
        metadata: Any = {"event_type": "card", "event_payload": {"key": key}}
        sent.append((await slack.chat_postMessage(channel=dm, text=key, metadata=metadata))["ts"])
    history = await slack.conversations_history(channel=dm, include_all_metadata=True)
    keys = [message["metadata"]["event_payload"]["key"] for message in history["messages"]]
    assert keys == ["three", "two", "one"]
    assert "metadata" not in (await slack.conversations_history(channel=dm))["messages"][0]
    later = await slack.conversations_history(channel=dm, oldest=sent[0], latest=sent[2])
    assert [message["text"] for message in later["messages"]] == ["two"]
    page = await slack.conversations_history(channel=dm, limit=2)
    cursor = page["response_metadata"]["next_cursor"]
    rest = await slack.conversations_history(channel=dm, limit=2, cursor=cursor)
    assert [message["text"] for message in rest["messages"]] == ["one"]


async def test_an_ephemeral_is_for_one_and_not_in_history(
    slack: AsyncWebClient, ana: Person, sam: Person
) -> None:
    """In a channel one person sees it, nobody else, and history never has it."""
    await slack.chat_postEphemeral(channel="C0PEERTEAM", user="U0ANA", text="only you")
    assert "only you" in await ana.reads("channel")
    assert "only you" not in await sam.reads("channel")
    assert "only you" not in str((await ana.screen())["phone"])


async def test_user_change_is_told(app: AsyncApp, connect: Connect, ana: Person, control: Any) -> None:
    """A new zone and a deactivation reach the app; quiet hours do not."""
    heard: list[Json] = []

    @app.event("user_change")
    async def changed(event: Json) -> None:
        heard.append(event["user"])

    await connect(app)
    await ana.changes(tz="America/Chicago")
    await ana.changes(dnd={"enabled": True, "start": "21:00"})
    await ana.changes(deleted=True)
    await until(lambda: len(heard) == 2)
    assert heard[0]["tz"] == "America/Chicago"
    assert heard[1]["deleted"]
    with pytest.raises(CannotDoError, match="deactivated"):
        await ana.says("still here?")


async def test_response_urls(app: AsyncApp, connect: Connect, ana: Person, slack: Any) -> None:
    """A response_url posts for one, replaces and takes away; five times and no more."""
    links: list[str] = []

    @app.action("go")
    async def go(ack: Any, body: Json) -> None:
        links.append(body["response_url"])
        await ack()

    await connect(app)
    await slack.chat_postMessage(channel="U0ANA", text="x", blocks=[row(button("Go", "go"))])
    await ana.clicks("Go")
    hook = AsyncWebhookClient(links[0])
    await hook.send(text="beside")
    message = (await ana.screen())["dm"]["messages"][-1]
    assert message["ephemeral"]
    await hook.send(text="instead", blocks=[section("instead")], replace_original=True)
    assert "instead" in await ana.reads("dm")
    assert (await hook.send(text="x", blocks=[{"type": "x"}])).status_code == 400
    for _ in range(2):
        await hook.send(text="again")
    await hook.send(delete_original=True)
    used = await hook.send(text="once more")
    assert (used.status_code, used.body) == (404, "used_url")
    assert "instead" not in await ana.reads("dm")


async def test_the_clock_goes_forward_here_and_in_the_bot() -> None:
    """Advancing moves message times, and waits until the bot's own control has done likewise."""
    told: list[Json] = []

    async def moved(request: web.Request) -> web.Response:
        told.append(await request.json())
        return web.json_response({"ok": True})

    bot = web.Application()
    bot.router.add_post("/clock", moved)
    runner = web.AppRunner(bot)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    control = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with Sandbox(bot_control=control) as sandbox:
        url = f"{sandbox.url}/_sandbox/clock"
        answer = await ask("POST", url, {"advance_seconds": 3600})
        assert (answer["ok"], answer["bot"]) == (True, "ok")
        assert told == [{"advance_seconds": 3600.0}]
        slack = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        ts = (await slack.chat_postMessage(channel="U0ANA", text="x"))["ts"]
        ahead = datetime.fromtimestamp(float(ts), UTC) - datetime.now(UTC)
        assert timedelta(minutes=59) < ahead < timedelta(minutes=61)
        assert "error" in await ask("POST", url, {"advance_seconds": -1})
        await runner.cleanup()
        gone = await ask("POST", url, {"advance_seconds": 1})
        assert not gone["ok"]


async def test_other_sites_are_kept_out(sandbox: Sandbox) -> None:
    """A page from elsewhere, in a browser on this machine, can neither read nor post."""
    async with aiohttp.ClientSession() as session:
        for header in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
            async with session.get(f"{sandbox.url}/_sandbox/people", headers=header) as answer:
                assert answer.status == 403


async def test_the_stream_tells_of_changes(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    """Server-sent events say when a person's screen changed."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{sandbox.url}/_sandbox/people/U0ANA/stream") as stream,
    ):
        assert (await stream.content.readline()) == b"event: changed\n"
        await slack.chat_postMessage(channel="U0ANA", text="x")
        lines = [await stream.content.readline() for _ in range(3)]
        assert b"event: changed\n" in lines


async def test_a_person_says_what_is_there_instead(
    ana: Person, slack: AsyncWebClient, sandbox: Sandbox
) -> None:
    """Errors name the buttons, fields, options and commands that there are."""
    await slack.chat_postMessage(channel="U0ANA", text="x", blocks=[row(button("Go", "go"))])
    with pytest.raises(CannotDoError, match=r"Buttons: Go \(go\)"):
        await ana.clicks("Stop")
    trigger = sandbox.workspace.triggers.give("U0ANA")
    await slack.views_open(trigger_id=trigger, view=modal(field("note")))
    with pytest.raises(CannotDoError, match="Fields: Note / note / text"):
        await ana.types("Nothing", "x")
    with pytest.raises(CannotDoError, match="there are: /debrief"):
        await ana.command("/dance")
    with pytest.raises(CannotDoError, match=r"(?s)waited .*On the screen"):
        await ana.sees("a miracle", seconds=0.05)


async def test_reset_empties_the_desk(slack: AsyncWebClient, ana: Person, control: Any) -> None:
    """After a reset nothing is left of messages, modals, calls."""
    await slack.chat_postMessage(channel="U0ANA", text="x")
    await control("POST", "reset")
    screen = await ana.screen()
    assert (screen["dm"]["messages"], screen["phone"]) == ([], [])
    assert (await control("GET", "calls?since=0"))["calls"] == []


async def test_the_chat_of_two_is_theirs(connect: Connect, sandbox: Sandbox) -> None:
    """Both see it under the other's name, the phone rings, and the bot neither hears nor finds it."""
    heard: list[Json] = []
    app = new_app(sandbox)

    @app.event("message")
    async def message(event: Json) -> None:
        heard.append(event)

    await connect(app)
    async with Person(sandbox.url, "U0ANA") as ana, Person(sandbox.url, "U0SAM") as sam:
        chat = await ana.opens_chat("U0SAM")
        assert await sam.opens_chat("U0ANA") == chat
        await ana.says("hello", chat)
        for person, name in ((ana, "Sam Okafor"), (sam, "Ana Torres")):
            [pair] = [one for one in (await person.screen())["channels"] if one["pair"]]
            assert pair["name"] == name
            assert [one["text"] for one in pair["messages"]] == ["hello"]
        assert (await sam.screen())["phone"][-1]["text"] == "Ana Torres: hello"
        with pytest.raises(CannotDoError):
            await ana.opens_chat("U0HEARTH")
        with pytest.raises(CannotDoError):
            await ana.opens_chat("U0ANA")
        await ana.says("to the bot")
        await until(lambda: heard)
    assert [event["text"] for event in heard] == ["to the bot"]
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await app.client.conversations_info(channel=chat)
