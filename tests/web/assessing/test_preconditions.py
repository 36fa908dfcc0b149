"""What must and what ought to be done before a signature."""

from __future__ import annotations

from typing import Any

from exercise.assessment.settling import settle
from exercise.commands import Rate
from exercise.judging_commands import NamePanel, RateFinally, SignGuide
from tests.exercise.assessment.judging import ANN, BOB, FAY, Desk
from web.assessing.preconditions import preconditions


def duty(id: str, verdict: str, weight: int = 3, override: str | None = None) -> dict[str, Any]:
    paper: dict[str, Any] = {"id": id, "verdict": verdict, "weight": weight}
    return paper if override is None else paper | {"override": {"verdict": override}}


def missing(desk: Desk, *duties: dict[str, Any], automatic: str = "P") -> dict[str, list[str]]:
    """Return what is not met, by code, when the rules say *automatic* of the whole."""
    evaluation = {"ended_ms": desk.state.ended_at, "obligations": list(duties)}
    settled = [settle(desk.assessment, "whole", automatic)]
    found = preconditions(desk.assessment, evaluation, settled, may_see=True)
    return {one["code"]: one["missing"] for one in found if not one["met"]}


def test_an_exercise_that_nobody_evaluated_may_be_signed_with_a_warning():
    assert missing(Desk()) == {"panel": ["panel"]}


def test_only_failed_critical_duties_want_a_persons_word():
    desk = Desk()
    found = missing(
        desk,
        duty("D1.response#1", "missed"),
        duty("D2.response#1", "violated", override="violated"),
        duty("D3.response#1", "missed", weight=2),
        duty("D4.response#1", "late"),
    )
    assert found["critical"] == ["D1.response#1"]


def test_a_rating_other_than_the_rules_wants_a_reason():
    desk = Desk()
    desk.ask(NamePanel(FAY, ("Ann",), None))
    desk.ask(Rate(ANN, "whole", "S"))
    desk.ask(SignGuide(ANN))
    assert missing(desk) == {"explained": ["whole"]}
    assert missing(desk, automatic="S") == {}


def test_the_leads_reason_explains_the_leads_rating():
    desk = Desk()
    desk.ask(NamePanel(FAY, ("Ann", "Bob"), None))
    for by, rating in ((ANN, "S"), (BOB, "M")):
        desk.ask(Rate(by, "whole", rating))
        desk.ask(SignGuide(by))
    assert missing(desk) == {"settled": ["whole"]}
    desk.ask(RateFinally(FAY, "whole", "M"))
    assert missing(desk) == {"explained": ["whole"]}
    desk.ask(RateFinally(FAY, "whole", "M", "off the plan"))
    assert missing(desk) == {}
