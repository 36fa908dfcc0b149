"""Facts and entries on paper: plain mappings for JSON, and back again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, get_args

from exercise.entry import Entry
from exercise.facts import Fact, Unknown

_RENAMED = {"before": "from"}


def _snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


FACT_TYPES: Mapping[str, type] = {
    _snake(kind.__name__): kind for kind in get_args(Fact) if kind is not Unknown
}
_NAMES = {kind: name for name, kind in FACT_TYPES.items()}


@cache
def _layout(kind: Any) -> tuple[tuple[str, str, object], ...]:
    """Return (attribute, name on paper, default or MISSING) of each field of a fact type."""
    return tuple((f.name, _RENAMED.get(f.name, f.name), f.default) for f in fields(kind))


def fact_to_paper(fact: Fact) -> dict[str, Any]:
    """Return *fact* as a JSON mapping with its ``type``; fields at their default are left out."""
    if isinstance(fact, Unknown):
        return {"type": fact.type, **fact.fields}
    kind: Any = type(fact)
    paper: dict[str, Any] = {"type": _NAMES[kind]}
    for attribute, name, default in _layout(kind):
        value = getattr(fact, attribute)
        if value != default:
            paper[name] = list(value) if isinstance(value, tuple) else value
    return paper


def fact_from_paper(paper: Mapping[str, Any]) -> Fact:
    """Return the fact written as *paper*; a type from a later version becomes Unknown.

    Raises KeyError when the type or a field without default is missing.
    """
    kind = FACT_TYPES.get(paper["type"])
    if kind is None:
        return Unknown(paper["type"], {k: v for k, v in paper.items() if k != "type"})
    values: dict[str, Any] = {}
    for attribute, name, default in _layout(kind):
        if name in paper:
            value = paper[name]
            values[attribute] = tuple(value) if isinstance(value, list) else value
        elif default is MISSING:
            raise KeyError(name)
    fact: Fact = kind(**values)
    return fact


def entry_to_paper(entry: Entry) -> dict[str, Any]:
    """Return *entry* as a JSON mapping, without its hashes."""
    return {
        "seq": entry.seq,
        "at": entry.at,
        "source": entry.source,
        "wall": entry.wall,
        "by": entry.by,
        "fact": fact_to_paper(entry.fact),
    }


def entry_from_paper(paper: Mapping[str, Any]) -> Entry:
    """Return the entry written as *paper*; raises KeyError when a part is missing."""
    return Entry(
        seq=paper["seq"],
        at=paper["at"],
        source=paper["source"],
        wall=paper.get("wall", ""),
        by=paper.get("by"),
        fact=fact_from_paper(paper["fact"]),
    )


def canonical(value: object) -> str:
    """Return *value* as canonical JSON: sorted keys, no spaces, characters as themselves."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
