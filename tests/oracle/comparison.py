"""The product's evaluation beside the brute-force one: what differs, on what the text defines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exercise.entry import Entry
from exercise.evaluation.evaluation import DocumentRefs, evaluate_journal
from exercise.setting import Setting
from scenarios.plan import Plan
from scenarios.scenario import Scenario
from tests.oracle.obligations import ASIDE, Judged
from tests.oracle.verdicts import judge

TIMED = ("response", "quorum", "escalation", "rto")
DIGESTS = DocumentRefs("sha256:plan", "sha256:scenario")


def product(plan: Plan, scenario: Scenario, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return the product's evaluation of a journal."""
    return evaluate_journal(Setting(plan, scenario), entries, DIGESTS, 1)


def differences(plan: Plan, scenario: Scenario, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return what differs, as name -> (brute force, product); empty when both agree."""
    ours = from_oracle(judge(plan, scenario, entries))
    theirs = from_product(product(plan, scenario, entries))
    names = sorted(ours.keys() | theirs.keys())
    for name, pair in ours.items():
        if name.startswith("step ") and pair[1] is None and theirs.get(name, (None,))[0] is None:
            theirs[name] = pair  # no verdict is defined for a step of which nothing counts
    return {
        name: (ours.get(name), theirs.get(name))
        for name in names
        if not _is_same(ours.get(name), theirs.get(name))
    }


def from_oracle(result: dict[str, Any]) -> dict[str, Any]:
    """Return the brute-force result as a flat mapping of names to comparable values."""
    flat: dict[str, Any] = {"ended_ms": result["ended_ms"]}
    for one in result["obligations"]:
        flat |= _judged(one)
    flat |= {f"step {name}": pair for name, pair in result["steps"].items()}
    flat |= {f"role {name}": score for name, score in result["roles"].items()}
    for kind in ("procedures", "objectives"):
        flat |= {f"{kind} {name}": _rated(rated) for name, rated in result[kind].items()}
    flat["whole"] = _rated(result["whole"])
    for name, block in result["services"].items():
        flat |= {f"service {name} {key}": value for key, value in block.items()}
    flat["not_exercised"] = sorted(result["not_exercised"])
    flat["findings"] = sorted(result["findings"])
    return flat


def _judged(one: Judged) -> dict[str, Any]:
    flat: dict[str, Any] = {
        f"{one.id} verdict": one.verdict,
        f"{one.id} weight": one.weight,
        f"{one.id} anchor": one.anchor,
        f"{one.id} score": one.score,
    }
    if one.kind in TIMED and one.verdict != "not_triggered":
        margin = None if one.due is None or one.done is None else one.due - one.done
        flat |= {f"{one.id} due": one.due, f"{one.id} done": one.done, f"{one.id} by": one.by}
        flat[f"{one.id} margin"] = margin
    return flat


def _rated(rated: dict[str, Any]) -> tuple[Any, ...]:
    return rated["score"], rated["rating"], tuple(rated["gates"])


def from_product(result: dict[str, Any]) -> dict[str, Any]:
    """Return the product's evaluation as a flat mapping of the same names."""
    flat: dict[str, Any] = {"ended_ms": result["ended_ms"]}
    for one in result["obligations"]:
        flat |= _written(one)
    flat |= {f"step {s['id']}": (s["score"], s["verdict"]) for s in result["steps"]}
    flat |= {f"role {r['id']}": r["score"] for r in result["roles"]}
    for kind in ("procedures", "objectives"):
        flat |= {f"{kind} {one['id']}": _rated(one) for one in result[kind]}
    flat["whole"] = _rated(result)
    for block in result["services"]:
        keys = ("down_ms", "rto_ms", "rto_met", "lost_ms", "rpo_met", "impact")
        flat |= {f"service {block['id']} {key}": block[key] for key in keys}
    flat["not_exercised"] = sorted(result["not_exercised"])
    flat["findings"] = sorted(
        {(f["code"], f.get("step") or f.get("service")) for f in result["findings"]}
        - {(f["code"], f.get("step") or f.get("service")) for f in _unread(result["findings"])}
    )
    return flat


def _unread(findings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the findings that only repeat what is compared elsewhere: what was not exercised."""
    return [finding for finding in findings if finding["code"] == "not_exercised"]


def _written(one: dict[str, Any]) -> dict[str, Any]:
    name = one["id"]
    is_counted = one["verdict"] not in ASIDE
    flat: dict[str, Any] = {
        f"{name} verdict": one["verdict"],
        f"{name} weight": one["weight"],
        f"{name} anchor": one["anchor_ms"],
        f"{name} score": one["score"] if is_counted else None,
    }
    if one["kind"] in TIMED and one["verdict"] != "not_triggered":
        flat |= {f"{name} {key}": one[f"{key}_ms"] for key in ("due", "done", "margin")}
        flat[f"{name} by"] = one["by"]
    return flat


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_same(one[k], other[k]) for k in one)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_is_same, one, other))
    if isinstance(one, float) and isinstance(other, int | float):
        return abs(one - other) < 1e-9
    return bool(one == other)
