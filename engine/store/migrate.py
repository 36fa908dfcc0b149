"""Brings a database's tables up to date, step by step, when it is opened."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from engine.store.errors import SchemaTooNew

HEAD = "0006"
"""The newest migration; kept here so that a database that is up to date opens without loading Alembic."""

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 5_741_978  # PostgreSQL: whoever comes second waits for the first to finish


def bring_up_to_date(connection: Connection) -> None:
    """Run the migrations that *connection*'s database lacks; raises SchemaTooNew when it has some that we lack."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    found = revision(connection)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise SchemaTooNew(found=found, newest=HEAD)
    _upgrade(connection)


def revision(connection: Connection) -> str | None:
    """Return the newest migration that the database has had; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("select version_num from alembic_version"))
    return found


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
