"""The interface's texts: both languages alike, in the words of the field, none of them dead."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import views
import words as words_room
from debrief_flows.plain_words import FORBIDDEN, broken
from domain.people import Language
from words import MissingWordsError, Say, ids, words

ROOM = Path(str(words_room.__file__)).parent
VIEWS = Path(str(views.__file__)).parent


class Arguments(Visitor):
    """Collects the arguments that a text asks for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the visitor's own name
        self.names.add(node.id.name)


def messages(language: Language) -> Iterator[tuple[str, ast.Message]]:
    for file in sorted((ROOM / language.value).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message):
                yield file.name, entry


def arguments(language: Language) -> dict[str, set[str]]:
    found = {}
    for _, message in messages(language):
        visitor = Arguments()
        visitor.visit(message)
        found[message.id.name] = visitor.names
    return found


def told(language: Language) -> dict[str, str]:
    """Every text with every argument given, and each plural."""
    say, wanted = words(language), arguments(language)
    texts = {}
    for text_id, names in wanted.items():
        for count in (0, 1, 2):
            args = {name: count if name in ("count", "most") else "X" for name in names}
            texts[f"{text_id}/{count}"] = say(text_id, **args)
    return texts


def normal(text: str) -> str:
    """Lower case, without accents, straight quotes: the form in which the field's rules read."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("’", "'"))
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Mn")


def test_both_languages_have_the_same_texts_with_the_same_arguments() -> None:
    """Neither language can fall behind the other, and no argument is forgotten in one."""
    assert arguments(Language.EN) == arguments(Language.ES)


def test_both_languages_keep_a_text_in_the_same_file() -> None:
    """Who changes one finds the other."""
    places = [
        {message.id.name: file for file, message in messages(language)}
        for language in (Language.EN, Language.ES)
    ]
    assert places[0] == places[1]


def test_no_text_is_a_copy_of_the_other_language() -> None:
    """What was never translated would read the same in both."""
    english, spanish = told(Language.EN), told(Language.ES)
    assert [text_id for text_id in english if english[text_id] == spanish[text_id]] == []


@pytest.mark.parametrize("language", Language)
def test_the_words_of_the_field_are_kept(language: Language) -> None:
    """Person first, no blame, no silver lining, no promise of secrecy, no exclamation mark (field.md)."""
    found = {
        text_id: hits
        for text_id, text in told(language).items()
        if (hits := broken(FORBIDDEN, normal(text), language))
    }
    assert found == {}


@pytest.mark.parametrize("language", Language)
def test_quotes_and_blanks_are_as_they_are_written_in_that_language(language: Language) -> None:
    """No straight double quotes, no double blanks but in the line that breathes, no open end."""
    for text_id, text in told(language).items():
        assert '"' not in text, text_id
        assert "  " not in text or text_id.startswith("debrief-breath"), text_id
        assert text == text.strip(), text_id


def test_every_text_is_used() -> None:
    """A text that nothing shows is taken out; ids are looked for as they stand in views."""
    rooms = (VIEWS, VIEWS.parent / "delivery")
    source = "\n".join(file.read_text(encoding="utf-8") for room in rooms for file in room.glob("*.py"))
    literal = set(re.findall(r"""["']([a-z][a-z0-9_-]+)["']""", source))
    patterns = [
        re.compile(re.sub(r"\\\{[^}]*\\\}", "[a-z0-9_-]*", re.escape(built)))
        for built in re.findall(r'f"([a-z]+-[^" *]*\{[^"]*)"', source)
    ]
    unused = [
        text_id
        for text_id in sorted(ids())
        if text_id not in literal and not any(pattern.fullmatch(text_id) for pattern in patterns)
    ]
    assert unused == []


def test_an_unknown_text_or_a_missing_argument_is_an_error() -> None:
    """It never shows as an empty place or as the text's id."""
    with pytest.raises(MissingWordsError):
        words(Language.EN)("no-such-text")
    with pytest.raises(MissingWordsError):
        words(Language.EN)("alert-company")


def test_a_long_argument_comes_through_whole() -> None:
    """A list of sixty mentions is longer than Fluent takes in one piece."""
    mentions = ", ".join(f"<@U0{number:012}>" for number in range(300))
    assert words(Language.ES)("sent-who", who=mentions).endswith(mentions)


def test_no_invisible_marks_surround_an_argument() -> None:
    """Fluent's isolation marks would break mentions and numbers."""
    assert words(Language.EN)("alert-company", who="<@U1>") == "*<@U1> is asking for company.*"


@pytest.mark.parametrize("language", Language)
def test_the_files_are_whole(language: Language) -> None:
    """Fluent reads each file to its end, and finds the same texts in it as the bot does."""
    for file in sorted((ROOM / language.value).glob("*.ftl")):
        body = FluentParser().parse(file.read_text(encoding="utf-8")).body
        assert [entry.content for entry in body if isinstance(entry, ast.Junk)] == [], file.name
    assert {message.id.name for _, message in messages(language)} == words(language).ids


def test_a_broken_text_is_an_error(tmp_path: Path) -> None:
    """One that is there twice stops the start; one that cannot be read is never shown half."""
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "a.ftl").write_text("fine = Fine\n# a remark\nhalf = this is { no text\n", encoding="utf-8")
    say = Say(Language.EN, tmp_path)
    assert say("fine") == "Fine"
    with pytest.raises(MissingWordsError, match="'half' cannot be read"):
        say("half")
    (folder / "b.ftl").write_text("fine = Again\n", encoding="utf-8")
    with pytest.raises(MissingWordsError, match=r"b\.ftl: there twice: fine"):
        Say(Language.EN, tmp_path)
