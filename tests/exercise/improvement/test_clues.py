"""What journals written by hand tell about how a failure came about."""

from dataclasses import replace

import pytest

from exercise.entry import OUTSIDE, Entry
from exercise.facts import Fact, InjectHeld, InjectPostponed, InjectReleased, InjectSkipped
from exercise.improvement.clues import Clues, clues_of
from exercise.setting import Setting
from scenarios.condition import Did, Signal
from scenarios.inject import Inject
from scenarios.plan import Fixed, Recovery, Service
from scenarios.text import Text
from tests.exercise.builders import MIN, Journal, evaluation, setting, step

ALARM = step("D1", "ack", when=Signal("alarm"), within=5 * MIN)
CALL = Inject(id="I1", title=Text.plain("call"), expects=("D1",))


def play(*recoveries: Recovery) -> Setting:
    """Return a setting with a step that an inject calls for and a service that may be down for 10 minutes."""
    made = setting(ALARM, services=[Service("core", Text.plain("core"), rto=10 * MIN)])
    plan = replace(made.plan, recoveries=recoveries)
    return Setting(plan, replace(made.scenario, injects=(CALL,)))


def recovery(takes: int = 6 * MIN) -> Recovery:
    return Recovery("fix", Text.plain("fix"), Did("ack"), ("core",), Fixed(takes))


def clues(where: Setting, journal: Journal, subject: str = "D1", kind: str = "response") -> Clues:
    return clues_of(where, journal.entries, evaluation(where, journal), subject, kind)


def told(journal: Journal, at: int, fact: Fact) -> Journal:
    journal.entries.append(Entry(len(journal.entries) + 1, at, OUTSIDE, "", "facilitator", fact))
    return journal


def test_a_late_answer_is_late_by_what_its_limit_was_passed() -> None:
    found = clues(play(), Journal().signal(MIN, "alarm").act(8 * MIN, "duty", "ack").end(9 * MIN))
    assert found == Clues(was_called=True, late_ms=2 * MIN)


def test_a_duty_that_never_came_up_was_not_called() -> None:
    assert clues(play(), Journal().end(9 * MIN)) == Clues()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((InjectSkipped("I1"),), "inject_skipped"),
        ((InjectHeld("I1"),), "inject_held"),
        ((InjectSkipped("I2"),), None),
    ],
)
def test_an_inject_that_was_kept_back_was_in_the_way(
    facts: tuple[Fact, ...], expected: str | None
) -> None:
    journal = Journal().signal(MIN, "alarm")
    for fact in facts:
        told(journal, 2 * MIN, fact)
    assert clues(play(), journal.end(9 * MIN)).artefact == expected


@pytest.mark.parametrize("fact", [InjectHeld("I1"), InjectPostponed("I1", 4 * MIN)])
def test_an_inject_that_came_late_was_in_the_way(fact: Fact) -> None:
    journal = told(Journal().signal(MIN, "alarm"), 2 * MIN, fact).inject(4 * MIN, "I1")
    assert clues(play(), journal.end(9 * MIN)).artefact == "inject_late"


def test_an_inject_that_was_only_released_was_not() -> None:
    journal = told(Journal().signal(MIN, "alarm"), 2 * MIN, InjectReleased("I1"))
    assert clues(play(), journal.inject(2 * MIN, "I1").end(9 * MIN)).artefact is None


def test_a_jump_over_an_outages_limit_took_the_time_away() -> None:
    """The core is down from minute 2 and has to be back in minute 12; duties of people are waived by a jump."""
    over = Journal().service(2 * MIN, "core", "up", "down").jump(3 * MIN, 20 * MIN).end(30 * MIN)
    before = Journal().jump(MIN, 2 * MIN).service(2 * MIN, "core", "up", "down").end(30 * MIN)
    assert clues(play(), over, "core", "rto").artefact == "clock_jumped"
    assert clues(play(), before, "core", "rto").artefact is None


def test_who_is_away_cannot_answer() -> None:
    away = Journal().role(0, "duty", "absent").signal(MIN, "alarm").end(9 * MIN)
    back = Journal().role(0, "duty", "absent").role(2 * MIN, "duty", "present")
    assert clues(play(), away).is_absent
    assert not clues(play(), back.signal(3 * MIN, "alarm").end(9 * MIN)).is_absent


def outage(journal: Journal, *changes: tuple[int, str], until: int = 20) -> Journal:
    """Let the core be down from minute 2 (due back in minute 12) to *until*, its recovery changing meanwhile."""
    journal.service(2 * MIN, "core", "up", "down")
    for minute, to in changes:
        journal.recovery(minute * MIN, "fix", to)
    return journal.service(until * MIN, "core", "down", "up").end(30 * MIN)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # back at 20, 8 minutes too late; 9 of them it waited: without the waiting it was in time
        (((3, "waiting"), (12, "running"), (20, "succeeded")), "waited_for_resources"),
        # waited 2, ran 15 instead of 6; begun at 3 it would have been back at 9
        (((3, "waiting"), (5, "running"), (20, "succeeded")), "slower_than_planned"),
        (((3, "running"), (9, "failed"), (14, "running"), (20, "succeeded")), "recovery_failed"),
        # begun at 14, after the limit
        (((14, "running"), (20, "succeeded")), "started_late"),
        ((), "not_started"),
    ],
)
def test_why_a_service_came_back_late(changes: tuple[tuple[int, str], ...], expected: str) -> None:
    assert clues(play(recovery()), outage(Journal(), *changes), "core", "rto").recovery == expected


def test_a_service_that_no_measure_restores() -> None:
    assert clues(play(), outage(Journal()), "core", "rto").recovery == "nothing_restores"


def test_a_service_that_came_back_in_time_needs_no_reason() -> None:
    found = clues(play(recovery()), outage(Journal(), (3, "running"), until=9), "core", "rto")
    assert found == Clues(was_called=True)
