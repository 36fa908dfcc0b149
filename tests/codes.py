"""Reads the Python sources: which codes are spoken below the windows, and which words Python asks for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

RAISED = {"Refused": "refused", "Refusal": "refused"}
"""Classes whose first argument is a code, and the section of the catalogue that has its words."""


def codes_below_the_windows(root: Path) -> dict[str, str]:
    """Return the key of every code that scenarios, exercise and engine speak, each with a place."""
    found: dict[str, str] = {}
    for path, tree in sources(root, "scenarios", "exercise", "engine", "web"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (key := key_of(node)):
                found[key] = f"{path}:{node.lineno}"
    return found


def key_of(call: ast.Call) -> str | None:
    """Return the catalogue's key for a code given in this call."""
    section = RAISED.get(called(call))
    if section is None or not call.args:
        return None
    match call.args[0]:
        case ast.Constant(value=str(code)):
            return f"{section}.{code}"
    return None


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


def sources(root: Path, *floors: str) -> Iterator[tuple[str, ast.AST]]:
    """Yield path and syntax tree of every Python file of *floors*."""
    for floor in floors:
        for file in sorted((root / floor).rglob("*.py")):
            if "node_modules" not in file.parts:
                path = file.relative_to(root).as_posix()
                yield path, ast.parse(file.read_text(encoding="utf-8"), path)
