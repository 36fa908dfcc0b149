"""The formats of document, and how each is read and written as a plain mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import ValidationError

from scenarios.behaviour import Behaviour
from scenarios.clauses import Clauses
from scenarios.duty import Duties
from scenarios.plan import SECTIONS, Plan
from scenarios.problem import Flaw
from scenarios.reporting_clock import ReportingClocks
from scenarios.responses import Responses
from scenarios.scenario import Scenario
from scenarios.schemas.behaviours import BehaviourPart
from scenarios.schemas.clauses import ClausesPart
from scenarios.schemas.duties import DutiesPart
from scenarios.schemas.part import Part
from scenarios.schemas.plans import ActionPart, FormPart, PlanPart, RolePart
from scenarios.schemas.procedures import ProcedurePart, StepPart
from scenarios.schemas.reporting_clocks import ClocksPart
from scenarios.schemas.responses import ResponsesPart
from scenarios.schemas.scenarios import ScenarioPart
from scenarios.schemas.services import RecoveryPart, ServicePart
from scenarios.schemas.surveys import SurveyPart
from scenarios.survey import Survey
from scenarios.yaml_tree import Path

Document = Plan | Scenario | Responses | Survey | ReportingClocks | Behaviour | Duties | Clauses

PARTS: Mapping[str, Part] = {
    "plan": PlanPart(),
    "scenario": ScenarioPart(),
    "responses": ResponsesPart(),
    "reporting-clocks": ClocksPart(),
    "survey": SurveyPart(),
    "behaviour": BehaviourPart(),
    "clauses": ClausesPart(),
    "duties": DutiesPart(),
}
_ITEMS: Mapping[str, Part] = {
    "role": RolePart(),
    "service": ServicePart(),
    "recovery": RecoveryPart(),
    "form": FormPart(),
    "action": ActionPart(),
    "procedure": ProcedurePart(),
    "step": StepPart(),
}
FORMATS: Mapping[str, str] = {f"startex/{kind}@1": kind for kind in PARTS}
"""What stands under ``format`` -> the kind of document."""


class Unsound(Exception):
    """A mapping is no document; *flaws* are all that is wrong, each with the path of the value it is in."""

    def __init__(self, flaws: tuple[tuple[Path, Flaw], ...]) -> None:
        super().__init__(flaws)
        self.flaws = flaws


def load(kind: str, raw: Mapping[str, Any]) -> Document:
    """Return the document of *kind* written as *raw*, without its ``format``; raises Unsound."""
    try:
        document: Document = PARTS[kind].load(raw)
    except ValidationError as error:
        raise Unsound(tuple(_flaws(error.messages, ()))) from error
    return document


def mend(kind: str, raw: Mapping[str, Any]) -> Document:
    """Return what can be read of *raw*, blanks for the rest, so that it can be checked further."""
    document: Document = PARTS[kind].mend(raw)
    return document


def keys_of(thing: str) -> tuple[str, ...]:
    """Return the keys that an author may write for a *thing*: a document, or an item of a plan by its kind."""
    if thing == "sections":
        return SECTIONS
    part = {**PARTS, **_ITEMS}[thing]
    return tuple(field.data_key or name for name, field in part.load_fields.items())


def dump(document: Document) -> dict[str, Any]:
    """Return *document* as the mapping that an author would write, its ``format`` first."""
    kind = kind_of(document)
    paper: dict[str, Any] = PARTS[kind].dump(document)
    return {"format": f"startex/{kind}@1", **paper}


def kind_of(document: Document) -> str:
    """Return the kind of *document*, as its format names it."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(document).__name__).lower()


def _flaws(messages: object, path: Path) -> Iterator[tuple[Path, Flaw]]:
    """Yield every Flaw in marshmallow's nest of *messages* with the path of the value it is about."""
    if isinstance(messages, Flaw):
        yield path, messages
    elif isinstance(messages, list):
        for each in messages:
            yield from _flaws(each, path)
    elif isinstance(messages, Mapping):
        for key, each in messages.items():
            yield from _flaws(each, path if key == "_schema" else (*path, key))
