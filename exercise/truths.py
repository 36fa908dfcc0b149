"""What is so at a moment: the scenario's truth rows and what follows from the world (formats.md 2)."""

from __future__ import annotations

from collections.abc import Mapping

from exercise.conformance.marks import story_time
from exercise.state import State
from exercise.watching import Latch
from scenarios.procedure import Step
from scenarios.scenario import TruthRow

PREFIX = "truth."


class Truths:
    """The truth rows of a scenario, each with a latch for its ``from``."""

    __slots__ = ("_rows", "_state", "latches")

    def __init__(self, state: State) -> None:
        """Read the rows of the scenario that *state* plays."""
        self._state = state
        self._rows: Mapping[str, tuple[tuple[TruthRow, Latch | None], ...]] = {
            name: tuple((row, Latch(row.since) if row.since is not None else None) for row in rows)
            for name, rows in state.setting.scenario.truth.items()
        }
        self.latches = tuple(
            latch for rows in self._rows.values() for _, latch in rows if latch is not None
        )

    def of_step(self, step: Step) -> dict[str, object]:
        """Return what is true now of each field that *step*'s facts name."""
        return {fact.field: self._resolve(fact.equals) for fact in step.facts}

    def value(self, name: str) -> object:
        """Return the truth *name* now; None where it has no value.

        A scenario's own truth comes before a derived one of the same name.
        """
        if name in self._rows:
            return self._last_row(name)
        state = self._state
        if name == "affected":
            return state.not_up()
        if name == "down_since":
            since = state.down_since()
            return None if since is None else story_time(state.setting, since)
        return state.impact(name)

    def _resolve(self, equals: object) -> object:
        if isinstance(equals, str) and equals.startswith(PREFIX):
            return self.value(equals.removeprefix(PREFIX))
        return equals

    def _last_row(self, name: str) -> object:
        now: object = None
        for row, latch in self._rows[name]:
            if latch is None or latch.since is not None:
                now = row.value
        return now
