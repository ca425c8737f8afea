"""What must be so whenever everything has settled: in the database, and on everybody's screen."""

from typing import Any

from sandbox.elements import placed
from tests.e2e.doings import words_of
from tests.torture.town import Town

Json = dict[str, Any]

ANSWERS = ("support.accept", "support.pass")


def buttons_of(message: Json) -> dict[str, str]:
    """Return the buttons on a message: action_id to value."""
    return {
        element["action_id"]: str(element.get("value", ""))
        for _, element in placed(message["blocks"])
        if element["type"] == "button"
    }


async def hold(town: Town, late: int = 0) -> None:
    """Look at the database and at every DM. Raises `AssertionError` with what is not true.

    `late`: how many posts Slack showed later than they were looked for. As many may stand twice; of these no
    more is asked than that there are no others (docs/torture.md).
    """
    _in_the_database(town)
    cards = {row.ts for row in town.rows("SELECT ts FROM cards WHERE ts IS NOT NULL")}
    known = {row.slack_user for row in town.rows("SELECT slack_user FROM people")}
    for user in town.sandbox.workspace.world.people:
        if user.id in known:  # what stands in a chat of somebody forgotten is not the bot's to know any more
            late -= await _on_the_screen(town, user.id, cards, late)


def _in_the_database(town: Town) -> None:
    nobody_told = town.rows(
        "SELECT t.request_id, t.person_id FROM turns t JOIN requests r ON r.id = t.request_id "
        "WHERE r.state = 'open' AND t.state = 'asked' AND NOT EXISTS ("
        " SELECT 1 FROM cards c WHERE c.subject = r.id AND c.kind = 'alert' AND c.recipient_id = t.person_id"
        " AND (c.ts IS NOT NULL OR c.shown < c.wanted OR c.posting IS NOT NULL))"
    )
    assert not nobody_told, ("asked, and no card", nobody_told)
    no_own_card = town.rows(
        "SELECT id FROM requests r WHERE state IN ('open', 'accepted') AND NOT EXISTS "
        "(SELECT 1 FROM cards c WHERE c.subject = r.id AND c.kind = 'asker' AND c.recipient_id = r.asker_id)"
    )
    assert not no_own_card, ("a call whose asker has no card", no_own_card)
    half = town.rows(
        "SELECT r.id, r.state, r.accepted_by, "
        "(SELECT count(*) FROM turns t WHERE t.request_id = r.id AND t.state = 'accepted') AS yes "
        "FROM requests r"
    )
    for row in half:
        assert row.yes == (row.state == "accepted" and row.accepted_by is not None), ("half accepted", row)
        if row.state in {"accepted", "done", "open", "nobody"}:
            assert (row.accepted_by is not None) == (row.state in {"accepted", "done"}), (
                "half accepted",
                row,
            )
    waiting_for_nobody = town.rows(
        "SELECT id FROM requests r WHERE state = 'open' AND NOT EXISTS "
        "(SELECT 1 FROM turns t WHERE t.request_id = r.id AND t.state = 'asked')"
    )
    assert not waiting_for_nobody, ("open, and nobody is asked", waiting_for_nobody)
    told_over = town.rows(
        "SELECT id FROM requests WHERE state NOT IN ('open', 'accepted') AND ask IS NOT NULL"
    )
    assert not told_over, ("over, and what was asked is still there", told_over)


async def _on_the_screen(town: Town, user: str, cards: set[str], late: int) -> int:
    """No live button for what is over, no name on what is not theirs, and a button for all that is theirs.

    Returns how many messages there would be wrong if they were no doubles of which nobody knows.
    """
    doubles = 0
    theirs = town.rows(
        "SELECT r.id, r.state, r.accepted_by = p.id AS yes, t.state AS turn, a.slack_user AS asker "
        "FROM people p JOIN turns t ON t.person_id = p.id JOIN requests r ON r.id = t.request_id "
        "JOIN people a ON a.id = r.asker_id WHERE p.slack_user = :user",
        user=user,
    )
    open_to_them = {row.id for row in theirs if row.state == "open" and row.turn == "asked"}
    yes = {row.id for row in theirs if row.state == "accepted" and row.yes}
    seen: list[str] = []
    for message in (await (await town.person(user)).screen())["dm"]["messages"]:
        if not message["bot"]:
            continue
        buttons = buttons_of(message)
        about = {value.split("|")[0] for name, value in buttons.items() if name in ANSWERS}
        for request in about:
            theirs_to_answer = request in open_to_them | yes
            if not theirs_to_answer and message["ts"] not in cards and doubles < late:
                doubles += 1
                continue
            assert theirs_to_answer, (user, "may answer what is not theirs", words_of(message))
            seen.append(request)
    missing = open_to_them - set(seen)
    assert not missing, (user, "has no card to answer", missing)
    return doubles


def keys_and_people(town: Town, keys: set[str]) -> None:
    """Everybody has a key, and no key is left of anybody who is gone."""
    people = {row.id for row in town.rows("SELECT id FROM people")}
    assert people == keys, ("people and keys differ", len(people), len(keys))
