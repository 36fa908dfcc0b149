"""Clauses and causes against exercises: what covers a clause, what is lacking, what was never exercised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from exercise.improvement.cause_cover import cause_cover
from exercise.improvement.clause_cover import CoveredPlan, clause_cover, words_in
from exercise.improvement.coverage import PlayedExercise, in_time, step_covers
from exercise.setting import Setting
from scenarios.clauses import Clause, Clauses, Exercised
from scenarios.reporting_clock import Source, Span
from scenarios.text import Text
from tests.exercise.builders import Journal
from tests.exercise.improvement.covered import (
    D1,
    D2,
    NEVER,
    TODAY,
    acknowledged,
    past,
    version,
)

SAYS = Text.plain("says")
CITING = tuple(
    replace(each, clause=(clause,))
    for each, clause in ((D1, "Rule 1 a"), (D2, "Rule 1 b)"), (NEVER, "1c"))
)
YEARLY = Exercised(within=Span("month", 12))


def rule(*clauses: Clause) -> Clauses:
    """Return a rule with *clauses*."""
    return Clauses(
        *("rule", 1, SAYS, "standard", date(2026, 1, 1), "partly"),
        *((Source(SAYS),), ("Rule",), clauses),
    )


def covered(play: Setting, *exercises: PlayedExercise) -> CoveredPlan:
    """Return the plan of *play* covered by *exercises*."""
    played = in_time(exercises)
    return CoveredPlan(play.plan, step_covers(play.plan, played), played)


def found(plan: CoveredPlan, *clauses: Clause, joint: Sequence[str] = ()) -> list[Any]:
    """Return the rows of *clauses*, the worst first."""
    rows: list[Any] = clause_cover([rule(*clauses)], [plan], TODAY, joint)["rules"][0]["clauses"]
    return rows


def switched(journal: Journal) -> Journal:
    """Let somebody acknowledge, and a measure succeed."""
    journal.act(60_000, "duty/li", "acknowledge")
    return journal.recovery(70_000, "switch", "running").recovery(80_000, "switch", "succeeded")


def test_a_clause_is_covered_by_steps_that_name_it_however_they_spell_it():
    play = version(1, *CITING)
    numbers = [Clause(each, SAYS) for each in ("1 a", "1 b", "1 c", "1 d")]
    rows = found(covered(play, past(1, play, acknowledged(1))), *numbers)
    assert [(row["id"], row["standing"]) for row in rows] == [
        ("1 d", "uncovered"),
        ("1 c", "not_exercised"),
        ("1 b", "failed"),
        ("1 a", "covered"),
    ]
    assert [(row["verdict"], row["last"]) for row in rows[2:]] == [
        ("missed", "2026-01-01"),
        ("met", "2026-01-01"),
    ]
    assert [each["id"] for each in rows[3]["steps"]] == ["D1"]


def test_a_clause_whose_steps_only_simulated_colleagues_played_is_not_proven():
    play = version(1, *CITING)
    bots = past(1, play, acknowledged(1, "duty/bot", simulated=True))
    assert found(covered(play, bots), Clause("1 a", SAYS))[0]["standing"] == "simulated"


def test_a_late_answer_leaves_a_clause_flawed():
    play = version(1, *CITING)
    row = found(covered(play, past(1, play, acknowledged(4))), Clause("1 a", SAYS))[0]
    assert (row["standing"], row["verdict"]) == ("flawed", "late")


def test_a_step_that_names_no_known_clause_is_listed():
    play = version(1, replace(D1, clause=("Rule 9", "Other rule 1 a b", "Rule 1")))
    unknown = clause_cover([rule(Clause("1 a", SAYS))], [covered(play)], TODAY)["unknown"]
    assert [(one["step"], one["written"], one["fault"]) for one in unknown] == [
        ("D1", "Rule 9", "no_clause"),
        ("D1", "Other rule 1 a b", "no_rule"),
        ("D1", "Rule 1", "wide"),
    ]


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        (None, "uncovered"),
        ("", "uncovered"),
        ("见附件。", "thin"),
        ("本预案适用于集中交易与网上交易系统。", "covered"),
        ("See the annex.", "thin"),
        (
            "This plan holds for central trading and for online trading in all our branches.",
            "covered",
        ),
    ],
)
def test_a_section_covers_its_clause_when_it_says_something(text: str | None, standing: str):
    play = version(1, D1)
    sections = {} if text is None else {"purpose": Text({"zh": text})}
    plan = CoveredPlan(replace(play.plan, sections=sections), {}, ())
    row = found(plan, Clause("6 a", SAYS, sections=("purpose",)))[0]
    assert row["standing"] == standing
    assert row["lacking"] == ([] if standing == "covered" else ["plan/purpose"])


def test_words_are_counted_by_characters_in_chinese_and_by_words_elsewhere():
    assert words_in("两地三中心 DR site，2 台。") == 9
    assert words_in("– … !") == 0


def test_five_causes_are_asked_for_and_those_never_exercised_are_named():
    clause = Clause("art. 37", SAYS, exercised=Exercised(causes=("cyber", "natural")))
    plain, cyber = version(1, D1, causes=("technical",)), version(1, D1, causes=("cyber",))
    natural = version(1, D1, causes=("natural", "human"))
    one, two = past(1, plain, acknowledged(1)), past(2, cyber, acknowledged(1))
    three = past(3, natural, acknowledged(1))
    by = [
        found(covered(plain, *each), clause)[0] for each in ((one,), (one, two), (one, two, three))
    ]
    assert [row["standing"] for row in by] == ["uncovered", "partly", "covered"]
    assert [row["lacking"] for row in by] == [["cyber", "natural"], ["natural"], []]


def test_a_yearly_exercise_is_overdue_the_day_after_twelve_months():
    play, clause = version(1, D1), Clause("8", SAYS, exercised=YEARLY)
    plan = covered(play, past(1, play, acknowledged(1)))

    def on(today: date) -> str:
        row = clause_cover([rule(clause)], [plan], today)["rules"][0]["clauses"][0]
        return str(row["standing"])

    assert on(date(2027, 1, 1)) == "covered"
    assert on(date(2027, 1, 2)) == "overdue"


def test_an_exercise_of_simulated_colleagues_is_no_exercise():
    play, clause = version(1, D1), Clause("8", SAYS, exercised=YEARLY)
    bots = past(1, play, acknowledged(1, "duty/bot", simulated=True))
    assert found(covered(play, bots), clause)[0]["standing"] == "uncovered"


def test_a_joint_exercise_is_one_that_the_programme_calls_so():
    play, clause = version(1, D1), Clause("38", SAYS, exercised=replace(YEARLY, joint=True))
    plan = covered(play, past(1, play, acknowledged(1)))
    assert found(plan, clause)[0]["standing"] == "uncovered"
    assert found(plan, clause, joint=["e-1"])[0]["standing"] == "covered"


def test_a_switchover_has_to_have_been_carried_out():
    play = version(1, D1, causes=("cyber",))
    asked = replace(YEARLY, causes=("cyber",), switchover=True)
    clause = Clause("11(6)", SAYS, exercised=asked)
    row = found(covered(play, past(1, play, acknowledged(1))), clause)[0]
    assert (row["standing"], row["lacking"]) == ("partly", ["switchover"])
    row = found(covered(play, past(1, play, switched)), clause)[0]
    assert (row["standing"], row["lacking"]) == ("covered", [])


def test_causes_stand_against_exercises_with_those_of_order_218_first():
    play = version(1, D1, causes=("natural", "technical"))
    exercises = in_time([past(1, play, acknowledged(1)), past(2, play, acknowledged(1))])
    rows = cause_cover(exercises, [play.scenario], TODAY)
    asked = ["cyber", "natural", "public-health", "key-person", "supplier-exit"]
    assert [row["cause"] for row in rows if row["asked"]] == asked
    assert [row["cause"] for row in rows][:5] == asked
    by = {row["cause"]: row for row in rows}
    assert (by["natural"]["times"], by["natural"]["last"]) == (2, "2026-01-02")
    assert (by["natural"]["years"], by["natural"]["plans"]) == ({"2026": 2}, {"plan": 2})
    assert by["natural"]["scenarios"] == ["scenario"]
    assert (by["cyber"]["times"], by["cyber"]["last"]) == (0, None)


def test_a_cause_that_only_simulated_colleagues_met_was_not_exercised():
    play = version(1, D1, causes=("cyber",))
    bots = in_time([past(1, play, acknowledged(1, "duty/bot", simulated=True))])
    row = cause_cover(bots, [], TODAY)[0]
    assert (row["cause"], row["times"], row["simulated"], row["last"]) == ("cyber", 0, 1, None)
