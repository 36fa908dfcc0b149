"""A redline on paper: chapters without codes, texts of several paragraphs on one line of a table, moved steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercise.improvement.redlining import redline
from scenarios.plan import Plan
from scenarios.reader import read_text
from web.reports.markdown import markdown
from web.reports.plans.names import Names
from web.reports.plans.redline import Compared, redline_document
from web.reports.speech import Words

LIBRARY = Path(__file__).parents[3] / "scenarios" / "library"
NAME = "broker-trading-continuity.yaml"


def told(*changes: tuple[str, str], language: str = "zh-CN") -> str:
    """Return the redline of the shipped plan after *changes* (old text, new text) as Markdown."""
    text = (LIBRARY / NAME).read_text(encoding="utf-8")
    old = read_text(text, NAME)
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    new = read_text(text, NAME)
    assert isinstance(new.document, Plan)
    compared = Compared(redline(old, new), "预案", "1", "2", "2026-11-22T08:00:00+00:00")
    return markdown(redline_document(compared, Names(new.document, Words(language)))).decode()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_chapter_is_called_by_its_name_and_stays_in_its_cell(language: str) -> None:
    said = told(("五个条线到岗即可开展指挥", "六个条线到岗即可开展指挥"), language=language)
    row = next(line for line in said.split("\n") if "六个" in line)
    assert r"\[−五个\]**\[+六个\]**条线到岗即可开展指挥" in row
    assert "。<br>" in row
    assert ";" not in row
    assert "\nsections" not in said


def test_a_step_that_stays_in_its_procedure_is_said_to_change_its_place() -> None:
    plan = read_text((LIBRARY / NAME).read_text(encoding="utf-8"), NAME).document
    assert isinstance(plan, Plan)
    place = {"procedure": "detect", "from_procedure": "detect"}
    item = {"kind": "step", "id": "D3", "title": {"zh": "登记"}, "op": "moved", "fields": []}
    compared = Compared({"items": [{**item, **place}]}, "预案", "1", "2", "2026-11-22T08:00:00Z")
    said = markdown(redline_document(compared, Names(plan, Words("zh-CN")))).decode()
    assert "### 移动：D3 登记\n\n顺序有调整" in said
