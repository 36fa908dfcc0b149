"""Every kind of report: whole in both languages, in the sections that its readers ask for, no program in it."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import product

import pytest
from pypdf import PdfReader

from exercise.assessment.signing import evaluation_hash
from exercise.facts import NoteTaken
from tests.web.reports.played import MADE, TEAMS, model_of, table_of
from tests.web.reports.reading import headings, texts, texts_of, under
from web.i18n import LANGUAGES, catalogue
from web.reports.document import Cell, Document, Facts, Figure, Lines, Table, cell, plain
from web.reports.kinds import KINDS, build
from web.reports.model import report_model
from web.reports.pdf import pdf
from web.reports.speech import Words

EVERY = list(product(KINDS, LANGUAGES))
SECTIONS = sorted({key.partition(".")[0] for key in catalogue("en") if "." in key})
KEY = re.compile(rf"\b(?:{'|'.join(map(re.escape, SECTIONS))})\.[a-z_]+(?:\.[a-z_]+)*\b")
PYTHON = re.compile(r"[:=→] None|None [→,]|\{'|\['|\bTrue\b|: False\b|\{\{|\}\}|nan\b")


@pytest.mark.parametrize(("kind", "language"), EVERY)
@pytest.mark.parametrize("team", TEAMS)
def test_no_key_no_gap_and_nothing_of_python_is_shown(kind, language, team):
    for text in texts(build(kind, model_of(team), language)):
        known = catalogue(language)
        assert not [found for found in KEY.findall(text) if found in known], text
        assert not PYTHON.search(text), text


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_report_of_an_exercise_that_has_hardly_begun_can_be_made(kind, language):
    begun = report_model(table_of("model", most=12), MADE)
    assert list(texts(build(kind, begun, language)))


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_table_has_as_many_cells_as_heads_and_widths(kind, language):
    for block in build(kind, model_of("deviating"), language).blocks:
        if isinstance(block, Table):
            assert all(len(row) == len(block.heads) for row in block.rows)
            assert len(block.widths) in (0, len(block.heads))


def test_a_kind_that_is_not_known_is_no_report():
    with pytest.raises(KeyError):
        build("poster", model_of("model"), "en")


def test_the_summary_has_the_four_parts_of_the_standard_and_the_archive_statement():
    document = build("summary", model_of("deviating"), "en")
    say = Words("en")
    parts = [say(f"report.doc.part_{one}") for one in "abcd"]
    assert headings(document) == [*parts, say("aar.archive")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_archive_statement_names_the_journal_by_its_hash_and_both_documents_by_digest(language):
    document = build("summary", model_of("model"), language)
    blocks = under(document, Words(language)("aar.archive"))
    table = next(one for one in blocks if isinstance(one, Table))
    digests = [plain(cell(row[2]).text) for row in table.rows]
    entries = table_of("model").entries
    assert digests == ["sha256:p", "sha256:s", evaluation_hash(entries, "2026.1")]
    assert any(isinstance(one, Lines) for one in blocks)


def test_the_after_action_report_has_the_sections_of_its_template():
    document = build("aar", model_of("deviating"), "en")
    say = Words("en")
    wanted = ("handling", "summary", "overview", "capabilities", "conclusion")
    appendices = (f"appendix_{one}" for one in "abcde")
    assert headings(document) == [say(f"aar.{one}") for one in (*wanted, *appendices)]
    scenario = table_of("deviating").setting.scenario
    analysed = headings(document, 2)
    assert [f"{one.id} {one.title.words['en']}" for one in scenario.objectives] == [
        one for one in analysed if re.match(r"O\d ", one)
    ]


def test_each_area_for_improvement_has_observation_reference_analysis_and_evidence():
    document = build("aar", model_of("deviating"), "en")
    say = Words("en")
    names = [say(f"aar.{one}") for one in ("observation", "reference", "analysis", "evidence")]
    areas = [
        one
        for one in document.blocks
        if isinstance(one, Facts) and [name for name, _ in one.pairs] == names
    ]
    found = model_of("deviating")["parts"]["d"]["findings"]
    assert len(areas) == len([one for one in found if one["code"] != "not_exercised"])
    assert all(plain(value) for area in areas for _, value in area.pairs)


def test_the_improvement_plan_has_the_columns_of_the_matrix_and_a_row_for_each_action():
    document = build("aar", model_of("deviating"), "en")
    table = next(
        one
        for one in document.blocks
        if isinstance(one, Table) and "Corrective action" in one.heads
    )
    assert table.heads == (
        "Capability",
        "Issue or area for improvement",
        "Corrective action",
        "Capability element",
        "Primary responsible",
        "Point of contact",
        "Start date",
        "Completion date",
    )
    # The story ends on Monday 2026-03-16; 30 days on is Wednesday 2026-04-15, a working day.
    first = [plain(cell(one).text) for one in table.rows[0]]
    assert first[6:] == ["2026-03-16", "2026-04-15"]


def test_the_ratings_table_crosses_the_letter_that_stands():
    document = build("aar", model_of("deviating"), "zh-CN")
    table = next(
        one for one in document.blocks if isinstance(one, Table) and one.heads[2:6] == tuple("PSMU")
    )
    assert all(row[2:6].count("●") == 1 for row in table.rows)


def test_a_blank_guide_gives_nothing_away_and_has_room_to_write():
    document = build("eeg-blank", model_of("deviating"), "en")
    said = "\n".join(texts(document))
    assert "Missed" not in said
    assert "T+" not in said
    assert sum(isinstance(one, Lines) for one in document.blocks) == 4 * 7


def test_a_completed_guide_shows_observations_under_their_objective():
    note = NoteTaken("Telephone was quick", kind="strength", step="G2", about_ms=600_000)
    model = report_model(table_of("deviating", [("evaluator/Ann", note)]), MADE)
    document = build("eeg", model, "en")
    title = next(one for one in headings(document) if one.startswith("O4"))
    said = "\n".join(text for one in under(document, title) for text in texts_of(one))
    assert "Telephone was quick" in said
    assert "T+10:00" in said


def test_the_workbook_has_a_sheet_for_each_subject_with_typed_cells():
    model = model_of("deviating")
    document = build("workbook", model, "en")
    assert headings(document) == [
        "Overview",
        "Duties",
        "Timeline",
        "MSEL planned and actual",
        "Services",
        "Findings",
        "Actions",
        "Log",
    ]
    duties = next(one for one in under(document, "Duties") if isinstance(one, Table))
    assert len(duties.rows) == len(model["obligations"])
    for row, duty in zip(duties.rows, model["obligations"], strict=True):
        anchor = row[4]
        assert isinstance(anchor, Cell)
        assert anchor.value == duty["anchor_ms"]
        assert (anchor.kind == "ms") == (duty["anchor_ms"] is not None)


def test_the_msel_tells_planned_and_actual():
    first = next(one for one in model_of("model")["msel"] if one["id"] == "I03")
    assert (first["planned_ms"], first["actual_ms"], first["late_ms"]) == (120_000, 120_000, 0)
    waiting = [one for one in model_of("model")["msel"] if one["trigger"] == "when"]
    assert waiting
    assert all(one["planned_ms"] is None and one["late_ms"] is None for one in waiting)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["summary", "aar"])
def test_every_chart_says_in_words_what_it_shows(kind, language):
    blocks = build(kind, model_of("deviating"), language).blocks
    figures = [one for one in blocks if isinstance(one, Figure)]
    assert len(figures) >= 6
    assert all(len(one.alt) > 12 for one in figures)


def test_the_longest_single_outage_is_what_is_held_against_the_rto():
    # In the model team's play central trading was down twice, 19 and 16.7 minutes: inside 30 each time.
    scope = {one["id"]: one for one in model_of("model")["parts"]["a"]["scope"]}
    assert scope["trading"]["longest_ms"] == 19 * 60_000
    assert scope["trading"]["down_ms"] > 30 * 60_000
    assert scope["trading"]["rto_met"] is True


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("team", TEAMS)
def test_the_brief_is_one_page(team, language):
    made = pdf(build("brief", model_of(team), language))
    assert len(PdfReader(BytesIO(made)).pages) == 1


def test_a_digest_is_broken_inside_its_column_in_print():
    digest = "sha256:" + 8 * "a2703c9f"
    table = Table(("What", "Digest"), (("Plan of the trading systems", digest),), (2, 3), "Archive")
    sheet = Document(
        "summary", "en", "t", "s", "演练 EXERCISE", "2026-11-22T06:30:00+00:00", (table,)
    )
    said = PdfReader(BytesIO(pdf(sheet))).pages[0].extract_text()
    assert digest in "".join(said.split())
    assert not [line for line in said.splitlines() if digest in line]


def test_several_tables_stand_beside_each_other_and_a_single_one_alone():
    tables = [table_of("model"), table_of("deviating")]
    model = report_model(tables[1], MADE, tables=tables)
    document = build("summary", model, "en")
    table = next(one for one in under(document, "Tables side by side") if isinstance(one, Table))
    rows = [[plain(cell(one).text) for one in row] for row in table.rows]
    # The model team met all of its 111 duties.
    assert rows[0][1:7] == ["100%", "P · Performed without challenges", "111", "111", "0", "0"]
    assert rows[1][2].startswith("U ")
    assert "Tables side by side" not in headings(build("summary", model_of("model"), "en"), 2)
