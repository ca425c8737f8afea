"""The words that a person sees on a screen, in reading order."""

from collections.abc import Iterable, Iterator
from typing import Any

from sandbox.elements import options_of

Json = dict[str, Any]


def label_of(text: Json | str) -> str:
    """The words of a text object."""
    return text if isinstance(text, str) else str(text.get("text", ""))


def words_in(screen: Json, parts: Iterable[str]) -> Iterator[str]:
    """Every text on these parts of a screen: modal, dm, home, channel.

    Args:
        screen: as GET screen tells it.
        parts: which; of modals only the top one is seen.
    """
    for part in parts:
        if part == "modal":
            for view in screen["modals"][-1:]:
                yield from words_of_view(view)
        elif part == "home" and screen["home"] is not None:
            yield from words_of_view(screen["home"])
        elif part == "dm":
            yield from _words_of_messages(screen["dm"]["messages"])
        elif part == "channel":
            for channel in screen["channels"]:
                yield from _words_of_messages(channel["messages"])


def words_of_view(view: Json) -> Iterator[str]:
    """A view's title, blocks, errors and the words on its two buttons."""
    if view.get("title"):
        yield label_of(view["title"])
    yield from words_of_blocks(view["blocks"])
    yield from (view.get("errors") or {}).values()
    for key in ("submit", "close"):
        if view.get(key):
            yield label_of(view[key])


def _words_of_messages(messages: Iterable[Json]) -> Iterator[str]:
    for message in messages:
        if message["blocks"]:
            yield from words_of_blocks(message["blocks"])
        else:
            yield message["text"]


def words_of_blocks(blocks: Iterable[Json]) -> Iterator[str]:
    """Every text in blocks, with the labels of buttons, options and fields."""
    for block in blocks:
        for key in ("text", "label", "hint", "title"):
            if block.get(key):
                yield label_of(block[key])
        yield from (label_of(field) for field in block.get("fields") or [])
        if block.get("alt_text"):
            yield block["alt_text"]
        for element in _parts(block):
            yield from _words_of_element(element)


def _parts(block: Json) -> list[Json]:
    single = [block[key] for key in ("accessory", "element") if block.get(key)]
    return [*single, *(block.get("elements") or [])]


def _words_of_element(element: Json) -> Iterator[str]:
    for key in ("text", "placeholder"):
        if element.get(key):
            yield label_of(element[key])
    if element.get("alt_text"):
        yield element["alt_text"]
    for option in options_of(element):
        yield label_of(option["text"])
        if option.get("description"):
            yield label_of(option["description"])
