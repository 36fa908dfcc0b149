"""Drafts of a report's narrative: sentences from the catalogue, filled from the facts, nothing invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from web.reports import notation
from web.reports.speech import Words
from web.reports.standing import tally, tightest_outage

Model = dict[str, Any]
_LISTED = 4
_STRONG, _WEAK = ("P", "S"), ("M", "U")


def draft(model: Model, part: str, say: Words) -> str:
    """Return the draft of *part*, one of PARTS: sentences in paragraphs with an empty line between them."""
    return _joined(_DRAFTS[part](model, say), say)


def objective_draft(model: Model, objective: str, say: Words) -> str:
    """Return the draft of the analysis of one objective: its rating, what went well, what did not."""
    one = next(each for each in model["objectives"] if each["id"] == objective)
    duties = [each for each in model["obligations"] if each["step"] in one["steps"]]
    counted = tally(duties)
    if not counted["total"]:
        return _joined([[say("narrative.objective.untouched")]], say)
    good = _unique(each for each in duties if each["verdict"] == "met")
    poor = _unique(each for each in duties if each["verdict"] in _POOR)
    clean = [each for each in good if each["step"] not in {bad["step"] for bad in poor}]
    lines = [_rated(one, say), _tally("narrative.duties", counted, say)]
    if clean:
        lines.append(say("narrative.objective.good", what=_steps(clean, say)))
    if poor:
        lines.append(say("narrative.objective.poor", what=_steps(poor, say, with_verdict=True)))
    return _joined([lines], say)


def _summary(model: Model, say: Words) -> list[list[str]]:
    head, counted = model["summary"], tally(model["obligations"])
    held = say(
        "narrative.held",
        title=say.text(model["exercise"]["title"]),
        type=say.named("type", model["scenario"]["type"]),
        plan=say.text(model["plan"]["title"]),
        version=model["plan"]["version"],
        length=say.length(head["duration_ms"]),
    )
    result = [_rated({**head}, say, "narrative.whole"), _tally("narrative.duties", counted, say)]
    result += _final(model, say)
    return [
        [held, *_running(model, say)],
        result,
        [*_objectives(model, say), *_outage(model, say), *_first_report(model, say)],
        _findings(model, say),
    ]


def _overview(model: Model, say: Words) -> list[list[str]]:
    part = model["parts"]["a"]
    first = next((one for one in part["course"] if one["code"] == "service_changed"), None)
    lines = [
        say(
            "narrative.story",
            time=notation.moment(model["scenario"]["story_start"]),
            title=say.text(model["scenario"]["title"]),
        )
    ]
    if first is None:
        return [[*lines, say("narrative.nothing_hit")]]
    lines.append(
        say(
            "narrative.first_hit",
            time=notation.clock(first["at"]),
            service=say.text(first["title"]),
            count=len(part["scope"]),
        )
    )
    loss = [
        say.about(say.named("impact", kind), notation.count(total))
        for kind, total in part["loss"].items()
        if total
    ]
    ending = [say("narrative.loss", what=say.series(loss))] if loss else []
    return [lines, [*_outage(model, say), *_restored(model, say), *ending]]


def _handling(model: Model, say: Words) -> list[list[str]]:
    part = model["parts"]["b"]
    done = [one for one in part["recoveries"] if one["state"] == "succeeded"]
    lines = [say("narrative.measures", count=len(part["measures"]))]
    if part["recoveries"]:
        names = [f"“{say.text(one['title'])}”" for one in done]
        lines.append(
            say("narrative.recovered", n=len(part["recoveries"]), what=_some(names, say))
            if done
            else say("narrative.not_recovered", n=len(part["recoveries"]))
        )
    reports = [say("narrative.reports", count=len(part["reports"]))] if part["reports"] else []
    gap = part["effect"]["longest_gap_ms"]
    if reports and gap is not None:
        reports.append(say("narrative.gap", time=say.length(gap)))
    return [[*lines, *_restored(model, say)], [*reports, *_first_report(model, say)]]


def _causes(model: Model, say: Words) -> list[list[str]]:
    facts = [
        say.about(
            say.text(one["title"]) or say.named("truth", one["truth"]),
            say.listed(say.text(said) for said in one["said"]),
        )
        for one in model["parts"]["c"]["causes"]
        if one["said"]
    ]
    codes = Counter(
        one["code"] for one in model["parts"]["d"]["findings"] if one["code"] != "not_exercised"
    )
    lines = [say("narrative.truth", what=say.series(facts))] if facts else []
    if not codes:
        return [lines, [say("narrative.no_shortfall")]]
    kinds = [f"{say.named('finding', one)}{say.aside(str(n))}" for one, n in codes.most_common(4)]
    return [lines, [say("narrative.shortfalls", what=say.listed(kinds))]]


def _conclusion(model: Model, say: Words) -> list[list[str]]:
    part = model["parts"]["c"]["conclusion"]
    phases = [
        f"{say.text(one['title'])}{say.aside(one['rating'])}"
        for one in part["phases"]
        if one["rating"]
    ]
    failed = _unique(part["critical_failures"])
    lines = [_rated({**model["summary"]}, say, "narrative.whole")]
    lines += _final(model, say)
    if failed:
        what = _steps(failed, say, with_verdict=True)
        lines.append(say("narrative.critical", count=len(failed), what=what))
    else:
        lines.append(say("narrative.no_critical"))
    more = [say("narrative.phases", what=say.listed(phases))] if phases else []
    return [[*lines, *_running(model, say)], more]


def _prevention(model: Model, say: Words) -> list[list[str]]:
    actions = [one for one in model["parts"]["d"]["actions"] if one["code"] != "not_exercised"]
    if not actions:
        return [[say("narrative.no_actions")]]
    elements = Counter(one["element"] for one in actions)
    kinds = [f"{say.named('element', one)}{say.aside(str(n))}" for one, n in elements.items()]
    lines = [say("narrative.actions", count=len(actions), what=say.listed(kinds))]
    if dates := [one["due"] for one in actions if one["due"]]:
        soon = min(dates)
        lines.append(say("narrative.soonest", date=soon, count=dates.count(soon)))
    if changes := sum(one["change"] is not None for one in actions):
        lines.append(say("narrative.changes", count=changes))
    return [lines, [say("narrative.follow_up")]]


def _final(model: Model, say: Words) -> list[str]:
    """Return that evaluators settled the rating of the whole; nothing while they have not."""
    standing = model["assessment"]["standing"].get("whole")
    if standing is None or standing["rating"] is None:
        return []
    return [say("narrative.final", rating=_rating(standing["rating"], say))]


def _running(model: Model, say: Words) -> list[str]:
    lines = [] if model["summary"]["end_reason"] else [say("narrative.running")]
    return [*lines, say("report.doc.compressed")] if model["summary"]["compressed"] else lines


def _rated(one: Model, say: Words, key: str = "narrative.objective.rated") -> str:
    score = notation.percent(one["score"])
    if one["rating"] is None:
        return say("narrative.unrated")
    return say(key, rating=_rating(one["rating"], say), score=score)


def _rating(rating: str, say: Words) -> str:
    return f"{rating}{say.aside(say.named('rating', rating))}"


def _tally(key: str, counted: Mapping[str, int], say: Words) -> str:
    if counted["met"] == counted["total"]:
        return say("narrative.duties_all", count=counted["total"])
    return say(key, count=counted["total"], **{k: n for k, n in counted.items() if k != "total"})


def _settled(model: Model, objective: Model) -> str | None:
    """Return the rating of *objective* that evaluators settled, else the automatic one."""
    standing = model["assessment"]["standing"].get(f"objective:{objective['id']}")
    settled: str | None = standing["rating"] if standing else None
    return settled or objective["rating"]


def _objectives(model: Model, say: Words) -> list[str]:
    lines = []
    rated = [(one, _settled(model, one)) for one in model["objectives"]]
    for key, ratings in (("narrative.weak", _WEAK), ("narrative.strong", _STRONG)):
        names = [
            f"“{say.text(one['title'])}”{say.aside(rating)}"
            for one, rating in rated
            if rating in ratings
        ]
        if names:
            lines.append(say(key, what=say.listed(names)))
    return lines


def _outage(model: Model, say: Words) -> list[str]:
    worst = tightest_outage(model)
    if worst is None:
        return []
    key = "narrative.outage_kept" if worst["rto_met"] else "narrative.outage_exceeded"
    return [
        say(
            key,
            service=say.text(worst["title"]),
            down=say.length(worst["longest_ms"]),
            rto=say.length(worst["rto_ms"]),
        )
    ]


def _restored(model: Model, say: Words) -> list[str]:
    effect = model["parts"]["b"]["effect"]
    if not effect["services_total"]:
        return []
    total, restored = effect["services_total"], effect["services_restored"]
    if total == restored:
        return [say("narrative.all_restored", total=total)]
    return [say("narrative.restored", total=total, restored=restored)]


def _first_report(model: Model, say: Words) -> list[str]:
    after = model["parts"]["b"]["effect"]["first_report_after_ms"]
    if after is None:
        return [say("narrative.no_report")]
    return [say("narrative.first_report", time=say.length(after))]


def _findings(model: Model, say: Words) -> list[str]:
    found = [one for one in model["parts"]["d"]["findings"] if one["code"] != "not_exercised"]
    if not found:
        return [say("narrative.no_findings")]
    grave = [one for one in found if one["severity"] in ("critical", "high")]
    lines = [say("narrative.findings", count=len(found), grave=len(grave))]
    if grave:
        names = [
            say.about(say.named("finding", one["code"]), say.text(one["title"])) for one in grave
        ]
        lines.append(say("narrative.gravest", what=_some(names, say, say.series)))
    return lines


_POOR = ("late", "very_late", "partial", "missed", "violated", "compensated")
_WORST = ("violated", "missed", "very_late", "compensated", "late", "partial", "met")


def _unique(duties: Any) -> list[Model]:
    """Return one duty a step, the worst."""
    worst: dict[str, Model] = {}
    for one in duties:
        known = worst.get(one["step"])
        if known is None or _WORST.index(one["verdict"]) < _WORST.index(known["verdict"]):
            worst[one["step"]] = one
    return list(worst.values())


def _steps(duties: list[Model], say: Words, with_verdict: bool = False) -> str:
    names = [
        f"“{say.text(one['title'])}”"
        + (say.aside(say.named("verdict", one["verdict"])) if with_verdict else "")
        for one in sorted(duties, key=lambda one: _WORST.index(one["verdict"]))
    ]
    return _some(names, say)


def _some(names: list[str], say: Words, joined: Callable[[list[str]], str] | None = None) -> str:
    """Return the first few *names*, and how many more there are."""
    shown = names[:_LISTED]
    said = (joined or say.listed)(shown)
    more = len(names) - len(shown)
    return said + (say.aside(say("n_more", count=more)) if more else "")


def _joined(paragraphs: list[list[str]], say: Words) -> str:
    return "\n\n".join(say.space().join(lines) for lines in paragraphs if lines)


_DRAFTS: Mapping[str, Callable[[Model, Words], list[list[str]]]] = {
    "executive_summary": _summary,
    "overview": _overview,
    "handling": _handling,
    "causes": _causes,
    "conclusion": _conclusion,
    "prevention": _prevention,
}
PARTS = tuple(_DRAFTS)
"""The parts that every exercise has, in the order of the report."""
