"""What the long runs found, each as a small test of its own."""

from datetime import timedelta

import pytest

from care import audit, support
from care.cards import asker_scene
from care.errors import NotYours
from care.leaving import leave_every_list
from care.turns import asker_cards, newest
from domain.audit import Sign
from domain.cards import CardKind
from domain.clock import AdjustableClock
from domain.support import Ask, Kind, RequestState, TurnState, Urgency, Way
from storage import Storage
from tests.databases import Urls
from tests.e2e.doings import answers, begins, opens, opens_home, redrawn
from tests.e2e.house import ANA, JO, KIT, ROSA, SAM, House, has_button, until
from tests.torture.town import seed

ASK = Ask(Kind.COMPANY, Urgency.NOW, Way.MESSAGE)


@pytest.mark.parametrize(
    ("asked", "state"), [((SAM, ROSA), RequestState.OPEN), ((SAM,), RequestState.NOBODY)]
)
def test_nobody_waits_for_somebody_whose_key_is_gone(
    sqlite_urls: Urls, clock: AdjustableClock, asked: tuple[str, ...], state: RequestState
) -> None:
    """Killed between the end of a key and the end of its rows: who said yes is purged at the next start,
    and the call goes back to the others, or its asker is told that nobody is free."""
    seed(sqlite_urls, (ANA, *asked), asked)
    storage = _open(sqlite_urls, clock)
    people = _people(storage, ANA, *asked)
    with storage.work() as work:
        support.send(work, people[ANA], "one", ASK, support.ANYONE, lambda _: True, clock.now())
        support.accept(work, people[SAM], "one", clock.now())
        work.commit()
    storage.keys.delete([people[SAM]])
    storage.close()
    storage = _open(sqlite_urls, clock)
    with storage.work() as work:
        accepted = work.support.by_id("one")
        assert accepted is not None
        before = newest(asker_cards(work, accepted))
        support.mend(work, clock.now() + timedelta(seconds=1))
        request = work.support.by_id("one")
        assert request is not None
        card = newest(asker_cards(work, request))
        assert request.state is state
        assert all(turn.state is TurnState.ASKED for turn in work.support.turns("one"))
        assert before is not None
        assert card is not None
        assert (card.key, card.shown) != (before.key, card.wanted), "its asker is told, by a card that rings"
        work.commit()
    storage.close()


def test_a_yes_is_not_given_back_since_its_card_came_too_late(
    sqlite_urls: Urls, clock: AdjustableClock
) -> None:
    """Slack takes nothing for hours, and somebody says yes on their own screen meanwhile: their card can be
    posted for as long as the yes holds. It was dropped with the end that the call had before, and the auditor
    gave the call back in their name."""
    seed(sqlite_urls, (ANA, SAM), (SAM,))
    storage = _open(sqlite_urls, clock)
    people = _people(storage, ANA, SAM)
    with storage.work() as work:
        support.send(work, people[ANA], "one", ASK, support.ANYONE, lambda _: True, clock.now())
        support.accept(work, people[SAM], "one", clock.now())
        work.commit()
    later = clock.now() + timedelta(hours=3)
    with storage.work() as work:
        claimed = work.cards.claim(later, 10, later + timedelta(minutes=1), "test")
        assert people[SAM] in {card.recipient_id for card in claimed if card.kind is CardKind.ALERT}
        assert not [one for one in audit.of_call(work, "one", later) if one.sign is Sign.NO_CARD]
    storage.close()


def test_who_is_gone_is_offered_to_nobody_as_the_next(sqlite_urls: Urls, clock: AdjustableClock) -> None:
    """Whoever would be asked next is taken out, or leaves: the asker's card does not name them any more."""
    asked = (SAM, ROSA, JO)
    seed(sqlite_urls, (ANA, *asked), asked)
    storage = _open(sqlite_urls, clock)
    people = _people(storage, ANA, *asked)
    with storage.work() as work:
        support.send(work, people[ANA], "one", ASK, support.ANYONE, lambda _: True, clock.now())
        [waiting] = [one for one in work.support.turns("one") if one.state is TurnState.WAITING]
        sent, asker = work.support.by_id("one"), work.people.by_id(people[ANA])
        gone = work.people.by_id(waiting.person_id)
        assert sent is not None
        assert asker is not None
        assert gone is not None
        assert asker_scene(work, sent, asker).next_slacks == (gone.slack_user,)
        leave_every_list(work, gone, clock.now())
        after = work.support.by_id("one")
        assert after is not None
        assert not asker_scene(work, after, asker).next_slacks
        assert after.version > sent.version, "their card is drawn anew"
    storage.close()


def test_nobody_answers_before_they_are_asked(sqlite_urls: Urls, clock: AdjustableClock) -> None:
    """Whose rung has not come can neither say yes nor pass: whoever makes up a payload learns nothing."""
    asked = (SAM, ROSA, JO)
    seed(sqlite_urls, (ANA, *asked), asked)
    storage = _open(sqlite_urls, clock)
    people = _people(storage, ANA, *asked)
    with storage.work() as work:
        support.send(work, people[ANA], "one", ASK, support.ANYONE, lambda _: True, clock.now())
        waiting = [one for one in work.support.turns("one") if one.state is TurnState.WAITING]
        assert waiting
        for does in (support.accept, support.pass_on):
            with pytest.raises(NotYours):
                does(work, waiting[0].person_id, "one", clock.now())
    storage.close()


async def test_a_late_repeat_meets_nobody_anew(sqlite_urls: Urls) -> None:
    """Slack delivers an event again for five minutes: who deleted everything meanwhile stays unknown."""
    async with House(sqlite_urls) as house:
        kit = await house.person(KIT)
        await kit.says("hello")
        await opens_home(kit)
        events = [sent["payload"] for sent in house.sandbox.workspace.sent.entries]
        await opens(kit, "my_data.open", "home")
        await kit.clicks("my_data.delete_all", in_="modal")
        await until(lambda: not house.rows("SELECT 1 FROM people"))
        for event in events:
            await house.sandbox.workspace.sockets.event(event)
        await house.settles()
        assert not house.rows("SELECT 1 FROM people")


async def test_a_late_repeat_of_a_door_begins_nothing_anew(sqlite_urls: Urls) -> None:
    """A tap on a door that is delivered once more, when the debrief is over: none is begun by it."""
    async with House(sqlite_urls) as house:
        kit = await house.person(KIT)
        await begins(kit)
        await answers(kit)
        await redrawn(kit, kit.clicks("debrief.stop"))
        await kit.closes(everything=True)
        taps = [one for one in house.sandbox.workspace.sent.entries if "debrief.start" in str(one["payload"])]
        for tap in taps:
            if tap["payload"].get("type") == "block_actions":
                await kit.sends(tap["payload"])
        await house.settles()
        assert not house.rows("SELECT 1 FROM debriefs")


async def test_an_alert_that_comes_late_for_a_call_that_is_over_is_taken_away(sqlite_urls: Urls) -> None:
    """Slack shows an alert after it was looked for, and meanwhile somebody else came: the name goes again."""
    seed(sqlite_urls, (ANA, SAM, ROSA), (SAM, ROSA))
    async with House(sqlite_urls) as house:
        world = house.sandbox.workspace.world
        channels = {user: world.direct_channel(user) for user in (ANA, SAM, ROSA)}
        ana, rosa = await house.person(ANA), await house.person(ROSA)
        await opens_home(ana)
        await opens(ana, "support.open:top", "home")
        house.fails("chat.postMessage", "late_post", seconds=0.4, match={"channel": channels[SAM].id})
        await ana.submits()
        await rosa.waits_for(has_button("support.accept"))
        await rosa.clicks("support.accept", in_="dm")
        await until(lambda: channels[SAM].messages)  # late, but it came
        await until(lambda: not any(ANA in str(one.blocks) for one in channels[SAM].messages))
        await house.settles()


def _open(urls: Urls, clock: AdjustableClock) -> Storage:
    return Storage.open(urls.data, urls.keys, urls.hearth_key, clock)


def _people(storage: Storage, *users: str) -> dict[str, str]:
    with storage.work() as work:
        return {user: person.id for user in users if (person := work.people.by_slack(user))}
