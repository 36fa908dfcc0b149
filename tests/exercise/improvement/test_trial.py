"""What journals written by hand show about findings of earlier exercises."""

from __future__ import annotations

import pytest

from exercise.facts import VerdictOverridden
from exercise.improvement.trial import Shown, TableTrial, shown, table_trial
from scenarios.condition import Signal
from scenarios.plan import Service
from scenarios.text import Text
from tests.exercise.builders import MIN, Journal, evaluation, setting, step

PLAY = setting(
    step("D1", "ack", when=Signal("alarm"), within=5 * MIN),
    step("D2", "tell", "lead", when=Signal("news"), within=5 * MIN),
    services=[Service("core", Text.plain("core"), rto=10 * MIN)],
)
MISSED, LATE = ("D1", "response", "step_missed"), ("D1", "response", "step_late")


def played(name: str, journal: Journal, signed: bool = False) -> TableTrial:
    judged = evaluation(PLAY, journal)
    return table_trial((name, name), PLAY, journal.entries, judged, signed, "2026-01-01")


def called() -> Journal:
    return Journal().signal(MIN, "alarm")


def answered(at: int, **keys: bool) -> Journal:
    return called().act(at, "duty/li", "ack", **keys).end(9 * MIN)


def outcome(key: tuple[str, str, str], *tables: TableTrial) -> str | None:
    found = shown(tables, key)
    return None if found is None else found.outcome


def test_what_is_answered_in_time_at_every_table_is_met() -> None:
    assert outcome(MISSED, played("A", answered(3 * MIN)), played("B", answered(6 * MIN))) == "met"


def test_one_table_that_fails_the_same_way_is_enough() -> None:
    tables = played("A", answered(3 * MIN)), played("B", called().end(9 * MIN))
    assert outcome(MISSED, *tables) == "failed"


def test_another_way_of_failing_is_told_apart() -> None:
    assert outcome(MISSED, played("A", answered(7 * MIN))) == "failed_otherwise"
    assert outcome(LATE, played("A", answered(7 * MIN))) == "failed"


def test_what_was_not_called_for_shows_nothing() -> None:
    assert outcome(MISSED, played("A", Journal().end(9 * MIN))) is None
    assert outcome(MISSED) is None
    both = played("A", Journal().end(9 * MIN)), played("B", answered(3 * MIN))
    found = shown(both, MISSED)
    assert found is not None
    assert [one["table"] for one in found.tables] == ["B"]


def test_the_proof_names_tables_obligations_and_entries() -> None:
    found = shown([played("A", answered(3 * MIN))], MISSED)
    duty = {"id": "D1.response#1", "verdict": "met"}
    proof = {"table": "A", "name": "A", "obligations": [duty], "evidence": [2, 3]}
    assert found == Shown("met", (proof,))


def test_answers_of_simulated_colleagues_only_are_no_proof() -> None:
    assert outcome(MISSED, played("A", answered(3 * MIN, simulated=True))) == "simulated"


def test_of_two_tables_the_one_with_people_counts() -> None:
    tables = played("A", answered(7 * MIN, simulated=True)), played("B", answered(3 * MIN))
    assert outcome(LATE, *tables) == "met"


def test_what_a_simulated_colleague_left_undone_is_no_failure_either() -> None:
    alone = Journal().sit(0, "duty", "bot", simulated=True).signal(MIN, "alarm").end(9 * MIN)
    assert outcome(MISSED, played("A", alone)) == "simulated"
    with_person = (
        Journal()
        .sit(0, "duty", "bot", simulated=True)
        .sit(0, "duty", "li")
        .signal(MIN, "alarm")
        .end(9 * MIN)
    )
    assert outcome(MISSED, played("A", with_person)) == "failed"


def test_what_nobody_sat_for_failed_all_the_same() -> None:
    assert outcome(MISSED, played("A", called().end(9 * MIN))) == "failed"


def overruled(verdict: str) -> Journal:
    journal = answered(7 * MIN)
    return journal._add(9 * MIN, "outside", "e", VerdictOverridden("D1.response#1", verdict, "x"))


def test_a_verdict_that_a_person_set_counts_once_it_is_signed() -> None:
    assert outcome(LATE, played("A", overruled("met"))) == "failed"
    found = shown([played("A", overruled("met"), signed=True)], LATE)
    assert found is not None
    assert (found.outcome, found.is_adjusted) == ("met", True)
    assert outcome(LATE, played("A", overruled("missed"), signed=True)) == "failed_otherwise"
    assert outcome(MISSED, played("A", overruled("missed"), signed=True)) == "failed"


@pytest.mark.parametrize(("end", "expected"), [(8, "met"), (15, "failed")])
def test_a_service_is_back_in_time_or_not(end: int, expected: str) -> None:
    journal = Journal().service(0, "core", "up", "down").service(end * MIN, "core", "down", "up")
    assert outcome(("core", "rto", "rto_missed"), played("A", journal.end(20 * MIN))) == expected


def test_a_wrong_role_that_acts_again_fails_the_same_way() -> None:
    key = ("D1", "response", "wrong_role")
    again = called().act(2 * MIN, "liaison/wu", "ack").act(3 * MIN, "duty/li", "ack").end(9 * MIN)
    assert outcome(key, played("A", again)) == "failed"
    assert outcome(key, played("A", answered(3 * MIN))) == "met"
    assert outcome(key, played("A", answered(7 * MIN))) == "failed_otherwise"


def test_what_was_never_exercised_is_met_by_being_exercised_at_all() -> None:
    key = ("D1", "response", "not_exercised")
    assert outcome(key, played("A", called().end(9 * MIN))) == "met"
    assert outcome(key, played("A", Journal().end(9 * MIN))) is None
