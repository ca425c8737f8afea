"""Calls whose order is known: it comes from the call's own random id, so one is looked for that fits."""

from collections.abc import Iterable

from domain.ids import new_id
from domain.ladder import in_turn

FIRST = 2
"""As many as are asked at once for now, in the first rung and in the next."""


def draft_of(person_ids: Iterable[str]) -> str:
    """Return the random id of a call that asks these people in this order; within a rung either way."""
    wanted = list(person_ids)
    while True:
        draft = new_id()
        found = in_turn(draft, wanted)
        cuts = (slice(0, FIRST), slice(FIRST, 2 * FIRST))
        if all(set(found[cut]) == set(wanted[cut]) for cut in cuts):
            return draft
