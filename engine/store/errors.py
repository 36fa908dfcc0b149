"""What can go wrong when something is kept or asked for."""

from __future__ import annotations


class StoreError(Exception):
    """Something could not be kept or found; *code* and *numbers* say what."""

    code = "store_error"

    def __init__(self, **numbers: object) -> None:
        super().__init__(self.code, numbers)
        self.numbers = numbers


class NotFound(StoreError):
    """Nothing is kept under that key."""

    code = "not_found"


class AlreadyKept(StoreError):
    """Something else is kept under that key and never changes."""

    code = "already_kept"


class JournalConflict(StoreError):
    """An entry with that run and seq is kept already, or the one before it is missing: another writer was there."""

    code = "journal_conflict"


class SchemaTooNew(StoreError):
    """The database was written by a later version of the program."""

    code = "schema_too_new"


class StoreUnavailable(StoreError):
    """The database did not take it: full, locked, gone."""

    code = "store_unavailable"
