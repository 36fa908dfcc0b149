"""The shipped documents, opened once, and every text that stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

from scenarios.desk import open_files
from scenarios.plan import Plan
from scenarios.reporting_clock import ReportingClocks
from scenarios.scenario import Scenario
from scenarios.shelf import LIBRARY
from scenarios.survey import Survey
from scenarios.text import Text

LANGUAGES = ("zh", "en")


@cache
def document(name: str) -> Plan | Scenario | Survey | ReportingClocks:
    """Return the shipped document called *name*."""
    draft = open_files([LIBRARY / f"{name}.yaml"])[0].draft
    assert isinstance(draft, Plan | Scenario | Survey | ReportingClocks)
    return draft


def the_plan() -> Plan:
    """Return the shipped plan."""
    plan = document("broker-trading-continuity")
    assert isinstance(plan, Plan)
    return plan


def the_scenario(name: str = "ups-single-path") -> Scenario:
    """Return a shipped scenario."""
    scenario = document(name)
    assert isinstance(scenario, Scenario)
    return scenario


def shipped() -> tuple[Path, ...]:
    """Return every file of the library."""
    return tuple(sorted(LIBRARY.glob("*.yaml")))


def texts(part: object, at: str = "") -> Iterator[tuple[str, Text]]:
    """Yield every text inside *part* with the place where it stands."""
    if isinstance(part, Text):
        if part:
            yield at, part
    elif is_dataclass(part):
        name = getattr(part, "id", "")
        for each in fields(part):
            yield from texts(getattr(part, each.name), f"{at}/{name}.{each.name}")
    elif isinstance(part, tuple):
        for one in part:
            yield from texts(one, at)
    elif hasattr(part, "items"):
        for key, one in part.items():
            yield from texts(one, f"{at}/{key}")


def every_text() -> tuple[tuple[str, Text], ...]:
    """Return every text of every shipped document."""
    names = [path.stem for path in shipped()]
    return tuple(found for name in names for found in texts(document(name), name))
