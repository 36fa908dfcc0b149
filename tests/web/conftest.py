"""A real server for the tests of the windows, and people who come in by its links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving import Served, serve
from tests.web.people import Person

SCENARIO = "ups-single-path"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running server with a data folder of its own."""
    served = serve(Path(tmp_path_factory.mktemp("served")) / "data")
    yield served
    served.stop()


@pytest.fixture
def launch(server: Served) -> Callable[..., Any]:
    """Launch an exercise of the shipped scenario."""

    def launched(**wishes: Any) -> Any:
        return server.launch(scenario=SCENARIO, **wishes)

    return launched


@pytest.fixture
def enter(server: Served) -> Iterator[Callable[..., Person]]:
    """Let somebody in by a link, connected and greeted."""
    people: list[Person] = []

    def entered(link: str, table: str, name: str | None = None) -> Person:
        person = Person(server.url, server.enter(link, name))
        people.append(person)
        assert person.hello(table)["ok"]
        return person

    yield entered
    for person in people:
        person.leave()
