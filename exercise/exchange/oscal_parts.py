"""OSCAL: what assessment results and plans of action are both made of (NIST OSCAL 1.1, JSON)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from exercise.exchange.case import MARK, Case
from exercise.exchange.ids import HOME, stable_uuid
from exercise.exchange.narration import clock_time, length, role_title, subject_title
from exercise.exchange.safe_text import markdown, one_line

Paper = dict[str, Any]

OSCAL_VERSION = "1.1.2"
NAMESPACE = f"{HOME}/ns/oscal"
"""The namespace of our own properties."""
CONTROLS = ("cp-4", "ir-3")
"""Contingency plan testing and incident response testing (NIST SP 800-53): what an exercise is evidence for."""
_ROLE = "role"


def metadata(cases: Sequence[Case], title: str) -> Paper:
    """Return the head of a document about *cases*: its title, its date, the mark and the plan's roles."""
    first, touched = cases[0], max(case.touched for case in cases)
    return {
        "title": markdown(title),
        "last-modified": touched,
        "version": one_line(touched),
        "oscal-version": OSCAL_VERSION,
        "props": [prop("mark", MARK), prop("language", first.speech.language)],
        "roles": [
            {"id": token(role), "title": markdown(role_title(first, role))}
            for role in first.setting.roles
        ],
        "parties": [
            {
                "uuid": party(first, role),
                "type": "organization",
                "name": one_line(role_title(first, role)) or role,
            }
            for role in first.setting.roles
        ],
        "remarks": markdown(first.speech("export.oscal.remark")),
    }


def prop(name: str, value: object) -> Paper:
    """Return a property of our own; an empty value becomes a dash, as OSCAL has no empty ones."""
    return {"name": name, "ns": NAMESPACE, "value": one_line(str(value)) or "-"}


def token(text: str) -> str:
    """Return *text* as a token: letters, digits, dot, dash and underscore, not beginning with a digit."""
    kept = "".join(c if c.isalnum() or c in "._-" else "_" for c in text)
    return kept if kept[:1].isalpha() or kept[:1] == "_" else f"_{kept}"


def party(case: Case, role: str) -> str:
    """Return the UUID of the party that stands for *role* of the plan; people are not named."""
    return stable_uuid("plan", case.setting.plan.id, _ROLE, role)


def tool() -> str:
    """Return the UUID of the program that judged."""
    return stable_uuid("program")


def origin() -> Paper:
    """Return where a judgement comes from: the program, by its rules."""
    return {"actors": [{"type": "tool", "actor-uuid": tool()}]}


def assets(case: Case) -> Paper:
    """Return the program as a component, so that origins lead somewhere."""
    component = {
        "uuid": tool(),
        "type": "software",
        "title": "StartEx",
        "description": markdown(
            case.speech("export.oscal.tool", rules=str(case.evaluation["rules"]))
        ),
        "status": {"state": "operational"},
    }
    platform = {
        "uuid": stable_uuid("program", "platform"),
        "uses-components": [{"component-uuid": tool()}],
    }
    return {"components": [component], "assessment-platforms": [platform]}


def resources(case: Case) -> list[Paper]:
    """Return the documents that the exercise was played by, each with its digest."""
    setting = case.setting
    return [
        {
            "uuid": resource(case, kind),
            "title": markdown(case.read(title, identity)),
            "props": [prop("kind", kind), prop("id", identity), prop("digest", digest)],
        }
        for kind, title, identity, digest in (
            (
                "plan",
                setting.plan.title,
                f"{setting.plan.id}@{setting.plan.version}",
                case.refs.plan_digest,
            ),
            ("scenario", setting.scenario.title, setting.scenario.id, case.refs.scenario_digest),
        )
    ]


def resource(case: Case, kind: str) -> str:
    """Return the UUID of the *kind* (plan, scenario) of document that was played by."""
    digests = {"plan": case.refs.plan_digest, "scenario": case.refs.scenario_digest}
    return stable_uuid("document", digests[kind])


def log_entry(case: Case, seq: int) -> str:
    """Return the UUID of entry *seq* of the journal."""
    return stable_uuid(*case.parts, "entry", str(seq))


def observed(case: Case) -> list[Paper]:
    """Return an observation for each duty that was called for."""
    return [
        _observation(case, one)
        for one in case.evaluation["obligations"]
        if one["verdict"] != "not_triggered"
    ]


def observation(case: Case, obligation: str) -> str:
    """Return the UUID of the observation of *obligation*."""
    return stable_uuid(*case.parts, "observation", obligation)


def _observation(case: Case, one: Paper) -> Paper:
    speech = case.speech
    title = f"{subject_title(case, one['step'])} · {speech.named('obligation', one['kind'])}"
    paper: Paper = {
        "uuid": observation(case, one["id"]),
        "title": markdown(title),
        "description": markdown(_judgement(case, one)),
        "props": list(_numbers(one)),
        "methods": ["TEST"],
        "types": ["control-objective"],
        "origins": [origin()],
        "collected": case.moment_of(one["evidence"]),
    }
    proof = [seq for seq in one["evidence"] if seq in case.by_seq]
    if proof:
        paper["relevant-evidence"] = [
            {"href": f"#{log_entry(case, seq)}", "description": _place(case, seq)} for seq in proof
        ]
    return paper


def _place(case: Case, seq: int) -> str:
    at = clock_time(case.by_seq[seq].at)
    return markdown(case.speech("export.oscal.evidence", seq=seq, at=at))


def _judgement(case: Case, one: Paper) -> str:
    """Return what became of a duty as words: the verdict, why, and when it was called for, due and done."""
    speech = case.speech
    said = [speech.named("verdict", one["verdict"]), speech.named("why", one["why"]["code"])]
    said += [
        _at(case, name, one[f"{name}_ms"])
        for name in ("anchor", "due", "done")
        if one[f"{name}_ms"] is not None
    ]
    override = one.get("override")
    if override is not None:
        verdict = speech.named("verdict", override["verdict"])
        said.append(speech("export.oscal.override", verdict=verdict))
    return " · ".join(said)


def _at(case: Case, name: str, ms: int) -> str:
    at = clock_time(ms)
    if name == "anchor":
        return case.speech("export.oscal.anchor", at=at)
    return case.speech("export.oscal.due" if name == "due" else "export.oscal.done", at=at)


def _numbers(one: Paper) -> Iterator[Paper]:
    yield prop("obligation", one["id"])
    yield prop("verdict", one["verdict"])
    for name in ("score", "margin_ms", "anchor_ms", "due_ms", "done_ms", "by"):
        if one[name] is not None:
            yield prop(name.replace("_", "-"), one[name])


def risks(case: Case) -> list[Paper]:
    """Return a risk for each finding of the evaluation."""
    return [_risk(case, number) for number in range(len(case.evaluation["findings"]))]


def risk(case: Case, finding: Paper) -> str:
    """Return the UUID of the risk that *finding* shows; it stays the same however many findings stand before it."""
    return stable_uuid(*case.parts, "risk", *_key(finding))


def _key(finding: Paper) -> tuple[str, str, str]:
    return str(finding["step"]), str(finding["kind"]), str(finding["code"])


def finding_title(case: Case, finding: Paper) -> str:
    """Return a finding in a few words: what kind of failure, of what."""
    failure = case.speech.named("finding", finding["code"])
    return f"{failure} · {subject_title(case, finding['step'])}"


def related(case: Case, finding: Paper) -> list[str]:
    """Return the UUIDs of the observations behind *finding*: those with its evidence, else all that it may be about."""
    of_kind = [
        one
        for one in case.evaluation["obligations"]
        if (one["step"], one["kind"]) == (finding["step"], finding["kind"])
        and one["verdict"] != "not_triggered"
    ]
    failed = [one for one in of_kind if set(one["evidence"]) & set(finding["evidence"])]
    return [observation(case, one["id"]) for one in failed or of_kind]


def _risk(case: Case, number: int) -> Paper:
    finding = case.evaluation["findings"][number]
    title = markdown(finding_title(case, finding))
    paper: Paper = {
        "uuid": risk(case, finding),
        "title": title,
        "description": title,
        "statement": markdown(
            case.speech("export.oscal.statement", exercise=case.name, **_counted(finding))
        ),
        "props": [prop("finding", ".".join(_key(finding)))],
        "status": "open",
        "origins": [origin()],
        "characterizations": [characterization(finding["severity"])],
        "deadline": deadline(case, number),
    }
    if "class" in finding:
        paper["props"].append(prop("report-class", finding["class"]))
    if seen := related(case, finding):
        paper["related-observations"] = [{"observation-uuid": one} for one in seen]
    return paper


def characterization(severity: str) -> Paper:
    """Return how grave a risk is, by our own scale."""
    facet = {"name": "severity", "system": NAMESPACE, "value": severity}
    return {"origin": origin(), "facets": [facet]}


def _counted(finding: Paper) -> dict[str, object]:
    return {"times": finding["numbers"].get("times", 1)}


def deadline(case: Case, number: int) -> str:
    """Return until when finding *number* should be mended: EndEx and the days that its severity gives."""
    days = next(
        (one["due_in_days"] for one in case.evaluation["actions"] if one["finding"] == number), 0
    )
    return Case.utc(datetime.fromisoformat(case.ended) + timedelta(days=days))


def summary(case: Case) -> str:
    """Return what an exercise came to: the table, the documents, score and rating."""
    evaluation, setting = case.evaluation, case.setting
    score = case.standing["score"]
    rating = case.rating("whole", case.standing["rating"])
    return case.speech(
        "export.oscal.result",
        table=case.table_name,
        scenario=case.read(setting.scenario.title, setting.scenario.id),
        plan=case.read(setting.plan.title, setting.plan.id),
        version=setting.plan.version,
        score="–" if score is None else f"{score:.0%}",
        rating="–" if rating is None else f"{rating} {case.speech.named('rating', rating)}",
        length="–" if evaluation["ended_ms"] is None else length(evaluation["ended_ms"]),
    )
