"""The engine: an answer in, the next place out."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief_flows.engine import (
    NOTE_LENGTH,
    TRAIL_LENGTH,
    Answer,
    AnswerNotUnderstood,
    FlowChanged,
    Outcome,
    Progress,
    ProgressUnreadable,
    advance,
    back,
    begin,
    is_finished,
    step_of,
    stop,
)
from debrief_flows.library import load_library
from debrief_flows.model import Flow, Kind
from domain.people import Language
from tests.flows.flow_making import MOVES, at, flow, sound

PACKAGED = load_library().doors()
FLOWS = st.sampled_from([*PACKAGED, flow()])


def come_to(made: Flow, *answers: Answer) -> Outcome:
    """Answer the steps of a flow one after another."""
    outcome = Outcome(begin(made))
    for answer in answers:
        outcome = advance(made, outcome.progress, answer)
    return outcome


def tap(*choices: str) -> Answer:
    return Answer(choices=choices)


SKIP = Answer()


def test_a_debrief_begins_at_the_first_step() -> None:
    """With nothing behind it and nothing answered."""
    progress = begin(flow())
    assert (progress.step, progress.trail, dict(progress.answers)) == ("start", (), {})


def test_an_answer_leads_on_and_says_its_line() -> None:
    """The line is for the next screen only and is not part of what is stored."""
    outcome = come_to(flow(), SKIP, tap("a"))
    assert outcome.progress.step == "many"
    assert [text.in_(Language.ES) for text in outcome.says] == ["Bien."]
    assert outcome.progress.answers == {"one": ("a",)}
    assert "Good" not in outcome.progress.to_json()


def test_a_choice_can_lead_elsewhere() -> None:
    """`goto` goes before the step's own `next`."""
    assert come_to(flow(), SKIP, tap("b")).progress.step == "note"


def test_an_empty_answer_is_a_skip() -> None:
    """It takes the way of a skip and leaves no answer behind."""
    outcome = come_to(flow(), SKIP, SKIP)
    assert outcome.progress.step == "note"
    assert not outcome.progress.answers
    assert outcome.says == ()


def test_two_taps_say_both_lines_and_more_say_one_for_all() -> None:
    """A screen never opens with a wall of lines."""
    two = come_to(flow(), SKIP, tap("a"), tap("y", "x"))
    more = come_to(flow(), SKIP, tap("a"), tap("x", "y", "z"))
    assert [text.en for text in two.says] == ["This is x.", "This is y."]
    assert [text.en for text in more.says] == ["All of it is fine."]


def test_a_choice_can_open_a_way_to_a_person_or_to_cover() -> None:
    """The debrief goes on beneath it."""
    to_person = come_to(flow(), SKIP, tap("b"), SKIP, SKIP, tap("ask"))
    to_cover = advance(flow(), to_person.progress, tap("cover", "water"))
    assert (to_person.wants, to_person.progress.step) == ("person", "cover")
    assert (to_cover.wants, to_cover.progress.step) == ("cover", "care")


def test_a_note_is_gone_unless_its_writer_keeps_it() -> None:
    """Neither in what is stored nor in what is handed on."""
    outcome = come_to(flow(), SKIP, tap("b"), Answer(note="a canary"))
    assert outcome.kept_note is None
    assert "canary" not in outcome.progress.to_json()


def test_a_note_that_is_kept_is_handed_on_and_shown_on_the_way_back() -> None:
    """Answering again without keeping takes it back."""
    made = flow()
    kept = come_to(made, SKIP, tap("b"), Answer(note="  the window ", keep_note=True))
    again = back(made, kept.progress)
    dropped = advance(made, again, Answer(note="the window"))
    assert kept.kept_note == "the window"
    assert again.answers["note"] == "the window"
    assert dropped.kept_note is None
    assert "note" not in dropped.progress.answers


def test_a_note_never_kept_is_not_kept_even_when_asked() -> None:
    """`keep: never` goes before the tick."""
    told = sound()
    at(told, "note")["keep"] = "never"
    outcome = come_to(flow(told), SKIP, tap("b"), Answer(note="canary", keep_note=True))
    assert outcome.kept_note is None
    assert "canary" not in outcome.progress.to_json()


def test_the_offer_of_check_ins_is_answered_or_left_open() -> None:
    """Yes and not now are told apart from a skip."""
    before = (SKIP, tap("b"), SKIP, SKIP, SKIP, SKIP, SKIP)
    assert come_to(flow(), *before, tap("yes")).follow_up == "yes"
    assert come_to(flow(), *before, tap("not_now")).follow_up == "not_now"
    assert come_to(flow(), *before, SKIP).follow_up is None


def test_the_close_is_the_end_and_holds_nothing_of_the_way() -> None:
    """Answers are destroyed at the end; a repeat stays at the same close."""
    made = flow()
    outcome = come_to(made, SKIP, tap("a"), tap("x"), *(SKIP,) * 6)
    assert outcome.finished
    assert is_finished(made, outcome.progress)
    assert outcome.progress == Progress(flow="small", version=3, step="end")
    repeated = advance(made, outcome.progress, SKIP)
    assert (repeated.finished, repeated.progress) == (True, outcome.progress)


def test_stop_goes_to_its_close_and_leaves_no_trace() -> None:
    """From anywhere, at once; from a close it stays there."""
    made = flow()
    stopped = stop(made, come_to(made, SKIP, tap("a"), tap("x")).progress)
    assert stopped == Progress(flow="small", version=3, step="stopped")
    assert stop(made, stopped) == stopped


def test_back_shows_the_earlier_answer_and_a_new_one_replaces_it() -> None:
    """And a skip takes it away."""
    made = flow()
    before = back(made, come_to(made, SKIP, tap("a")).progress)
    assert (before.step, before.answers["one"]) == ("one", ("a",))
    assert advance(made, before, tap("b")).progress.answers == {"one": ("b",)}
    assert advance(made, before, SKIP).progress.answers == {}


def test_back_at_the_first_step_stays_there() -> None:
    """There is nothing before it."""
    made = flow()
    assert back(made, begin(made)) == begin(made)


@pytest.mark.parametrize(
    ("answers", "last"),
    [
        ((SKIP,), tap("nobody_knows")),
        ((SKIP,), tap("a", "b")),
        ((SKIP,), Answer(note="here")),
        ((SKIP,), tap("a", "x")),
        ((SKIP, tap("b")), Answer(note="x" * (NOTE_LENGTH + 1))),
        ((SKIP, tap("b")), tap("a")),
    ],
)
def test_an_answer_that_does_not_fit_is_not_guessed_at(answers: tuple[Answer, ...], last: Answer) -> None:
    """An unknown choice, several for one, a note where none is asked, a note too long."""
    made = flow()
    progress = come_to(made, *answers).progress
    with pytest.raises(AnswerNotUnderstood):
        advance(made, progress, last)


def test_a_flow_that_changed_is_noticed() -> None:
    """Another version, a step that is gone, or another flow altogether."""
    made = flow()
    progress = come_to(made, SKIP, tap("a")).progress
    newer = flow({**sound(), "version": 4})
    other = flow({**sound(), "id": "other"})
    for changed in (newer, other):
        for call in (step_of, back, stop, is_finished):
            with pytest.raises(FlowChanged):
                call(changed, progress)
        with pytest.raises(FlowChanged):
            advance(changed, progress, SKIP)
    with pytest.raises(FlowChanged):
        step_of(made, Progress(flow="small", version=3, step="gone"))


def test_errors_tell_neither_flow_nor_step_nor_answer() -> None:
    """A log that carries one must not tell who did what."""
    made = flow()
    told = []
    for call in (
        lambda: advance(made, come_to(made, SKIP).progress, tap("canary")),
        lambda: step_of(made, Progress(flow="canary", version=1, step="canary")),
        lambda: Progress.from_json('{"flow":"canary"'),
    ):
        with pytest.raises((AnswerNotUnderstood, FlowChanged, ProgressUnreadable)) as caught:
            call()
        told.append(f"{caught.value!r} {caught.value.__cause__!r}")
    assert not any(word in one for one in told for word in ("canary", "small", "start", "'one'"))


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{}", '{"flow":1}', '{"flow":"a","version":"x","step":"b"}']
)
def test_what_is_no_place_is_refused(text: str) -> None:
    """By name, and without its content."""
    with pytest.raises(ProgressUnreadable):
        Progress.from_json(text)


def test_going_round_does_not_grow_what_is_stored() -> None:
    """The trail is bounded."""
    made = flow()
    progress = begin(made)
    for _ in range(3 * TRAIL_LENGTH):
        answer = tap("again") if progress.step == "one" else SKIP
        progress = advance(made, progress, answer).progress
    assert len(progress.trail) == TRAIL_LENGTH


def _walk(made: Flow, moves: list[Any]) -> list[Progress]:
    """Walk a flow by any moves; return every place that was come to."""
    places = [begin(made)]
    for move in moves:
        here = places[-1]
        if move[0] == "back":
            places.append(back(made, here))
        elif move[0] == "stop":
            places.append(stop(made, here))
        else:
            places.append(advance(made, here, _any_answer(made, here, *move[1:])).progress)
    return places


def _any_answer(made: Flow, here: Progress, random: Random, note: str, keep: bool) -> Answer:
    now = step_of(made, here)
    ids = [choice.id for choice in now.choices]
    count = random.randint(0, len(ids)) if now.several else random.randint(0, min(1, len(ids)))
    return Answer(
        choices=tuple(random.sample(ids, count)),
        note=note if now.kind is Kind.NOTE else "",
        keep_note=keep,
    )


@settings(max_examples=150, deadline=None)
@given(made=FLOWS, moves=MOVES)
def test_any_walk_can_be_left_by_skipping_alone(made: Flow, moves: list[Any]) -> None:
    """Whatever was tapped before, Next with nothing chosen leads to a close, and soon."""
    progress = _walk(made, moves)[-1]
    for _ in made.steps:
        progress = advance(made, progress, SKIP).progress
    assert step_of(made, progress).kind is Kind.CLOSE


@settings(max_examples=150, deadline=None)
@given(made=FLOWS, moves=MOVES)
def test_any_place_survives_being_stored(made: Flow, moves: list[Any]) -> None:
    """To JSON and back it is the same, and small."""
    for place in _walk(made, moves):
        stored = place.to_json()
        assert Progress.from_json(stored) == place
        assert len(stored) < 8_000


@settings(max_examples=150, deadline=None)
@given(made=FLOWS, moves=MOVES, answer=st.randoms(use_true_random=False))
def test_back_after_an_answer_is_where_it_was_given(made: Flow, moves: list[Any], answer: Random) -> None:
    """Unless the answer led to the close, which is the end."""
    here = _walk(made, moves)[-1]
    outcome = advance(made, here, _any_answer(made, here, answer, "a line", True))
    if not outcome.finished:
        assert back(made, outcome.progress).step == here.step


@settings(max_examples=150, deadline=None)
@given(made=FLOWS, moves=MOVES)
def test_an_answer_that_is_never_kept_changes_nothing_that_is_stored(made: Flow, moves: list[Any]) -> None:
    """What is stored after such a step is the same whatever was tapped: not even the way tells."""
    for place in _walk(made, moves):
        now = step_of(made, place)
        assert not {one.id for one in made.steps if one.keep == "never"} & set(place.answers)
        if now.keep == "never":
            answers = [SKIP, *(tap(choice.id) for choice in now.choices)]
            stored = {advance(made, place, answer).progress.to_json() for answer in answers}
            assert len(stored) == 1


@settings(max_examples=60, deadline=None)
@given(made=FLOWS, moves=MOVES)
def test_what_is_stored_is_ids_and_kept_notes_only(made: Flow, moves: list[Any]) -> None:
    """No text of a flow is in it, so that it says the same in any language and stays small."""
    ids = {choice.id for one in made.steps for choice in one.choices}
    for place in _walk(made, moves):
        told = json.loads(place.to_json())
        assert set(told) == {"flow", "version", "step", "trail", "answers"}
        kept = [answer for answer in told["answers"].values() if isinstance(answer, list)]
        assert all(set(answer) <= ids for answer in kept)
