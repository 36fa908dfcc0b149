"""The rules of an xAPI 2.0 statement, written from the standard (IEEE 9274.1.1) and not from the product."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)
TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?")
IDENTIFIERS = {"mbox", "mbox_sha1sum", "openid", "account"}
KEYS = {
    "statement": {
        *("id", "actor", "verb", "object", "result", "context", "timestamp", "stored"),
        *("authority", "version", "attachments"),
    },
    "agent": {"objectType", "name", *IDENTIFIERS},
    "group": {"objectType", "name", "member", *IDENTIFIERS},
    "verb": {"id", "display"},
    "activity": {"objectType", "id", "definition"},
    "definition": {
        *("name", "description", "type", "moreInfo", "extensions", "interactionType"),
        *("correctResponsesPattern", "choices", "scale", "source", "target", "steps"),
    },
    "result": {"score", "success", "completion", "response", "duration", "extensions"},
    "score": {"scaled", "raw", "min", "max"},
    "context": {
        *("registration", "instructor", "team", "contextActivities", "revision", "platform"),
        *("language", "statement", "extensions", "contextAgents", "contextGroups"),
    },
    "contextActivities": {"parent", "grouping", "category", "other"},
}

Faults = Iterator[str]


def faults_of(statement: Mapping[str, Any], is_ours: bool = True) -> list[str]:
    """Return what is wrong with *statement*; *is_ours*: it must also have what we promise."""
    return [*_statement(statement), *(_promised(statement) if is_ours else ())]


def _statement(one: Mapping[str, Any]) -> Faults:
    yield from _known("statement", one)
    for key in ("actor", "verb", "object"):
        if key not in one:
            yield f"no {key}"
    if "id" in one and not UUID.fullmatch(one["id"]):
        yield f"id {one['id']}"
    if "version" in one and not re.fullmatch(r"2\.0\.\d+", one["version"]):
        yield f"version {one['version']}"
    if "actor" in one:
        yield from _who(one["actor"], "actor")
    if "verb" in one:
        yield from _verb(one["verb"])
    if "object" in one:
        yield from _activity(one["object"], "object")
    yield from _result(one.get("result", {}))
    yield from _context(one.get("context", {}))
    yield from _moment(one.get("timestamp"))
    yield from _no_nulls(one, "statement")


def _who(who: Mapping[str, Any], where: str) -> Faults:
    is_group = who.get("objectType") == "Group"
    yield from _known("group" if is_group else "agent", who)
    identified = IDENTIFIERS & who.keys()
    if len(identified) > 1 or (not identified and not is_group):
        yield f"{where}: identified by {sorted(identified)}"
    if is_group and not identified and "member" not in who:
        yield f"{where}: an anonymous group without members"
    if "account" in who:
        yield from _iri(who["account"].get("homePage", ""), f"{where}.homePage")
        if not who["account"].get("name"):
            yield f"{where}: account without name"


def _verb(verb: Mapping[str, Any]) -> Faults:
    yield from _known("verb", verb)
    yield from _iri(verb.get("id", ""), "verb")
    yield from _language_map(verb.get("display", {}), "verb.display")


def _activity(thing: Mapping[str, Any], where: str) -> Faults:
    yield from _known("activity", thing)
    if thing.get("objectType", "Activity") != "Activity":
        yield f"{where}: {thing['objectType']}"
    yield from _iri(thing.get("id", ""), where)
    definition = thing.get("definition", {})
    yield from _known("definition", definition)
    if "type" in definition:
        yield from _iri(definition["type"], f"{where}.type")
    for name in ("name", "description"):
        yield from _language_map(definition.get(name, {}), f"{where}.{name}")
    yield from _extensions(definition.get("extensions", {}), where)


def _result(result: Mapping[str, Any]) -> Faults:
    yield from _known("result", result)
    score = result.get("score", {})
    yield from _known("score", score)
    if not -1 <= score.get("scaled", 0) <= 1:
        yield f"scaled {score['scaled']}"
    if "raw" in score and not score.get("min", score["raw"]) <= score["raw"] <= score.get(
        "max", score["raw"]
    ):
        yield f"raw {score}"
    for name in ("success", "completion"):
        if not isinstance(result.get(name, True), bool):
            yield f"{name} {result[name]}"
    if not isinstance(result.get("response", ""), str):
        yield f"response {result['response']}"
    if "duration" in result and not DURATION.fullmatch(result["duration"]):
        yield f"duration {result['duration']}"
    yield from _extensions(result.get("extensions", {}), "result")


def _context(context: Mapping[str, Any]) -> Faults:
    yield from _known("context", context)
    if "registration" in context and not UUID.fullmatch(context["registration"]):
        yield f"registration {context['registration']}"
    if "instructor" in context:
        yield from _who(context["instructor"], "instructor")
    if "team" in context:
        if context["team"].get("objectType") != "Group":
            yield "team is no group"
        yield from _who(context["team"], "team")
    if "language" in context and not TAG.fullmatch(context["language"]):
        yield f"language {context['language']}"
    activities = context.get("contextActivities", {})
    yield from _known("contextActivities", activities)
    for name, listed in activities.items():
        for thing in listed if isinstance(listed, list) else [listed]:
            yield from _activity(thing, name)
    yield from _extensions(context.get("extensions", {}), "context")


def _moment(timestamp: str | None) -> Faults:
    if timestamp is None:
        return
    moment = datetime.fromisoformat(timestamp)
    if moment.tzinfo is None:
        yield f"timestamp without zone: {timestamp}"


def _extensions(extensions: Mapping[str, Any], where: str) -> Faults:
    for key in extensions:
        yield from _iri(key, f"{where}.extensions")


def _language_map(words: Mapping[str, str], where: str) -> Faults:
    for tag, said in words.items():
        if not TAG.fullmatch(tag) or not isinstance(said, str):
            yield f"{where}: {tag}"


def _iri(text: str, where: str) -> Faults:
    if not IRI.fullmatch(text):
        yield f"{where}: {text!r} is no IRI"


def _known(kind: str, thing: Mapping[str, Any]) -> Faults:
    for key in thing.keys() - KEYS[kind]:
        yield f"{kind}: unknown key {key}"


def _no_nulls(value: object, where: str) -> Faults:
    """Yield nulls outside extensions."""
    if value is None:
        yield f"{where}: null"
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key != "extensions":
                yield from _no_nulls(inner, f"{where}.{key}")
    if isinstance(value, list):
        for inner in value:
            yield from _no_nulls(inner, where)


def _promised(one: Mapping[str, Any]) -> Faults:
    """Yield what a statement of ours lacks: id, time, version, registration, the mark, and no address of a person."""
    for key in ("id", "timestamp", "version", "context"):
        if key not in one:
            yield f"no {key}"
    if "registration" not in one["context"]:
        yield "no registration"
    if "演练 EXERCISE" not in one["context"]["extensions"].values():
        yield "no mark"
    if "mailto:" in str(one):
        yield "an address"
