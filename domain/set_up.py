"""What an admin has filled in so far while setting a team up. It is stored nowhere before the last step."""

from dataclasses import dataclass

MOST_PEOPLE = 60
"""How many people one set-up takes: they are carried from step to step in a view's metadata."""


@dataclass(frozen=True, slots=True)
class SetUpDraft:
    """A team in the making. `id` becomes the team's id, so that a second tap makes no second team.

    People are Slack user ids; the three roles name people out of `people`. Nobody in `coordinates` means
    that the admin coordinates. `word_en`, `word_es` and `number` may be empty: the default word, no number.
    """

    id: str = ""
    name: str = ""
    word_en: str = ""
    word_es: str = ""
    people: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    coordinates: tuple[str, ...] = ()
    may_be_asked: tuple[str, ...] = ()
    zone: str = ""
    number: str = ""
    server_role: str = ""
