"""Plans at fault by law: each kind of conflict found, both sides named, the change worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from exercise.improvement.conflicts_by_source import (
    Remedy,
    Side,
    SourceConflict,
    conflicts_by_source,
)
from scenarios.condition import AllOf, Did, Done, Signal
from scenarios.procedure import Step
from scenarios.reporting_clock import ReportingClock, ReportingClocks, Span
from scenarios.text import Text
from scenarios.timing import HOUR
from tests.exercise.builders import MIN, setting, step

CALL = Signal("incident")
ROW = ReportingClock(
    "CN-X", Text.plain("x"), ("csrc",), "unverified", True, (), first=Span("hour", 1)
)


def found(
    *steps: Step, rows: tuple[ReportingClock, ...] = (ROW,), **written: Any
) -> tuple[SourceConflict, ...]:
    """Return the conflicts of a plan of *steps*, all their actions reports; *written* are values by ``step_key``."""
    plan = setting(*steps, kinds={one.does: "report" for one in steps if "report" in one.does}).plan
    table = ReportingClocks("t", 1, Text.plain("t"), date(2026, 1, 1), (), (), rows)
    return conflicts_by_source(plan, table, lambda one, key: written.get(f"{one}_{key}"))


HEDGE = step("P1", "hedge", when=CALL, within=10 * MIN)
NO_TRADE = step("L1", "hedge", "all", not_before=Did("disclose"), source="law", overrides=("P1",))


def test_a_step_that_a_law_overrides_is_to_wait_for_what_the_law_waits_for() -> None:
    """Everbright 2013: the desk's policy told it to hedge before the market knew."""
    (one,) = found(HEDGE, NO_TRADE, L1_not_before={"did": "disclose"})
    assert (one.code, one.plan.id, one.rule) == ("plan_overridden", "P1", Side("L1", "law"))
    assert one.remedy == Remedy("P1", "not_before", None, {"did": "disclose"})
    assert one.severity == "high"


def test_what_already_gives_way_is_no_conflict() -> None:
    assert found(replace(HEDGE, not_before=Did("disclose")), NO_TRADE) == ()
    both = AllOf((Did("x"), Did("disclose")))
    assert found(replace(HEDGE, not_before=both), NO_TRADE) == ()
    assert found(replace(HEDGE, after=("L1",)), NO_TRADE) == ()


def test_a_prohibition_of_its_own_is_kept_beside_the_laws() -> None:
    own = replace(HEDGE, not_before=Did("x"))
    values = {"P1_not_before": {"did": "x"}, "L1_not_before": {"did": "disclose"}}
    (one,) = found(own, NO_TRADE, **values)
    assert one.remedy is not None
    assert one.remedy.new == {"all": [{"did": "x"}, {"did": "disclose"}]}


def test_a_law_that_asks_for_something_comes_first() -> None:
    law = step("L1", "disclose", when=CALL, within=MIN, source="law", overrides=("P1",))
    (one,) = found(HEDGE, law)
    assert one.remedy == Remedy("P1", "after", None, ["L1"])


def test_a_step_that_overrides_nothing_known_is_no_conflict() -> None:
    assert found(replace(NO_TRADE, overrides=("P9",))) == ()


REPORT = step("R1", "report", when=CALL, within=30 * MIN, clause=("4.2",))


@pytest.mark.parametrize("source", ["law", "regulation", "exchange-rule"])
def test_a_limit_looser_than_a_rules_is_found(source: str) -> None:
    rule = step("R2", "report", when=CALL, within=20 * MIN, source=source)
    (one,) = found(REPORT, rule, R1_within="30m")
    assert one.code == "limit_looser"
    assert one.plan == Side("R1", "plan", ("4.2",), "within", 30 * MIN)
    assert one.rule == Side("R2", source, (), "within", 20 * MIN)
    assert one.remedy == Remedy("R1", "within", "30m", "20m")


def test_a_regulation_may_not_be_looser_than_a_law_but_stricter() -> None:
    law = step("R2", "report", when=CALL, within=20 * MIN, source="law")
    looser = replace(REPORT, source="regulation")
    assert [one.plan.id for one in found(looser, law)] == ["R1"]
    assert found(replace(looser, within=20 * MIN), law) == ()


def test_other_actions_other_anchors_and_good_practice_are_no_measure() -> None:
    strict = {"when": CALL, "within": 20 * MIN}
    assert found(REPORT, step("R2", "report-b", source="law", **strict)) == ()
    assert found(REPORT, step("R2", "report", source="standard", **strict)) == ()
    other = step("R2", "report", when=Signal("x"), within=20 * MIN, source="law")
    assert found(REPORT, other) == ()


def test_reports_that_are_to_be_repeated_too_seldom_are_found() -> None:
    rule = step("R2", "report", when=CALL, every=30 * MIN, until=Did("x"), source="law")
    (one,) = found(replace(REPORT, every=HOUR, until=Did("x")), rule, R1_every="1h")
    assert one.remedy == Remedy("R1", "every", "1h", "30m")


def test_a_clock_stricter_than_the_step_that_names_it_is_found_with_its_verification() -> None:
    (one,) = found(replace(REPORT, within=2 * HOUR, clock="CN-X"), R1_within="2h")
    assert one.code == "clock_stricter"
    assert one.rule == Side("CN-X", "clock", (), "within", HOUR, "unverified")
    assert one.remedy == Remedy("R1", "within", "2h", "1h")


def test_a_step_without_the_cadence_of_its_clock_is_found() -> None:
    row = replace(ROW, cadence=Span("minute", 30))
    (one,) = found(replace(REPORT, clock="CN-X"), rows=(row,))
    assert (one.plan.key, one.plan.ms, one.rule.ms) == ("every", None, 30 * MIN)


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, superseded_by="CN-Y"),
        replace(ROW, first=None),
        replace(ROW, first=Span("immediately")),
        replace(ROW, first=Span("promptly")),
        replace(ROW, first=Span("working-day", 1)),
        replace(ROW, id="CN-Y"),
    ],
)
def test_a_clock_that_states_no_moment_or_is_history_is_no_measure(row: ReportingClock) -> None:
    assert found(replace(REPORT, within=2 * HOUR, clock="CN-X"), rows=(row,)) == ()


def lawful(within: int, *after: str) -> Step:
    return step("R1", "report", when=CALL, within=within, after=after, source="law")


def test_approvals_that_may_take_longer_than_the_report_has_are_found() -> None:
    """10 minutes for the draft, then 15 for the approval, make 25: 5 more than the law gives."""
    first = step("A1", "draft", when=CALL, within=10 * MIN)
    second = step("A2", "approve", "head", when=Done("A1"), within=15 * MIN)
    (one,) = found(first, second, lawful(20 * MIN, "A2"), A2_within="15m")
    assert (one.code, one.plan.id, one.plan.ms) == ("approvals_too_long", "A2", 25 * MIN)
    assert one.rule == Side("R1", "law", (), "within", 20 * MIN)
    assert [side.id for side in one.chain] == ["A1", "A2"]
    assert one.remedy == Remedy("A2", "within", "15m", "10m")
    assert found(first, second, lawful(25 * MIN, "A2")) == ()


def test_approvals_from_the_same_call_run_beside_the_report() -> None:
    first = step("A1", "draft", when=CALL, within=10 * MIN)
    second = step("A2", "approve", "head", when=CALL, within=15 * MIN, after=("A1",))
    assert found(first, second, lawful(20 * MIN, "A2")) == ()


def test_where_no_time_is_left_the_report_does_not_wait() -> None:
    long = step("A1", "draft", when=CALL, within=40 * MIN)
    last = step("A2", "approve", "head", when=Done("A1"), within=5 * MIN)
    (one,) = found(long, last, lawful(20 * MIN, "A2"), R1_after=["A2"])
    assert one.remedy == Remedy("R1", "after", ["A2"], None)


def test_a_clock_counts_where_the_report_itself_is_only_the_plans() -> None:
    long = step("A1", "draft", when=CALL, within=90 * MIN)
    own = replace(REPORT, within=2 * HOUR, after=("A1",), clock="CN-X")
    codes = [(one.code, one.rule.source) for one in found(long, own)]
    assert codes == [("clock_stricter", "clock"), ("approvals_too_long", "clock")]


def test_what_is_no_report_or_asked_for_by_the_plan_alone_may_wait() -> None:
    long = step("A1", "draft", when=CALL, within=90 * MIN)
    assert found(long, replace(lawful(20 * MIN, "A1"), source="plan")) == ()
    assert found(long, replace(lawful(20 * MIN, "A1"), does="act")) == ()


def test_steps_that_wait_for_each_other_do_not_hang_the_check() -> None:
    one = step("A1", "a", when=Done("A2"), within=10 * MIN)
    two = step("A2", "b", when=Done("A1"), within=10 * MIN)
    assert [each.code for each in found(one, two, lawful(5 * MIN, "A1"))] == ["approvals_too_long"]


def test_each_conflict_has_a_key_of_its_own() -> None:
    rule = step("R2", "report", when=CALL, within=20 * MIN, source="law", every=MIN, until=Did("x"))
    own = replace(REPORT, every=HOUR, until=Did("x"))
    keys = [one.key for one in found(own, rule)]
    assert len(keys) == len(set(keys)) == 2
