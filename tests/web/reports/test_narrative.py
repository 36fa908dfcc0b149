"""The narrative: drafted from the facts, never overwriting what a person wrote, plain text whatever stands in it."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from exercise.assessment.assessment import Assessment
from exercise.judging_facts import NarrativeWritten
from tests.web.reports.played import MADE, model_of, table_of
from tests.web.reports.reading import texts
from web.i18n import LANGUAGES
from web.reports.drafting import PARTS
from web.reports.kinds import build
from web.reports.model import report_model
from web.reports.narrative import narrative, parts_of, told
from web.reports.page import draw
from web.reports.pdf import pdf
from web.reports.speech import Words
from web.reports.standing import longest_outages, tally

EVIL = '<img src=x onerror=alert(1)> **bold** #set page() =HYPERLINK("x") {{count}} \u202e'


def part(model, name: str, language: str = "en"):
    """Return what is kept of a part of the narrative."""
    return next(one for one in model["narrative"] if one["part"] == name)["texts"][language]


def wrote(*written: NarrativeWritten):
    """Return the model after an evaluator wrote."""
    return report_model(table_of("deviating", [("evaluator/Ann", one) for one in written]), MADE)


def test_there_is_a_part_for_each_section_and_one_for_each_objective():
    model = model_of("model")
    assert parts_of(model) == [*PARTS, *(f"objective:O{n}" for n in range(1, 8))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_drafted_in_whole_sentences(language):
    model, say = model_of("deviating"), Words(language)
    for name in parts_of(model):
        paragraphs = told(model, name, say)
        assert paragraphs
        assert all(one.endswith("。" if say.short == "zh" else ".") for one in paragraphs), name


def test_the_draft_tells_the_numbers_of_the_record():
    said = "\n".join(told(model_of("deviating"), "executive_summary", Words("en")))
    counted = tally(model_of("deviating")["obligations"])
    assert f"Of {counted['total']} duties that came due, {counted['met']} were met" in said
    assert "Central trading" in said


def test_a_team_without_a_shortfall_is_told_so_in_one_clause():
    said = "\n".join(told(model_of("model"), "executive_summary", Words("en")))
    assert "All 111 duties that came due were met." in said
    assert "There were no findings." in said


def test_what_a_person_wrote_stands_and_the_draft_stays_beside_it():
    model = wrote(NarrativeWritten("conclusion", "en", "We were slow."))
    kept = part(model, "conclusion")
    assert kept["text"] == "We were slow."
    assert kept["by"] == "Ann"
    assert kept["draft"] == part(model_of("deviating"), "conclusion")["draft"]
    assert told(model, "conclusion", Words("en")) == ["We were slow."]
    assert part(model, "conclusion", "zh")["text"] is None


def test_back_to_the_draft_takes_the_written_words_away():
    model = wrote(
        NarrativeWritten("conclusion", "en", "We were slow."), NarrativeWritten("conclusion", "en")
    )
    assert part(model, "conclusion")["text"] is None


def test_an_empty_line_begins_a_paragraph():
    model = wrote(NarrativeWritten("causes", "zh", "一\n二\n\n\n三"))
    assert told(model, "causes", Words("zh-CN")) == ["一\n二", "三"]


@pytest.mark.parametrize("kind", ["summary", "aar"])
def test_markup_that_a_person_typed_comes_out_as_text(kind):
    model = wrote(NarrativeWritten("conclusion", "en", EVIL))
    document = build(kind, model, "en")
    assert any(EVIL.strip() in text for text in texts(document))
    page = draw(document)
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; **bold** #set page()" in page


def test_a_note_says_that_nobody_edited_the_draft_until_somebody_did():
    words = Words("en")("narrative.is_draft")
    assert words in "\n".join(texts(build("summary", model_of("deviating"), "en")))
    model = wrote(NarrativeWritten("causes", "en", "Mine."))
    assert words not in "\n".join(texts(build("summary", model, "en")))


def test_the_draft_is_the_same_whoever_asks_and_whenever():
    model = model_of("deviating")
    assert narrative(model, Assessment()) == narrative(dict(model), Assessment())


def test_duties_are_counted_as_met_short_or_failed():
    verdicts = ("met", "met", "late", "partial", "compensated", "missed", "violated")
    uncounted = ("waived", "pending", "not_triggered")
    counted = tally({"verdict": one} for one in (*verdicts, *uncounted))
    assert counted == {"total": 7, "met": 2, "short": 3, "failed": 2}


def test_an_outage_that_is_still_open_lasts_until_the_end():
    courses = [
        {
            "id": "a",
            "spans": [
                {"from": 0, "to": 10, "state": "down"},
                {"from": 10, "to": 90, "state": "degraded"},
                {"from": 70, "to": None, "state": "down"},
            ],
        },
        {"id": "b", "spans": []},
    ]
    assert longest_outages(courses, 100) == {"a": 30, "b": 0}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_brief_stays_one_page_however_much_a_person_wrote(language):
    words = {"zh": "处置迟缓，须加强值守。", "en": "We were slow to answer and must watch closer. "}
    long = "\n\n".join(words[language] * 60 for _ in range(6))
    document = build(
        "brief", wrote(NarrativeWritten("executive_summary", language, long)), language
    )
    assert words[language].strip() in "\n".join(texts(document))
    assert len(PdfReader(BytesIO(pdf(document))).pages) == 1


def test_a_short_summary_that_a_person_wrote_leads_the_brief():
    model = wrote(NarrativeWritten("executive_summary", "en", "One line of mine."))
    assert "One line of mine." in list(texts(build("brief", model, "en")))
