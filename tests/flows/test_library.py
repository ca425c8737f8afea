"""Reading flows from files."""

import json
from pathlib import Path

import pytest
import yaml

from debrief_flows.engine import Answer, advance, begin
from debrief_flows.library import PACKAGED, FlowUnknown, LibraryUnfit, load_library, read_flow
from debrief_flows.model import Kind
from debrief_flows.preview import preview
from domain.people import Language
from tests.flows.flow_making import Told, at, sound


def write(folder: Path, told: Told | str, name: str = "small.yaml") -> Path:
    path = folder / name
    text = told if isinstance(told, str) else yaml.safe_dump(told, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_packaged_doors_come_first_in_a_fixed_order(tmp_path: Path) -> None:
    """A team's own come after them, by id."""
    write(tmp_path, {**sound(), "id": "a_first"}, "z.yaml")
    write(tmp_path, sound(), "a.yaml")
    doors = [flow.id for flow in load_library(tmp_path).doors()]
    assert doors == ["loss", "refused_help", "a_first", "small"]


def test_a_flow_is_found_by_its_id() -> None:
    """And one that is not there is named for what it is."""
    library = load_library()
    assert library.flow("loss").id == "loss"
    with pytest.raises(FlowUnknown):
        library.flow("gone")


def test_a_teams_flow_passes_the_same_proof(tmp_path: Path) -> None:
    """The message names the file, the step and what to mend."""
    told = sound()
    at(told, "start")["text"]["en"] = "What happened?"
    path = write(tmp_path, told)
    with pytest.raises(LibraryUnfit) as caught:
        load_library(tmp_path)
    assert str(caught.value).startswith(f"{path}: step 'start': text: en: 'what happened': never ask")


def test_everything_to_mend_is_told_at_once(tmp_path: Path) -> None:
    """One round, not ten."""
    write(tmp_path, "id: [", "a.yaml")
    write(tmp_path, {**sound(), "version": 0}, "b.yaml")
    write(tmp_path, {**sound(), "id": "loss"}, "c.yaml")
    with pytest.raises(LibraryUnfit) as caught:
        load_library(tmp_path)
    lines = str(caught.value).splitlines()
    assert len(lines) == 3
    assert "not well-formed YAML" in lines[0]
    assert "version: Input should be greater than or equal to 1" in lines[1]
    assert f"'loss' is taken by {PACKAGED / 'loss.yaml'}" in lines[2]


def test_a_problem_in_a_step_is_named_by_the_steps_own_id(tmp_path: Path) -> None:
    """Not by a number that somebody would have to count to."""
    told = sound()
    at(told, "many")["choices"][1]["text"].pop("es")
    with pytest.raises(LibraryUnfit) as caught:
        read_flow(write(tmp_path, told))
    assert "steps > 'many' > choices > 'y' > text > es: Field required" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("id: a\nid: b\n", "'id' is there twice"),
        ("", "Input should be a valid dictionary"),
        ("- 1\n", "Input should be a valid dictionary"),
        ("!!python/object/apply:os.system ['true']\n", "not well-formed YAML"),
    ],
)
def test_what_is_no_flow_is_refused(tmp_path: Path, text: str, what: str) -> None:
    """A key twice, an empty file, a list, a tag that would run something."""
    with pytest.raises(LibraryUnfit) as caught:
        read_flow(write(tmp_path, text))
    assert what in str(caught.value)


def test_a_text_with_a_comma_and_no_quotes_is_told_kindly(tmp_path: Path) -> None:
    """YAML would make a key of what comes after the comma."""
    told = yaml.safe_dump(sound(), allow_unicode=True, sort_keys=False)
    broken = told.replace(
        "title:\n  en: A small one\n  es: Una pequeña\n", "title: {en: One, two, es: Una}\n"
    )
    with pytest.raises(LibraryUnfit) as caught:
        read_flow(write(tmp_path, broken))
    assert "needs quotes" in str(caught.value)


def test_a_yes_without_quotes_is_refused(tmp_path: Path) -> None:
    """YAML reads it as true."""
    told = yaml.safe_dump(sound(), allow_unicode=True, sort_keys=False)
    with pytest.raises(LibraryUnfit) as caught:
        read_flow(write(tmp_path, told.replace("id: 'yes'", "id: yes")))
    assert "steps > 'later' > choices" in str(caught.value)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    """With a word on how to save it."""
    path = tmp_path / "latin.yaml"
    path.write_bytes("title: pequeña".encode("latin-1"))
    with pytest.raises(LibraryUnfit, match="UTF-8"):
        read_flow(path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Rather than no flows of the team's own, without a word."""
    with pytest.raises(LibraryUnfit, match="no such folder"):
        load_library(tmp_path / "gone")


def test_the_short_way_through_a_loss_is_a_minute_and_a_close() -> None:
    """Sit a minute, that was enough, no check-ins: five screens."""
    flow = load_library().flow("loss")
    progress = begin(flow)
    screens = [progress.step]
    for tapped in (("minute",), (), ("enough",), ("not_now",)):
        outcome = advance(flow, progress, Answer(choices=tapped))
        progress = outcome.progress
        screens.append(progress.step)
    assert screens == ["first", "minute", "enough", "follow_up", "closed"]
    assert outcome.finished


@pytest.mark.parametrize("flow_id", ["loss", "refused_help"])
def test_both_packaged_flows_offer_what_the_field_asks_for(flow_id: str) -> None:
    """A person, cover, the lines, a pause, self-care and check-ins; own recovery is never kept."""
    flow = load_library().flow(flow_id)
    does = {choice.does for step in flow.steps for choice in step.choices}
    kinds = {step.kind for step in flow.steps}
    own = flow.step("own_recovery")
    assert {"person", "cover", "lines"} <= does
    assert {Kind.PAUSE, Kind.SELF_CARE, Kind.FOLLOW_UP, Kind.PERSON} <= kinds
    assert own is not None
    assert own.keep == "never"


def test_the_first_screen_of_a_loss_asks_what_is_needed() -> None:
    """A minute, a person, cover, going on, or just the lines."""
    first = load_library().flow("loss").steps[0]
    assert [choice.id for choice in first.choices] == ["minute", "person", "cover", "go_on", "lines"]


@pytest.mark.parametrize("language", Language)
def test_a_preview_has_every_word_of_a_flow(language: Language) -> None:
    """A peer supervisor reads all of it before a team does."""
    for flow in load_library().doors():
        printed = " ".join(preview(flow, language).split())
        for step in flow.steps:
            texts = [step.title, step.text, step.hint, step.says_many]
            texts += [text for choice in step.choices for text in (choice.text, choice.says)]
            assert f"[{step.id}]" in printed
            for text in texts:
                assert text is None or " ".join(text.in_(language).split()) in printed
        assert "{" not in printed


def test_what_was_proven_is_remembered_as_it_was(tmp_path: Path) -> None:
    """The next start reads the very same flows from what the first one has proven."""
    proven = tmp_path / "var" / "proven.json"
    first = load_library(proven=proven)
    kept = proven.read_bytes()
    assert load_library(proven=proven) == first == load_library()
    assert proven.read_bytes() == kept


def test_a_flow_that_was_changed_is_proven_again(tmp_path: Path) -> None:
    """Remembered is a content, not a file's name; an unfit one is never remembered."""
    folder, proven = tmp_path / "flows", tmp_path / "proven.json"
    folder.mkdir()
    told = sound()
    write(folder, told)
    load_library(folder, proven=proven)
    at(told, "start")["text"]["en"] = "What happened?"
    write(folder, told)
    for _ in range(2):
        with pytest.raises(LibraryUnfit, match="never ask"):
            load_library(folder, proven=proven)


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"a": 1}'])
def test_a_memory_that_cannot_be_read_is_none(tmp_path: Path, kept: str) -> None:
    """The flows are proven as if for the first time, and remembered anew."""
    proven = tmp_path / "proven.json"
    proven.write_text(kept, encoding="utf-8")
    assert load_library(proven=proven) == load_library()
    assert len(json.loads(proven.read_text(encoding="utf-8"))) == len(load_library().flows)


def test_a_memory_that_is_not_a_flow_is_none(tmp_path: Path) -> None:
    """What is remembered still has to fit the schema."""
    proven = tmp_path / "proven.json"
    load_library(proven=proven)
    broken = dict.fromkeys(json.loads(proven.read_text(encoding="utf-8")), '{"id": "loss"}')
    proven.write_text(json.dumps(broken), encoding="utf-8")
    assert load_library(proven=proven) == load_library()


def test_a_memory_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    """The next start proves again."""
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    assert load_library(proven=in_the_way / "proven.json") == load_library()
