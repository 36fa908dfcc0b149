"""Reads the Python sources: which codes are spoken below the windows, and which words Python asks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from exercise.conformance import obligation
from exercise.evaluation import actions, findings

RAISED = {
    "Refused": ("refused", 0),
    "Refusal": ("refused", 0),
    "RevisionRefused": ("refused", 0),
    "Flaw": ("problem", 0),
    "refuse": ("problem", 0),
    ".refuse": ("refused", 0),
    ".refuse_all": ("refused", 0),
    "problem": ("problem", 1),
    "warning": ("problem", 1),
    "Problem": ("problem", 3),
}
"""What is called with a code, the section of the catalogue with its words, and which argument the code is."""
CODE = re.compile(r"[a-z]+(_[a-z]+)*")
KINDS = (
    *("response", "quorum", "cadence", "choice", "facts", "escalation", "separation"),
    *("record", "order", "forbidden", "rto", "rpo"),
)
TABLED = re.compile(r"(yaml|file)_[a-z_]+")
JUDGES = "exercise/conformance"
NO_REASONS = {"text", "services", "choices", "right", "omitted", "false", "part"}
"""Literals of the monitors that are types of fields and marks of facts, not reasons."""


def spoken_codes(root: Path) -> dict[str, str]:
    """Return the key of every code that is told to people, each with a place."""
    found = dict.fromkeys(listed_codes(), "listed")
    found.update(reasons(root))
    found.update(tabled(root))
    for path, tree in sources(root, "scenarios", "exercise", "engine", "web"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found.update(dict.fromkeys(keys_of(node), f"{path}:{node.lineno}"))
    return found


def listed_codes() -> Iterator[str]:
    """Yield the keys of codes that stand in lists: verdicts, duties, findings, ratings and what belongs to them."""
    yield from (f"verdict.{each}" for each in verdicts())
    yield from (f"obligation.{each}" for each in KINDS)
    yield from (f"finding.{each}" for each in actions.ELEMENTS)
    yield from (f"element.{each}" for each in actions.ELEMENTS.values())
    yield from (f"severity.{each}" for each in findings.SEVERITIES)
    yield from (f"report_class.{each}" for each in findings.REPORT_CLASSES)
    yield from (f"rating.{each}" for each in "PSMU")


def verdicts() -> tuple[str, ...]:
    """Return every verdict."""
    return (*obligation.WORST_FIRST, *obligation.UNCOUNTED)


def reasons(root: Path) -> dict[str, str]:
    """Return the keys of the reasons that the monitors give for their verdicts, each with a place."""
    known = {*verdicts(), *KINDS, *NO_REASONS}
    return {
        f"why.{node.value}": f"{path}:{node.lineno}"
        for path, tree in sources(root, JUDGES)
        for node in values_in(tree)
        if CODE.fullmatch(node.value) and node.value not in known
    }


def tabled(root: Path) -> dict[str, str]:
    """Return the keys of the problems that the readers keep in tables, known by how they begin."""
    return {
        f"problem.{node.value}": f"{path}:{node.lineno}"
        for path, tree in sources(root, "scenarios")
        for node in values_in(tree)
        if TABLED.fullmatch(node.value)
    }


def values_in(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield the texts of a source that are values: not names of keys, not compared with, not looked up."""
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Dict(keys=keys):
                passed.update(key for key in keys if key is not None)
            case ast.Subscript(slice=part):
                passed.add(part)
            case ast.Compare(left=left, comparators=others):
                passed.update(inner for each in (left, *others) for inner in ast.walk(each))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in passed:
            yield node


def keys_of(call: ast.Call) -> list[str]:
    """Return the catalogue's keys for the codes given in this call, also one of two by a condition."""
    method = f".{called(call)}" if isinstance(call.func, ast.Attribute) else ""
    section, place = RAISED.get(method) or RAISED.get(called(call), ("", 0))
    given = [word.value for word in call.keywords if word.arg == "code"]
    if not section or (len(call.args) <= place and not given):
        return []
    return [f"{section}.{code}" for code in choices(given[0] if given else call.args[place])]


def choices(value: ast.AST) -> Iterator[str]:
    """Yield the texts that an expression can be."""
    match value:
        case ast.Constant(value=str(code)):
            yield code
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*choices(body), *choices(orelse))


def words_asked_by_python(root: Path) -> dict[str, str]:
    """Return every key that Python's ``words`` is asked for by name, each with a place."""
    found: dict[str, str] = {}
    for path, tree in sources(root, "web"):
        for node in ast.walk(tree):
            match node:
                case ast.Call(args=[_, ast.Constant(value=str(key)), *_]) if (
                    called(node) == "words"
                ):
                    found[key] = f"{path}:{node.lineno}"
    return found


def called(call: ast.Call) -> str:
    """Return the bare name of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def sources(root: Path, *folders: str) -> Iterator[tuple[str, ast.AST]]:
    """Yield path and syntax tree of every Python file of *folders*."""
    for folder in folders:
        for file in sorted((root / folder).rglob("*.py")):
            if "node_modules" not in file.parts:
                path = file.relative_to(root).as_posix()
                yield path, ast.parse(file.read_text(encoding="utf-8"), path)
