"""The report: four parts from one evaluation, equal in both languages, and no text of a person becomes markup."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.store.records import ExerciseRecord, RunRecord
from exercise.audience import PARTICIPANT, Audience
from exercise.entry import OUTSIDE, Entry
from exercise.evaluation.evaluation import DocumentRefs
from exercise.facts import Acted, NoteTaken, RatingGiven, SeatTaken
from tests.web.drilled import drilled
from web.i18n import LANGUAGES
from web.identity import Pass
from web.reports.builders.figures import timeline_figures
from web.reports.changes import change_words
from web.reports.charts import service_chart, timeline_chart
from web.reports.document import Facts, Heading, Table
from web.reports.kinds import KINDS, build
from web.reports.model import report_model
from web.reports.page import report_page
from web.reports.review import review_paper
from web.reports.speech import Words
from web.table import Documents
from web.table import Table as WebTable

EVIL = "<script>alert('x')</script>\"&"
MINUTE = 60_000


class Tags(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


@cache
def table() -> WebTable:
    """Return the drilled table, everybody in it with a name that tries to be markup."""
    played = drilled()
    entries = [named(entry) for entry in played.entries]
    last = entries[-1]
    for fact in (NoteTaken(EVIL, kind="strength"), RatingGiven("whole", "S", EVIL)):
        last = Entry(last.seq + 1, last.at, OUTSIDE, last.wall, f"evaluator/{EVIL}", fact)
        entries.append(last)
    exercise = ExerciseRecord(
        "e-1", {"": EVIL}, "sha256:s", "sha256:p", 1, "2026.1", "2026-11-22T10:00:00Z"
    )
    documents = Documents(played.run.setting, DocumentRefs("sha256:p", "sha256:s"), {})
    return WebTable(RunRecord("t-1", "e-1", EVIL), exercise, documents, entries)


def named(entry: Entry) -> Entry:
    """Return *entry* as done by somebody with an evil name and words."""
    fact = entry.fact
    if isinstance(fact, Acted):
        return replace(entry, fact=replace(fact, text=EVIL))
    return replace(entry, fact=replace(fact, person=EVIL)) if isinstance(fact, SeatTaken) else entry


@cache
def model() -> Any:
    """Return the report model."""
    return report_model(table(), 1_795_000_000_000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_person_becomes_markup(language):
    page = Tags(report_page(model(), language))
    assert "script" not in page.tags
    assert not [name for name in page.attributes if name.startswith("on")]
    assert EVIL in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_page_is_there(language):
    text = Tags(report_page(model(), language)).text
    for prefix in ("report.doc.", "verdict.", "rating.", "finding.", "severity.", "element."):
        assert prefix not in text


def shape(kind: str, language: str) -> list[object]:
    """Return the blocks of a report without their words, paragraphs in a row as one."""
    found: list[object] = []
    for block in build(kind, model(), language).blocks:
        match block:
            case Table(heads=heads, rows=rows, widths=widths):
                found.append(("table", len(heads), len(rows), widths))
            case Heading(level=level, anchor=anchor):
                found.append(("heading", level, anchor))
            case Facts(pairs=pairs):
                found.append(("facts", len(pairs)))
            case _:
                found.append(type(block).__name__)
    return [one for place, one in enumerate(found) if one != "Paragraph" or found[place - 1] != one]


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_have_the_same_shape(kind):
    zh, en = (shape(kind, language) for language in LANGUAGES)
    assert zh
    assert zh == en


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_program_shows_in_the_page(language):
    text = Tags(report_page(model(), language)).text
    for written in (
        "None →",
        "{'",
        "['",
        "True",
        "False",
        "step_key.",
        "obligation.",
        "condition.",
    ):
        assert written not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_services_and_their_promises_are_named_by_title(language):
    text = Tags(report_page(model(), language)).text
    for service in table().setting.services:
        assert f"{service}.r" not in text
        assert "-" not in service or service not in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-CN", "升级：超时未应答时由合规法务负责人在1小时5分内处置"),
        ("en", "Escalation: if no answer, Compliance and legal acts within 1h 5m"),
    ],
)
def test_a_proposed_escalation_is_a_sentence(language, words):
    change = {
        "step": "V7",
        "field": "escalate",
        "old": None,
        "new": {"by": ["compliance"], "within": "1h5m"},
    }
    titles = {"compliance": "合规法务负责人" if language == "zh-CN" else "Compliance and legal"}
    assert change_words(change, titles, Words(language)) == words


def test_a_proposed_role_stands_beside_the_roles_before():
    change = {"step": "D4", "field": "by", "old": ["a"], "new": ["a", "b"]}
    assert change_words(change, {"a": "Alpha", "b": "Beta"}, Words("en")) == (
        "Who: Alpha → Alpha, Beta"
    )


def test_a_proposed_order_names_the_steps_that_come_first():
    change = {"step": "H3", "field": "not_before", "old": None, "new": {"done": "G2"}}
    said = change_words(change, {"G2": "Telephone"}, Words("en"))
    assert said == "Not before: step “Telephone” is done"


def test_a_proposed_order_names_every_step_that_comes_first():
    new = {"all": [{"done": "G1"}, {"done": "G2"}]}
    change = {"step": "H3", "field": "not_before", "old": None, "new": new}
    said = change_words(change, {"G1": "Grade", "G2": "Telephone"}, Words("en"))
    assert said == "Not before: step “Grade” is done and step “Telephone” is done"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-CN", "T+16:00 影响程度：所报 一般 → 实为 较大"),
        ("en", "T+16:00 Degree: said General → was Larger"),
    ],
)
def test_a_finding_on_facts_says_what_was_said_and_what_was_so(language, words):
    said = {
        "at": 16 * MINUTE,
        "title": {"zh": "影响程度", "en": "Degree"},
        "said": [{"zh": "一般", "en": "General"}],
        "truth": [{"zh": "较大", "en": "Larger"}],
    }
    paper = model()
    finding = paper["parts"]["d"]["findings"][0] | {"facts": [said], "class": "false"}
    part = paper["parts"]["d"] | {"findings": [finding | {"code": "fact_false"}]}
    page = report_page(paper | {"parts": paper["parts"] | {"d": part}}, language)
    text = Tags(page).text
    assert words in text
    assert {"zh-CN": "谎报", "en": "False report"}[language] in text


def test_a_long_timeline_is_drawn_in_parts_that_fit_on_paper():
    figures = list(timeline_figures(model(), Words("en")))
    assert len(figures) > 1
    for figure in figures:
        assert figure.svg.count("<rect") <= 15


def test_the_loss_is_the_sum_over_the_services():
    services = table().evaluation()["services"]
    clients = sum(one["impact"].get("clients", 0) for one in services)
    assert model()["parts"]["a"]["loss"]["clients"] == pytest.approx(clients)


def test_every_report_to_an_authority_is_listed_with_whom_it_went_to():
    setting = table().setting
    sent = [
        entry.seq
        for entry in table().entries
        if isinstance(entry.fact, Acted) and setting.actions[entry.fact.action].kind == "report"
    ]
    listed = model()["parts"]["b"]["reports"]
    assert [one["seq"] for one in listed] == sent
    assert all(one["to"] for one in listed)


def test_every_action_names_its_finding():
    part = model()["parts"]["d"]
    assert part["actions"]
    for action in part["actions"]:
        assert action["code"] == part["findings"][action["finding"]]["code"]


def test_the_spans_of_a_service_add_up_to_its_time_down():
    review = review_paper(table(), Pass("facilitator", None, None, None, "Fay", "m"))
    down = {one["id"]: one["down_ms"] for one in review["evaluation"]["services"]}
    for course in review["services"]:
        spans = [one for one in course["spans"] if one["state"] == "down"]
        assert sum(one["to"] - one["from"] for one in spans) == down[course["id"]]


def test_a_snapshot_for_a_closed_book_holds_no_procedures():
    closed = replace(table().exercise, options={"open_book": False})
    shown = WebTable(table().run, closed, table().documents, table().entries)
    holder = Pass(PARTICIPANT, "e-1", "t-1", "ops-duty", "li", "m")
    frame = shown.snapshot(holder, Audience(PARTICIPANT, "ops-duty"), 0)["frame"]
    assert "procedures" not in frame
    assert "sections" not in frame
    assert frame["actions"]


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "anchor_ms": st.none() | st.integers(0, 90 * MINUTE),
            "due_ms": st.none() | st.integers(0, 200 * MINUTE),
            "done_ms": st.none() | st.integers(0, 90 * MINUTE),
            "verdict": st.sampled_from(["met", "late", "missed", "something-new"]),
        }
    ).filter(lambda row: row["anchor_ms"] is not None or row["done_ms"] is not None),
    max_size=8,
)


@given(ROWS, st.integers(0, 90 * MINUTE), st.text(max_size=60))
def test_any_timeline_can_be_drawn(rows, length, title):
    drawn = Tags(timeline_chart(rows, [title] * len(rows), length, title))
    assert drawn.tags.count("rect") == len(rows)
    assert "NaN" not in drawn.text


def test_a_service_chart_has_a_line_at_each_outages_rto():
    spans = [
        {"from": 2 * MINUTE, "to": 20 * MINUTE, "state": "down"},
        {"from": 20 * MINUTE, "to": 25 * MINUTE, "state": "degraded"},
        {"from": 30 * MINUTE, "to": None, "state": "down"},
    ]
    course = {"id": "trading", "rto_ms": 10 * MINUTE, "spans": spans}
    drawn = service_chart([course], ["Trading"], 60 * MINUTE, "Services")
    assert drawn.count(">RTO</text>") == 2
