"""Findings and actions in words, for files and feeds that leave the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.store.register_records import ActionRecord, FindingRecord
from web.i18n import words
from web.register.papers import finding_paper


def read(text: object, language: str) -> str:
    """Return a text in *language*, else in the first that it has."""
    if not isinstance(text, Mapping):
        return ""
    return str(text.get(language[:2]) or next(iter(text.values()), ""))


def finding_words(finding: FindingRecord, language: str) -> str:
    """Return a finding in a line: a person's words if there are some, else what failed and where."""
    paper = finding_paper(finding)
    own = read(paper["words"], language)
    return own or spoken(finding.code, paper.get("title"), language)


def spoken(code: str, title: object, language: str) -> str:
    """Return the words of a kind of failure at what is called *title*."""
    name, what = words(language, f"finding.{code}"), read(title, language)
    return words(language, "said_of", name=name, what=what) if what else name


def action_words(action: ActionRecord, language: str) -> str:
    """Return what an action asks for."""
    return read(action.words, language)


def by_code(prefix: str, codes: Any, language: str) -> dict[str, str]:
    """Return the words of each of *codes* under *prefix*."""
    return {code: words(language, f"{prefix}.{code}") for code in codes}
