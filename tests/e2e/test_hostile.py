"""Hostile text in everything that can be typed into: shown as it is, live nowhere, in nobody's way."""

import re
from typing import Any

import pytest

from debrief_flows.engine import NOTE_LENGTH
from sandbox.elements import placed
from sandbox.person import Person
from sandbox.validation import problems_in
from sandbox.visible import words_of_blocks
from tests.e2e.doings import (
    Json,
    answers,
    begins,
    bot_messages,
    heading,
    opens,
    opens_cover,
    opens_form,
    opens_home,
    sends_it,
)
from tests.e2e.house import ANA, DEE, ERIKA, KIT, ROSA, SAM, House, has_button

LETTERS = "zqxj"  # in each text, to see where it was shown
HOSTILE = {
    "mentions": "zqxj <!channel> <!here> <@U0MORGAN> <!subteam^S1> @channel @here",
    "links": "zqxj <https://evil.example|988> <mailto:a@evil.example|write> https://evil.example",
    "marks": "zqxj *bold* _it_ ~gone~ `code` ```block``` > quote",
    "entities": "zqxj &lt;!channel&gt; &amp;lt;!here&amp;gt; &#60;!channel&#62;",
    "right to left": "zqxj \u202eevil\u202c \u2067abc\u2069 \u200fשלום مرحبا",
    "zero width": "zqxj a\u200bb\u200cc\u200dd\ufeffe\u2060f <\u200b!channel>",
    "controls": "zqxj a\x00b\x07c\x1b[31m d\u2028e\u0085f\tg",
    "emoji": "zqxj \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f4\U000e0067\U000e007f :skull: "
    + "\U0001f56f" * 40,
    "pile of accents": "zqxj " + "e\u0301\u0302\u0303\u0304\u0305" * 60,
    "half a pair": "zqxj \U0001f56f"[:4] + "\ud83d",
    "long word": "zqxj" + "w" * 2990,
    "ten kilobytes": "zqxj " + "we lost someone <!channel> " * 380,
    "code": "zqxj '; DROP TABLE people; -- {{7*7}} ${jndi:ldap://x} %s %n {0} { $who }",
    "json": 'zqxj {"type":"modal","blocks":[]} "}],"x":1',
    "looks like Slack": "zqxj <tel:911|call> <#C0PEERS> <date^1^{date}|x>",
}
OURS = re.compile(
    r"<@(U0[A-Z]+)>|<tel:\+?\d+\|[^<>|]*>|<https://[\w./-]+\|[\w./-]+>|<mailto:jo@samaritans.org\|[^>]*>"
    r"|<slack://user\?team=T0SANDBOX&amp;id=U0[A-Z]+\|[^<>|]*>"
)


def cut(text: str, limit: int) -> str:
    """Return what would fit into a box of this size, without half pairs, which no client can send."""
    return text.encode("utf-16", "ignore").decode("utf-16", "ignore")[:limit].rstrip() or "zqxj"


def mrkdwn_in(part: Any) -> list[str]:
    """Return every mrkdwn text at any depth of blocks."""
    if isinstance(part, list):
        return [text for item in part for text in mrkdwn_in(item)]
    if isinstance(part, dict):
        own = [part["text"]] if part.get("type") == "mrkdwn" else []
        return own + [text for value in part.values() for text in mrkdwn_in(value)]
    return []


def looks_right(screen: Json) -> None:
    """Every card and view of the bot on a screen is taken by Slack, and nothing typed is live in it."""
    for message in bot_messages(screen):
        assert problems_in({"text": message["text"], "blocks": message["blocks"]}) == []
        nothing_live(message["blocks"])
    views = [*screen["modals"], *([screen["home"]] if screen["home"] else [])]
    for view in views:
        nothing_live(view["blocks"])


def nothing_live(blocks: list[Json]) -> None:
    """Every angle bracket in mrkdwn is a mention, a number or a line of help of our own making."""
    for text in mrkdwn_in(blocks):
        rest = OURS.sub("", text)
        assert "<" not in rest, text
        assert ">" not in rest.replace("&gt;", ""), text
        if LETTERS in text:
            typed = text[text.index(LETTERS) :]
            assert "<!" not in typed
            assert "```" not in typed
            assert not re.search(
                "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f]",
                typed.replace("\u200d", ""),
            )
    for _, element in placed(blocks):
        assert LETTERS not in str(element.get("value", "")), element


@pytest.mark.parametrize("name", HOSTILE)
async def test_in_everything_of_a_team(house: House, name: str) -> None:
    """The team's name, its words, its number and the role: every card and screen that follows holds."""
    text = HOSTILE[name]
    admin, sam, dee = await house.person(ERIKA), await house.person(SAM), await house.person(DEE)
    await opens_home(admin)
    await opens(admin, "teams.set_up", "home")
    await admin.types("team", cut(text, 60))
    await admin.types("word_en", cut(text, 40))
    await admin.types("word_es", cut(text, 40))
    await admin.submits()
    looks_right(await admin.screen())
    await admin.chooses("people", [SAM, DEE, ANA])
    await admin.submits()
    await admin.chooses("may_be_asked", [SAM])
    await admin.submits()
    await admin.types("number", cut(text, 30))
    await admin.types("server", cut(text, 60))
    refused = await admin.submits()
    assert set(refused["ack"].get("errors", {})) == {"number"}
    await admin.types("number", "410 555 0100")
    await admin.submits()
    looks_right(await admin.screen())
    await admin.submits()
    looks_right(await admin.screen())
    for person in (sam, dee, await house.person(ANA)):
        await person.waits_for(has_button("teams.join"))
        looks_right(await person.screen())
        await person.clicks("teams.join", in_="dm")
        await opens_home(person)
    await house.settles()
    for person in (sam, dee, admin, await house.person(ANA)):
        looks_right(await person.screen())
    await opens(dee, "debrief.start:loss", "home")
    looks_right(await dee.screen())
    await dee.submits()
    screen = await answers(dee, "go_on")
    while screen["modals"][-1]["submit"]:
        looks_right(screen)
        screen = await answers(dee)
    await dee.closes(everything=True)
    await opens(dee, "my_data.open", "home")
    looks_right(await dee.screen())


@pytest.mark.parametrize("name", HOSTILE)
async def test_in_everything_of_a_call(team: House, name: str) -> None:
    """Hours and a number: the preview, the alert, both cards and both Homes hold."""
    text = HOSTILE[name]
    dee, sam, rosa = await team.person(DEE), await team.person(SAM), await team.person(ROSA)
    await opens_home(dee)
    await opens_cover(dee, "14:00", "18:00")
    await dee.types("number", cut(text, 40))
    looks_right(await dee.screen())
    await sends_it(dee)
    for person in (sam, rosa):
        await person.sees("<@U0DEE>", in_="dm")
        await opens_home(person)
        looks_right(await person.screen())
    await sam.clicks("support.accept", in_="dm")
    await team.settles()
    for person in (dee, sam, rosa):
        looks_right(await person.screen())
    assert LETTERS not in str((await rosa.screen())["dm"]["messages"][-1])


@pytest.mark.parametrize("name", HOSTILE)
async def test_in_everything_of_a_person(team: House, name: str) -> None:
    """A message, the command, a note: answered, never said back, and the note is shown as it is."""
    text = HOSTILE[name]
    dee = await team.person(DEE)
    before = len(bot_messages(await dee.screen()))
    sendable = cut(text, 12_000)
    assert (await dee.says(sendable))["acknowledged"]
    screen = await dee.waits_for(lambda s: len(bot_messages(s)) > before, what="an answer")
    looks_right(screen)
    assert LETTERS not in "\n".join(words_of_blocks(bot_messages(screen)[-1]["blocks"]))
    assert (await dee.command("/debrief " + cut(text, 4000)))["acknowledged"]
    screen = await dee.waits_for(lambda s: s["modals"], what="the doors")
    looks_right(screen)
    assert LETTERS not in str(screen["modals"])
    await dee.closes()
    await to_the_note(dee)
    await dee.types("debrief.answer:note", cut(text, NOTE_LENGTH))
    await dee.chooses("debrief.answer:keep", ["yes"])
    await dee.submits()
    looks_right(await dee.screen())
    if "may hold a name" in await dee.reads("modal"):
        await dee.submits()
    assert len(team.rows("SELECT 1 FROM notes")) == 1
    await dee.closes()
    await opens(dee, "my_data.open", "home")
    screen = await dee.screen()
    looks_right(screen)
    assert LETTERS in str(screen["modals"])


async def test_names_of_accounts_are_hostile_too(team: House) -> None:
    """An account is called `<!channel>`, another one is 300 signs long: the list to pick from holds."""
    await (await team.person(SAM)).changes(name="<!channel> *Sam* \u202e" + "x" * 300)
    await (await team.person(ROSA)).changes(name="?" * 80)
    await team.settles()
    dee = await team.person(DEE)
    await opens_home(dee)
    await opens_form(dee)
    looks_right(await dee.screen())
    await sends_it(dee)
    await (await team.person(SAM)).sees("<@U0DEE>", in_="dm")


async def test_a_wall_of_text_from_somebody_unknown(house: House) -> None:
    """Forty kilobytes from somebody nobody has met: answered like a hello."""
    kit = await house.person(KIT)
    assert (await kit.says("a " * 20_000))["acknowledged"]
    await kit.waits_for(has_button("debrief.start"))


async def to_the_note(person: Person) -> None:
    """Go to the step of a loss in which something can be written."""
    await begins(person, "loss")
    screen = await answers(person, "go_on")
    while heading(screen) != "How far today":
        screen = await answers(person)
    await answers(person, "more")
    assert heading(await answers(person)) == "The seed"
