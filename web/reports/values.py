"""Values in reports: what forms said beside what was so, and what was true, by the titles of the plan's fields."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from exercise.script_paper import text_paper
from exercise.setting import Setting
from scenarios.plan import Field
from scenarios.procedure import Step
from web.i18n import LANGUAGES, words
from web.table import Table

Paper = dict[str, Any]


def causes(table: Table) -> list[Paper]:
    """Return what was true at the end, each with the title of the field that asks for it and its value in words."""
    setting = table.setting
    rows = []
    for name in setting.scenario.truth:
        value = table.truth(name)
        field = _asking(setting, name)
        title = {} if field is None else text_paper(field.title)
        rows.append(
            {"truth": name, "value": value, "title": title, "said": spoken(setting, field, value)}
        )
    return rows


def stated(table: Table, evaluation: Paper) -> dict[str, list[Paper]]:
    """Return, by the id of each obligation on facts, what each report said of each fact and what was so."""
    moments = {entry.seq: entry.at for entry in table.entries}
    return {
        one["id"]: [
            {"seq": seq, "at": moments.get(seq), **_fact(table.setting, one["step"], mark)}
            for seq, marks in _marked(one)
            for mark in marks
        ]
        for one in evaluation["obligations"]
        if one["kind"] == "facts" and one["why"].get("reports")
    }


def worth(setting: Setting, obligation: Paper, seq: int) -> float | None:
    """Return how far the report with entry number *seq* was right, 0 to 1; None when it was not marked."""
    weights = {fact.field: fact.weight for fact in setting.steps[obligation["step"]].facts}
    marks = next((marks for one, marks in _marked(obligation) if one == seq), None)
    total = sum(weights.get(mark["field"], 0.0) for mark in marks or ())
    if not marks or not total:
        return None
    right = sum(weights[mark["field"]] * float(mark["worth"]) for mark in marks)
    return max(0.0, right / total)


def spoken(setting: Setting, field: Field | None, value: object) -> list[dict[str, str]]:
    """Return *value* as texts: options and services by title, yes and no as words, a story time without zone."""
    if value is None or value == "":
        return []
    if isinstance(value, list | tuple):
        return [text for each in value for text in spoken(setting, field, each)]
    if isinstance(value, bool):
        return [{language[:2]: words(language, "yes" if value else "no") for language in LANGUAGES}]
    options = {} if field is None else {one.id: one.title for one in field.options}
    found = options.get(str(value))
    service = setting.services.get(str(value))
    if found is not None:
        return [text_paper(found) or {"": str(value)}]
    if service is not None and (field is None or field.type == "services"):
        return [text_paper(service.title) or {"": service.id}]
    return [{"": _moment(setting, str(value))}]


def _marked(obligation: Paper) -> Iterable[tuple[int, list[Paper]]]:
    return zip(obligation["evidence"], obligation["why"].get("reports", ()), strict=False)


def _fact(setting: Setting, step: str, mark: Paper) -> Paper:
    field = _field(setting, setting.steps[step], mark["field"])
    title = {"": mark["field"]} if field is None else text_paper(field.title)
    return {
        "field": mark["field"],
        "title": title,
        "code": mark["code"],
        "said": spoken(setting, field, mark["said"]),
        "truth": spoken(setting, field, mark["truth"]),
    }


def _field(setting: Setting, step: Step, name: str) -> Field | None:
    action = setting.actions.get(step.does)
    form = None if action is None or action.form is None else setting.forms[action.form]
    return next((one for one in (() if form is None else form.fields) if one.id == name), None)


def _asking(setting: Setting, truth: str) -> Field | None:
    """Return the field whose answer is judged by *truth*, else one of that name."""
    for step in setting.steps.values():
        for fact in step.facts:
            if fact.equals == f"truth.{truth}" and (field := _field(setting, step, fact.field)):
                return field
    fields = (field for form in setting.plan.forms for field in form.fields)
    return next((field for field in fields if field.id == truth), None)


def _moment(setting: Setting, written: str) -> str:
    """Return a moment on the story's first day as its clock shows it; anything else as it is."""
    try:
        moment = datetime.fromisoformat(written) if "T" in written else None
    except ValueError:
        return written
    if moment is None:
        return written
    is_first_day = moment.date() == setting.scenario.story_start.date()
    return f"{moment:%H:%M:%S}" if is_first_day else f"{moment:%Y-%m-%d %H:%M:%S}"
