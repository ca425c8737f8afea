"""Which of somebody's hours were tested, in plain words, and the one tap that arranges tests."""

from domain.kinds import HourKind
from domain.ring_tests import HoursTested
from domain.scenes import HoursTestedScene, Reader
from views import names
from views.parts import Block, actions, button, context, section
from views.when import day, short_day, zone_of
from words import words


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
