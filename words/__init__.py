"""What the interface says, in each language, and the lines of help."""

from words.lines import HelpLine, LinesError, Reach, help_lines, older_than
from words.speech import MissingWordsError, Say, ids, words

__all__ = [
    "HelpLine",
    "LinesError",
    "MissingWordsError",
    "Reach",
    "Say",
    "help_lines",
    "ids",
    "older_than",
    "words",
]
