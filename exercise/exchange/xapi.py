"""xAPI 2.0 (IEEE 9274.1.1) statements for learning records: who did what in an exercise, and how it was judged.

People are named by pseudonyms alone; what they wrote, and what evaluators wrote about them, is left out, and so are
the acts of simulated colleagues.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exercise.entry import Entry, role_of
from exercise.exchange.case import MARK, Case
from exercise.exchange.ids import HOME, iri, stable_uuid
from exercise.exchange.narration import action_title, inject_title, option_title, role_title
from exercise.exchange.safe_text import cleaned
from exercise.facts import Acted, Ended, InjectOpened, NoteTaken, RatingGiven, Started
from exercise.script_paper import text_paper
from scenarios.text import EVERY, Text
from scenarios.timing import Ms

Paper = dict[str, Any]

VERSION = "2.0.0"
_ADL = "http://adlnet.gov/expapi"
VERBS = {
    "launched": f"{_ADL}/verbs/launched",
    "terminated": f"{_ADL}/verbs/terminated",
    "responded": f"{_ADL}/verbs/responded",
    "scored": f"{_ADL}/verbs/scored",
    "viewed": "http://id.tincanapi.com/verb/viewed",
    "observed": "https://w3id.org/xapi/dod-isd/verbs/observed",
    "asserted": "https://w3id.org/xapi/tla/verbs/asserted",
}
TYPES = {
    "exercise": f"{_ADL}/activities/simulation",
    "action": f"{_ADL}/activities/performance",
    "objective": f"{_ADL}/activities/objective",
    "inject": "http://id.tincanapi.com/activitytype/resource",
    "plan": "http://id.tincanapi.com/activitytype/reference",
}
EXTENSIONS = f"{HOME}/xapi/extensions"
_ANSWERS = ("response", "quorum")
_TAGS = {EVERY: "und", "zh": "zh-CN"}
_PASSED = ("P", "S")


def statements(cases: Sequence[Case]) -> list[Paper]:
    """Return the statements about *cases*, in order of the journals, the scores last."""
    return [cleaned(one) for case in cases for one in (*_of_entries(case), *_scores(case))]


def actor(case: Case, by: str) -> Paper:
    """Return the person *by* as an agent: an account by a pseudonym, never an address."""
    return {"objectType": "Agent", "account": {"homePage": HOME, "name": case.mask(by)}}


def duration(ms: Ms) -> str:
    """Return *ms* as ISO 8601, hundredths of a second at the finest, as the standard asks."""
    seconds, rest = divmod(max(0, ms), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    exact = f"{seconds}.{rest // 10:02d}" if rest >= 10 else str(seconds)
    return f"PT{hours}H{minutes}M{exact}S"


def _of_entries(case: Case) -> Iterator[Paper]:
    answers = _answers(case)
    for entry in case.told:
        fact = entry.fact
        match fact:
            case Started():
                yield _statement(case, entry, "launched", _exercise(case), {})
            case Ended():
                result = {"completion": True, "duration": duration(entry.at)}
                yield _statement(case, entry, "terminated", _exercise(case), result)
            case InjectOpened():
                yield _statement(case, entry, "viewed", _inject(case, fact.inject), {})
            case Acted() if not fact.simulated:
                result = _answer(case, fact, answers.get(entry.seq, []))
                yield _statement(case, entry, "responded", _action(case, fact.action), result)
            case NoteTaken():
                yield _statement(case, entry, "observed", _subject(case, fact), _remark(fact))
            case RatingGiven():
                rated = {"response": fact.rating, "success": fact.rating in _PASSED}
                yield _statement(case, entry, "asserted", _rated(case, fact.subject), rated)


def _statement(case: Case, entry: Entry, verb: str, thing: Paper, result: Paper) -> Paper:
    paper = {
        "id": stable_uuid(*case.parts, "xapi", str(entry.seq)),
        "actor": _group(case) if entry.by is None else actor(case, entry.by),
        "verb": _verb(case, verb),
        "object": thing,
        "result": result,
        "context": _context(case, entry.by, entry.at),
        "timestamp": case.moment(entry),
        "version": VERSION,
    }
    return {name: value for name, value in paper.items() if value}


def _verb(case: Case, verb: str) -> Paper:
    words = case.speech.named("export.verb", verb)
    return {"id": VERBS[verb], "display": {case.speech.language: words}}


def _context(case: Case, by: str | None, at: Ms) -> Paper:
    extensions: Paper = {f"{EXTENSIONS}/mark": MARK, f"{EXTENSIONS}/at-ms": at}
    if by is not None:
        extensions[f"{EXTENSIONS}/role"] = role_of(by)
    plan = case.setting.plan
    version = ("plans", plan.id, "versions", str(plan.version))
    return {
        "registration": stable_uuid(*case.parts),
        "team": _group(case),
        "platform": "StartEx",
        "language": case.speech.language,
        "contextActivities": {
            "parent": [_exercise(case)],
            "grouping": [_activity(version, "plan", plan.title)],
        },
        "extensions": extensions,
    }


def _group(case: Case) -> Paper:
    """Return the table as a group."""
    name = "/".join(case.parts)
    return {"objectType": "Group", "account": {"homePage": HOME, "name": name}}


def _activity(path: Sequence[str], kind: str, title: Text | str) -> Paper:
    words = text_paper(title)
    definition: Paper = {"type": TYPES[kind]}
    if words:
        definition["name"] = {_TAGS.get(tag, tag): said for tag, said in words.items()}
    return {"objectType": "Activity", "id": iri(*path), "definition": definition}


def _exercise(case: Case) -> Paper:
    scenario = case.setting.scenario
    return _activity(("exercises", case.parts[0]), "exercise", scenario.title)


def _inject(case: Case, inject: str) -> Paper:
    path = ("scenarios", case.setting.scenario.id, "injects", inject)
    found = case.setting.injects.get(inject)
    title = found.title if found is not None and found.title else inject_title(case, inject)
    return _activity(path, "inject", title)


def _action(case: Case, action: str) -> Paper:
    plan, found = case.setting.plan, case.setting.actions.get(action)
    title = action_title(case, action) if found is None else found.title
    return _activity(("plans", plan.id, "actions", action), "action", title)


def _subject(case: Case, fact: NoteTaken) -> Paper:
    if fact.step:
        return _rated(case, f"step:{fact.step}")
    return _rated(case, f"objective:{fact.objective}") if fact.objective else _exercise(case)


def _rated(case: Case, subject: str) -> Paper:
    """Return what an evaluator rated (``whole``, ``objective:O1``, ``step:D1`` …) as an activity."""
    kind, _, name = subject.partition(":")
    if not name:
        return _exercise(case)
    setting = case.setting
    known: Mapping[str, Mapping[str, Text]] = {
        "objective": {one.id: one.title for one in setting.scenario.objectives},
        "procedure": {one.id: one.title for one in setting.plan.procedures},
        "step": {one.id: one.title for one in setting.steps.values()},
    }
    is_scenario = kind == "objective"
    home = ("scenarios", setting.scenario.id) if is_scenario else ("plans", setting.plan.id)
    title = known.get(kind, {}).get(name, name)
    return _activity((*home, f"{kind}s", name), "objective", title)


def _remark(fact: NoteTaken) -> Paper:
    return {"extensions": {f"{EXTENSIONS}/kind": fact.kind}} if fact.kind else {}


def _answers(case: Case) -> Mapping[int, list[Paper]]:
    """Return, by number of entry, the duties that it was the answer to."""
    found: dict[int, list[Paper]] = {}
    for one in case.evaluation["obligations"]:
        if one["kind"] in _ANSWERS and one["done_ms"] is not None:
            for seq in one["evidence"]:
                entry = case.by_seq.get(seq)
                if entry and isinstance(entry.fact, Acted) and entry.at == one["done_ms"]:
                    found.setdefault(seq, []).append(one)
    return found


def _answer(case: Case, fact: Acted, answered: Sequence[Paper]) -> Paper:
    """Return how an act was judged: by the duty that it fared worst with, if it answered any."""
    result: Paper = {}
    if fact.option is not None:
        result["response"] = option_title(case, fact)
    judged = [one for one in answered if one["score"] is not None]
    if judged:
        worst = min(judged, key=lambda one: (one["score"], one["id"]))
        result |= {
            "success": worst["verdict"] == "met",
            "score": {"scaled": worst["score"]},
            "extensions": {
                f"{EXTENSIONS}/obligation": worst["id"],
                f"{EXTENSIONS}/verdict": worst["verdict"],
            },
        }
        if worst["anchor_ms"] is not None:
            result["duration"] = duration(worst["done_ms"] - worst["anchor_ms"])
    return result


def _scores(case: Case) -> Iterator[Paper]:
    """Yield the scores of the whole, the objectives and the roles, once the exercise is over."""
    evaluation = case.standing
    if evaluation["ended_ms"] is None:
        return
    yield from _score(case, "whole", evaluation, _exercise(case))
    for one in evaluation["objectives"]:
        name = f"objective:{one['id']}"
        yield from _score(case, name, one, _rated(case, name))
    for one in evaluation["roles"]:
        yield from _score(case, f"role:{one['id']}", one, _role(case, one["id"]))


def _role(case: Case, role: str) -> Paper:
    path = ("plans", case.setting.plan.id, "roles", role)
    return _activity(path, "objective", case.setting.roles[role].title or role_title(case, role))


def _score(case: Case, name: str, scored: Mapping[str, Any], thing: Paper) -> Iterator[Paper]:
    score, rating = scored["score"], case.rating(name, scored.get("rating"))
    if score is None:
        return
    result: Paper = {"score": {"scaled": score, "raw": round(100 * score, 8), "min": 0, "max": 100}}
    if rating is not None:
        result |= {"success": rating in _PASSED, "response": rating}
    yield {
        "id": stable_uuid(*case.parts, "xapi", "score", name),
        "actor": _group(case),
        "verb": _verb(case, "scored"),
        "object": thing,
        "result": result,
        "context": _context(case, None, case.evaluation["ended_ms"]),
        "timestamp": case.ended,
        "version": VERSION,
    }
