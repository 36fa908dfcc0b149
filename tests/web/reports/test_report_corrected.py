"""What people set stands in reports: verdicts with reasons, final ratings; reports are judged by their own duty."""

from __future__ import annotations

import json

from exercise.facts import RatingGiven, VerdictOverridden
from exercise.judging_facts import FinalRatingGiven, GuideSigned, PanelNamed
from tests.web.reports.played import MADE, table_of
from tests.web.reports.reading import texts, under
from web.reports.document import Facts, Table, cell, plain
from web.reports.document_paper import document_paper
from web.reports.kinds import build
from web.reports.model import report_model
from web.reports.notation import stamped
from web.reports.page import draw

SET = [
    ("facilitator/Fay", VerdictOverridden("D4.response#1", "late", "asked twice")),
    ("facilitator/Fay", VerdictOverridden("G2.response#1", "waived", "no telephone in the room")),
]
SETTLED = [
    ("facilitator/Fay", PanelNamed(("Ann",), "Ann")),
    ("evaluator/Ann", RatingGiven("whole", "M")),
    ("evaluator/Ann", GuideSigned()),
    ("evaluator/Ann", FinalRatingGiven("whole", "M", "seen")),
]


def document_after(later, kind: str):
    """Return a report of the team that strays, after people did *later*."""
    return build(kind, report_model(table_of("deviating", later), MADE), "en")


def test_verdicts_of_people_stand_beside_the_automatic_ones_with_their_reasons():
    for kind in ("summary", "aar"):
        found = under(document_after(SET, kind), "Verdicts set by people")
        table = next(one for one in found if isinstance(one, Table))
        rows = [[plain(cell(one).text).strip() for one in row] for row in table.rows]
        assert [row[1:] for row in rows] == [
            ["Response", "Met", "Late", "Fay", "asked twice"],
            ["Response", "–", "Waived", "Fay", "no telephone in the room"],
        ]


def test_without_a_verdict_of_people_nothing_is_said_of_them():
    document = document_after([], "aar")
    assert "Verdicts set by people" not in list(texts(document))


def test_a_waived_duty_is_waived_in_the_guide_and_not_unexercised():
    table = next(
        one
        for one in document_after(SET, "eeg").blocks
        if isinstance(one, Table) and any("G2 " in plain(cell(row[0]).text) for row in one.rows)
    )
    row = next(row for row in table.rows if plain(cell(row[0]).text).startswith("G2 "))
    assert "Response: Waived" in plain(cell(row[4]).text)


def test_the_summary_names_the_final_rating_and_the_automatic_one_behind_it():
    facts = next(one for one in document_after(SETTLED, "summary").blocks if isinstance(one, Facts))
    said = plain(dict(facts.pairs)["Rating"])
    assert said.startswith("M ")
    assert said.endswith("lead evaluator (By the rules: U)")


def test_a_report_by_the_wrong_role_has_no_verdict_of_the_duty_that_it_called_for():
    # At 11 min 30 communications telephoned, which answers nothing; it only called for the grading, done in time.
    reports = report_model(table_of("deviating", []), MADE)["parts"]["b"]["reports"]
    assert [(one["at"], one["verdict"]) for one in reports if one["action"] == "phone-bureau"] == [
        (690_000, None),
        (1_380_000, "very_late"),
    ]


def test_a_moment_of_the_day_is_told_in_the_zone_of_the_story():
    told = stamped("2026-11-22T14:44:19.079Z", "2026-03-16T10:05:00+08:00")
    assert told == "2026-11-22 22:44:19 (UTC+08:00)"


def test_what_turns_the_direction_of_a_text_is_shown_by_number_on_pages_too():
    later = [("evaluator/Ann", RatingGiven("whole", "M", "seen \u202egnihton"))]
    document = document_after(later, "summary")
    for drawn in (json.dumps(document_paper(document), ensure_ascii=False), draw(document)):
        assert "seen [U+202E]gnihton" in drawn
        assert "\u202e" not in drawn
