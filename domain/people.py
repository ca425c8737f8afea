"""People, teams, and who is what to a team."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Language(StrEnum):
    """The languages the bot speaks."""

    EN = "en"
    ES = "es"

    @classmethod
    def of_locale(cls, locale: str | None) -> "Language":
        """Return the language for a Slack locale such as `es-MX`; English where it is not Spanish."""
        return cls.ES if (locale or "").casefold().startswith("es") else cls.EN


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the bot knows. `name` is sealed in storage; `dm` is the DM's id once opened."""

    id: str
    slack_user: str
    language: Language
    zone: str
    is_admin: bool
    active: bool
    dm: str | None
    limits_seen: int
    name: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of an account."""

    slack_user: str
    name: str
    language: Language
    zone: str
    is_admin: bool
    active: bool


class MemberState(StrEnum):
    """Where an invitation stands. Nothing more is sent to anyone who has not said yes."""

    INVITED = "invited"
    JOINED = "joined"
    DECLINED = "declined"
    OUT = "out"


class AskState(StrEnum):
    """Whether a teammate can be asked: named by the admin, agreed, and answered a test."""

    NO = "no"
    NAMED = "named"
    AGREED = "agreed"
    READY = "ready"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Member:
    """One person's place in one team. `outside`: people outside it may ask them too; off unless they say so,
    and over with being asked."""

    team_id: str
    person_id: str
    state: MemberState
    ask: AskState
    leads: bool
    coordinates: bool
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """A team. `word_en` and `word_es` are its own words for those it serves ("" means the default),
    `number` a telephone number where a human answers ("" means none), `server_role` the role that runs
    this server."""

    id: str
    name: str
    zone: str
    word_en: str
    word_es: str
    number: str
    server_role: str
    made_on: date

    def word(self, language: Language) -> str:
        """Return the team's own word in a language, or "" for the default."""
        return self.word_es if language is Language.ES else self.word_en
