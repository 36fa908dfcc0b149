"""The judgement of a running exercise equals that of its journal, however often and whenever it is asked."""

from __future__ import annotations

from hypothesis import given, settings

from exercise.evaluation.evaluation import evaluate, evaluate_journal
from exercise.phases import Phase, phase_of
from exercise.proceedings import Proceedings
from exercise.setting import Setting
from tests.exercise.builders import REFS
from tests.oracle.generator import Case, cases


@settings(max_examples=300, deadline=None, derandomize=True)
@given(cases())
def test_the_live_score_at_the_end_is_the_score_of_the_journal(case: Case) -> None:
    plan, scenario, entries = case
    setting = Setting(plan, scenario)
    live = Proceedings(setting)
    for entry in entries:
        live.hear(entry)
        evaluate(live, REFS, seed=1)
    assert evaluate(live, REFS, seed=1) == evaluate_journal(setting, entries, REFS, seed=1)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(cases())
def test_a_stage_that_lets_time_pass_in_small_steps_changes_no_verdict(case: Case) -> None:
    plan, scenario, entries = case
    setting = Setting(plan, scenario)
    live = Proceedings(setting)
    for entry in entries:
        while (timer := live.next_timer()) is not None and timer <= (entry.at, phase_of(entry)):
            live.advance(*timer)
        live.advance(max(0, entry.at - 1), Phase.END)
        live.hear(entry)
    assert evaluate(live, REFS, seed=1) == evaluate_journal(setting, entries, REFS, seed=1)
