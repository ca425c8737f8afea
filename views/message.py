"""A message: its blocks, and the text that a locked phone shows."""

from dataclasses import dataclass

from views.parts import Block


@dataclass(frozen=True)
class Message:
    """What is posted. `text` is what a locked phone shows, so it never says anything (field.md 47)."""

    text: str
    blocks: list[Block]
