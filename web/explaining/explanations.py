"""Explanations of a table: for each obligation what was called for, what happened, by what rule, with its proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from web.explaining.case import Case, Paper
from web.explaining.content import choice, facts, record, separation
from web.explaining.course import cadence, forbidden, order, rpo
from web.explaining.openings import opened
from web.explaining.ruling import overridden, rule, waived
from web.explaining.timed import escalation, quorum, response, rto
from web.explaining.voice import Voice
from web.i18n import LANGUAGES
from web.reports.proof import Proofs, inject_title
from web.reports.review import title_of
from web.reports.values import stated
from web.table import Table

Text = dict[str, str]

_TELLERS: Mapping[str, Callable[[Case], list[str]]] = {
    "response": response,
    "quorum": quorum,
    "cadence": cadence,
    "choice": choice,
    "facts": facts,
    "escalation": escalation,
    "separation": separation,
    "record": record,
    "order": order,
    "forbidden": forbidden,
    "rto": rto,
    "rpo": rpo,
}
_INSTANCED = ("response", "quorum", "cadence", "choice", "facts", "separation", "record")


class Explanations:
    """Explains the obligations of one table as *evaluation* judges them; without *names* people are their roles."""

    def __init__(self, table: Table, evaluation: Paper, names: bool = True) -> None:
        self._table = table
        self._evaluation = evaluation
        self._proofs = Proofs(table)
        self._duties: dict[str, Paper] = {one["id"]: one for one in evaluation["obligations"]}
        self._stated = stated(table, dict(evaluation))
        self._now = _now(table, evaluation)
        entries = {entry.seq: entry for entry in table.entries}
        self.voices = [
            Voice(language, table.proceedings, entries, partial(inject_title, table), names)
            for language in LANGUAGES
        ]

    def __contains__(self, obligation: object) -> bool:
        return obligation in self._duties

    def duty(self, obligation: str) -> Paper:
        """Return an obligation of the evaluation; raises KeyError."""
        return self._duties[obligation]

    def all(self) -> list[dict[str, Any]]:
        """Return the explanation of every obligation, in document order."""
        return [self.of(name) for name in self._duties]

    def of(self, obligation: str) -> dict[str, Any]:
        """Return the explanation of one obligation with the lines that prove it; raises KeyError."""
        duty = self._duties[obligation]
        return {
            "id": obligation,
            "step": duty["step"],
            "title": title_of(self._table.setting, duty["step"]),
            "kind": duty["kind"],
            "verdict": duty["verdict"],
            "score": duty["score"],
            "sentence": self.sentence(obligation),
            "rule": {voice.short: rule(self._case(duty, voice)) for voice in self.voices},
            "proof": self._proofs.of(duty["evidence"]),
        }

    def sentence(self, obligation: str) -> Text:
        """Return what was called for and what happened, in every language; raises KeyError."""
        duty = self._duties[obligation]
        return {
            voice.short: voice.joined(_sentences(self._case(duty, voice))) for voice in self.voices
        }

    def _case(self, duty: Paper, voice: Voice) -> Case:
        record = self._table.proceedings.records.get(duty["step"])
        instances = () if record is None else record.instances
        place = duty["instance"] - 1
        return Case(
            voice=voice,
            duty=duty,
            step=None if record is None else record.step,
            instance=instances[place] if place < len(instances) else None,
            siblings=self._siblings(duty),
            stated=tuple(self._stated.get(duty["id"], ())),
            now=self._now,
        )

    def _siblings(self, duty: Paper) -> dict[str, Paper]:
        names = ((kind, f"{duty['step']}.{kind}#{duty['instance']}") for kind in _TELLERS)
        return {kind: self._duties[name] for kind, name in names if name in self._duties}


def _sentences(case: Case) -> Iterator[str]:
    if case.kind in _INSTANCED and case.instance is not None:
        yield opened(case.voice, case.instance)
    yield from _TELLERS[case.kind](case)
    yield waived(case)
    yield overridden(case)


def _now(table: Table, evaluation: Paper) -> int:
    """Return until when *evaluation* judges: EndEx, else the latest moment that it or the journal knows."""
    ended = evaluation["ended_ms"]
    return table.proceedings.state.at if ended is None else int(ended)
