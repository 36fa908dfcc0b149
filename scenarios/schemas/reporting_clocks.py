"""The table of reporting clocks on paper: ``format: startex/reporting-clocks@1``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError, validates_schema

from scenarios.hints import nearest
from scenarios.problem import Flaw
from scenarios.reporting_clock import (
    PARTS,
    UNITS,
    VERIFICATIONS,
    WORDS,
    Addressee,
    Anchor,
    Limit,
    ReportingClock,
    ReportingClocks,
    Source,
    Span,
)
from scenarios.schemas.part import Part, refuse
from scenarios.schemas.shapes import Ids, Many, One, Parts
from scenarios.schemas.values import Count, Id, OneOf, Title, Value, Words, YesNo, shown

_SPAN = re.compile(rf"([1-9]\d{{0,4}}) ({'|'.join(UNITS)})s?")


class SpanField(Value):
    """``30 minutes``, ``5 working-days``, ``1 month``, or a word such as ``immediately``."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Span:
        if value in WORDS:
            return Span(str(value))
        found = _SPAN.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise refuse("bad_span", value=shown(value))
        return Span(found[2], int(found[1]))

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> str | None:
        if value is None:
            return None
        plural = "" if value.amount == 1 else "s"
        return str(value.unit) if value.amount is None else f"{value.amount} {value.unit}{plural}"


class Day(Value):
    """A date: ``2025-11-01``."""

    blank = date(2000, 1, 1)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError as error:
            raise refuse("bad_date", value=shown(value)) from error

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> str | None:
        return None if value is None else str(value.isoformat())


class LimitPart(Part):
    """``{within: 5 working-days, since: restored}``."""

    builds = Limit
    within = SpanField(required=True)
    since = Id(required=True)


class SourcePart(Part):
    """``{title: …, clause: art. 39, says: …}``."""

    builds = Source
    title = Title()
    clause = Words()
    says = Words()


class AddresseePart(Part):
    """``{id: securities-bureau, title: …, actors: [bureau]}``."""

    builds = Addressee
    id = Id(required=True)
    title = Title()
    actors = Ids()


class AnchorPart(Part):
    """``{id: classification, title: …, signals: […], actions: […], kinds: […]}``."""

    builds = Anchor
    id = Id(required=True)
    title = Title()
    signals = Ids()
    actions = Ids()
    kinds = Ids()


class ClockPart(Part):
    """One row of the table."""

    builds = ReportingClock
    id = Id(required=True)
    title = Title()
    addressees = Ids(required=True)
    verification = OneOf(VERIFICATIONS, required=True)
    enabled = YesNo(required=True)
    source = Parts(SourcePart, required=True)
    anchor = Ids()
    after = Id()
    first = SpanField()
    at_latest = One(LimitPart)
    cadence = SpanField()
    until = Id()
    final = One(LimitPart)
    form = Words()
    phone_first = YesNo()
    scope = Words()
    from_grade = Id()
    in_force_from = Day()
    superseded_by = Id()
    to_fill = Many(OneOf(PARTS))
    doubtful = Many(OneOf(PARTS))
    conditional = Many(OneOf(PARTS))
    notes = Words()

    @validates_schema
    def be_modest(self, values: dict[str, Any], **_: object) -> None:
        """Refuse a row that judges though nobody verified it, and a part that is both written and to be filled."""
        if values["enabled"] and values["verification"] == VERIFICATIONS[-1]:
            raise refuse("clock_unverified", key="enabled")
        for part in values.get("to_fill", ()):
            if values.get(part):
                raise refuse("clock_filled", key=part)


class ClocksPart(Part):
    """The whole table."""

    builds = ReportingClocks
    id = Id(required=True)
    version = Count(least=1, most=1_000_000, required=True)
    title = Title()
    as_of = Day(required=True)
    addressees = Parts(AddresseePart, required=True)
    anchors = Parts(AnchorPart, required=True)
    clocks = Parts(ClockPart, required=True)
    grades = Many(Ids())
    notes = Words()

    @validates_schema
    def hold_together(self, values: dict[str, Any], **_: object) -> None:
        """Refuse an id that stands twice and one that leads nowhere."""
        faults: dict[str, dict[int, dict[str, list[Flaw]]]] = {}
        for name in ("addressees", "anchors", "clocks"):
            for index, flaw in _doubles(values[name]):
                faults.setdefault(name, {})[index] = {"id": [flaw]}
        known = {
            kind: [one.id for one in values[place]]
            for kind, place in (
                ("addressee", "addressees"),
                ("anchor", "anchors"),
                ("clock", "clocks"),
            )
        }
        for index, clock in enumerate(values["clocks"]):
            for key, flaw in _dangling(clock, known):
                faults.setdefault("clocks", {}).setdefault(index, {})[key] = [flaw]
        if faults:
            raise ValidationError(dict(faults))


def _doubles(things: tuple[Any, ...]) -> Iterator[tuple[int, Flaw]]:
    seen: set[str] = set()
    for index, thing in enumerate(things):
        if thing.id in seen:
            yield index, Flaw("clock_twice", {"name": thing.id})
        seen.add(thing.id)


def _dangling(clock: ReportingClock, known: Mapping[str, list[str]]) -> Iterator[tuple[str, Flaw]]:
    limits = {"at_latest": clock.at_latest, "final": clock.final}
    named = [
        *(("addressees", "addressee", name) for name in clock.addressees),
        *(("anchor", "anchor", name) for name in clock.anchor),
        *(("until", "anchor", name) for name in (clock.until,) if name),
        *((key, "anchor", limit.since) for key, limit in limits.items() if limit),
        *(("after", "clock", name) for name in (clock.after,) if name),
        *(("superseded_by", "clock", name) for name in (clock.superseded_by,) if name),
    ]
    for key, kind, name in named:
        if name not in known[kind]:
            hint = nearest(name, known[kind])
            yield key, Flaw("unknown_name", {"key": key, "kind": kind, "name": name}, hint)
