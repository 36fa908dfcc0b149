"""Root causes worked out by hand, one class after the other, and the Chinese classes of findings."""

import pytest

from exercise.improvement.classes import CORRECTION, DEFICIENCY, RECOMMENDATION, finding_class
from exercise.improvement.root_cause import (
    ARTEFACT,
    CLASSES,
    EXTERNAL,
    PEOPLE,
    PLAN,
    RESOURCE,
    SYSTEM,
    Evidence,
    TableClue,
    reasons,
    root_cause,
)

MIN = 60_000


def cause(code: str, *tables: TableClue, **keys: object) -> tuple[str, str]:
    found = root_cause(Evidence(code, tables, **keys))  # type: ignore[arg-type]
    assert found.cause in CLASSES
    assert found.reason in reasons()
    return found.cause, found.reason


def late(minutes: float, exercise: str = "e1") -> TableClue:
    return TableClue(exercise, failed=True, late_ms=int(minutes * MIN))


def met(exercise: str = "e1") -> TableClue:
    return TableClue(exercise, failed=False)


def missed(exercise: str = "e1") -> TableClue:
    return TableClue(exercise, failed=True)


def test_three_of_five_tables_over_two_exercises_is_most() -> None:
    tables = [missed("e1"), missed("e1"), met("e1"), missed("e2"), met("e2")]
    assert cause("step_missed", *tables) == (PLAN, "missed_by_most")
    found = root_cause(Evidence("step_missed", tuple(tables)))
    assert found.numbers == {"failed": 3, "runs": 5}


def test_what_most_did_badly_is_still_theirs() -> None:
    tables = [missed("e1"), missed("e1"), missed("e2")]
    assert cause("fact_false", *tables) == (PEOPLE, "facts_not_checked")


def test_less_than_sixty_percent_is_not_most() -> None:
    tables = [missed("e1"), met("e1"), met("e1"), missed("e2"), met("e2")]
    assert cause("step_missed", *tables) == (PEOPLE, "not_done")


def test_two_tables_or_one_exercise_are_not_several() -> None:
    assert cause("step_missed", missed("e1"), missed("e2")) == (PEOPLE, "not_done")
    assert cause("step_missed", missed(), missed(), missed()) == (PEOPLE, "not_done")


def test_late_everywhere_by_about_the_same_is_a_limit_too_short() -> None:
    # delays of 4, 5 and 6 minutes: they differ by 2, the median is 5
    assert cause("step_late", late(4), late(5), late(6)) == (PLAN, "limit_too_short")
    found = root_cause(Evidence("step_late", (late(4), late(5), late(6))))
    assert found.numbers == {"runs": 3, "least_ms": 4 * MIN, "most_ms": 6 * MIN}


def test_delays_that_differ_by_more_than_half_their_median_are_not_the_same() -> None:
    assert cause("step_late", late(4), late(5), late(6.6)) == (PEOPLE, "done_late")


def test_one_table_in_time_shows_that_the_limit_can_be_kept() -> None:
    assert cause("step_late", late(4), late(5), late(5), met()) == (PEOPLE, "done_late")


def test_what_another_role_does_is_an_unclear_duty() -> None:
    assert cause("wrong_role", missed()) == (PLAN, "duty_unclear")


def test_a_plan_against_a_law_is_the_plan() -> None:
    assert cause("plan_conflict", missed()) == (PLAN, "conflicts_with_duty")


@pytest.mark.parametrize("seen", ["inject_skipped", "inject_held", "inject_late", "clock_jumped"])
def test_the_exercise_itself_may_have_been_in_the_way(seen: str) -> None:
    assert cause("step_missed", missed(), artefacts=(seen,)) == (ARTEFACT, seen)


def test_what_was_never_called_for_says_nothing_about_anybody() -> None:
    assert cause("not_exercised") == (ARTEFACT, "not_called_for")


@pytest.mark.parametrize(
    ("recovery", "expected"),
    [
        ("waited_for_resources", RESOURCE),
        ("recovery_failed", SYSTEM),
        ("slower_than_planned", SYSTEM),
        ("started_late", PEOPLE),
        ("not_started", PEOPLE),
        ("nothing_restores", PLAN),
    ],
)
def test_a_service_that_comes_back_late_is_explained_by_its_recoveries(
    recovery: str, expected: str
) -> None:
    assert cause("rto_missed", missed(), recoveries=(recovery,)) == (expected, recovery)


def test_a_service_that_only_others_can_restore_is_in_their_hands() -> None:
    found = cause("rto_missed", missed(), recoveries=("nothing_restores",), is_outside=True)
    assert found == (EXTERNAL, "in_others_hands")


def test_lost_data_are_the_systems() -> None:
    assert cause("rpo_missed", missed()) == (SYSTEM, "data_lost")


def test_a_duty_of_people_who_were_all_away_lacked_people() -> None:
    assert cause("step_missed", missed(), all_absent=True) == (RESOURCE, "nobody_there")


def test_false_facts_are_peoples() -> None:
    assert cause("fact_false", missed()) == (PEOPLE, "facts_not_checked")


@pytest.mark.parametrize(
    ("severity", "repeated", "report", "expected"),
    [
        ("critical", False, None, DEFICIENCY),
        ("high", False, None, CORRECTION),
        ("medium", False, None, RECOMMENDATION),
        ("medium", True, None, CORRECTION),
        ("medium", False, "late", CORRECTION),
        ("low", False, None, RECOMMENDATION),
    ],
)
def test_classes_of_findings(
    severity: str, repeated: bool, report: str | None, expected: str
) -> None:
    assert finding_class("step_late", severity, repeated, report) == expected


def test_what_was_not_exercised_is_recommended_however_often() -> None:
    assert finding_class("not_exercised", "low", is_repeated=True) == RECOMMENDATION
