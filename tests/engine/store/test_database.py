"""The database opens itself, up to date, and a transaction is kept whole or not at all."""

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from engine.store import migrate
from engine.store.database import Database
from engine.store.errors import NotFound, SchemaTooNew
from engine.store.records import SCENARIO, DocumentRecord
from engine.store.store import Store
from engine.store.tables import metadata


def document(digest: str = "sha256:1", words: str = "id: x") -> DocumentRecord:
    return DocumentRecord(digest, SCENARIO, "x", words)


def test_the_migrations_make_exactly_the_tables_that_the_program_uses(store: Store) -> None:
    with store.database.reading() as connection:
        schema = {"compare_type": True, "compare_server_default": True}
        found = compare_metadata(MigrationContext.configure(connection, opts=schema), metadata)
    assert found == []


def test_the_newest_migration_is_the_one_that_the_program_expects(store: Store) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate._SCRIPTS))
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD
    with store.database.reading() as connection:
        assert migrate.revision(connection) == migrate.HEAD


def test_what_was_kept_is_there_when_it_is_opened_again(url: str, store: Store) -> None:
    store.documents.put(document())
    again = Store.at(url)
    assert again.documents.get("sha256:1") == document()
    again.close()


def test_a_data_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "演练 100% ?#&" / "data"
    Store.in_folder(folder).close()
    assert (folder / "startex.db").is_file()


def test_a_database_of_a_later_version_is_refused(url: str, store: Store) -> None:
    with store.database.writing() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(SchemaTooNew) as refused:
        Database(url)
    assert refused.value.numbers == {"found": "9999", "newest": migrate.HEAD}


def test_an_error_inside_undoes_all_that_was_kept_together(store: Store) -> None:
    def stumble() -> None:
        with store.together():
            store.documents.put(document())
            assert store.documents.get("sha256:1") == document()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    with pytest.raises(NotFound):
        store.documents.get("sha256:1")


def test_many_threads_write_at_once_without_an_error(store: Store) -> None:
    def keep(number: int) -> None:
        for n in range(5):
            store.documents.put(document(f"sha256:{number}-{n}"))

    threads = [threading.Thread(target=keep, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(8):
        assert store.documents.get(f"sha256:{number}-4").kind == SCENARIO


def test_sqlite_syncs_each_commit_and_minds_foreign_keys(store: Store) -> None:
    if not store.database.is_sqlite:
        return
    with store.database.reading() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    assert found == ["wal", 2, 1]


def test_a_setting_is_the_last_one_kept(store: Store) -> None:
    assert store.setting("key") is None
    store.set_setting("key", "one")
    store.set_setting("key", "two")
    assert store.setting("key") == "two"
