"""How hard a text is to read, without a library: a tired person should not have to work for it.

English by Flesch and Kincaid's grade (1975), Spanish by Szigriszt-Pazos (1992) as read on Barrio's INFLESZ
scale (2008). Both count sentences, words and syllables. The counters go by spelling; tests hold them to a
table of words counted by hand.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

GRADE_LIMIT = 6.0
"""English: the highest school grade that a step may ask of its reader."""

EASE_LIMIT = 65.0
"""Spanish: "fairly easy" on INFLESZ, the level of primary school and the popular press, begins here."""

_SENTENCE = re.compile(r"[.?!…:;\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_EN_VOWELS = re.compile(r"[aeiouy]+")
# Vowels side by side that are spoken apart: quiet, being, doing, create, idea, video, poem, cruel.
_EN_APART = re.compile(r"iet|[eoay]ing|crea|ea$|ideo|oe[mt]|uel$|io(?!n|u)|ian|uou|nyone")
# A final e, ed or es that is not spoken: gone, called, times; but little, needed, pieces.
_EN_SILENT = re.compile(
    r"(?:(?<![aeiou])(?<!.[^aeiouy]l)e|(?<![td])(?<![^aeiouyl]l)(?<![aeiou])ed|(?<![scgxzlhaeiou])es)$"
)
_EN_SOME = re.compile(r"^(some|there|where|home|safe|care|love|time)(?=[a-z]{2})")
_ES_VOWELS = re.compile(r"[aeiouáéíóúü]+")
_ES_APART = re.compile(r"[aeoáéó][aeoáéó]|[aeoáéó][íú]|[íú][aeoáéó]")


def english_grade(text: str) -> float:
    """Return the US school grade by Flesch and Kincaid; 0.0 for a text without words."""
    sentences, words, syllables = _counts(text, english_syllables)
    if not words:
        return 0.0
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def spanish_ease(text: str) -> float:
    """Return the ease by Szigriszt-Pazos, higher is easier; 100.0 for a text without words."""
    sentences, words, syllables = _counts(text, spanish_syllables)
    if not words:
        return 100.0
    return 206.835 - 62.3 * syllables / words - words / sentences


@lru_cache(maxsize=4096)  # only words of flows come here, never what a person wrote
def english_syllables(word: str) -> int:
    """Return the number of syllables of one English word, by its spelling; at least 1."""
    letters = re.sub(r"[^a-z']", "", word.casefold())
    spoken = 1 if re.search(r"[dst]n't$", letters) else 0  # did-n't, is-n't; but don't
    letters = re.sub(r"'\w*$", "", letters.removesuffix("n't")).replace("'", "")
    letters = _EN_SOME.sub(lambda found: found[1].removesuffix("e"), letters)
    apart = len(_EN_APART.findall(letters)) + spoken
    silent = 1 if _EN_SILENT.search(letters) else 0
    return max(1, len(_EN_VOWELS.findall(letters)) + apart - silent)


@lru_cache(maxsize=4096)
def spanish_syllables(word: str) -> int:
    """Return the number of syllables of one Spanish word: a vowel or diphthong each; at least 1."""
    letters = unicodedata.normalize("NFC", word.casefold())
    letters = re.sub(r"(?<=[qg])u(?=[eiéí])", "", letters)
    letters = re.sub(r"y$", "i", letters)
    groups = _ES_VOWELS.findall(letters)
    return max(1, sum(1 + _breaks(group) for group in groups))


def _breaks(group: str) -> int:
    return sum(1 for at in range(len(group) - 1) if _ES_APART.fullmatch(group[at : at + 2]))


def _counts(text: str, syllables: Callable[[str], int]) -> tuple[int, int, int]:
    """Return how many sentences, words and syllables there are."""
    plain = text.replace("\u2019", "'")
    sentences = sum(1 for part in _SENTENCE.split(plain) if _WORD.search(part))
    words = _WORD.findall(plain)
    return sentences, len(words), sum(syllables(word) for word in words)
