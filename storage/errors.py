"""What storage can refuse. Each message is one sentence that says how to mend it."""


class StorageError(Exception):
    """Everything that storage raises on purpose. Nothing was changed unless the docstring says otherwise."""


class Stale(StorageError):
    """Somebody else was quicker: the stored version is not the one that this change answers."""


class AlreadyThere(StorageError):
    """A row with this id exists: a second Send, or an account that is known already."""


class Collided(Stale):
    """Two units of work changed the same rows at once (PostgreSQL); run this one again from its start."""


class Unavailable(StorageError):
    """The database does not answer, is locked for too long, or cannot write."""


class Refused(StorageError):
    """The database refuses a statement: a mistake of ours. The message holds no value of any row."""


class KeyGone(StorageError):
    """The person's key is gone: they were forgotten, and what was theirs cannot be read by anybody."""


class Unreadable(StorageError):
    """A ciphertext does not open in this row and column: it was moved, changed, or made by another key."""


class CannotStart(StorageError):
    """A promise cannot be kept, so storage does not open."""


class WrongKey(CannotStart):
    """HEARTH_KEY is no key, or not the one this key store was made with."""


class NotMigrated(CannotStart):
    """A database has no tables yet, or those of another version."""


class Locked(CannotStart):
    """Another bot has this SQLite database open."""


class NotApart(CannotStart):
    """DATABASE_URL and KEYS_URL name the same database, so that one dump would hold both."""


class NotAPair(CannotStart):
    """The key store does not belong to this database; opening it would purge everybody."""


class CannotErase(CannotStart):
    """This SQLite cannot overwrite what is deleted (it lacks secure_delete)."""


class WrongUrl(CannotStart):
    """DATABASE_URL or KEYS_URL names a database that Hearth cannot use."""


class NotEmpty(StorageError):
    """A restore would overwrite data that is there."""


class BadBackup(StorageError):
    """A backup file is cut short, changed, or no backup of Hearth's."""
