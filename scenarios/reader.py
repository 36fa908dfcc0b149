"""Reads a document: YAML with positions -> plan, scenario or responses, digest, and all problems at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from scenarios.hints import nearest
from scenarios.problem import Flaw, Problem, in_order
from scenarios.schemas.documents import FORMATS, Document, Unsound, load, mend
from scenarios.yaml_nodes import Place, Unreadable
from scenarios.yaml_tree import Path, Tree, grow

MOST_BYTES = 2_000_000

_NO_TREE = Tree(None, {}, {})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as it was read.

    *document* is None where a problem keeps it from being played; *draft* is what could be read all
    the same, with blanks for the rest, for further checks. *kind* is None where it is of no kind.
    """

    kind: str | None
    document: Document | None
    digest: str
    text: str
    name: str
    problems: tuple[Problem, ...]
    draft: Document | None = None
    tree: Tree = _NO_TREE
    is_readable: bool = True

    @property
    def is_sound(self) -> bool:
        """Whether the document can be played."""
        return self.document is not None

    @property
    def is_faultless(self) -> bool:
        """Whether there is no error at all in it."""
        return self.is_sound and not any(problem.is_error for problem in self.problems)

    def problem(
        self,
        path: Path,
        code: str,
        hint: str | None = None,
        /,
        severity: str = "error",
        **params: object,
    ) -> Problem:
        """Return the problem *code* with what stands at *path*."""
        line, column = self.tree.place(path)
        subject = subject_of(self.tree, path)
        return Problem(self.name, line, column, code, params, hint, subject, severity)

    def with_problems(self, found: tuple[Problem, ...]) -> Sheet:
        """Return this sheet with the problems *found* added; one that blocks takes its document away."""
        problems = in_order((*self.problems, *found))
        is_sound = self.is_sound and not any(problem.is_blocking for problem in problems)
        return replace(self, problems=problems, document=self.document if is_sound else None)


def read_file(path: str | FilePath) -> Sheet:
    """Return the sheet of the file at *path*; never raises, what cannot be read is a problem."""
    name = str(path)
    try:
        with FilePath(path).open("rb") as file:
            written = file.read(MOST_BYTES + 1)
    except OSError as error:
        return _unreadable(name, "", Flaw(_file_code(error)))
    except ValueError:  # a NUL in the name
        return _unreadable(name, "", Flaw("file_missing"))
    if len(written) > MOST_BYTES:
        return _unreadable(name, "", Flaw("file_too_big", {"limit": MOST_BYTES}))
    try:
        text = written.decode("utf-8")
    except UnicodeDecodeError as error:
        before = written[: error.start].decode("utf-8")
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        return _unreadable(name, "", Flaw("not_utf8"), place)
    return read_text(text, name)


def read_text(text: str, name: str, tree: Tree | None = None) -> Sheet:
    """Return the sheet of *text*; *name* is what problems call the file, *tree* its tree where it was grown already."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        return _unreadable(name, "", Flaw("file_too_big", {"limit": MOST_BYTES}))
    try:
        tree = tree if tree is not None else grow(text)
    except Unreadable as error:
        return _unreadable(name, text, error.flaw, error.place)
    sheet = Sheet(None, None, digest_of(text), text, name, (), tree=tree)
    if not isinstance(tree.value, dict):
        return sheet.with_problems((sheet.problem((), "not_document"),))
    return _document(sheet, tree.value)


def digest_of(text: str) -> str:
    """Return the digest by which a document is pinned."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def subject_of(tree: Tree, path: Path) -> tuple[str, str] | None:
    """Return the (kind, id) of the innermost thing with an id that *path* leads through, if there is one."""
    for length in range(len(path), 1, -1):
        owner = tree.at(path[:length])
        group = path[length - 2]
        if isinstance(path[length - 1], int) and group in SUBJECTS and isinstance(owner, dict):
            name = owner.get("id", path[length - 1])
            number = str(path[length - 1] + 1)  # type: ignore[operator]
            return SUBJECTS[str(group)], name if isinstance(name, str) else f"#{number}"
    return None


SUBJECTS: Mapping[str, str] = {
    "roles": "role",
    "services": "service",
    "recoveries": "recovery",
    "forms": "form",
    "actions": "action",
    "procedures": "procedure",
    "steps": "step",
    "injects": "inject",
    "objectives": "objective",
    "actors": "actor",
    "modules": "module",
    "responses": "response",
    "clauses": "clause",
    "duties": "duty",
}
"""The lists whose items a problem names as where it is -> what one of them is called."""


def _document(sheet: Sheet, value: Mapping[str, Any]) -> Sheet:
    kind, found = _kind_of(sheet, value)
    problems = [
        Problem(sheet.name, *place, flaw.code, flaw.params, flaw.hint, subject_of(sheet.tree, path))
        for path, place, flaw in sheet.tree.flaws
    ]
    if kind is None:
        return replace(sheet, problems=in_order([*problems, *found]))
    raw = {key: each for key, each in value.items() if key != "format"}
    try:
        document: Document | None = load(kind, raw)
        draft = document
    except Unsound as error:
        problems += _problems(sheet, error.flaws)
        document = draft = mend(kind, raw)
    is_blocked = any(problem.is_blocking for problem in problems)
    return replace(
        sheet,
        kind=kind,
        document=None if is_blocked else document,
        draft=draft,
        problems=in_order(problems),
    )


def _kind_of(sheet: Sheet, value: Mapping[str, Any]) -> tuple[str | None, list[Problem]]:
    written = value.get("format")
    if "format" not in value:
        return None, [sheet.problem((), "no_format", known=tuple(FORMATS))]
    if isinstance(written, str) and written in FORMATS:
        return FORMATS[written], []
    hint = nearest(str(written), FORMATS)
    return None, [sheet.problem(("format",), "unknown_format", hint, value=str(written)[:80])]


def _problems(sheet: Sheet, flaws: tuple[tuple[Path, Flaw], ...]) -> list[Problem]:
    found: list[Problem] = []
    for path, flaw in flaws:
        params = {"key": _key(path), **flaw.params}
        line, column = sheet.tree.place(_aim(sheet.tree, path, flaw))
        subject = subject_of(sheet.tree, path)
        found.append(Problem(sheet.name, line, column, flaw.code, params, flaw.hint, subject))
    return found


def _aim(tree: Tree, path: Path, flaw: Flaw) -> Path:
    """Return where *flaw* points: at the key it names inside the mapping at *path*, or at *path*."""
    key = flaw.params.get("key")
    inner = (*path, key) if isinstance(key, str) else path
    return inner if inner in tree.keys else path


def _key(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _file_code(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "file_is_directory"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "file_missing"
    return "file_not_readable"


def _unreadable(name: str, text: str, flaw: Flaw, place: Place | None = None) -> Sheet:
    line, column = place or (0, 0)
    problem = Problem(name, line, column, flaw.code, flaw.params, flaw.hint)
    return Sheet(None, None, digest_of(text), text, name, (problem,), is_readable=False)
