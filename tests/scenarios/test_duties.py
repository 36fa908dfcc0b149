"""Duties to exercise: what ships says no more than was read, a faulty list is refused with its place."""

from __future__ import annotations

import pytest

from scenarios.duty import SWITCHOVER, Duties, Duty, Frequency, Kind, Scope
from scenarios.duty_shelf import FOLDER, shipped, shipped_duties
from scenarios.reader import read_file, read_text
from scenarios.reporting_clock import Span
from scenarios.schemas.documents import dump, load

SMALL = """\
format: startex/duties@1
id: own
version: 1
as_of: "2026-01-01"
title: Own duties
duties:
  - id: own-tabletop
    title: Tabletop
    rule: Rule of the house
    every: 6m
    scope: organisation
    verification: verified
    enabled: true
    source: [{title: Some rule}]
"""


def duty(name: str) -> Duty:
    """Return a shipped duty."""
    return next(one for _, one in shipped() if one.id == name)


def problems(old: str, new: str) -> list[tuple[str, int]]:
    """Return the codes and lines of what is wrong when *new* stands in place of *old*."""
    assert old in SMALL
    sheet = read_text(SMALL.replace(old, new), "own.yaml")
    return [(problem.code, problem.line) for problem in sheet.problems]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_ships_is_faultless(path) -> None:
    assert read_file(path).problems == ()


@pytest.mark.parametrize("document", shipped_duties(), ids=lambda one: one.id)
def test_what_was_read_can_be_written_and_read_again(document: Duties) -> None:
    paper = dump(document)
    assert paper.pop("format") == "startex/duties@1"
    assert load("duties", paper) == document


def test_nothing_unverified_is_on_and_nothing_verified_is_without_a_source() -> None:
    for _, one in shipped():
        assert one.verification != "unverified" or not one.enabled
        assert one.verification == "unverified" or one.source


def test_no_id_ships_twice() -> None:
    ids = [one.id for _, one in shipped()]
    assert len(ids) == len(set(ids))


def test_core_institutions_drill_jointly_each_year_and_report_within_15_working_days() -> None:
    one = duty("cn-csrc-218-joint")
    assert (one.every, one.kind) == (Frequency("y", 1), Kind(joint=True))
    assert one.report is not None
    assert one.report.within == Span("working-day", 15)
    assert (one.verification, one.enabled) == ("verified", True)


def test_a_rule_without_a_number_has_no_interval() -> None:
    assert duty("cn-csrc-218-regular").every.months is None
    assert duty("iso-22301-8-5").every.months is None


def test_three_years_of_the_bank_are_off_until_somebody_verifies_them() -> None:
    one = duty("cn-bank-104-plans")
    assert (one.every.months, one.verification, one.enabled) == (36, "unverified", False)


def test_the_switch_to_another_site_is_asked_for_by_name() -> None:
    asking = {one.id for _, one in shipped() if SWITCHOVER in one.kind.includes}
    assert asking == {"cn-bank-dc-special", "cn-bank-dc-full", "eu-dora-11-6-switchover"}


def test_how_long_drill_reports_are_kept_is_said_to_be_unverified() -> None:
    kept = [one.keeps for _, one in shipped() if one.keeps]
    assert {(one.years, one.verification) for one in kept} == {(5, "unverified")}


@pytest.mark.parametrize(
    ("written", "scope"),
    [
        ("organisation", Scope()),
        ("{plans: all}", Scope(every_plan=True)),
        ("{plans: [a, b]}", Scope(plans=("a", "b"))),
        ("{services: [trading]}", Scope(services=("trading",))),
    ],
)
def test_a_scope_is_read_and_written(written: str, scope: Scope) -> None:
    sheet = read_text(SMALL.replace("scope: organisation", f"scope: {written}"), "own.yaml")
    assert isinstance(sheet.document, Duties)
    assert sheet.document.duties[0].scope == scope
    paper = dump(sheet.document)
    del paper["format"]
    assert load("duties", paper) == sheet.document


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("every: 6m", "every: sometimes", ("bad_frequency", 10)),
        ("every: 6m", "every: 0y", ("bad_frequency", 10)),
        ("scope: organisation", "scope: {plans: all, services: [a]}", ("bad_scope", 11)),
        ("scope: organisation", "scope: {plans: []}", ("bad_scope", 11)),
        ("verification: verified", "verification: unverified", ("duty_unverified", 13)),
        ("    source: [{title: Some rule}]\n", "", ("duty_sourceless", 12)),
        ("scope: organisation", "report: {within: promptly}", ("duty_report_open", 11)),
        ("scope: organisation", "kind: {includes: [flood]}", ("unknown_word", 11)),
        ("scope: organisation", "scopes: organisation", ("unknown_key", 11)),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, problem: tuple[str, int]) -> None:
    assert problem in problems(old, new)


def test_an_id_that_stands_twice_is_refused() -> None:
    again = SMALL.partition("duties:\n")[2]
    sheet = read_text(SMALL + again, "own.yaml")
    assert [(one.code, one.line) for one in sheet.problems] == [("duty_twice", 15)]


def test_a_duty_that_ends_before_it_begins_is_refused() -> None:
    days = 'in_force_from: "2026-02-01"\n    in_force_until: "2026-01-31"'
    assert ("duty_ends_first", 12) in problems("scope: organisation", days)
