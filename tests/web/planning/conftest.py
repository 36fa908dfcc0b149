"""A house without windows for the tests of planning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.past import Past
from web.house import House


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that all tests of a file share, each with a plan of its own."""
    past = Past(Path(tmp_path_factory.mktemp("planning")) / "data")
    yield past.house
    past.close()
