"""What people judged in reports: final beside automatic ratings, evaluators, the survey without names, signatures."""

from __future__ import annotations

from exercise.assessment.signing import evaluation_hash
from exercise.audience import PARTICIPANT
from exercise.facts import NoteTaken, RatingGiven
from exercise.judging_facts import (
    EvaluationSigned,
    FinalRatingGiven,
    GuideSigned,
    PanelNamed,
    SurveyAnswered,
    SurveyClosed,
    SurveyOpened,
)
from tests.web.reports.played import MADE, table_of
from tests.web.reports.reading import texts, texts_of, under
from web.identity import Pass
from web.reports.document import Facts, Table, cell, plain
from web.reports.kinds import build
from web.reports.model import report_model
from web.reports.speech import Words

PANEL = [
    ("facilitator/Fay", PanelNamed(("Ann", "Bob"), "Ann")),
    ("evaluator/Ann", RatingGiven("objective:O1", "M", "slow on the alarm")),
    ("evaluator/Bob", RatingGiven("objective:O1", "S")),
    ("evaluator/Ann", GuideSigned()),
    ("evaluator/Bob", GuideSigned()),
    ("evaluator/Ann", FinalRatingGiven("objective:O1", "S", "late once only")),
]


def said_by(later, kind: str = "aar") -> list[str]:
    """Return every text of a report after people did *later*."""
    return list(texts(build(kind, report_model(table_of("deviating", later), MADE), "en")))


def test_the_final_rating_stands_in_the_table_and_the_automatic_one_beside_it():
    document = build("aar", report_model(table_of("deviating", PANEL), MADE), "en")
    table = next(one for one in document.blocks if isinstance(one, Table) and "P" in one.heads)
    first = [plain(cell(one).text) for one in table.rows[0]]
    assert first[2:] == ["", "●", "", "", "lead evaluator"]
    facts = next(one for one in under(document, "O1 Detect and verify in time") if isinstance(one, Facts))  # fmt: skip
    pairs = {name: plain(value) for name, value in facts.pairs}
    assert pairs["Final rating (lead evaluator)"].startswith("S ")
    assert pairs["By the rules"].startswith("U ")
    assert pairs["Evaluators' ratings"] == "Ann M, Bob S"


def test_the_evaluators_are_listed_with_what_each_did():
    document = build("aar", report_model(table_of("deviating", PANEL), MADE), "en")
    table = next(one for one in document.blocks if isinstance(one, Table) and one.heads[0] == "Evaluator")  # fmt: skip
    rows = [[plain(cell(one).text) for one in row] for row in table.rows]
    assert rows == [["Ann (Lead evaluator)", "1", "0", "Yes"], ["Bob", "1", "0", "Yes"]]


def agreement_rows(later) -> list[list[str]]:
    """Return the table of agreement of a report after people did *later*; nothing where there is none."""
    document = build("aar", report_model(table_of("deviating", later), MADE), "en")
    tables = [one for one in document.blocks if isinstance(one, Table) and "Weighted kappa" in one.heads]  # fmt: skip
    return [[plain(cell(one).text) for one in row] for table in tables for row in table.rows]


def test_the_agreement_of_two_evaluators_stands_in_the_report_as_weighted_kappa():
    # O1, the whole, D1 and D2: P P, P S, S S, M S. Apart by 0 1 0 1: 1/2 a pair on average. By chance Ann's P P S M
    # against Bob's P S S S: (0 + 3 + 0 + 3 + 1 + 0 + 2 + 3) / 16 = 12/16. Kappa is 1 - (1/2) / (3/4) = 1/3.
    given = {"objective:O1": "PP", "whole": "PS", "step:D1": "SS", "step:D2": "MS"}
    later = [
        (f"evaluator/{name}", RatingGiven(subject, letters[place]))
        for subject, letters in given.items()
        for place, name in enumerate(("Ann", "Bob"))
    ]
    rows = agreement_rows(later)
    assert rows[0] == ["Weighted kappa overall", "0.33", "50%", "4"]
    assert ["The whole exercise", "Fewer than two items", "0%", "1"] in rows
    assert agreement_rows(later[::2]) == []


def test_a_signature_is_shown_with_its_hash_and_that_it_holds():
    entries = table_of("deviating", PANEL).entries
    signed = EvaluationSigned(len(entries), evaluation_hash(entries, "2026.1"), "2026.1", "final")
    said = said_by([*PANEL, ("evaluator/Ann", signed)], "summary")
    assert signed.hash in said
    assert "matches the record" in said
    assert Words("en")("aar.unsigned") not in said


def test_a_signature_holds_for_participants_too_who_are_told_less_of_the_record():
    asked = SurveyOpened(({"id": "q", "kind": "text", "title": {"en": "What else?"}},), "allowed")
    later = [*PANEL, ("facilitator/Fay", asked)]
    entries = table_of("deviating", later).entries
    signed = EvaluationSigned(len(entries), evaluation_hash(entries, "2026.1"), "2026.1")
    table = table_of("deviating", [*later, ("evaluator/Ann", signed)])
    li = Pass(PARTICIPANT, "e-1", "t-1", "ops-duty", "li", "m")
    assert len(table.entries_for(li)) < len(table.entries)
    assert report_model(table, MADE, li)["assessment"]["signature"]["holds"] is True


def test_a_signature_over_another_record_is_told_as_broken():
    signed = EvaluationSigned(3, "sha256:0", "2026.1")
    assert "does not match the record" in said_by([("evaluator/Ann", signed)], "summary")


def test_a_note_of_a_participant_is_told_by_role_and_never_by_name():
    note = NoteTaken("The bridge was noisy", audience="hotwash", kind="improvement")
    said = "\n".join(said_by([("ops-duty/li-zq", note)], "summary"))
    assert "The bridge was noisy" in said
    assert "li-zq" not in said
    assert "Operations duty manager" in said


def test_an_observation_that_was_replaced_or_taken_back_is_not_in_the_report():
    table = table_of("deviating")
    first = table.entries[-1].seq + 1
    later = [
        ("evaluator/Ann", NoteTaken("zq-first", step="D1", kind="improvement")),
        ("evaluator/Ann", NoteTaken("zq-second", step="D1", kind="improvement", replaces=first)),
    ]
    said = "\n".join(said_by(later))
    assert "zq-first" not in said
    assert "zq-second" in said


def test_the_survey_is_counted_and_its_words_are_told_without_a_name():
    questions = (
        {"id": "use", "kind": "scale", "title": {"en": "Was it useful?"}, "required": True},
        {"id": "free", "kind": "text", "title": {"en": "What else?"}},
    )
    later = [
        ("facilitator/Fay", SurveyOpened(questions, "allowed")),
        ("ops-duty/li-zq", SurveyAnswered({"use": 4, "free": "More of it"})),
        ("it-head/wu-zq", SurveyAnswered({"use": 5})),
        ("facilitator/Fay", SurveyClosed()),
    ]
    document = build("aar", report_model(table_of("deviating", later), MADE), "en")
    blocks = under(document, "Participants' feedback")
    table = next(one for one in blocks if isinstance(one, Table))
    row = [plain(cell(one).text) for one in table.rows[0]]
    assert row == ["Was it useful?", "2", "4.5", "1: 0, 2: 0, 3: 0, 4: 1, 5: 1"]
    said = "\n".join(text for one in blocks for text in texts_of(one))
    assert "2 participants answered." in said
    assert "More of it" in said
    assert "-zq" not in said


def test_where_evaluators_differ_no_rating_stands_until_the_lead_settles_it():
    model = report_model(table_of("deviating", PANEL[:-1]), MADE)
    assert model["assessment"]["standing"]["objective:O1"] == {"rating": None, "source": "open"}
    assert any("evaluators differ" in one for one in texts(build("eeg", model, "en")))


def test_what_all_evaluators_agree_on_stands_without_the_lead():
    agreed = [*PANEL[:2], ("evaluator/Bob", RatingGiven("objective:O1", "M"))]
    model = report_model(table_of("deviating", agreed), MADE)
    assert model["assessment"]["standing"]["objective:O1"] == {"rating": "M", "source": "agreed"}
