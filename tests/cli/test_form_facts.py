"""What forms say against what is so then, played through the program; worths worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.playing import QUIET, Came, act, plan, scenario, step, turn

Play = Callable[..., Came]
FORM = (
    "{id: f, title: F, fields: [{id: when, type: time, title: W}, {id: aff, type: services, title: A},"
    " {id: grade, type: choice, options: [general, larger, major], title: G}, {id: n, type: number, title: N},"
    " {id: tags, type: choices, options: [a, b, c], title: T}, {id: ok, type: yes-no, title: Y},"
    " {id: txt, type: text, title: X}]}"
)
SERVICES = (
    "{id: db, title: D, impact: {clients: 100, cny: 10}},"
    " {id: web, title: W, depends_on: [db], impact: {clients: 20}}, {id: x, title: X}"
)
INJECTS = (
    turn("2m", "{service: db, becomes: down}"),
    "{id: I1, title: T, at: 2m, to: [duty], raises: [alarm]}",
    turn("30m", "{service: db, becomes: up}"),
)
TRUTH = """\
truth:
  cause: cable
  grade: [{is: general}, {is: larger, from: {service: web, is: down, total: 5m}}]
  some: [a, b]
  late: [{is: 7, from: {at: 20m}}]
  flag: true
"""
SINCE = "{field: when, equals: truth.down_since, tolerance: 5m}"
AFFECTED = "{field: aff, equals: truth.affected}"
TWO = "{field: n, equals: 3, weight: 3}, {field: txt, equals: a}"


def reporting(facts: str, more: str = "within: 30m") -> str:
    return plan(
        step(f"{more}, facts: [{facts}]", does="rep"),
        services=SERVICES,
        forms=FORM,
        actions="{id: rep, kind: report, title: R, form: f}",
    )


def said(form: str, at: str = "12m") -> str:
    return act(at, "duty", "rep", f", form: {{{form}}}")


@pytest.mark.parametrize(
    ("facts", "form", "verdict", "score"),
    [
        (SINCE, 'when: "2026-03-16T10:07:00+08:00"', "met", 1.0),
        (SINCE, 'when: "2026-03-16T02:07:00Z"', "met", 1.0),
        (SINCE, 'when: "2026-03-16T09:57:00+08:00"', "met", 1.0),
        (SINCE, 'when: "2026-03-16T10:07:00.001+08:00"', "violated", 0.0),
        (AFFECTED, "aff: [web, db]", "met", 1.0),
        (AFFECTED, "aff: [db]", "partial", 1 / 2),
        (AFFECTED, "aff: [db, web, x]", "partial", 2 / 3),
        (AFFECTED, "aff: [x]", "violated", 0.0),
        (AFFECTED, "n: 1", "partial", 0.0),
        ("{field: n, equals: truth.cny}", "n: 100", "met", 1.0),
        ("{field: n, equals: truth.cny, tolerance: 10}", "n: 90", "met", 1.0),
        ("{field: n, equals: truth.cny, tolerance: 10}", "n: 89.99", "violated", 0.0),
        ("{field: n, equals: truth.clients}", "n: 1200", "met", 1.0),
        ("{field: n, equals: truth.late}", "txt: a", "met", 1.0),  # nothing is so yet
        ("{field: n, equals: truth.late}", "n: 7", "violated", 0.0),
        ("{field: grade, equals: truth.grade}", "grade: larger", "met", 1.0),
        ("{field: grade, equals: truth.grade}", "grade: general", "violated", 0.0),
        ("{field: tags, equals: truth.some}", "tags: [b, a]", "met", 1.0),
        ("{field: ok, equals: truth.flag}", "ok: no", "violated", 0.0),
        ("{field: txt, equals: truth.cause}", "txt: cable", "met", 1.0),
        (TWO, "n: 3, txt: b", "violated", (3 - 0.5) / 4),
        (TWO, "n: 3", "partial", 3 / 4),
    ],
)
def test_a_form_is_worth_how_much_of_it_is_so(
    play: Play, facts: str, form: str, verdict: str, score: float
) -> None:
    came = play(reporting(facts), scenario(*INJECTS, more=TRUTH), said(form))
    assert came.refused == []
    assert came.verdict("A.facts#1") == (verdict, pytest.approx(score))


@pytest.mark.parametrize(("at", "grade"), [("419.999", "general"), ("7m", "larger")])
def test_the_truth_is_that_of_the_moment_of_sending(play: Play, at: str, grade: str) -> None:
    made = reporting("{field: grade, equals: truth.grade}")
    came = play(made, scenario(*INJECTS, more=TRUTH), said(f"grade: {grade}", at))
    assert came["A.facts#1"]["verdict"] == "met"


def test_with_a_cadence_facts_are_the_mean_over_the_reports(play: Play) -> None:
    made = reporting("{field: n, equals: 3}", "every: 10m, until: {signal: never}")
    acts = (said("n: 3", "5m"), said("n: 4", "15m"), said("txt: a", "25m"))
    came = play(made, scenario(*INJECTS, QUIET), *acts)
    assert came.verdict("A.facts#1") == ("violated", pytest.approx(1 / 3))
