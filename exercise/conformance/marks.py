"""Facts of a form against the truth at the moment of sending (scoring.md 2, `facts`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from exercise.rules import Rules
from exercise.setting import Setting
from scenarios.procedure import Fact, Step
from scenarios.timing import Ms

RIGHT, OMITTED, FALSE, PART = "right", "omitted", "false", "part"
_SETS = ("services", "choices")


@dataclass(frozen=True, slots=True)
class Mark:
    """What one fact of one form is worth: *worth* 1 right, 0 omitted, -0.5 false, between for sets."""

    field: str
    code: str
    worth: float
    weight: float
    said: object
    truth: object


def mark_form(
    setting: Setting,
    step: Step,
    form: dict[str, object],
    truths: dict[str, object],
) -> tuple[Mark, ...]:
    """Return a mark for each fact of *step*, *truths* being what is true of each field now."""
    types, rules = _field_types(setting, step), setting.rules
    return tuple(
        _mark(
            fact,
            types.get(fact.field, "text"),
            form.get(fact.field),
            truths.get(fact.field),
            rules,
        )
        for fact in step.facts
    )


def story_time(setting: Setting, at: Ms) -> str:
    """Return the story's time at exercise time *at*, as ISO 8601."""
    return (setting.scenario.story_start + timedelta(milliseconds=at)).isoformat()


def _field_types(setting: Setting, step: Step) -> dict[str, str]:
    form = setting.forms.get(setting.actions[step.does].form or "")
    return {} if form is None else {field.id: field.type for field in form.fields}


def _mark(fact: Fact, kind: str, said: object, truth: object, rules: Rules) -> Mark:
    code, worth = _judge(fact, kind, said, truth, rules)
    return Mark(fact.field, code, worth, fact.weight, said, truth)


def _judge(fact: Fact, kind: str, said: object, truth: object, rules: Rules) -> tuple[str, float]:
    if _is_empty(truth):
        return (RIGHT, 1.0) if _is_empty(said) else (FALSE, rules.worth_of_false)
    if _is_empty(said):
        return OMITTED, 0.0
    if kind in _SETS:
        return _judge_sets(_as_set(said), _as_set(truth), rules)
    if _agree(kind, said, truth, fact.tolerance or 0):
        return RIGHT, 1.0
    return FALSE, rules.worth_of_false


def _judge_sets(said: frozenset[str], truth: frozenset[str], rules: Rules) -> tuple[str, float]:
    shared = len(said & truth)
    if not shared:
        return FALSE, rules.worth_of_false
    worth = shared / len(said | truth)
    return (RIGHT if worth == 1 else PART), worth


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, list | tuple | set | frozenset) and not value)


def _as_set(value: object) -> frozenset[str]:
    if isinstance(value, list | tuple | set | frozenset):
        return frozenset(str(item) for item in value)
    return frozenset({str(value)})


def _agree(kind: str, said: object, truth: object, tolerance: float) -> bool:
    if kind == "number":
        one, other = _as_number(said), _as_number(truth)
        return one is not None and other is not None and abs(one - other) <= tolerance
    if kind == "time":
        moment, right = _as_moment(said), _as_moment(truth)
        if moment is None or right is None:
            return False
        return abs((moment - right) / timedelta(milliseconds=1)) <= tolerance
    if kind == "yes-no":
        return _as_answer(said) == _as_answer(truth)
    return str(said).strip() == str(truth).strip()


def _as_number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        return float(str(value))
    except ValueError:
        return None


def _as_moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _as_answer(value: object) -> object:
    written = str(value).strip().lower()
    return {"true": True, "yes": True, "false": False, "no": False}.get(written, written)
