"""The table of reporting clocks: what ships says no more than was read, a faulty table is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.clock_shelf import FILE, shipped_clocks
from scenarios.desk import open_files
from scenarios.reader import Sheet, read_text
from scenarios.reporting_clock import ReportingClocks, Span
from scenarios.schemas.documents import dump, load
from scenarios.shelf import LIBRARY
from scenarios.timing import HOUR, MINUTE

CLOCKS = shipped_clocks()
ROWS = (
    *("CN-SEC-2012-A", "CN-SEC-2012-B", "CN-SEC-2012-C", "CN-SEC-2021", "CN-EXCH", "CN-CAC-CII"),
    *("CN-CAC-OTHER", "CN-BANK-2008", "CN-PBOC-2025", "CN-DRILL-CORE", "EU-DORA-INIT"),
    *("EU-DORA-INT", "EU-DORA-FIN", "US-BANK", "US-NYDFS", "US-REGSCI"),
)
SMALL = """\
format: startex/reporting-clocks@1
id: own
version: 1
as_of: "2026-01-01"
title: Own clocks
addressees: [{id: bureau, title: Bureau, actors: [bureau]}]
anchors: [{id: event, title: Event, signals: [incident]}]
clocks:
  - id: OWN
    title: Own
    addressees: [bureau]
    anchor: [event]
    first: 30 minutes
    verification: source-read
    enabled: true
    source: [{title: Some rule}]
"""


def problems(text: str) -> list[tuple[str, int]]:
    """Return the codes of what is wrong in *text*, each with its line."""
    sheet = read_text(text, "own.yaml")
    return [(problem.code, problem.line) for problem in sheet.problems]


def test_every_row_of_the_note_ships() -> None:
    assert tuple(clock.id for clock in CLOCKS.clocks) == ROWS


def test_nothing_unverified_or_superseded_judges() -> None:
    for clock in CLOCKS.clocks:
        if clock.verification == "unverified" or clock.is_history:
            assert (clock.enabled, clock.may_judge) == (False, False)


def test_what_is_to_be_filled_is_empty() -> None:
    for clock in CLOCKS.clocks:
        assert [part for part in clock.to_fill if getattr(clock, part)] == []


def test_rows_of_2021_and_of_the_central_bank_state_no_number() -> None:
    for name in ("CN-SEC-2021", "CN-PBOC-2025"):
        row = CLOCKS.find(name)
        assert row is not None
        assert (row.first, row.cadence, row.final, row.anchor) == (None, None, None, ())


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("CN-CAC-CII", HOUR),
        ("CN-CAC-OTHER", 4 * HOUR),
        ("CN-BANK-2008", 30 * MINUTE),
        ("EU-DORA-INIT", 4 * HOUR),
        ("EU-DORA-INT", 72 * HOUR),
        ("US-BANK", 36 * HOUR),
        ("US-NYDFS", 72 * HOUR),
        ("US-REGSCI", 0),
        ("CN-DRILL-CORE", None),
        ("CN-EXCH", None),
    ],
)
def test_the_first_limit_is_what_the_rule_says(name: str, first: int | None) -> None:
    row = CLOCKS.find(name)
    assert row is not None
    assert row.first is not None
    assert row.first.exact_ms == first


def test_the_drill_report_is_counted_in_working_days() -> None:
    row = CLOCKS.find("CN-DRILL-CORE")
    assert row is not None
    assert (row.first, row.anchor) == (Span("working-day", 15), ("drill-end",))


def test_what_nobody_confirmed_is_marked_and_does_not_judge() -> None:
    row = CLOCKS.find("CN-CAC-OTHER")
    assert row is not None
    assert (row.judges("final"), row.judges("first")) == (False, True)


def test_no_actor_means_two_addressees() -> None:
    actors = [actor for one in CLOCKS.addressees for actor in one.actors]
    assert len(actors) == len(set(actors))


def test_grades_rise() -> None:
    ranks = [CLOCKS.grade(one) for one in ("general", "larger", "major", "extreme", "none")]
    assert ranks == [0, 1, 2, 3, None]


def test_the_table_is_the_same_after_writing_and_reading_it() -> None:
    paper = dump(CLOCKS)
    assert paper.pop("format") == "startex/reporting-clocks@1"
    assert load("reporting-clocks", paper) == CLOCKS


def test_the_shipped_file_has_no_problem() -> None:
    (sheet,) = open_files([FILE])
    assert sheet.problems == ()
    assert isinstance(sheet.document, ReportingClocks)


def test_a_small_table_is_read() -> None:
    assert problems(SMALL) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("30 minutes", "half an hour", ("bad_span", 13)),
        ("30 minutes", "0 minutes", ("bad_span", 13)),
        ("anchor: [event]", "anchor: [evnet]", ("unknown_name", 12)),
        ("addressees: [bureau]", "addressees: [burau]", ("unknown_name", 11)),
        ("source-read", "unverified", ("clock_unverified", 15)),
        ('"2026-01-01"', '"2026-13-01"', ("bad_date", 4)),
        ("    enabled: true\n", "", ("missing_key", 9)),
        ("first: 30", "frist: 30", ("unknown_key", 13)),
        ("    enabled: true", "    enabled: true\n    to_fill: [first]", ("clock_filled", 13)),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, found: tuple[str, int]) -> None:
    assert problems(SMALL.replace(old, new)) == [found]


def test_a_row_that_stands_twice_is_told() -> None:
    row = SMALL[SMALL.index("  - id: OWN") :]
    assert problems(SMALL + row) == [("clock_twice", 17)]


def checked_plan(tmp_path: Path, step: str, clock: str) -> Sheet:
    """Return the checked shipped plan in which *step* names the row *clock*."""
    text = (LIBRARY / "broker-trading-continuity.yaml").read_text(encoding="utf-8")
    start = text.index(f"- id: {step}\n")
    place = text.index("        source:", start)
    file = tmp_path / "plan.yaml"
    file.write_text(f"{text[:place]}        clock: {clock}\n{text[place:]}", encoding="utf-8")
    return open_files([file])[0]


def test_a_step_that_names_an_unknown_clock_is_a_warning_with_a_hint(tmp_path: Path) -> None:
    (problem,) = checked_plan(tmp_path, "G2", "CN-EXHC").problems
    assert (problem.code, problem.hint, problem.severity) == ("clock_named", "CN-EXCH", "warning")


def test_a_clock_at_a_step_that_reports_nothing_is_a_warning(tmp_path: Path) -> None:
    (problem,) = checked_plan(tmp_path, "D1", "CN-EXCH").problems
    assert (problem.code, problem.severity) == ("clock_useless", "warning")
