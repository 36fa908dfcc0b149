"""Ids that are given twice, and words that a language lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from scenarios.plan import SECTIONS, Plan
from scenarios.problem import WARNING, Problem
from scenarios.reader import Sheet
from scenarios.scenario import Scenario
from scenarios.yaml_tree import Path

Given = tuple[Path, str, str]
"""Where an id is given, to what kind of thing, and the id."""


def doubles(sheet: Sheet, given: Iterable[Given]) -> Iterator[Problem]:
    """Yield a problem for every one of *given* whose id was given before."""
    first: dict[str, tuple[Path, str]] = {}
    for path, kind, name in given:
        if not name:
            continue
        if name in first:
            line = sheet.tree.place(first[name][0])[0]
            other = first[name][1]
            yield sheet.problem(path, "duplicate_id", kind=kind, name=name, other=other, first=line)
        else:
            first[name] = (path, kind)


def in_plan(sheet: Sheet, plan: Plan) -> Iterator[Problem]:
    """Yield the ids that *plan* gives twice; steps and services share one namespace."""
    for groups in (("roles",), ("recoveries",), ("forms",), ("actions",), ("procedures",)):
        yield from doubles(sheet, _ids(sheet, groups))
    yield from doubles(sheet, [*_ids(sheet, ("services",)), *_step_ids(plan)])
    for index, form in enumerate(plan.forms):
        path: Path = ("forms", index, "fields")
        fields = [((*path, i, "id"), "field", field.id) for i, field in enumerate(form.fields)]
        yield from doubles(sheet, fields)
        for i, field in enumerate(form.fields):
            options = [option.id for option in field.options]
            yield from doubles(sheet, _options((*path, i, "options"), options))
    for index, action in enumerate(plan.actions):
        options = [option.id for option in action.options]
        yield from doubles(sheet, _options(("actions", index, "options"), options))


def in_scenario(sheet: Sheet, scenario: Scenario) -> Iterator[Problem]:
    """Yield the ids that *scenario* gives twice."""
    for groups in (("injects",), ("objectives",), ("actors",), ("modules",)):
        yield from doubles(sheet, _ids(sheet, groups))
    roles = [seat.role for seat in scenario.seats]
    for index, role in enumerate(roles):
        if role and role in roles[:index]:
            yield sheet.problem(("seats", index, "role"), "seat_twice", severity=WARNING, name=role)


def missing_languages(sheet: Sheet) -> Iterator[Problem]:
    """Yield a warning for every text that lacks a language of the title, or one that most texts have."""
    texts = [(path, value) for path, value in _mappings(sheet.tree.value, ()) if _is_text(value)]
    counts = Counter(language for _, text in texts for language in text)
    title = sheet.tree.at(("title",))
    named = title if isinstance(title, dict) else {}
    spoken = [name for name in counts if name in named or counts[name] * 2 > len(texts)]
    for path, text in texts:
        for language in spoken:
            if not text.get(language):
                yield sheet.problem(
                    path, "language_missing", severity=WARNING, key=_last(path), language=language
                )


def missing_sections(sheet: Sheet, plan: Plan) -> Iterator[Problem]:
    """Yield one warning naming the sections of JR/T 0251-2022 10.6 a) to f) that *plan* leaves out."""
    lacking = [
        f"{letter}) {name}"
        for letter, name in zip("abcdef", SECTIONS, strict=True)
        if not plan.sections.get(name)
    ]
    if lacking:
        yield sheet.problem(("sections",), "sections_missing", severity=WARNING, names=lacking)


def _ids(sheet: Sheet, groups: tuple[str, ...]) -> Iterator[Given]:
    kinds = {"recoveries": "recovery"}
    for group in groups:
        written = sheet.tree.at((group,))
        for index, item in enumerate(written if isinstance(written, list) else ()):
            name = item.get("id") if isinstance(item, dict) else None
            if isinstance(name, str):
                yield (group, index, "id"), kinds.get(group, group[:-1]), name


def _step_ids(plan: Plan) -> Iterator[Given]:
    for row, procedure in enumerate(plan.procedures):
        for index, step in enumerate(procedure.steps):
            yield ("procedures", row, "steps", index, "id"), "step", step.id


def _options(path: Path, names: Iterable[str]) -> Iterator[Given]:
    for index, name in enumerate(names):
        yield (*path, index), "option", name


def _mappings(value: object, path: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from _mappings(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _mappings(inner, (*path, index))


def _is_text(value: dict[str, object]) -> bool:
    return bool(value) and all(
        len(key) <= 7 and key[:2].isalpha() and key.split("-")[0] in LANGUAGES for key in value
    )


LANGUAGES = ("zh", "en", "ja", "ko", "fr", "de", "es", "ru", "pt", "it", "yue")
"""Language codes by which a mapping is known for a text when looking for missing languages."""


def _last(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")
