"""A plan to begin with: every chapter and every lettered item of JR/T 0251-2022 chapter 10, and nobody's numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

_BLANK = Path(__file__).parent / "blank" / "plan.yaml"
_ID = "id: new-plan\n"
_TITLE = "title: {zh: 新预案, en: New plan}\n"


def blank_plan(plan: str, title: Mapping[str, str]) -> str:
    """Return the text of a new plan with the id *plan* and *title*, words by language."""
    written = json.dumps(dict(title), ensure_ascii=False)
    text = _BLANK.read_text(encoding="utf-8")
    return text.replace(_ID, f"id: {plan}\n", 1).replace(_TITLE, f"title: {written}\n", 1)
