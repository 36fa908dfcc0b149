"""OSCAL assessment results: an exercise as evidence that the contingency plan was tested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exercise.entry import role_of
from exercise.exchange.case import Case
from exercise.exchange.ids import stable_uuid
from exercise.exchange.narration import activity, kind_of, subject_title, told
from exercise.exchange.oscal_parts import (
    CONTROLS,
    Paper,
    assets,
    log_entry,
    metadata,
    observation,
    observed,
    origin,
    party,
    prop,
    resource,
    resources,
    risk,
    risks,
    summary,
    token,
)
from exercise.exchange.safe_text import cleaned, markdown

_CONTROL = CONTROLS[0]
_SATISFIED = ("P", "S")
_MET = "met"


def assessment_results(cases: Sequence[Case]) -> Paper:
    """Return *cases*, at least one, the tables of one exercise, as an OSCAL document: a result for each."""
    first = cases[0]
    title = first.speech("export.oscal.ar_title", name=first.speech.text(first.title))
    document: Paper = {
        "assessment-results": {
            "uuid": stable_uuid(*first.parts, "assessment-results", *(c.table for c in cases)),
            "metadata": metadata(cases, title),
            "import-ap": {"href": f"#{resource(first, 'scenario')}"},
            "local-definitions": {"objectives-and-methods": [_objectives(first)]},
            "results": [_result(case) for case in cases],
            "back-matter": {"resources": resources(first)},
        }
    }
    cleared: Paper = cleaned(document)
    return cleared


def _objectives(case: Case) -> Paper:
    """Return what was to be shown, objective by objective and step by step, so that findings have a target."""
    return {
        "control-id": _CONTROL,
        "parts": [
            {
                "id": _target(kind, identity),
                "name": "assessment-objective",
                "title": markdown(title),
                "props": [prop("kind", kind), prop("id", identity)],
            }
            for kind, identity, title in _targets(case)
        ],
    }


def _targets(case: Case) -> Iterator[tuple[str, str, str]]:
    for objective in case.setting.scenario.objectives:
        yield "objective", objective.id, case.read(objective.title, objective.id)
    for step in case.setting.steps:
        yield "step", step, subject_title(case, step)
    for service in case.setting.services:
        yield "service", service, subject_title(case, service)


def _target(kind: str, identity: str) -> str:
    return token(f"{_CONTROL}_obj.{kind}.{identity}")


def _result(case: Case) -> Paper:
    evaluation = case.evaluation
    paper: Paper = {
        "uuid": stable_uuid(*case.parts, "result"),
        "title": markdown(case.name),
        "description": markdown(summary(case)),
        "start": case.began,
        "end": case.ended,
        "props": [
            prop("rules", evaluation["rules"]),
            *(prop(name, evaluation[name]) for name in ("score", "rating") if evaluation[name]),
            *([prop("signed-rating", case.signed["whole"])] if "whole" in case.signed else []),
        ],
        "local-definitions": {"assessment-assets": assets(case)},
        "reviewed-controls": {
            "control-selections": [{"include-controls": [{"control-id": c} for c in CONTROLS]}]
        },
    }
    lists = {
        "observations": observed(case),
        "risks": risks(case),
        "findings": [*_of_objectives(case), *_of_steps(case), *_of_services(case)],
    }
    if case.told:
        paper["assessment-log"] = {"entries": _log(case)}
    return paper | {name: items for name, items in lists.items() if items}


def _log(case: Case) -> list[Paper]:
    return [
        {
            "uuid": log_entry(case, entry.seq),
            "title": markdown(activity(case, entry)),
            "description": markdown(told(case, entry)),
            "start": case.moment(entry),
            "props": [
                prop("type", kind_of(entry)),
                prop("at-ms", entry.at),
                prop("seq", entry.seq),
            ],
            **_logged_by(case, entry.by),
        }
        for entry in case.told
    ]


def _logged_by(case: Case, by: str | None) -> Paper:
    if by is None or role_of(by) not in case.setting.roles:
        return {}
    role = role_of(by)
    return {"logged-by": [{"party-uuid": party(case, role), "role-id": token(role)}]}


def _of_objectives(case: Case) -> Iterator[Paper]:
    steps = {one.id: one.steps for one in case.setting.scenario.objectives}
    titles = {one.id: one.title for one in case.setting.scenario.objectives}
    for one in case.standing["objectives"]:
        rating = case.rating(f"objective:{one['id']}", one["rating"])
        if rating is not None:
            words = f"{rating} {case.speech.named('rating', rating)}"
            title = case.read(titles[one["id"]], one["id"])
            is_met = rating in _SATISFIED
            yield _finding(case, "objective", one["id"], title, words, is_met, steps[one["id"]])


def _of_steps(case: Case) -> Iterator[Paper]:
    for one in case.standing["steps"]:
        if one["verdict"] is not None:
            words, title = (
                case.speech.named("verdict", one["verdict"]),
                subject_title(case, one["id"]),
            )
            is_met = one["verdict"] == _MET
            yield _finding(case, "step", one["id"], title, words, is_met, (one["id"],))


def _of_services(case: Case) -> Iterator[Paper]:
    for one in case.evaluation["services"]:
        judged = [one[name] for name in ("rto_met", "rpo_met") if one[name] is not None]
        if judged:
            is_met, title = all(judged), subject_title(case, one["id"])
            words = case.speech.named("verdict", _MET if is_met else "missed")
            yield _finding(case, "service", one["id"], title, words, is_met, (one["id"],))


def _finding(
    case: Case,
    kind: str,
    identity: str,
    title: str,
    words: str,
    is_met: bool,
    subjects: Sequence[str],
) -> Paper:
    paper: Paper = {
        "uuid": stable_uuid(*case.parts, "finding", kind, identity),
        "title": markdown(title),
        "description": markdown(f"{title} · {words}"),
        "origins": [origin()],
        "target": {
            "type": "objective-id",
            "target-id": _target(kind, identity),
            "status": {"state": "satisfied" if is_met else "not-satisfied"},
        },
    }
    seen = [
        {"observation-uuid": observation(case, one["id"])}
        for one in case.evaluation["obligations"]
        if one["step"] in subjects and one["verdict"] != "not_triggered"
    ]
    shown = [
        {"risk-uuid": risk(case, one)}
        for one in case.evaluation["findings"]
        if one["step"] in subjects
    ]
    if seen:
        paper["related-observations"] = seen
    if shown:
        paper["related-risks"] = shown
    return paper
