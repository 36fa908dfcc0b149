"""Fixtures: play an exercise in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.cli.playing import Came, played


@pytest.fixture
def play(tmp_path: Path) -> Callable[..., Came]:
    """Return what plays a scenario by a plan with acts, all of them texts."""
    return partial(played, tmp_path)
