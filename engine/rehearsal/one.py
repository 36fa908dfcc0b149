"""One rehearsed run: the same engine as a live table, without a journal on paper and without anybody who watches."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from engine.bots import Bots
from engine.run import Run
from exercise.commands import Start
from exercise.entry import Entry
from exercise.evaluation.evaluation import DocumentRefs
from exercise.rehearsal.outcome import Load, Outcome, outcome_of
from exercise.setting import Setting
from scenarios.behaviour import Behaviour
from scenarios.timing import Ms


def rehearse_once(
    setting: Setting, documents: DocumentRefs, behaviour: Behaviour, seed: int, index: int
) -> Outcome:
    """Return what came of run *index* of the rehearsal with *seed*: exactly the run that
    ``startex play --bots --seed <seed + index>`` plays.
    """
    with _undisturbed():
        return _rehearsed(setting, documents, behaviour, seed, index)


def _rehearsed(
    setting: Setting, documents: DocumentRefs, behaviour: Behaviour, seed: int, index: int
) -> Outcome:
    entries: list[Entry] = []
    run = Run(setting, documents, seed + index, keep=entries.extend, wall=_no_wall)
    bots = Bots(setting, setting.seats, seed + index, behaviour, run.proceedings)
    run.stage.listen = bots.hear
    run.admit(Start(), 0)
    _play_on(run, bots)
    run.finish()
    loads = (
        Load(role, strain.busy, strain.tasks, strain.most_waiting, strain.longest_wait)
        for role, strain in bots.strains().items()
    )
    return outcome_of(run.proceedings, entries, loads, index)


def _play_on(run: Run, bots: Bots) -> None:
    """Let what is due happen, moment by moment, and everybody act whose time has come."""
    people, told, calls = bots.next_due(), run.seq, 0
    while (due := run.next_due()) is not None:
        if people is not None:
            due = min(due, max(people, run.now))
        run.advance(due)
        is_called = calls != run.proceedings.calls
        if is_called or (people is not None and people <= run.now):
            for act in bots.acts_due(run.now):
                run.admit(act, run.now)
        elif told == run.seq:
            continue  # nobody has heard anything
        people, told, calls = bots.next_due(), run.seq, run.proceedings.calls


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put off collecting garbage: a run lasts some twenty milliseconds, and what it leaves goes right after it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _no_wall(_: Ms) -> str:
    """Say nothing: nobody reads the wall of a rehearsed run."""
    return ""
