"""XES (IEEE 1849): the journal as an event log for process mining, a trace for each table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from exercise.entry import Entry, role_of
from exercise.exchange.case import MARK, Case
from exercise.exchange.ids import stable_uuid
from exercise.exchange.narration import (
    activity,
    kind_of,
    person_in,
    role_title,
    subject_of,
    told,
    transition,
)
from exercise.exchange.safe_text import plain

_EXTENSIONS = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
    ("ID", "identity", "http://www.xes-standard.org/identity.xesext"),
)
_CLASSIFIERS = (
    ("Activity", "concept:name"),
    ("Activity and lifecycle", "concept:name lifecycle:transition"),
    ("Resource", "org:resource"),
)
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<log xes.version="1849.2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">',
)


def xes(cases: Sequence[Case]) -> str:
    """Return *cases*, at least one, of one exercise, as an XES log."""
    return "\n".join((*_HEAD, *_log(cases), "</log>", ""))


def _log(cases: Sequence[Case]) -> Iterator[str]:
    first = cases[0]
    for name, prefix, uri in _EXTENSIONS:
        yield f'  <extension name="{name}" prefix="{prefix}" uri="{uri}"/>'
    yield from _globals()
    for name, keys in _CLASSIFIERS:
        yield f'  <classifier name="{name}" keys="{keys}"/>'
    yield _text("concept:name", first.speech.text(first.title), 1)
    yield _text("lifecycle:model", "standard", 1)
    yield _text("mark", MARK, 1)
    yield _text("language", first.speech.language, 1)
    for case in cases:
        yield from _trace(case)


def _globals() -> Iterator[str]:
    yield '  <global scope="trace">'
    yield _text("concept:name", "UNKNOWN", 2)
    yield "  </global>"
    yield '  <global scope="event">'
    yield _text("concept:name", "UNKNOWN", 2)
    yield _text("lifecycle:transition", "complete", 2)
    yield _value("date", "time:timestamp", "1970-01-01T00:00:00.000Z", 2)
    yield "  </global>"


def _trace(case: Case) -> Iterator[str]:
    evaluation = case.evaluation
    yield "  <trace>"
    yield _text("concept:name", case.table_name, 2)
    yield _value("id", "identity:id", stable_uuid(*case.parts), 2)
    yield _text("scenario", case.setting.scenario.id, 2)
    yield _text("plan", f"{case.setting.plan.id}@{case.setting.plan.version}", 2)
    yield _text("mark", MARK, 2)
    if evaluation["score"] is not None:
        yield _value("float", "score", str(evaluation["score"]), 2)
    if evaluation["rating"] is not None:
        yield _text("rating", evaluation["rating"], 2)
    if "whole" in case.signed:
        yield _text("signed_rating", case.signed["whole"], 2)
    verdicts = _verdicts(case)
    for entry in case.told:
        yield from _event(case, entry, verdicts.get(entry.seq, {}))
    yield "  </trace>"


def _event(case: Case, entry: Entry, verdicts: Mapping[str, str]) -> Iterator[str]:
    yield "    <event>"
    yield _text("concept:name", activity(case, entry), 3)
    yield _text("lifecycle:transition", transition(entry), 3)
    yield _value("date", "time:timestamp", case.moment(entry), 3)
    yield _value("id", "identity:id", stable_uuid(*case.parts, "entry", str(entry.seq)), 3)
    if entry.by is not None:
        yield _text("org:resource", person_in(entry) or role_of(entry.by), 3)
        yield _text("org:role", role_title(case, entry.by), 3)
    yield _text("type", kind_of(entry), 3)
    yield _text("source", entry.source, 3)
    yield _value("int", "seq", str(entry.seq), 3)
    yield _value("int", "at_ms", str(entry.at), 3)
    if subject := subject_of(entry):
        yield _text("subject", subject, 3)
    yield _text("description", told(case, entry), 3)
    if verdicts:
        yield from _duties(verdicts)
    yield "    </event>"


def _duties(verdicts: Mapping[str, str]) -> Iterator[str]:
    """Yield the duties that the event bears on, each with its verdict."""
    yield '      <list key="obligations">'
    yield "        <values>"
    for obligation, verdict in verdicts.items():
        yield _text(obligation, verdict, 5)
    yield "        </values>"
    yield "      </list>"


def _verdicts(case: Case) -> Mapping[int, dict[str, str]]:
    """Return, by number of entry, the duties that it is evidence of."""
    found: dict[int, dict[str, str]] = {}
    for one in case.evaluation["obligations"]:
        for seq in one["evidence"]:
            found.setdefault(seq, {})[one["id"]] = one["verdict"]
    return found


def _text(key: str, value: str, depth: int) -> str:
    return _value("string", key, plain(value), depth)


def _value(kind: str, key: str, value: str, depth: int) -> str:
    return f"{'  ' * depth}<{kind} key={quoteattr(plain(key))} value={quoteattr(value)}/>"
