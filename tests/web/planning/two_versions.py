"""Two versions of a plan for tests: what is written in each, and how they get into a server's data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.store.records import PLAN, DocumentRecord, PlanVersion
from engine.store.store import Store
from scenarios.blank_plan import blank_plan
from scenarios.reader import digest_of

PLAN_ID = "data-centre"
TITLE = {"zh": "数据中心连续性预案", "en": "Data centre continuity"}


def first() -> str:
    """The first version: a blank plan."""
    return blank_plan(PLAN_ID, TITLE)


def second() -> str:
    """The second version: a limit for D1, step S2 gone, another wording of D3."""
    text = first().replace("version: 1\n", "version: 2\n", 1)
    text = text.replace(
        "when: {signal: alarm}, clause", "when: {signal: alarm}, within: 3m, clause"
    )
    text = text.replace("D3, title: {zh: 核实事件并先行处置", "D3, title: {zh: 核实事件并先行抢修")
    lines = [one for one in text.split("\n") if not one.lstrip().startswith("- {id: S2,")]
    return "\n".join(lines)


def publish(data: Path, text: str, version: int, **more: Any) -> None:
    """Put a version of the plan into the data folder of a running server."""
    store, digest = Store.in_folder(data), digest_of(text)
    store.documents.put(DocumentRecord(digest, PLAN, PLAN_ID, text))
    store.plans.publish(PlanVersion(PLAN_ID, version, digest, "2026-01-01T00:00:00Z", "Wu", **more))
    store.close()
