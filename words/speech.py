"""The interface's texts, kept as Fluent files: one folder a language, one file a subject.

Flow texts are not here: they live in the flows, both languages side by side.
"""

import re
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern
from fluent.syntax.ast import Junk

from domain.people import Language

FOLDER = Path(__file__).parent
_SHORT = 500
_BEGINS = re.compile(r"^([a-zA-Z][a-zA-Z0-9_-]*)[ \t]*=", re.MULTILINE)


class MissingWordsError(KeyError):
    """A text that is not there, or an argument that its text asks for and was not given.

    It is a mistake of ours and never the person's; the tests ask for every text there is.
    """


class Say:
    """The texts of one language. Call it with a text's id and the arguments that the text names.

    A text is parsed when it is first asked for: parsing them all takes longer than a start should.
    """

    def __init__(self, language: Language, folder: Path = FOLDER) -> None:
        self.language = language
        # No isolation marks: they are invisible characters around every argument, and a mention, a link
        # or a number in them is none. What people type is stripped of direction marks in views/safe.py.
        self._bundle = FluentBundle([language.value], use_isolating=False)
        self._patterns: dict[str, Pattern] = {}
        self._sources: dict[str, str] = {}
        self._told: dict[str, str] = {}
        for file in sorted((folder / language.value).glob("*.ftl")):
            self._add(file)
        self.ids = frozenset(self._sources)

    def __call__(self, text_id: str, **args: str | int) -> str:
        """Return the text, arguments filled in. Raises `MissingWordsError`."""
        if args:
            return self._say(text_id, args)
        if text_id not in self._told:  # most of a screen: put together once, since every step shows it
            self._told[text_id] = self._say(text_id, args)
        return self._told[text_id]

    def _say(self, text_id: str, args: dict[str, str | int]) -> str:
        pattern = self._patterns.get(text_id) or self._parse(text_id)
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

    def _add(self, file: Path) -> None:
        """Find where each text of a file begins; one that is there twice is an error."""
        content = file.read_text(encoding="utf-8")
        begins = [*_BEGINS.finditer(content)]
        ends = [*(begin.start() for begin in begins[1:]), len(content)]
        for begin, end in zip(begins, ends, strict=True):
            text_id = begin.group(1)
            if text_id in self._sources:
                raise MissingWordsError(f"{file.name}: there twice: {text_id}")
            self._sources[text_id] = content[begin.start() : end]

    def _parse(self, text_id: str) -> Pattern:
        if text_id not in self._sources:
            raise MissingWordsError(f"{self.language.value}: there is no text '{text_id}'")
        resource = FluentResource(self._sources[text_id])
        self._bundle.add_resource(resource)
        broken = any(isinstance(part, Junk) for part in resource.body)
        pattern = None if broken else self._bundle.get_message(text_id).value
        if pattern is None:
            raise MissingWordsError(f"{self.language.value}: '{text_id}' cannot be read")
        self._patterns[text_id] = pattern
        return pattern


def _mark(name: str) -> str:
    return f"\ue000{name}\ue001"


@cache
def words(language: Language) -> Say:
    """Return the texts of a language, found once and kept. Raises `MissingWordsError` for one there twice."""
    return Say(language)


def ids() -> frozenset[str]:
    """Return the ids of all texts, in whatever language they are."""
    return frozenset().union(*(words(language).ids for language in Language))
