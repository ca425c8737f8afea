"""A look at both databases from outside, for `check`: also while a bot runs on them. It changes nothing."""

from dataclasses import dataclass

from sqlalchemy import Engine, select

from storage.engine import database_url, open_engine, reading, require_apart
from storage.heads import DATA_HEAD, KEYS_HEAD, version_of
from storage.keys import CHECK, require_right_key, store_marks, wrapper_of
from storage.tables import members, people


@dataclass(frozen=True, slots=True)
class Look:
    """What was found. Versions are None where there are no tables yet; `leads` are the Slack
    user ids of people who lead a team, each with whether they are an admin of the workspace."""

    data_version: str | None
    keys_version: str | None
    leads: tuple[tuple[str, bool], ...]

    @property
    def current(self) -> bool:
        """Whether both databases are at the version of this program."""
        return self.data_version == DATA_HEAD and self.keys_version == KEYS_HEAD


def look(data: str, keys: str, hearth_key: str) -> Look:
    """Return what is so in the databases at these URLs.

    Raises WrongKey when the key is not the one these keys were made with, WrongUrl, NotApart, Unavailable.
    """
    data_url, keys_url = database_url(data), database_url(keys)
    require_apart(data_url, keys_url)
    wrapper = wrapper_of(hearth_key)
    data_engine, keys_engine = open_engine(data_url), open_engine(keys_url)
    try:
        found = Look(version_of(data_engine), version_of(keys_engine), ())
        if found.keys_version is not None:
            with reading(keys_engine.connect()) as connection:
                check = connection.scalar(select(store_marks.c.value).where(store_marks.c.name == CHECK))
            if check is not None:
                require_right_key(wrapper, check)
        return Look(found.data_version, found.keys_version, _leads(data_engine) if found.current else ())
    finally:
        data_engine.dispose()
        keys_engine.dispose()


def _leads(engine: Engine) -> tuple[tuple[str, bool], ...]:
    query = (
        select(people.c.slack_user, people.c.is_admin)
        .join(members, members.c.person_id == people.c.id)
        .where(members.c.leads, people.c.active)
        .distinct()
    )
    with reading(engine.connect()) as connection:
        return tuple((row.slack_user, row.is_admin) for row in connection.execute(query))
