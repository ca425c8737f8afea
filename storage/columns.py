"""Column types that hold a rule by themselves: times in UTC, times cut to the hour, and sealed bytes."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, LargeBinary, String
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware UTC time. SQLite keeps no zone, so it is taken off there and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time as the database keeps it; raises ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored.")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Hour(Moment):
    """A UTC time cut down to its hour: never later than asked, and telling no more than the hour."""

    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the hour that the time is in."""
        stored = super().process_bind_param(value, dialect)
        return None if stored is None else cut_to_hour(stored)


class Plain(TypeDecorator[str]):
    """A text that somebody typed and that need not be sealed (a team's name), less what databases refuse."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Return the text without zero bytes and halves of characters."""
        return None if value is None else value.replace("\0", "").encode(errors="ignore").decode()


class Sealed(TypeDecorator[bytes]):
    """Ciphertext of the vault; the type marks the column, so that a test can list them all."""

    impl = LargeBinary
    cache_ok = True


def cut_to_hour(moment: datetime) -> datetime:
    """Return the start of the hour that `moment` is in."""
    return moment.replace(minute=0, second=0, microsecond=0)
