"""Which of somebody's hours were tested, in plain words, and the one tap that arranges tests."""

from domain.kinds import HourKind
from domain.ring_tests import HoursTested
from domain.scenes import HoursTestedScene, Reader
from domain.schedule_scenes import OwnRing, OwnRingState
from views import names, safe
from views.parts import Block, actions, button, context, section
from views.when import day, short_day, zone_of
from words import words

HANDLE_SHOWN = 80


def tests_card(scene: HoursTestedScene) -> list[Block]:
    """Return the card for somebody who answered a test before its hour was kept."""
    say = words(scene.reader.language)
    if not scene.tests.untested:
        return [section(say("tests-all"))]
    mine = button(names.SCHEDULE_OPEN, say("hours-mine"))
    return [
        section(say("tests-early")),
        section(untested_words(scene.reader, scene.tests)),
        actions([*arrange_button(scene.reader, scene.tests), mine], "tests"),
        context(say("tests-how")),
    ]


def tested_section(reader: Reader, tests: HoursTested) -> list[Block]:
    """Return what stands on one's own hours: which are not tested, which tests are to come."""
    say = words(reader.language)
    if not tests.untested:
        return [section(f"*{say('tests')}:* {say('tests-all')}")]
    told = "\n".join([f"*{say('tests')}:* {untested_words(reader, tests)}", *_coming(reader, tests)])
    buttons = arrange_button(reader, tests)
    row = [actions(buttons, "tests")] if buttons else []
    return [section(told), *row, context(say("tests-how"))]


def elsewhere_section(reader: Reader, ring: OwnRing) -> list[Block]:
    """Return how it stands with a ring outside Slack; where the team has none, what that means at night."""
    say = words(reader.language)
    if ring.state is OwnRingState.NO_GATEWAY:
        return [context(say("night-slack-alone"))]
    change = button(
        names.with_suffix(names.SCHEDULE_EDIT, names.SCHEDULE_RING),
        say("hours-change"),
        names.SCHEDULE_RING,
        label=f"{say('hours-change')}: {say('elsewhere')}",
    )
    handle = safe.typed_mrkdwn(ring.handle, HANDLE_SHOWN)
    state = say(f"elsewhere-{ring.state}", handle=handle)
    told = section(f"*{say('elsewhere')}:* {state}", change, "elsewhere")
    again = button(names.SCHEDULE_RING_TEST, say("elsewhere-again"))
    heard = button(names.SCHEDULE_RING_HEARD, say("elsewhere-heard"), style="primary")
    match ring.state:
        case OwnRingState.NONE:
            return [told, context(say("night-slack-alone"))]
        case OwnRingState.COUNTS:
            return [told]
        case OwnRingState.RANG | OwnRingState.ON_ITS_WAY:
            return [told, actions([heard, again], "elsewhere_test")]
        case _:
            return [told, actions([again], "elsewhere_test")]


def untested_words(reader: Reader, tests: HoursTested) -> str:
    """Return in which hours it is not known whether the phone rings, and what follows from it; "" if none."""
    if not tests.untested:
        return ""
    say = words(reader.language)
    told = say("tests-not", kinds=_listed(reader, tests.untested))
    if tests.counts_until is None:
        return f"{told} {say('tests-not-now')}"
    on = day(tests.counts_until.astimezone(zone_of(reader.zone)).date(), reader.language)
    return f"{told} {say('tests-until', on=on)}"


def arrange_button(reader: Reader, tests: HoursTested) -> list[Block]:
    """Return the button that arranges tests, where one is missing that was not arranged."""
    coming = {kind for kind, _ in tests.coming}
    if set(tests.untested) <= coming:
        return []
    return [button(names.SCHEDULE_TEST, words(reader.language)("tests-arrange"))]


def _coming(reader: Reader, tests: HoursTested) -> list[str]:
    """Return the tests that are to come, by day: at what time is not told, or it would be no test."""
    say = words(reader.language)
    zone = zone_of(reader.zone)
    return [
        say(
            "tests-coming",
            kind=say(f"kind-{kind}"),
            on=short_day(due.astimezone(zone).date(), reader.language),
        )
        for kind, due in tests.coming
    ]


def _listed(reader: Reader, kinds: tuple[HourKind, ...]) -> str:
    say = words(reader.language)
    return ", ".join(say(f"kind-{kind}") for kind in kinds)
