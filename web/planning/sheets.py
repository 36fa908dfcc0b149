"""The sheets of a draft: what it starts from, and what its accepted changes make of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from engine.store.records import Draft
from exercise.improvement.change import ACCEPTED, Change, change_from_paper, change_to_paper
from exercise.improvement.refusal import RevisionRefused
from exercise.improvement.revision import accepted, revised
from scenarios.checks import check_plan
from scenarios.plan import Plan
from scenarios.reader import Sheet, read_text
from scenarios.schemas.documents import dump
from scenarios.yaml_tree import Tree
from web.aside import aside
from web.errors import Refusal
from web.library import Library

_MOST_KEPT = 16
_NO_TREE = Tree(None, {}, {})
_BARE: Mapping[str, Any] = {
    "reason": {"code": "", "numbers": {}},
    "note": "",
    "decision": ACCEPTED,
    "evidence": {"seqs": [], "finding": None, "table": None},
}
"""What a change says that does not touch the plan's text."""

Paper = dict[str, Any]


class Sheets:
    """Reads the sheets of drafts, and remembers the last of them."""

    def __init__(self, library: Library) -> None:
        """Take published versions from *library*."""
        self._library = library

    def base(self, draft: Draft) -> Sheet:
        """Return what *draft* starts from: a published version, or its own text where there is none yet."""
        if draft.base:
            return self._library.plan_sheet(draft.plan, draft.base)
        return aside(_own_text, draft.text or "", draft.plan)

    def result(self, draft: Draft) -> Sheet:
        """Return what the accepted changes of *draft* make of its base; raises Refusal."""
        return self.made_of(draft, draft.changes)

    def made_of(self, draft: Draft, papers: Iterable[Mapping[str, Any]]) -> Sheet:
        """Return what those of *papers* that are accepted make of the base of *draft*; raises Refusal."""
        changes = accepted(tuple(change_from_paper(one) for one in papers))
        base = self.base(draft)
        if not changes and draft.base:
            return base
        told = json.dumps([_telling(one) for one in changes], ensure_ascii=False)
        if not draft.base:
            base = aside(_as_read, base.text, base.name)
        with refusals():
            start = _Base(base.digest, base.name, draft.base, base)
            return aside(_made, start, told)


def plan_as_written(sheet: Sheet) -> Paper:
    """Return the plan of *sheet* as its author would write it; of one that cannot be used what is written."""
    if sheet.document is not None:
        return dump(sheet.document)
    written = read_text(sheet.text, sheet.name).tree.value
    return dict(written) if isinstance(written, Mapping) else {}


def compared(sheet: Sheet) -> Sheet:
    """Return *sheet* so that it can be compared though there are errors in it: with what could be read of it."""
    if sheet.document is not None or not isinstance(sheet.draft, Plan):
        return sheet
    return replace(sheet, document=sheet.draft)


def errors_of(sheet: Sheet) -> int:
    """Return how many errors the checks found in *sheet*."""
    return sum(problem.is_error for problem in sheet.problems)


@contextmanager
def refusals() -> Iterator[None]:
    """Tell what a revision refuses as the windows do."""
    try:
        yield
    except RevisionRefused as refused:
        raise Refusal(refused.code, **refused.numbers) from refused


def changes_of(draft: Draft) -> tuple[Change, ...]:
    """Return the changes of *draft*."""
    return tuple(change_from_paper(paper) for paper in draft.changes)


def _telling(change: Change) -> Paper:
    """Return what of *change* the plan's text depends on, so that a new note makes no new sheet."""
    paper = change_to_paper(change)
    return {key: paper[key] for key in ("id", "op", "step", "key", "old", "new", "place")}


@dataclass(frozen=True, slots=True)
class _Base:
    """What a draft starts from, known by its digest: the sheet was read once and is not read again."""

    digest: str
    name: str
    version: int
    sheet: Sheet = field(compare=False)


@lru_cache(_MOST_KEPT)
def _own_text(text: str, plan: str) -> Sheet:
    return check_plan(_as_read(text, f"{plan}.yaml"))


@lru_cache(_MOST_KEPT)
def _as_read(text: str, name: str) -> Sheet:
    """Return the sheet of *text* unchecked: what has errors can be changed all the same."""
    return read_text(text, name)


@lru_cache(_MOST_KEPT)
def _made(base: _Base, told: str) -> Sheet:
    changes = [_change(paper) for paper in json.loads(told)]
    return replace(revised(base.sheet, changes, base.version + 1), tree=_NO_TREE)


def _change(paper: Paper) -> Change:
    return change_from_paper({**_BARE, **paper})


def accepted_papers(papers: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return those of *papers* that go into the next version."""
    return [one for one in papers if change_from_paper(one).is_accepted]
