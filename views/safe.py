"""What people typed, made safe to show: no markup, no mentions, no tricks with direction, no overflow.

Lengths are counted in UTF-16 units, as Slack's own client counts them: an emoji is two.
"""

import re
import unicodedata
from collections.abc import Sequence

ELLIPSIS = "…"
MOST = 4_000
"""What comes after this many characters of one text is never looked at: Slack takes 3,000 in a box."""

# Tab, and letters without ink.
_BLANKS = str.maketrans(dict.fromkeys("\t\u115f\u1160\u3164\uffa0\u2800", " "))
# Cc control, Cf format (zero width, direction marks, tags), Cs half a pair, Co private use, Cn unassigned
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]"
# It joins emoji into one (a family, a flag); anywhere else it is invisible.
_LONE_JOINER = re.compile(f"(?<!{_EMOJI})\u200d|\u200d(?!{_EMOJI})")
_KEPT = frozenset({ord("\n"), ord("\u200d")})
_ENTITY = re.compile(r"&(?:amp|lt|gt);|<[^<>]*>|.", re.DOTALL)
# Slack has no escape for its marks, so each is replaced by a sign that looks like it and does nothing.
_MARKS = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_SLACK_USER = re.compile(r"[UW][A-Z0-9]{1,30}")
_SLACK_TEAM = re.compile(r"[TE][A-Z0-9]{1,30}")
_DIALLED = re.compile(r"\+?[0-9]{3,15}")
_ACCENT = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]"
_MANY_MARKS = re.compile(f"({_ACCENT}{{3}}){_ACCENT}+")


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Return the text without control, zero-width and direction characters, in composed form.

    Line breaks stay. A pile of accents on one letter is cut to three.
    """
    if len(text) < MOST and text.isascii() and text.isprintable():
        return text
    lines = "\n".join(text[:MOST].splitlines())
    text = lines.translate(_BLANKS)
    dropped = {ord(sign) for sign in set(text) if unicodedata.category(sign) in _DROPPED} - _KEPT
    kept = _LONE_JOINER.sub("", text).translate(dict.fromkeys(dropped))
    return _MANY_MARKS.sub(r"\1", unicodedata.normalize("NFC", kept))


def one_line(text: str) -> str:
    """Return the cleaned text on one line."""
    return " ".join(clean(text).split())


def shorten(text: str, limit: int) -> str:
    """Return at most `limit` UTF-16 units, with an ellipsis where something went.

    Never cuts through an entity (`&amp;`), a mention or link (`<...>`), or half of a pair.
    """
    if units(text) <= limit:
        return text
    kept: list[str] = []
    room = limit - 1
    for found in _ENTITY.finditer(text):
        piece = found.group()
        room -= units(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept).rstrip(" \n\u200d") + ELLIPSIS


def typed_plain(text: str, limit: int) -> str:
    """Return something typed, on one line, for a plain_text element."""
    return shorten(one_line(text), limit)


def typed_mrkdwn(text: str, limit: int) -> str:
    """Return something typed, on one line, for an mrkdwn element: shown as it was typed and nothing else."""
    return escape(shorten(one_line(text), limit))


def typed_block(text: str, limit: int) -> str:
    """Return something typed over several lines, for a plain_text element; empty lines are taken out."""
    lines = [" ".join(line.split()) for line in clean(text).split("\n")]
    return shorten("\n".join(line for line in lines if line), limit)


def escape(text: str) -> str:
    """Return the text with Slack's control signs as entities and its marks as look-alikes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").translate(_MARKS)


def mention(slack: str, name: str = "") -> str:
    """Return a mention made from a Slack user id, or the name where the id is none."""
    return f"<@{slack}>" if _SLACK_USER.fullmatch(slack) else typed_mrkdwn(name or "?", 80)


def chat(workspace: str, slack: str, label: str) -> str:
    """Return a link that opens the reader's chat with somebody, in Slack's apps; "" where an id is none."""
    if not _SLACK_TEAM.fullmatch(workspace) or not _SLACK_USER.fullmatch(slack):
        return ""
    return f"<slack://user?team={workspace}&amp;id={slack}|{typed_mrkdwn(label, 60)}>"


def tel(number: str) -> str:
    """Return a link that dials the number; the number alone where it cannot be dialled; "" for none."""
    shown = typed_mrkdwn(number, 40)
    return f"<tel:{_digits(number)}|{shown}>" if can_be_dialled(number) else shown


def can_be_dialled(number: str) -> bool:
    """Whether a telephone could dial this: 3 to 15 digits, with the signs that people put between them."""
    return bool(_DIALLED.fullmatch(_digits(number)))


def _digits(number: str) -> str:
    return re.sub(r"[\s().\-–/]", "", one_line(number))


def some_mentions(slacks: Sequence[str], most: int = 60) -> str:
    """Return mentions of these Slack user ids in their order, with an ellipsis after `most`."""
    told = ", ".join(mention(slack) for slack in slacks[:most])
    return told + (f", {ELLIPSIS}" if len(slacks) > most else "")
