"""Where findings stand, worked out by hand for each way that they can go; and what holds for every way."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.improvement import proof
from exercise.improvement.proof import Happening, standing_of

FOUND = Happening("2026-01-01", proof.FOUND)


def on(month: int, what: str, who: str | None = None, **numbers: object) -> Happening:
    """Return what happened on the first of a month."""
    return Happening(f"2026-{month:02}-01", what, who, numbers)


def trial(month: int, what: str, version: int = 1) -> Happening:
    """Return an exercise that was played by *version* on one day."""
    began = f"2026-{month:02}-01"
    return on(month, what, exercise=f"e{month}", version=version, began=began)


def stands(*happenings: Happening, needs_change: bool = True) -> str:
    return standing_of((FOUND, *happenings), needs_change).standing


def course(*happenings: Happening) -> list[str]:
    return [stage.standing for stage in standing_of((FOUND, *happenings)).course]


CITED = on(3, proof.CITED, draft="d")
ISSUED = on(4, proof.ISSUED, draft="d", version=2)
DONE = on(4, proof.ACTION_DONE, action="a")


def test_nothing_that_happened_leaves_a_finding_open() -> None:
    assert standing_of(()).standing == "open"
    assert standing_of(()).since is None
    assert stands() == "open"


def test_the_whole_way_from_open_to_verified() -> None:
    way = (on(2, proof.ACTION_PLANNED, "head", action="a"), CITED, ISSUED, trial(5, "met", 2))
    assert course(*way) == ["open", "planned", "in_revision", "published", "verified"]


def test_the_course_keeps_what_when_and_who() -> None:
    stage = standing_of([FOUND, on(2, "planned", "Li", action="a")]).course[1]
    assert (stage.happening.at, stage.happening.who) == ("2026-02-01", "Li")
    assert stage.happening.numbers == {"action": "a"}


def test_it_stands_so_since_what_brought_it_there() -> None:
    way = (FOUND, CITED, ISSUED, trial(5, "failed_otherwise", 2), trial(6, "simulated", 2))
    assert standing_of(way).since == "2026-04-01"


def test_failing_the_same_way_under_the_new_version_reopens() -> None:
    assert stands(CITED, ISSUED, trial(5, "failed", 2)) == "reopened"


def test_failing_another_way_leaves_it_published() -> None:
    assert stands(CITED, ISSUED, trial(5, "failed_otherwise", 2)) == "published"


def test_an_exercise_under_the_old_version_proves_nothing_either_way() -> None:
    assert stands(CITED, ISSUED, trial(5, "met", 1)) == "published"
    assert stands(CITED, ISSUED, trial(5, "failed", 1)) == "published"


def test_a_version_after_the_new_one_proves_it_as_well() -> None:
    assert stands(CITED, ISSUED, trial(5, "met", 3)) == "verified"


def test_simulated_colleagues_prove_nothing() -> None:
    assert stands(CITED, ISSUED, trial(5, "simulated", 2)) == "published"


def test_what_is_met_before_anything_was_done_about_it_is_no_proof() -> None:
    assert stands(trial(2, "met")) == "open"
    assert stands(on(2, "planned", action="a"), trial(3, "met")) == "planned"
    assert stands(CITED, trial(5, "met")) == "in_revision"


def test_what_fails_before_anything_was_done_about_it_is_no_news() -> None:
    assert stands(trial(2, "failed")) == "open"
    assert stands(on(2, "planned", action="a"), trial(3, "failed")) == "planned"


def test_a_regression_after_the_proof_reopens() -> None:
    way = (CITED, ISSUED, trial(5, "met", 2), trial(6, "failed", 2))
    assert stands(*way) == "reopened"
    again = (on(7, "cited", draft="d2"), on(8, "published", draft="d2", version=3))
    assert stands(*way, *again, trial(9, "met", 3)) == "verified"


def test_a_regression_is_no_news_of_a_version_before() -> None:
    assert stands(CITED, ISSUED, trial(5, "met", 2), trial(6, "failed", 1)) == "verified"


def test_the_same_version_that_failed_does_not_prove_it_any_more() -> None:
    assert stands(CITED, ISSUED, trial(5, "failed", 2), trial(6, "met", 2)) == "reopened"


def test_a_finding_without_a_change_is_proven_after_its_action_was_done() -> None:
    planned = on(2, "planned", action="a")
    assert course(planned, DONE, trial(5, "met")) == ["open", "planned", "planned", "verified"]
    assert stands(planned, DONE, trial(5, "failed")) == "reopened"


def test_an_exercise_that_began_before_the_action_was_done_does_not_count() -> None:
    early = on(5, "met", exercise="e", version=1, began="2026-03-31")
    assert stands(DONE, early) == "planned"
    late = on(5, "failed", exercise="e", version=1, began="2026-03-31")
    assert stands(DONE, late) == "planned"


def test_an_action_still_to_be_done_or_a_draft_still_open_keeps_the_proof_waiting() -> None:
    assert stands(DONE, on(4, "planned", action="b"), trial(5, "met")) == "planned"
    assert stands(DONE, CITED, trial(5, "met")) == "in_revision"


def test_actions_that_are_dropped_or_begun_again_lead_back() -> None:
    assert stands(on(2, "planned", action="a"), on(3, "dropped", action="a")) == "open"
    assert stands(DONE, on(5, "planned", action="a"), trial(6, "met")) == "planned"
    assert stands(DONE, on(5, "dropped", action="a")) == "open"


def test_a_withdrawn_draft_leads_back_to_where_it_was() -> None:
    back = on(4, "withdrawn", draft="d")
    assert stands(CITED, back) == "open"
    assert stands(on(2, "planned", action="a"), CITED, back) == "planned"
    failed = (CITED, ISSUED, trial(5, "failed", 2))
    assert stands(*failed, on(6, "cited", draft="e")) == "in_revision"
    assert stands(*failed, on(6, "cited", draft="e"), on(7, "withdrawn", draft="e")) == "reopened"


def test_of_two_drafts_one_withdrawn_leaves_the_other() -> None:
    other = on(4, "cited", draft="e")
    assert stands(CITED, other, on(5, "withdrawn", draft="d")) == "in_revision"


def test_only_a_person_closes_and_a_person_opens_again() -> None:
    closed = on(5, "closed", "Li", reason="retired")
    assert stands(closed) == "closed"
    assert stands(CITED, ISSUED, closed, trial(6, "met", 2)) == "closed"
    assert stands(closed, on(6, "reopened", "Li", reason="no")) == "reopened"
    assert stands(CITED, ISSUED, trial(5, "met", 2), on(6, "reopened", reason="x")) == "reopened"


def test_what_a_person_closed_is_reopened_by_an_exercise_that_began_later() -> None:
    closed = on(5, "closed", "Li", reason="retired")
    assert stands(closed, trial(6, "failed")) == "reopened"
    earlier = on(6, "failed", exercise="e", version=1, began="2026-04-30")
    assert stands(closed, earlier) == "closed"


def test_what_was_never_exercised_is_settled_by_being_exercised() -> None:
    assert stands(trial(2, "met"), needs_change=False) == "verified"
    assert stands(trial(2, "simulated"), needs_change=False) == "open"


def test_a_rehearsal_of_the_published_version_proves_a_limit_feasible() -> None:
    assert stands(CITED, ISSUED, on(5, "feasible", version=2)) == "verified"
    assert stands(CITED, ISSUED, on(5, "feasible", version=1)) == "published"
    assert stands(on(5, "feasible", version=1)) == "open"
    assert stands(CITED, ISSUED, on(5, "infeasible", version=2)) == "reopened"
    assert stands(CITED, ISSUED, on(5, "infeasible", version=1)) == "published"
    assert stands(on(5, "infeasible", version=1)) == "open"
    assert stands(CITED, ISSUED, trial(5, "met", 2)) == "verified"


def test_a_published_version_that_has_what_was_missing_settles_it() -> None:
    assert stands(on(4, "settled", version=2)) == "verified"
    same_moment = (CITED, on(4, "settled", version=2), ISSUED)
    assert course(*same_moment) == ["open", "in_revision", "published", "verified"]


def test_a_version_that_was_to_settle_it_and_does_not_reopens_it() -> None:
    assert stands(CITED, ISSUED, on(4, "still_there", version=2)) == "reopened"
    assert stands(on(4, "still_there", version=2)) == "open"
    assert stands(on(4, "settled", version=2), on(5, "still_there", version=3)) == "reopened"


def test_publishing_again_asks_for_proof_again() -> None:
    again = on(6, "published", draft="e", version=3)
    assert stands(CITED, ISSUED, trial(5, "met", 2), again) == "published"
    assert stands(CITED, ISSUED, trial(5, "met", 2), again, trial(7, "met", 2)) == "published"


def test_the_order_in_which_happenings_are_told_does_not_matter() -> None:
    way = [CITED, ISSUED, trial(5, "met", 2), trial(6, "failed", 2)]
    assert stands(*reversed(way)) == stands(*way)


@st.composite
def happening(draw: st.DrawFn) -> Happening:
    """Draw anything that can happen to a finding."""
    month = draw(st.integers(1, 9))
    numbers = {
        "action": draw(st.sampled_from("ab")),
        "draft": draw(st.sampled_from("de")),
        "version": draw(st.integers(1, 4)),
        "began": f"2026-{draw(st.integers(1, month)):02}-01",
    }
    return Happening(f"2026-{month:02}-01", draw(st.sampled_from(proof.WHATS)), None, numbers)


WAYS = st.lists(happening(), max_size=12)


@given(WAYS)
def test_nothing_but_evidence_verifies_and_nothing_but_a_person_closes(
    way: list[Happening],
) -> None:
    course = standing_of(way).course
    for before, after in pairwise((None, *course)):
        was = None if before is None else before.standing
        assert after is not None
        if after.standing == "verified" and was not in ("verified", "closed"):
            assert after.happening.what in ("met", "feasible", "settled")
        if after.standing == "closed" and was != "closed":
            assert after.happening.what == "closed"
        if was in ("verified", "closed") and after.standing == "reopened":
            assert after.happening.what in ("failed", "infeasible", "still_there", "reopened")


@given(WAYS)
def test_the_course_ends_where_the_finding_stands(way: list[Happening]) -> None:
    found = standing_of(way)
    assert len(found.course) == len(way)
    assert found.standing == (found.course[-1].standing if way else "open")
    assert found.standing in proof.STANDINGS


@given(WAYS)
def test_what_simulated_colleagues_do_and_what_fails_otherwise_never_changes_anything(
    way: list[Happening],
) -> None:
    silent = ("simulated", "failed_otherwise", "found")
    rest = [one for one in way if one.what not in silent]
    assert standing_of(way).standing == standing_of(rest).standing


@pytest.mark.parametrize("what", proof.WHATS)
def test_every_happening_has_an_arm(what: str) -> None:
    assert standing_of([on(1, what, version=1)]).standing in proof.STANDINGS
