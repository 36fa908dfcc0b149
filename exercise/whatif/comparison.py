"""What really came beside what would have come: two evaluations of one exercise, and only what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Paper = dict[str, Any]

_DUTY = ("verdict", "score", "anchor_ms", "due_ms", "done_ms", "margin_ms", "by")
_SERVICE = ("down_ms", "rto_ms", "rto_met", "lost_ms", "rpo_met", "impact")
_DIGITS = 10


def differences(real: Mapping[str, Any], forked: Mapping[str, Any]) -> Paper:
    """Return *real* and *forked* (formats.md 5) beside each other; a gain is what the change is better by."""
    return {
        "score": _pair(real["score"], forked["score"]) | {"gain": _gain(real, forked)},
        "rating": _pair(real["rating"], forked["rating"]),
        "ended_ms": _pair(real["ended_ms"], forked["ended_ms"]),
        "obligations": _obligations(real["obligations"], forked["obligations"]),
        "subjects": [*_subjects("objective", real, forked), *_subjects("procedure", real, forked)],
        "services": list(_services(real["services"], forked["services"])),
        "losses": _losses(real["services"], forked["services"]),
    }


def same(found: Mapping[str, Any]) -> bool:
    """Whether *found* tells no difference at all."""
    return not any(
        (
            found["obligations"],
            found["services"],
            found["score"]["real"] != found["score"]["whatif"],
            found["ended_ms"]["real"] != found["ended_ms"]["whatif"],
        )
    )


def _pair(real: object, forked: object) -> Paper:
    return {"real": real, "whatif": forked}


def _gain(real: Mapping[str, Any], forked: Mapping[str, Any]) -> float | None:
    """Return how much better the fork is scored; None where one of the two has no score."""
    if real["score"] is None or forked["score"] is None:
        return None
    return _rounded(forked["score"] - real["score"])


def _rounded(value: float) -> float:
    return round(value, _DIGITS) + 0.0


def _obligations(real: Iterable[Paper], forked: Iterable[Paper]) -> list[Paper]:
    """Return the obligations whose verdict, score or moment is another, those of the real run first in their order."""
    before, after = ({one["id"]: one for one in rows} for rows in (real, forked))
    found = []
    for name in (*before, *(name for name in after if name not in before)):
        one, other = before.get(name), after.get(name)
        if _judged(one) != _judged(other):
            known = one or other or {}
            sides = _pair(_side(one, _DUTY), _side(other, _DUTY))
            moved = {
                "step": known["step"],
                "kind": known["kind"],
                "only_time": _only_time(one, other),
            }
            found.append({"id": name, **moved, **sides})
    return found


def _only_time(one: Paper | None, other: Paper | None) -> bool:
    """Whether an obligation is judged the same, at another time."""
    if one is None or other is None:
        return False
    return (one["verdict"], one["score"]) == (other["verdict"], other["score"])


def _judged(one: Paper | None) -> tuple[object, ...] | None:
    """Return what is told of an obligation; nothing of one that did not come about."""
    if one is None or one["verdict"] == "not_triggered":
        return None
    return (one["verdict"], one["score"], one["done_ms"], one["anchor_ms"])


def _side(one: Paper | None, keys: Iterable[str]) -> Paper | None:
    return None if one is None else {key: one[key] for key in keys}


def _subjects(kind: str, real: Mapping[str, Any], forked: Mapping[str, Any]) -> Iterator[Paper]:
    """Yield objectives or procedures whose score or rating is another."""
    part = f"{kind}s"
    for one, other in zip(real[part], forked[part], strict=True):
        before, after = (_side(side, ("score", "rating")) for side in (one, other))
        if before != after:
            yield {"subject": f"{kind}:{one['id']}", **_pair(before, after)}


def _services(real: Iterable[Paper], forked: Iterable[Paper]) -> Iterator[Paper]:
    """Yield the services that fared otherwise, with how much less they were down and lost."""
    for one, other in zip(real, forked, strict=True):
        if one != other:
            yield {
                "id": one["id"],
                **_pair(_side(one, _SERVICE), _side(other, _SERVICE)),
                "less_down_ms": one["down_ms"] - other["down_ms"],
                "less_lost_ms": one["lost_ms"] - other["lost_ms"],
            }


def _losses(real: Iterable[Paper], forked: Iterable[Paper]) -> list[Paper]:
    """Return each kind of impact, summed over the services, and how much less of it the fork has."""
    before, after = _summed(real), _summed(forked)
    return [
        {
            "kind": kind,
            **_pair(_rounded(before[kind]), _rounded(after[kind])),
            "less": _rounded(before[kind] - after[kind]),
        }
        for kind in before
    ]


def _summed(services: Iterable[Paper]) -> dict[str, float]:
    total: dict[str, float] = {}
    for service in services:
        for kind, value in service["impact"].items():
            total[kind] = total.get(kind, 0.0) + value
    return total
