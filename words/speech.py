"""The interface's texts, kept as Fluent files: one folder a language, one file a subject.

Flow texts are not here: they live in the flows, both languages side by side.
"""

from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Junk, Message

from domain.people import Language

FOLDER = Path(__file__).parent
_SHORT = 500


class MissingWordsError(KeyError):
    """A text that is not there, or an argument that its text asks for and was not given.

    It is a mistake of ours and never the person's; the tests ask for every text there is.
    """


class Say:
    """The texts of one language. Call it with a text's id and the arguments that the text names."""

    def __init__(self, language: Language, folder: Path = FOLDER) -> None:
        self.language = language
        # No isolation marks: they are invisible characters around every argument, and a mention, a link
        # or a number in them is none. What people type is stripped of direction marks in views/safe.py.
        self._bundle = FluentBundle([language.value], use_isolating=False)
        ids: set[str] = set()
        for file in sorted((folder / language.value).glob("*.ftl")):
            ids |= self._add(file, ids)
        self.ids = frozenset(ids)

    def __call__(self, text_id: str, **args: str | int) -> str:
        """Return the text, arguments filled in. Raises `MissingWordsError`."""
        pattern = self._bundle.get_message(text_id).value if text_id in self.ids else None
        if pattern is None:
            raise MissingWordsError(f"{self.language.value}: there is no text '{text_id}'")
        # Fluent takes no argument of more than 1,000 characters, and a list of mentions is longer: such
        # a one is stood in for by a private-use mark, which nothing typed can hold (views/safe.py).
        long = {name: arg for name, arg in args.items() if isinstance(arg, str) and len(arg) > _SHORT}
        text, errors = self._bundle.format_pattern(pattern, args | {name: _mark(name) for name in long})
        if errors:
            raise MissingWordsError(f"{self.language.value}: '{text_id}': {errors[0]}")
        told = str(text)
        for name, arg in long.items():
            told = told.replace(_mark(name), arg)
        return told

    def _add(self, file: Path, known: set[str]) -> set[str]:
        """Add one file's texts and return their ids; a text twice or a broken line is an error."""
        resource = FluentResource(file.read_text(encoding="utf-8"))
        for entry in resource.body:
            if isinstance(entry, Junk):
                raise MissingWordsError(f"{file.name}: cannot be read near: {str(entry.content)[:80]}")
        ids = [entry.id.name for entry in resource.body if isinstance(entry, Message)]
        twice = {text_id for text_id in ids if text_id in known or ids.count(text_id) > 1}
        if twice:
            raise MissingWordsError(f"{file.name}: there twice: {', '.join(sorted(twice))}")
        self._bundle.add_resource(resource)
        return set(ids)


def _mark(name: str) -> str:
    return f"\ue000{name}\ue001"


@cache
def words(language: Language) -> Say:
    """Return the texts of a language, read once and kept. Raises `MissingWordsError` if a file is broken."""
    return Say(language)


def ids() -> frozenset[str]:
    """Return the ids of all texts, in whatever language they are."""
    return frozenset().union(*(words(language).ids for language in Language))
