"""What a run asks of simulated colleagues, whoever plays them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from exercise.commands import Command
from exercise.entry import Entry
from scenarios.timing import Ms


class Colleagues(Protocol):
    """Whoever acts by their own lights: in empty seats, or from a fork on."""

    def hear(self, entry: Entry) -> None:
        """Take in one entry; a person who takes a seat silences the colleague there."""

    def next_due(self) -> Ms | None:
        """Return when somebody acts next; None when nobody will."""

    def acts_due(self, at: Ms) -> Sequence[Command]:
        """Return what they do at *at*, once."""
