"""The best and the worst moments and the headline, ranked by hand."""

from __future__ import annotations

from typing import Any

from exercise.evaluation.moments import Moments, find_moments
from exercise.setting import Setting
from scenarios.condition import Did, ServiceIs, Signal
from scenarios.plan import Service
from scenarios.procedure import Choice
from scenarios.text import Text
from tests.exercise.builders import MIN, Journal, evaluation, setting, step

WEB = Service("web", Text.plain("web"), rto=10 * MIN)
SHOP = Service("shop", Text.plain("shop"), rto=20 * MIN)
ALARM = Signal("alarm")


def moments(play: Setting, journal: Journal) -> Moments:
    """Return the moments of *journal*."""
    return find_moments(play, evaluation(play, journal), journal.entries)


def ids(found: Any) -> list[tuple[str, ...]]:
    """Return the obligations of each moment."""
    return [one.obligations for one in found]


def test_the_heaviest_loss_is_the_worst_and_one_that_failed_in_three_ways_is_worse_still() -> None:
    play = setting(
        step("A", "ack", when=ALARM, within=5 * MIN, criticality="critical"),
        step("B", "look", when=ALARM, within=5 * MIN, criticality="minor"),
        step("C", "speak", when=ALARM, within=2 * MIN, after=("A",), not_before=Did("ack")),
    )
    journal = Journal().signal(0, "alarm").act(4 * MIN, "duty", "speak").end(30 * MIN)
    worst = moments(play, journal).worst
    # C: forbidden 2 + order 2 + response at its ceiling 2 * 0.8 = 5.6; A: 3 * 1; B: 1 * 1
    assert [one.value for one in worst] == [5.6, 3.0, 1.0]
    assert ids(worst) == [
        ("C.forbidden#1", "C.response#1", "C.order#1"),
        ("A.response#1",),
        ("B.response#1",),
    ]
    assert [one.at_ms for one in worst] == [4 * MIN, 5 * MIN, 5 * MIN]


def test_the_best_are_the_outages_ended_well_inside_the_rto_then_right_decisions() -> None:
    play = setting(
        step("A", "ack", when=ALARM, within=10 * MIN, criticality="critical"),
        step("B", "decide", when=ALARM, choices=(Choice("go", 1.0), Choice("stay", 0.0))),
        services=(WEB,),
    )
    journal = (
        Journal()
        .service(0, "web", "up", "down")
        .signal(0, "alarm")
        .act(5 * MIN, "duty", "ack")
        .act(5 * MIN, "duty", "decide", option="go")
        .service(6 * MIN, "web", "down", "up")
        .end(30 * MIN)
    )
    best = moments(play, journal).best
    # web: 3 * (2 + 4/10) = 7.2; B: choice 2 * 1.5 + response 2 * 0.5 = 4; A: 3 * (0.5 + 5/10) = 3
    assert [(one.subjects, one.value) for one in best] == [
        (("web",), 7.2),
        (("B",), 4.0),
        (("A",), 3.0),
    ]


def test_services_that_came_back_together_are_one_moment() -> None:
    journal = (
        Journal()
        .service(0, "web", "up", "down")
        .service(0, "shop", "up", "down")
        .service(5 * MIN, "web", "down", "up")
        .service(5 * MIN, "shop", "down", "up")
        .end(30 * MIN)
    )
    (best,) = moments(setting(services=(WEB, SHOP)), journal).best
    # shop kept 15 of 20 minutes, web 5 of 10: shop leads with 3 * 2.75
    assert (best.value, set(best.subjects)) == (8.25, {"shop", "web"})


def test_no_subject_is_told_twice_nor_as_both_good_and_bad() -> None:
    play = setting(step("A", "ack", when=ALARM, within=5 * MIN))
    journal = (
        Journal()
        .signal(0, "alarm")
        .act(1 * MIN, "duty", "ack")
        .signal(10 * MIN, "alarm")
        .signal(20 * MIN, "alarm")
        .end(60 * MIN)
    )
    found = moments(play, journal)
    assert ids(found.worst) == [("A.response#2",)]
    assert found.best == ()


def test_a_deed_that_was_good_in_one_way_and_bad_in_another_is_not_among_the_best() -> None:
    play = setting(
        *(step(name, name, when=ALARM, within=5 * MIN, criticality="critical") for name in "XYZ"),
        step("A", "ack", when=ALARM, within=5 * MIN, not_before=Did("look"), criticality="minor"),
    )
    journal = Journal().signal(0, "alarm").act(1, "duty", "ack").end(60 * MIN)
    found = moments(play, journal)
    assert "A" not in {subject for one in found.worst for subject in one.subjects}
    assert found.best == ()


def test_a_gap_in_reporting_stands_where_the_report_was_overdue() -> None:
    play = setting(step("R", "tell", when=ALARM, every=10 * MIN))
    journal = (
        Journal()
        .signal(0, "alarm")
        .act(5 * MIN, "duty", "tell")
        .act(40 * MIN, "duty", "tell")
        .end(45 * MIN)
    )
    worst = moments(play, journal).worst
    assert [(one.kind, one.at_ms) for one in worst] == [("cadence", 15 * MIN)]


def test_an_exercise_in_which_nothing_happened_has_no_moments() -> None:
    found = moments(setting(step("A", "ack", when=ALARM)), Journal().end(MIN))
    assert (found.best, found.worst) == ((), ())
    assert (found.headline.rating, found.headline.outage, found.headline.report) == (
        None,
        None,
        None,
    )


def test_the_headline_tells_the_outage_that_exceeded_its_rto_most() -> None:
    journal = (
        Journal()
        .service(0, "shop", "up", "down")
        .service(2 * MIN, "web", "up", "down")
        .service(14 * MIN, "web", "down", "up")
        .service(19 * MIN, "shop", "down", "up")
        .end(30 * MIN)
    )
    outage = moments(setting(services=(WEB, SHOP)), journal).headline.outage
    assert outage is not None
    assert (outage.service, outage.down_ms, outage.rto_ms) == ("web", 12 * MIN, 10 * MIN)


def test_an_outage_that_was_never_over_lasts_until_the_end() -> None:
    journal = Journal().service(5 * MIN, "web", "up", "down").end(30 * MIN)
    outage = moments(setting(services=(WEB,)), journal).headline.outage
    assert outage is not None
    assert (outage.to_ms, outage.down_ms) == (None, 25 * MIN)


def test_the_first_report_counts_from_the_first_service_that_left_up() -> None:
    play = setting(
        step("R", "tell", when=ServiceIs("web", ("down",))),
        services=(WEB,),
        kinds={"tell": "report"},
    )
    journal = (
        Journal().service(5 * MIN, "web", "up", "down").act(12 * MIN, "duty", "tell").end(30 * MIN)
    )
    report = moments(play, journal).headline.report
    assert report is not None
    assert (report.at_ms, report.after_ms, report.by) == (12 * MIN, 7 * MIN, "duty")


def test_the_ranking_does_not_depend_on_how_often_it_is_asked() -> None:
    play = setting(*(step(name, name, within=5 * MIN) for name in "DCBA"))
    journal = Journal().end(30 * MIN)
    first, again = moments(play, journal), moments(play, journal)
    assert first == again
    assert [one.subjects for one in first.worst] == [("D",), ("C",), ("B",)]
    assert first.paper()["worst"][0]["obligations"] == ("D.response#1",)
