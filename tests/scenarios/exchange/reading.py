"""Reads made-up files as an import does."""

from __future__ import annotations

from typing import Any

from scenarios.checks import check_plan
from scenarios.exchange.imported import ImportedPlan, ImportRefused
from scenarios.exchange.plan_making import plan_paper_of
from scenarios.exchange.plan_text import plan_text
from scenarios.exchange.reading import read_plan
from scenarios.plan import Plan
from scenarios.reader import read_text

UNASSIGNED = {"zh": "未指定", "en": "Unassigned"}


def markdown(text: str, name: str = "plan.md") -> ImportedPlan:
    """Return the plan in a Markdown text."""
    return read_plan(name, text.encode())


def made(imported: ImportedPlan) -> Plan:
    """Return the plan of ours, written as YAML and read again; it has no error."""
    sheet = check_plan(read_text(plan_text(plan_paper_of(imported, UNASSIGNED)), "made.yaml"))
    assert not [problem.code for problem in sheet.problems if problem.is_error]
    assert isinstance(sheet.document, Plan)
    return sheet.document


def codes(imported: ImportedPlan) -> list[str]:
    """Return the codes of what there is to know."""
    return [one.code for one in imported.notices]


def refused(name: str, content: bytes, **how: Any) -> list[str]:
    """Return the codes of all problems for which a file is refused."""
    try:
        read_plan(name, content, **how)
    except ImportRefused as refusal:
        return [one.code for one in refusal.problems]
    raise AssertionError(f"{name} was not refused")
