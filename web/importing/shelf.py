"""Files that somebody wants to import: understood, shown, and forgotten again unless a draft is made of them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from engine.store.errors import NotFound
from engine.store.plan_cards import PlanCardStore
from scenarios.checks import check_plan
from scenarios.exchange.imported import ImportedPlan, ImportRefused, Notice
from scenarios.exchange.plan_making import plan_paper_of
from scenarios.exchange.plan_text import plan_text
from scenarios.exchange.reading import read_plan
from scenarios.plan import Plan
from scenarios.reader import Sheet, read_text
from web.aside import aside
from web.errors import Refusal
from web.i18n import words

Paper = dict[str, object]

_MOST_KEPT = 8
_MOST_TOLD = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was understood, and the plan that would be made of it."""

    id: str
    content: bytes
    imported: ImportedPlan
    sheet: Sheet

    @property
    def plan(self) -> Plan | None:
        """The plan that would be made; None where the file has nothing that a plan could be made of."""
        return self.sheet.document if isinstance(self.sheet.document, Plan) else None


class UploadShelf:
    """Remembers the last files that were looked at; nothing of them is kept on disk."""

    def __init__(self) -> None:
        self._uploads: OrderedDict[str, Upload] = OrderedDict()
        self._lock = Lock()

    def put(self, name: str, content: bytes, format: str | None, strict: bool) -> Upload:
        """Understand a file and remember it; raises Refusal ``import_refused`` with all problems."""
        try:
            imported = aside(read_plan, name, content, format, strict)
        except ImportRefused as refused:
            raise refusal_of(refused) from refused
        upload = Upload(imported.digest[-16:], content, imported, aside(planned, imported))
        with self._lock:
            self._uploads.pop(upload.id, None)
            self._uploads[upload.id] = upload
            while len(self._uploads) > _MOST_KEPT:
                self._uploads.popitem(last=False)
        return upload

    def get(self, upload: str) -> Upload:
        """Return a file that was looked at; raises Refusal ``no_such_import`` when it was forgotten."""
        with self._lock:
            found = self._uploads.get(upload)
        if found is None:
            raise Refusal("no_such_import", id=upload)
        return found


def planned(imported: ImportedPlan, name: str | None = None) -> Sheet:
    """Return the sheet of the plan that *imported* makes, called *name* or as its title says."""
    paper = plan_paper_of(imported, unassigned_title(), name)
    text = plan_text(paper)
    return check_plan(read_text(text, f"{paper['id']}.yaml"))


def unassigned_title() -> dict[str, str]:
    """Return what the role is called that stands for nobody, by language."""
    return {
        "zh": words("zh-CN", "importing.unassigned"),
        "en": words("en", "importing.unassigned"),
    }


def refusal_of(refused: ImportRefused) -> Refusal:
    """Return the refusal that tells every problem of a file, each with its place."""
    found = [notice_paper(one) for one in refused.problems[:_MOST_TOLD]]
    return Refusal("import_refused", count=len(refused.problems), problems=found)


def notice_paper(notice: Notice) -> Paper:
    """Return a notice or a problem as JSON: a code with its numbers, and where."""
    return {
        "code": notice.code,
        "numbers": dict(notice.numbers),
        "line": notice.line,
        "path": notice.path,
    }


def source_lines(cards: PlanCardStore, digest: str | None) -> tuple[str, ...]:
    """Return the lines of the kept file *digest*, empty when there is none or it cannot be read any more."""
    if digest is None:
        return ()
    try:
        source = cards.source(digest)
    except NotFound:
        return ()
    return _lines(source.name, source.content, source.type)


def original_of(cards: PlanCardStore, digest: str | None) -> bytes | None:
    """Return the bytes of the kept file *digest*; None when there is none."""
    try:
        return None if digest is None else cards.source(digest).content
    except NotFound:
        return None


@lru_cache(8)
def _lines(name: str, content: bytes, format: str) -> tuple[str, ...]:
    try:
        return read_plan(name, content, format).source
    except ImportRefused:
        return ()
