"""The database: one place to open, to read and to write, on SQLite or PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError

from engine.store.errors import StoreUnavailable
from engine.store.migrate import bring_up_to_date

_IMMEDIATE = "startex_immediate"


class Database:
    """Opens *url*, brings its tables up to date, and hands out short transactions.

    A transaction must not wait for anything but the database: on SQLite everybody else waits for it.
    """

    def __init__(self, url: str | URL) -> None:
        self.engine = _open(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._one_writer = threading.RLock()
        self._current = threading.local()
        try:
            with self.writing() as connection:
                bring_up_to_date(connection)
        except BaseException:
            self.close()
            raise

    @classmethod
    def in_folder(cls, folder: Path) -> Database:
        """Open the database file of the data *folder*, made where it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(URL.create("sqlite", database=str(folder / "startex.db")))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Enter a transaction that is kept when it is left and undone when it is left by an error.

        Entered again inside, it is the same transaction. On SQLite there is one writer at a time. Raises
        StoreUnavailable when the database does not take it.
        """
        current: Connection | None = getattr(self._current, "connection", None)
        if current is not None:
            yield current
            return
        with _translated(), self._turn(), self._connect(**{_IMMEDIATE: True}) as opened:
            self._current.connection = opened
            try:
                with opened.begin():
                    yield opened
            finally:
                self._current.connection = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Enter a transaction that sees one state of everything; inside `writing` it is that one."""
        current: Connection | None = getattr(self._current, "connection", None)
        if current is not None:
            yield current
            return
        with _translated(), self._connect() as opened, opened.begin():
            yield opened

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _connect(self, **options: bool) -> Connection:
        return self.engine.connect().execution_options(**options)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        with self._one_writer:
            yield


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreUnavailable(error=type(error).__name__) from error


def _open(address: str | URL) -> Engine:
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        driver = "postgresql+psycopg" if url.drivername == "postgresql" else url.drivername
        return create_engine(url.set(drivername=driver), pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": 10, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver leaves transactions to us
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_IMMEDIATE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
