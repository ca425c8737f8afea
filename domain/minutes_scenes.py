"""Scenes of one's own minutes. See `domain/scenes.py`."""

from dataclasses import dataclass
from datetime import date

from domain.minutes import Week
from domain.scenes import Reader


@dataclass(frozen=True, slots=True)
class MyMinutesScene:
    """The list of one's own minutes, for its writer's eyes alone: the weeks, the newest first. `request_id`:
    the call whose card led here, "" where none did; it goes into nothing that is written down."""

    reader: Reader
    weeks: tuple[Week, ...]
    today: date
    request_id: str = ""
