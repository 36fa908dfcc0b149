"""The change of the plan that a finding suggests, over the newest version: field, old, new, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.store.register_records import FindingRecord
from scenarios.timing import MINUTE, Ms, parse_duration, write_duration

Paper = Mapping[str, Any]

LIMIT_TOO_SHORT, MOSTLY = "limit_too_short", "p90_of_rehearsal"
_TIMED = ("response", "quorum")
_HALF = MINUTE // 2


@dataclass(frozen=True, slots=True)
class Suggested:
    """A change: one *field* of the item *step*, as the plan writes it; *reason* is a code with its *numbers*."""

    step: str
    field: str
    old: object
    new: object
    reason: str
    numbers: Mapping[str, object]

    def paper(self) -> dict[str, Any]:
        """Return the change as the inbox shows it."""
        return {
            "step": self.step,
            "key": self.field,
            "old": self.old,
            "new": self.new,
            "reason": {"code": self.reason, "numbers": dict(self.numbers)},
        }


class Newest:
    """The newest version of a plan, as written, by the addresses of its items."""

    def __init__(self, plan: Paper) -> None:
        """Look items up in *plan*."""
        steps = (step for procedure in plan.get("procedures", ()) for step in procedure["steps"])
        self._items: dict[str, Paper] = {
            **{one["id"]: one for one in (*steps, *plan.get("services", ()))},
            **{f"recovery:{one['id']}": one for one in plan.get("recoveries", ())},
        }

    def has(self, address: str) -> bool:
        """Whether the plan has such an item."""
        return address in self._items

    def item(self, address: str) -> Paper:
        """Return an item as it is written, nothing of one that is not there."""
        return self._items.get(address, {})

    def value(self, address: str, field: str) -> object:
        """Return what a field says, None when it is not there."""
        value: Any = self._items.get(address, {})
        for key in field.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        return value


def suggested(finding: FindingRecord, newest: Newest) -> Suggested | None:
    """Return the change that *finding* suggests; None without one, or when the plan says so already."""
    found = _own(finding, newest) or _longer(finding, newest)
    if found is None or not newest.has(found.step) or found.old == found.new:
        return None
    return found


def infeasible(limit: Paper) -> dict[str, object] | None:
    """Return the change for a limit that the rehearsal found infeasible (a finding of its best case).

    The limit that nine of ten rehearsed runs keep; of a measure that takes longer than believed, how long it takes.
    """
    numbers = limit["numbers"]
    if limit["kind"] == "recovery":
        takes = numbers.get("takes_ms")
        if limit["origin"] != "belief" or not isinstance(takes, int):
            return None
        old, new = numbers["believed_takes_ms"], write_duration(_round(takes))
        return _change(f"recovery:{limit['step']}", "takes", old, new)
    p90 = numbers.get("p90_ms")
    if not isinstance(p90, int) or p90 <= numbers["limit_ms"]:
        return None
    field = "within" if limit["kind"] in _TIMED else limit["kind"]
    return _change(limit["step"], field, numbers["limit_ms"], write_duration(_round(p90)))


def _change(step: str, field: str, old: Ms, new: str) -> dict[str, object]:
    return {"step": step, "field": field, "old": write_duration(old), "new": new}


def _own(finding: FindingRecord, newest: Newest) -> Suggested | None:
    change: Any = finding.automatic.get("change")
    if not isinstance(change, Mapping):
        return None
    numbers: Any = finding.automatic.get("numbers") or {}
    return Suggested(
        change["step"],
        change["field"],
        newest.value(change["step"], change["field"]),
        change["new"],
        str(change.get("reason") or finding.code),
        numbers,
    )


def _longer(finding: FindingRecord, newest: Newest) -> Suggested | None:
    """Return a longer limit where every table was late by about the same, unless the limit was changed since."""
    reason: Any = finding.automatic.get("reason") or {}
    within: Any = newest.value(finding.subject, "within")
    if reason.get("code") != LIMIT_TOO_SHORT or within is None:
        return None
    longer = write_duration(_round(_length(within) + reason["numbers"]["most_ms"]))
    return Suggested(finding.subject, "within", within, longer, LIMIT_TOO_SHORT, reason["numbers"])


def _length(written: object) -> Ms:
    return parse_duration(str(written))


def _round(length: Ms) -> Ms:
    """Return *length* rounded up to half a minute, to a whole one from ten minutes on."""
    step = MINUTE if length >= 10 * MINUTE else _HALF
    return -(-length // step) * step
