"""Two versions of a plan -> the changes that lead from the one to the other."""

from __future__ import annotations

from exercise.improvement.change import Change
from scenarios.reader import Sheet


def plan_changes(old: Sheet, new: Sheet, reason: str = "by_hand") -> tuple[Change, ...]:
    """Return the fewest changes that make *old* mean what *new* means, its version aside.

    A moved item is one ``move``, a changed field one ``set``. Applied by `revised` to *old* they give the
    meaning of *new*. Raises RevisionRefused ``document_refused`` where one of them is no sound plan.
    """
    raise NotImplementedError
