"""One rehearsed run: the same engine as a live table, without a journal on paper and without anybody who watches."""

from __future__ import annotations

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
    entries: list[Entry] = []
    run = Run(setting, documents, seed + index, keep=entries.extend, wall=_no_wall)
    bots = Bots(setting, setting.seats, seed + index, behaviour, run.proceedings)
    run.stage.listen = bots.hear
    run.admit(Start(), 0)
    while (due := _next_due(run, bots)) is not None:
        run.advance(due)
        for act in bots.acts_due(run.now):
            run.admit(act, run.now)
    run.finish()
    loads = (
        Load(role, strain.busy, strain.tasks, strain.most_waiting, strain.longest_wait)
        for role, strain in bots.strains().items()
    )
    return outcome_of(run.proceedings, entries, loads, index)


def _next_due(run: Run, bots: Bots) -> Ms | None:
    of_stage = run.next_due()
    if of_stage is None:
        return None
    of_people = bots.next_due()
    return of_stage if of_people is None else min(of_stage, max(of_people, run.now))


def _no_wall(_: Ms) -> str:
    """Say nothing: nobody reads the wall of a rehearsed run."""
    return ""
