"""What-if over runs that were led live: pauses, jumps, speeds, holds and skips come again as they were."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given, settings

from engine.forking import fork
from exercise.commands import (
    Act,
    Command,
    Hold,
    Jump,
    Pause,
    Postpone,
    Release,
    Resume,
    SetSpeed,
    Skip,
)
from exercise.entry import Entry
from exercise.evaluation.evaluation import evaluate_journal
from exercise.facts import Acted
from exercise.paper import canonical
from exercise.whatif.changes import Moved, Removed
from scenarios.timing import MINUTE, SECOND, Ms
from tests.engine.test_live_run import DOCUMENTS, DOINGS, SCRIPT, Table, play


def without_wall(entries: tuple[Entry, ...]) -> list[Entry]:
    return [replace(entry, wall="") for entry in entries]


def check_same(table: Table) -> None:
    same = fork(SCRIPT, DOCUMENTS, 7, table.entries)
    assert without_wall(same.entries) == without_wall(tuple(table.entries))
    assert same.dropped == ()
    if table.live.run.proceedings.state.ended_at is not None:
        judged = evaluate_journal(SCRIPT, table.entries, DOCUMENTS, 7)
        assert canonical(same.evaluation()) == canonical(judged) == canonical(table.judged())


@settings(deadline=None, max_examples=150)
@given(DOINGS)
@example([(60_002, Act("duty", "restart")), (0, Pause()), (0, Jump(120_000))])
@example([(0, Act("duty", "restart")), (0, Pause()), (0, Jump(120_000))])
@example(
    [(0, Hold("I5")), (9 * MINUTE, Release("I5")), (0, Skip("I3")), (0, Act("duty", "answer"))]
)
@example([(0, Postpone("I1", 3 * MINUTE)), (4 * MINUTE, Jump(9 * MINUTE)), (0, Pause())])
def test_without_a_change_a_run_led_live_comes_again(doings: list[tuple[Ms, Command]]) -> None:
    check_same(play(doings, 10 * MINUTE, "head"))


@settings(deadline=None, max_examples=60)
@given(DOINGS)
@example([(60_000, Pause())])
def test_a_run_led_live_to_its_end_comes_again(doings: list[tuple[Ms, Command]]) -> None:
    table = play(doings, 10 * MINUTE, "head")
    table.ask(Resume())
    table.ask(SetSpeed(1))
    table.pass_by(60 * MINUTE, 10 * MINUTE)
    assert table.live.run.proceedings.state.ended_at is not None
    check_same(table)


@settings(deadline=None, max_examples=150)
@given(DOINGS)
def test_whatever_is_changed_every_real_act_is_there_or_listed(
    doings: list[tuple[Ms, Command]],
) -> None:
    table = play(doings, 10 * MINUTE)
    acts = [entry for entry in table.entries if isinstance(entry.fact, Acted)]
    if not acts:
        return
    for change in (Removed(acts[0].seq), Moved(acts[0].seq, acts[0].at + 30 * SECOND)):
        forked = fork(SCRIPT, DOCUMENTS, 7, table.entries, [change])
        kept = [entry for entry in forked.entries if isinstance(entry.fact, Acted)]
        gone = 1 if isinstance(change, Removed) else 0
        assert len(kept) + len(forked.dropped) == len(acts) - gone
        times = [entry.at for entry in forked.entries]
        assert times == sorted(times)
        assert [entry.seq for entry in forked.entries] == list(range(1, len(times) + 1))
