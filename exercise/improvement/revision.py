"""The next version of a plan: its text with the accepted changes made, read and checked like any other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from exercise.improvement.change import Change
from exercise.improvement.refusal import RevisionRefused
from scenarios.checks import check_plan
from scenarios.editing import ABSENT, CannotEdit, Edit, edited, with_value
from scenarios.hints import nearest
from scenarios.plan import Plan
from scenarios.reader import Sheet, read_text
from scenarios.schemas.documents import dump, keys_of
from scenarios.timing import parse_duration
from scenarios.yaml_tree import Path

NEVER_CHANGED = ("id",)


def revised(base: Sheet, changes: Iterable[Change]) -> Sheet:
    """Return the sheet of the version after that of *base*, with *changes* made and all checks done.

    Every comment and space that no change touches stays. The base is never altered. Raises
    RevisionRefused: ``no_such_step``, ``unknown_field``, ``change_stale`` (the field no longer says what
    the change starts from), ``changes_conflict``, ``edit_impossible``, ``document_refused``.
    """
    plan = base.document
    if not isinstance(plan, Plan):
        raise RevisionRefused("document_refused", document=base.name)
    base = read_text(base.text, base.name)
    places = _places(base)
    paper = _papers(plan)
    wanted: dict[Path, dict[Path, object]] = {}
    for change in changes:
        item = _item(places, change)
        _check(paper[change.step], change)
        keys = tuple(change.field.split("."))
        _claim(wanted.setdefault((*item, keys[0]), {}), keys, change)
    edits = [_edit(base, path, values) for path, values in wanted.items()]
    edits.append(Edit(("version",), plan.version + 1))
    try:
        text = edited(base.text, edits)
    except CannotEdit as error:
        raise RevisionRefused("edit_impossible", path=".".join(map(str, error.path))) from error
    return check_plan(read_text(text, base.name))


def current(base: Sheet, step: str, field: str) -> object:
    """Return what *field* of *step* (or service) says now, None where it says nothing.

    Raises RevisionRefused: ``no_such_step``, ``unknown_field``.
    """
    plan = base.document
    if not isinstance(plan, Plan):
        raise RevisionRefused("document_refused", document=base.name)
    papers = _papers(plan)
    if step not in papers:
        raise RevisionRefused("no_such_step", step=step, hint=nearest(step, papers))
    _check_field(step, field, papers[step])
    return _value(papers[step], field)


def _places(base: Sheet) -> Mapping[str, Path]:
    """Return where each step and service stands; they share one namespace."""
    found: dict[str, Path] = {}
    for index, service in enumerate(base.tree.at(("services",)) or ()):
        found[service["id"]] = ("services", index)
    for row, procedure in enumerate(base.tree.at(("procedures",)) or ()):
        for index, step in enumerate(procedure["steps"]):
            found[step["id"]] = ("procedures", row, "steps", index)
    return found


def _papers(plan: Plan) -> Mapping[str, dict[str, Any]]:
    paper = dump(plan)
    steps = [step for procedure in paper["procedures"] for step in procedure["steps"]]
    return {each["id"]: each for each in (*paper.get("services", ()), *steps)}


def _item(places: Mapping[str, Path], change: Change) -> Path:
    if change.step not in places:
        raise RevisionRefused("no_such_step", step=change.step, hint=nearest(change.step, places))
    return places[change.step]


def _check(item: Mapping[str, Any], change: Change) -> None:
    _check_field(change.step, change.field, item)
    now = _value(item, change.field)
    if not is_same(now, change.old):
        raise RevisionRefused(
            "change_stale", step=change.step, field=change.field, old=change.old, now=now
        )


def _check_field(step: str, field: str, item: Mapping[str, Any]) -> None:
    known = keys_of("step" if "does" in item else "service")
    key = field.partition(".")[0]
    if key not in known or key in NEVER_CHANGED:
        raise RevisionRefused("unknown_field", step=step, field=field, hint=nearest(key, known))


def _value(item: Mapping[str, Any], field: str) -> object:
    value: Any = item
    for key in field.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def is_same(one: object, other: object) -> bool:
    """Whether two values as a plan writes them mean the same (``5m`` and ``300s`` do)."""
    if one == other:
        return True
    if isinstance(one, bool) or isinstance(other, bool):
        return False
    if isinstance(one, str | int | float) and isinstance(other, str | int | float):
        try:
            return parse_duration(one) == parse_duration(other)
        except ValueError:
            return False
    return False


def _claim(claimed: dict[Path, object], keys: Path, change: Change) -> None:
    """Note that the value at *keys* shall be the change's; two changes must not want the same place."""
    for other in claimed:
        shorter = min(len(other), len(keys))
        if other[:shorter] == keys[:shorter]:
            raise RevisionRefused("changes_conflict", step=change.step, field=change.field)
    claimed[keys] = change.new


def _edit(base: Sheet, path: Path, values: Mapping[Path, object]) -> Edit:
    """Return the one edit of the key at *path* that gives all *values* inside it."""
    key = path[-1]
    now = base.tree.at(path)
    owner: dict[str, Any] = {} if now is None else {str(key): now}
    for keys, value in values.items():
        owner = with_value(owner, keys, ABSENT if value is None else value)
    left = owner.get(str(key), ABSENT)
    return Edit(path, ABSENT if left == {} else left)


def accepted(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return those of *changes* that the plan owner accepted."""
    return tuple(change for change in changes if change.is_accepted)
