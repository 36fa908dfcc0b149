"""What-if: the real run beside the run with some things changed, from changes as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.bots import Bots
from engine.forking import Dropped, Fork, fork
from exercise.entry import Entry
from exercise.evaluation.evaluation import DocumentRefs, evaluate_journal
from exercise.facts import Ended
from exercise.setting import Setting
from exercise.whatif.acts import real_acts
from exercise.whatif.comparison import differences
from exercise.whatif.grammar import read_changes

PEOPLE, BOTS = "people", "bots"
CONTINUE = (PEOPLE, BOTS)
"""Who carries on from the fork: people do what they really did, or simulated colleagues take every seat."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Both runs judged; *changes* as they were written."""

    changes: tuple[str, ...]
    continue_with: str
    real: dict[str, Any]
    forked: dict[str, Any]
    fork: Fork

    def paper(self) -> dict[str, Any]:
        """Return what the change would have done, without the two evaluations."""
        return {
            "format": "startex/whatif@1",
            "changes": list(self.changes),
            "continue": self.continue_with,
            "forked_ms": self.fork.forked_at,
            "differences": differences(self.real, self.forked),
            "dropped": [_dropped_paper(one) for one in self.fork.dropped],
        }


def what_if(
    setting: Setting,
    documents: DocumentRefs,
    seed: int,
    entries: Sequence[Entry],
    changes: Iterable[str] = (),
    continue_with: str = PEOPLE,
) -> WhatIf:
    """Return what *changes* would have done to the run of *entries*; raises Misread for what cannot be changed."""
    written = tuple(changes)
    wanted = read_changes(setting, real_acts(setting, entries), written)
    carry_on = _colleagues if continue_with == BOTS else None
    forked = fork(setting, documents, seed, entries, wanted, carry_on)
    real = _judged(setting, documents, seed, entries)
    return WhatIf(written, continue_with, real, forked.evaluation(), forked)


def _judged(
    setting: Setting, documents: DocumentRefs, seed: int, entries: Sequence[Entry]
) -> dict[str, Any]:
    """Return the judgement of the real run; of one that still runs as far as the fork goes, a jump's end included."""
    if any(isinstance(entry.fact, Ended) for entry in entries):
        return evaluate_journal(setting, entries, documents, seed)
    return fork(setting, documents, seed, entries).evaluation()


def _colleagues(setting: Setting, seed: int) -> Bots:
    return Bots(setting, setting.seats, seed)


def _dropped_paper(one: Dropped) -> dict[str, Any]:
    return {"seq": one.seq, "at": one.at, "by": one.by, "action": one.action, "why": one.why}
