"""Values that a person typed as YAML, such as a condition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scenarios.yaml_nodes import Unreadable
from scenarios.yaml_tree import grow
from web.errors import Refusal


def new_value(sent: Mapping[str, Any]) -> object:
    """Return the value that was *sent*, as ``new`` or, ``written`` as YAML; raises Refusal ``value_unreadable``."""
    if "written" not in sent:
        return sent.get("new")
    if not sent["written"].strip():
        return None
    try:
        tree = grow(sent["written"])
    except Unreadable as error:
        raise _unreadable(error.flaw.code, *error.place) from error
    for _, place, flaw in tree.flaws:
        raise _unreadable(flaw.code, *place)
    return tree.value


def _unreadable(problem: str, line: int, column: int) -> Refusal:
    return Refusal("value_unreadable", problem=problem, line=line, column=column)
