"""Another program's OSCAL plan of action, read for what it says about our findings and actions.

Whatever stands wrong in it is reported, and everything else is read all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from exercise.exchange.oscal_parts import NAMESPACE

ROOT = "plan-of-action-and-milestones"
_MOST_TEXT = 2000
_REFERENCES = (
    ("related-risks", "risk-uuid", "risks"),
    ("related-observations", "observation-uuid", "observations"),
    ("related-findings", "finding-uuid", "findings"),
)


class NotPoam(ValueError):
    """A document that is no OSCAL plan of action."""


@dataclass(frozen=True, slots=True)
class Dangling:
    """A reference at *where* that leads to nothing of its kind; *found* is what has that UUID instead, if anything."""

    where: str
    uuid: str
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """A risk's remediation: *uuid*, its *lifecycle*, and the status that it or its tasks name by our own property."""

    uuid: str
    lifecycle: str
    action: str | None = None
    status: str | None = None
    remarks: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk with its *status* and its remedies."""

    uuid: str
    status: str
    remarks: str = ""
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class PoamItem:
    """An item with the risks that it leads to."""

    uuid: str
    title: str
    remarks: str = ""
    link: str | None = None
    status: str | None = None
    risks: tuple[Risk, ...] = ()


@dataclass(frozen=True, slots=True)
class Poam:
    """What a plan of action says."""

    items: tuple[PoamItem, ...] = ()
    dangling: tuple[Dangling, ...] = field(default=())


def read_poam(document: object) -> Poam:
    """Return what *document* says; raises NotPoam."""
    body = document.get(ROOT) if isinstance(document, Mapping) else None
    if not isinstance(body, Mapping) or not isinstance(body.get("poam-items"), list):
        raise NotPoam
    risks = {one.uuid: one for one in map(_risk, _listed(body, "risks"))}
    known = {
        kind: {_text(one, "uuid") for one in _listed(body, kind)} for _, _, kind in _REFERENCES
    }
    items = tuple(_item(one, risks) for one in _listed(body, "poam-items"))
    return Poam(items, tuple(_dangling(body, known)))


def _item(paper: Mapping[str, Any], risks: Mapping[str, Risk]) -> PoamItem:
    related = (_text(one, "risk-uuid") for one in _listed(paper, "related-risks"))
    return PoamItem(
        uuid=_text(paper, "uuid"),
        title=_text(paper, "title"),
        remarks=_text(paper, "remarks"),
        link=_link(paper),
        status=_own(paper, "status"),
        risks=tuple(risks[uuid] for uuid in related if uuid in risks),
    )


def _risk(paper: Mapping[str, Any]) -> Risk:
    return Risk(
        uuid=_text(paper, "uuid"),
        status=_text(paper, "status"),
        remarks=_text(paper, "remarks"),
        remedies=tuple(_remedy(one) for one in _listed(paper, "remediations")),
    )


def _remedy(paper: Mapping[str, Any]) -> Remedy:
    tasks = _listed(paper, "tasks")
    said = [_own(one, "status") for one in (paper, *tasks)]
    parts = (paper, *tasks)
    return Remedy(
        uuid=_text(paper, "uuid"),
        lifecycle=_text(paper, "lifecycle"),
        action=_own(paper, "action"),
        status=next((one for one in said if one), None),
        remarks=next((text for one in parts if (text := _text(one, "remarks"))), ""),
        link=next((link for one in parts if (link := _link(one))), None),
    )


def _dangling(body: Mapping[str, Any], known: Mapping[str, set[str]]) -> Iterator[Dangling]:
    everything = dict(_named(body, ROOT))
    holders = [
        *((f"poam-items[{n}]", one) for n, one in enumerate(_listed(body, "poam-items"))),
        *((f"risks[{n}]", one) for n, one in enumerate(_listed(body, "risks"))),
        *((f"findings[{n}]", one) for n, one in enumerate(_listed(body, "findings"))),
    ]
    for where, paper in holders:
        for key, name, kind in _REFERENCES:
            for number, one in enumerate(_listed(paper, key)):
                uuid = _text(one, name)
                if uuid not in known[kind]:
                    yield Dangling(f"{where}.{key}[{number}]", uuid, everything.get(uuid))


def _named(value: object, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the UUID of everything in a document with what kind of thing it is."""
    waiting = [(value, kind)]
    while waiting:
        one, name = waiting.pop()
        if isinstance(one, Mapping):
            if isinstance(one.get("uuid"), str):
                yield one["uuid"], name
            waiting += [(inner, str(key)) for key, inner in one.items()]
        if isinstance(one, list):
            waiting += [(inner, name) for inner in one]


def _listed(paper: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = paper.get(key)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _text(paper: Mapping[str, Any], key: str) -> str:
    found = paper.get(key)
    return found.strip()[:_MOST_TEXT] if isinstance(found, str) else ""


def _own(paper: Mapping[str, Any], name: str) -> str | None:
    """Return the value of our own property *name*, None where it is not there."""
    for one in _listed(paper, "props"):
        if one.get("name") == name and one.get("ns") == NAMESPACE:
            return _text(one, "value") or None
    return None


def _link(paper: Mapping[str, Any]) -> str | None:
    """Return the first address on the net that *paper* links to."""
    found = (_text(one, "href") for one in _listed(paper, "links"))
    return next((one for one in found if one.startswith(("http://", "https://"))), None)
