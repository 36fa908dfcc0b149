"""A draft made from one version, carried over to the newest one: three-way, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exercise.improvement.change import Change
from scenarios.reader import Sheet

MINE, THEIRS, OTHER = "mine", "theirs", "other"


@dataclass(frozen=True, slots=True)
class Rebased:
    """What became of a draft's changes over a newer version.

    *changes* start from the newest version, those in conflict among them; *settled* are no longer needed, since
    the newest version says already what they wanted.
    """

    changes: tuple[Change, ...]
    settled: tuple[Change, ...] = ()

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """Those of *changes* that somebody has to resolve."""
        return tuple(change for change in self.changes if change.conflict is not None)


def rebase(changes: Sequence[Change], base: Sheet, newest: Sheet) -> Rebased:
    """Return *changes*, made over *base*, as changes of *newest*; ids and order stay.

    Nothing of either side is lost: what both changed is merged where it can be (lists by member, texts by word),
    otherwise the change carries a conflict. Raises RevisionRefused ``document_refused``.
    """
    raise NotImplementedError


def resolved(change: Change, choice: str, value: object = None) -> Change:
    """Return *change* without its conflict: ``mine`` keeps it, ``theirs`` rejects it, ``other`` sets *value*."""
    raise NotImplementedError
