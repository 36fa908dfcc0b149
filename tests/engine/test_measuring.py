"""A behaviour measured from judged exercises, against numbers worked out by hand."""

from __future__ import annotations

from math import log
from typing import Any

import pytest

from engine.bots import Bots
from engine.measuring import fit, measure
from engine.play import play
from exercise.setting import Setting
from scenarios.behaviour import USUAL, Behaviour, Pace, Profile
from scenarios.checks import check_behaviour
from scenarios.desk import open_setting
from scenarios.plan import Plan
from scenarios.reader import read_text
from scenarios.scenario import Scenario
from scenarios.schemas.documents import dump, load
from scenarios.text import Text
from scenarios.yaml_paper import written
from tests.engine.making import REFS

NAME = Text.plain("measured")


def duty(
    step: str = "D1", by: str | None = "duty", took: int | None = 50, **more: Any
) -> dict[str, Any]:
    """Return an obligation anchored at 1000 with a limit of 100 that *took* so long, missed when None."""
    return {
        "step": step,
        "by": by,
        "kind": "response",
        "person": None,
        "anchor_ms": 1000,
        "due_ms": 1100,
        "done_ms": None if took is None else 1000 + took,
        "verdict": "missed" if took is None else "met" if took <= 100 else "late",
        "score": 1.0,
        "why": {},
        **more,
    }


def missed(step: str = "D1") -> dict[str, Any]:
    return duty(step, None, None)


def measured(*duties: dict[str, Any]) -> Behaviour:
    return measure([{"plan": {"id": "plan"}, "obligations": list(duties)}], "m", NAME)


def test_the_median_is_that_of_the_logarithms_and_so_is_the_deviation() -> None:
    # 25, 50 and 100 of a limit of 100: logarithms -2 ln 2, -ln 2 and 0; mean -ln 2, deviation ln 2.
    pace = measured(duty(took=25), duty(took=50), duty(took=100)).steps["D1"].act
    assert pace is not None
    assert pace.of_limit == pytest.approx(0.5, abs=1e-4)
    assert pace.sigma == pytest.approx(log(2), abs=1e-4)


def test_two_samples_tell_nothing() -> None:
    found = measured(duty(took=25), duty(took=50))
    assert found.steps == found.roles == {}
    assert found.of("duty", "D1").act == USUAL.act


def test_an_answer_in_the_same_moment_counts_as_a_thousandth_of_the_limit() -> None:
    assert fit([0.0, 0.0, 0.0]) == Pace(of_limit=0.001, sigma=0.0)


def test_late_answers_count_and_missed_ones_are_skips_of_the_step() -> None:
    found = measured(duty(took=200), duty(took=200), duty(took=200), missed())
    assert found.steps["D1"] == Profile(act=Pace(of_limit=2.0, sigma=0.0), skip=0.25)
    assert found.roles["duty"].skip is None
    assert found.default.skip == 0.25


def test_roles_are_measured_over_all_their_steps() -> None:
    found = measured(
        duty("D1", took=10), duty("D2", took=10), duty("D3", took=10), duty("D4", "head", 90)
    )
    assert found.roles == {"duty": Profile(act=Pace(of_limit=0.1, sigma=0.0))}
    assert found.steps == {}


def test_choices_and_facts_are_counted() -> None:
    def mark(code: str, worth: float) -> dict[str, Any]:
        return {"field": "f", "code": code, "worth": worth}

    right, none, wrong = mark("right", 1.0), mark("omitted", 0.0), mark("false", -0.5)
    report = [[right, none, wrong, right, mark("part", 0.5)]]
    chosen = [duty("C", kind="choice", score=score) for score in (1.0, 1.0, 0.2, 0)]
    found = measured(*chosen, duty("R", kind="facts", why={"reports": report}))
    assert found.steps["C"].best_option == 0.5
    assert found.steps["R"].omit == 0.2  # one of five
    assert found.steps["R"].misstate == 0.5  # two of the four that were said


def test_simulated_colleagues_are_not_measured() -> None:
    assert measured(*[duty(person="bot-duty")] * 5).steps == {}


def test_what_was_measured_is_a_document_without_faults_that_colleagues_follow() -> None:
    scenario, plan = open_setting("ups-single-path")
    assert plan is not None
    assert isinstance(scenario.document, Scenario)
    assert isinstance(plan.document, Plan)
    made = Setting(plan.document, scenario.document)
    runs = [play(made, REFS, seed, (), Bots(made, made.seats, seed)) for seed in (1, 2, 3)]
    evaluations = [done.run.evaluation() for done in runs]
    for evaluation in evaluations:
        evaluation["plan"]["id"] = plan.document.id
    found = measure(evaluations, "m", Text({"zh": "实测", "en": "Measured"}), ["spring"])
    paper = dump(found)
    assert (
        load("behaviour", {key: value for key, value in paper.items() if key != "format"}) == found
    )
    assert check_behaviour(read_text(written(found), "m.yaml"), plan).problems == ()
    pace = found.default.act
    assert pace is not None
    assert pace.of_limit is not None
    assert 0.05 < pace.of_limit < 0.5
    again = play(made, REFS, 9, (), Bots(made, made.seats, 9, found)).run.evaluation()
    assert again["score"] > 0.7
