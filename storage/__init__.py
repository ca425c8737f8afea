"""Where everything is kept: open a `Storage`, do one use case in one `UnitOfWork`."""

from storage.store import Storage
from storage.unit_of_work import UnitOfWork

__all__ = ["Storage", "UnitOfWork"]
