"""One normal form of a text, so that a curly quote or a lost accent does not hide a word."""

import unicodedata

_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2032": "'", "\u00b4": "'", "`": "'"})


def normal(text: str) -> str:
    """Return a text in lower case, without accents, zero width characters or doubled spaces.

    Compatibility forms are made plain (NFKC) and quotes straight. It is for matching, never for showing.
    """
    if text.isascii():
        return " ".join(text.replace("`", "'").casefold().split())
    # Quotes first: NFKC would take an acute that stands for one apart into a space and an accent.
    wide = unicodedata.normalize("NFKC", text.translate(_QUOTES))
    shown = "".join(sign for sign in wide if unicodedata.category(sign) != "Cf")
    parts = unicodedata.normalize("NFD", shown.casefold())
    bare = "".join(sign for sign in parts if unicodedata.category(sign) != "Mn")
    return " ".join(bare.split())
