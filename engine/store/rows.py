"""Records as rows of their table, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, RowMapping, Select, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from engine.store.errors import AlreadyKept, NotFound

R = TypeVar("R")


class Rows(Generic[R]):
    """One table whose columns are the fields of one kind of record."""

    def __init__(self, table: Table, kind: type[R]) -> None:
        self.table = table
        self.kind = kind
        self._names = [f.name for f in fields(kind)]  # type: ignore[arg-type]
        self._tuples = {f.name for f in fields(kind) if str(f.type).startswith("tuple")}  # type: ignore[arg-type]
        self._key = list(table.primary_key.columns)

    def add(self, connection: Connection, record: R) -> None:
        """Keep *record*; raises AlreadyKept when its key or another unique part is taken."""
        try:
            with connection.begin_nested():
                connection.execute(insert(self.table), self._values(record))
        except IntegrityError as error:
            raise AlreadyKept(table=self.table.name, key=self._key_of(record)) from error

    def get(self, connection: Connection, *key: object, for_change: bool = False) -> R:
        """Return the record under *key*; raises NotFound. *for_change*: nobody else changes it until we are done."""
        query = select(self.table).where(*self._under(key))
        query = query.with_for_update() if for_change else query
        found = connection.execute(query).mappings().first()
        if found is None:
            raise NotFound(table=self.table.name, key=key)
        return self._record(found)

    def find(self, connection: Connection, *where: Any) -> R | None:
        """Return the first record for which *where* holds, or None."""
        found = connection.execute(select(self.table).where(*where).limit(1)).mappings().first()
        return None if found is None else self._record(found)

    def all(self, connection: Connection, *where: Any, order: Any = None) -> tuple[R, ...]:
        """Return the records for which *where* holds, by *order*, else by key."""
        query: Select[Any] = select(self.table).where(*where)
        query = query.order_by(*(self._key if order is None else order))
        return tuple(self._stream(connection, query))

    def change(self, connection: Connection, *key: object, **values: object) -> None:
        """Set some columns of the record under *key*; raises NotFound."""
        done = connection.execute(update(self.table).where(*self._under(key)).values(**values))
        if done.rowcount == 0:
            raise NotFound(table=self.table.name, key=key)

    def _stream(self, connection: Connection, query: Select[Any]) -> Iterator[R]:
        for row in connection.execute(query).mappings():
            yield self._record(row)

    def _under(self, key: tuple[object, ...]) -> list[Any]:
        return [column == value for column, value in zip(self._key, key, strict=True)]

    def _values(self, record: R) -> dict[str, Any]:
        return {name: self._plain(getattr(record, name)) for name in self._names}

    def _record(self, row: RowMapping) -> R:
        return self.kind(**{n: tuple(row[n]) if n in self._tuples else row[n] for n in self._names})

    def _key_of(self, record: R) -> tuple[object, ...]:
        return tuple(getattr(record, column.name) for column in self._key)

    @staticmethod
    def _plain(value: object) -> object:
        return list(value) if isinstance(value, tuple) else value
