"""Rules on paper: what a rating hangs on, and one exercise judged by two sets of rules, with titles."""

from __future__ import annotations

from typing import Any

from exercise.evaluation.reevaluation import WHOLE, reevaluate
from exercise.evaluation.sensitivity import sensitivity
from exercise.rules import RELEASED, TODAY, VARIANTS, UnknownRules, rules_of
from exercise.script_paper import text_paper
from exercise.setting import Setting
from web.errors import Refusal
from web.reports.review import title_of
from web.table import Table

Paper = dict[str, Any]


def sensitivity_paper(table: Table) -> Paper:
    """Return which ratings the variants of the exercise's rules would change."""
    found = sensitivity(table.setting, table.entries, table.documents.refs, table.exercise.seed)
    for variant in found["variants"]:
        variant["changes"] = _titled(table.setting, variant["changes"])
    return found


def reevaluation_paper(table: Table, wanted: str | None) -> Paper:
    """Return *table* judged by its own rules and by those *wanted*, today's by default; raises Refusal."""
    try:
        rules = rules_of(wanted or TODAY.version)
    except UnknownRules as unknown:
        raise Refusal("unknown_rules", version=unknown.version) from unknown
    refs, seed = table.documents.refs, table.exercise.seed
    found = reevaluate(table.setting, table.entries, refs, seed, rules)
    return {
        **found,
        "subjects": _titled(table.setting, found["subjects"]),
        "obligations": [_named(table.setting, one) for one in found["obligations"]],
        "released": list(RELEASED),
        "variants": list(VARIANTS),
        "today": TODAY.version,
    }


def _titled(setting: Setting, subjects: list[Paper]) -> list[Paper]:
    return [one | {"title": _title(setting, one["subject"])} for one in subjects]


def _title(setting: Setting, subject: str) -> dict[str, str]:
    """Return the title of an objective or a procedure; of the whole nothing: the page has words for it."""
    kind, _, name = subject.partition(":")
    if kind == WHOLE:
        return {}
    things = setting.scenario.objectives if kind == "objective" else setting.plan.procedures
    found = next((one.title for one in things if one.id == name), None)
    return (text_paper(found) if found is not None else {}) or {"": name}


def _named(setting: Setting, one: Paper) -> Paper:
    step, _, kind = one["id"].rpartition("#")[0].rpartition(".")
    return one | {"step": step, "kind": kind, "title": title_of(setting, step)}
