"""Exports: a table, or all tables of an exercise, as a file of another program's format, for pages, API and command."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.recording import DocumentText, write_lines
from engine.store.register_records import ActionRecord, FindingRecord
from engine.store.store import Store
from exercise.assessment.settling import settle
from exercise.entry import Entry
from exercise.exchange.case import MARK, Case
from exercise.exchange.journal_csv import journal_csv
from exercise.exchange.oscal_poam import plan_of_action
from exercise.exchange.oscal_results import assessment_results
from exercise.exchange.safe_text import cleaned
from exercise.exchange.standing import Key, Planned, Standing
from exercise.exchange.xapi import statements
from exercise.exchange.xes import xes
from web.register.papers import finding_paper
from web.register.spoken import action_words, read
from web.reports.speech import Words
from web.table import Table

_PSEUDONYM = 20
_CLOSED = ("rejected", "merged")


@dataclass(frozen=True, slots=True)
class Source:
    """A table with what whoever asks may see of it, and what the register knows of the exercise's findings."""

    table: Table
    case: Case
    register: Mapping[Key, Standing]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how its files end, what they are called on the net, how they are written.

    *is_whole*: it tells everything, so that nothing may be kept from who asks; *is_single*: it holds one table.
    """

    ending: str
    mimetype: str
    write: Callable[[Sequence[Source]], str]
    is_whole: bool = False
    is_single: bool = False


def source_of(
    table: Table,
    entries: Sequence[Entry],
    language: str,
    secret: bytes,
    register: Mapping[Key, Standing] | None = None,
) -> Source:
    """Return *table* with *entries*, those that whoever asks may see, to be exported in *language*.

    *secret* makes the pseudonyms, which nobody without it can lead back to a name.
    """
    case = Case(
        exercise=table.exercise.id,
        title=dict(table.exercise.title),
        table=table.id,
        table_name=table.run.name,
        setting=table.setting,
        refs=table.documents.refs,
        entries=tuple(entries),
        evaluation=table.evaluation(),
        speech=Words(language),
        mask=lambda by: _pseudonym(secret, table, by),
        signed=signed_ratings(table),
    )
    return Source(table, case, register or {})


def signed_ratings(table: Table) -> Mapping[str, str]:
    """Return the final ratings of *table* by subject; none before the evaluation is signed off."""
    if not table.assessment.is_signed_off:
        return {}
    evaluation = table.evaluation()
    automatic = {"whole": evaluation["rating"]} | {
        f"{kind}:{one['id']}": one["rating"]
        for kind in ("objective", "procedure")
        for one in evaluation[f"{kind}s"]
    }
    settled = (settle(table.assessment, subject, rating) for subject, rating in automatic.items())
    return {one.subject: one.final for one in settled if one.final is not None}


def register_of(store: Store, exercise: str, language: str) -> Mapping[Key, Standing]:
    """Return where the findings of *exercise* stand that were taken into the register."""
    return {
        (one.subject, one.kind, one.code): _standing(store, one, language)
        for one in store.register.findings(exercise=exercise, taken=True)
    }


def _standing(store: Store, finding: FindingRecord, language: str) -> Standing:
    paper = finding_paper(finding)
    return Standing(
        actions=tuple(planned(one, language) for one in store.register.actions(finding.id)),
        is_closed=finding.state in _CLOSED,
        severity=paper["severity"],
        text=read(paper["words"], language) or None,
    )


def planned(action: ActionRecord, language: str) -> Planned:
    """Return *action* as plans of action tell it."""
    return Planned(
        id=action.id,
        element=action.element,
        status=action.state,
        owner=action.owner,
        due=None if action.due is None else f"{action.due}T00:00:00.000Z",
        text=action_words(action, language) or None,
    )


def file_name(sources: Sequence[Source], kind: str) -> str:
    """Return the name of the file of *sources* in the format *kind*; the mark is in it."""
    table = sources[0].table
    names = [table.exercise.id] + ([table.id] if len(sources) == 1 else [])
    return f"EXERCISE-{'-'.join(dict.fromkeys(names))}-{kind}.{FORMATS[kind].ending}"


def _pseudonym(secret: bytes, table: Table, by: str) -> str:
    said = f"{table.exercise.id}/{by}".encode("utf-8", "surrogatepass")
    return hmac.new(secret, said, "sha256").hexdigest()[:_PSEUDONYM]


def _cases(sources: Sequence[Source]) -> list[Case]:
    return [source.case for source in sources]


def _results(sources: Sequence[Source]) -> str:
    return _json(assessment_results(_cases(sources)))


def _poam(sources: Sequence[Source]) -> str:
    return _json(plan_of_action(_cases(sources), sources[0].register))


def _xes(sources: Sequence[Source]) -> str:
    return xes(_cases(sources))


def _xapi(sources: Sequence[Source]) -> str:
    return _json(statements(_cases(sources)))


def _csv(sources: Sequence[Source]) -> str:
    return journal_csv(_cases(sources))


def _evaluation(sources: Sequence[Source]) -> str:
    return _json(cleaned({**sources[0].case.evaluation, "mark": MARK}))


def _lines(sources: Sequence[Source]) -> str:
    """Return the journal as it can be replayed: hash-chained, with the documents that it was played by."""
    table = sources[0].table
    refs, texts = table.documents.refs, table.documents.texts
    documents = (
        DocumentText("plan", refs.plan_digest, texts["plan"]),
        DocumentText("scenario", refs.scenario_digest, texts["scenario"]),
    )
    entries = sources[0].case.entries
    return "".join(write_lines(documents, table.exercise.seed, entries, table.exercise.rules))


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Format] = {
    "oscal-ar": Format("json", "application/json", _results),
    "oscal-poam": Format("json", "application/json", _poam),
    "xes": Format("xes", "application/xml", _xes),
    "xapi": Format("json", "application/json", _xapi),
    "csv": Format("csv", "text/csv", _csv),
    "jsonl": Format("jsonl", "application/jsonl", _lines, is_whole=True, is_single=True),
    "evaluation": Format("json", "application/json", _evaluation, is_single=True),
}
"""The formats by their names, in the order in which they are offered."""
