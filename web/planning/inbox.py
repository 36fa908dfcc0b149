"""A plan owner's inbox: everything found wrong with a plan, once each, with its standing and a proposed change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.store.records import ExerciseRecord
from engine.store.register_records import FindingRecord
from exercise.improvement import proof
from exercise.improvement.proof import Standing
from scenarios.plan import Plan
from scenarios.reader import Sheet
from web.errors import Refusal
from web.house import House
from web.library import plan_of
from web.planning.found import of_rehearsals, of_text
from web.planning.papers import ALIVE
from web.planning.proving import Proving
from web.planning.sheets import plan_as_written
from web.planning.suggesting import Newest, Suggested, suggested
from web.planning.trials import Trial
from web.register.findings import Findings, Tell

_PRECEDENCE = (
    *(proof.REOPENED, proof.IN_REVISION, proof.PUBLISHED, proof.PLANNED, proof.OPEN),
    *(proof.VERIFIED, proof.CLOSED),
)
"""Of findings that are the same, the first of these standings is theirs together."""
_GONE = ("rejected", "merged")
MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Card:
    """Findings that are the same, from however many exercises: the newest first, *standings* likewise."""

    findings: tuple[FindingRecord, ...]
    standings: tuple[Standing, ...]
    suggestion: Suggested | None
    is_signed: bool

    @property
    def standing(self) -> Standing:
        """Where they stand together: the one that most has still to be done about."""
        places = {name: place for place, name in enumerate(_PRECEDENCE)}
        return min(reversed(self.standings), key=lambda one: places[one.standing])

    @property
    def newest(self) -> FindingRecord:
        """The finding of the latest exercise."""
        return self.findings[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all of them."""
        return tuple(one.id for one in self.findings)


class Inbox:
    """Gathers what was found about one plan."""

    def __init__(self, house: House, proving: Proving, plan: str, tell: Tell) -> None:
        """Gather for *plan*; *tell* hears of what is taken into the register. Raises Refusal."""
        self.house = house
        self.proving = proving
        self.plan = plan
        self.tell = tell
        self.evidence = proving.evidence(plan)
        self.version = self.evidence.versions[-1] if self.evidence.versions else None
        sheet = self._sheet()
        self.document = _plan(sheet)
        self.written = Newest(plan_as_written(sheet))
        proving.settle(plan)
        self._merged: dict[str | None, list[str]] | None = None

    def records(self) -> dict[str, FindingRecord]:
        """Return everything found, in the register or not, by its id."""
        found = {one.id: one for trial in self.evidence.trials for one in self._of_exercise(trial)}
        kept = {one.id: one for one in self.house.store.register.findings(plan=self.plan)}
        for one in (*of_rehearsals(self.house, self.plan), *self._of_text()):
            known = kept.get(one.id)
            found[one.id] = one if known is None else _refreshed(known, one)
        return {**kept, **found}

    def cards(self) -> list[Card]:
        """Return everything found, what is the same as one card."""
        records = self.records()
        standings = self.proving.standings(self.plan, records.values(), self.evidence)
        groups: dict[object, list[FindingRecord]] = {}
        for one in sorted(records.values(), key=self._opened, reverse=True):
            if one.state != MERGED:
                groups.setdefault(_same(one), []).append(one)
        signed = self._signed()
        return [self._card(group, standings, signed) for group in groups.values()]

    def merged_into(self, findings: Iterable[str]) -> Iterator[str]:
        """Yield the ids of what was merged into any of *findings*."""
        if self._merged is None:
            self._merged = {}
            for one in self.house.store.register.findings(plan=self.plan):
                if one.state == MERGED:
                    self._merged.setdefault(one.into, []).append(one.id)
        for target in findings:
            yield from self._merged.get(target, ())

    def of_exercise(self, exercise: str) -> Findings:
        """Return the findings of one exercise, to be worked on."""
        return Findings(self.house, self.house.exercise(exercise), self.tell)

    def trial(self, exercise: str | None) -> Trial | None:
        """Return the exercise as evidence; None when it is not over."""
        return next((one for one in self.evidence.trials if one.exercise.id == exercise), None)

    def _sheet(self) -> Sheet:
        """Return the newest version; of an imported plan that has none yet, what its draft makes of it."""
        if self.version is not None:
            return self.house.library.by_digest(self.version.digest)
        drafts = [one for one in self.evidence.drafts if one.state in ALIVE]
        if not drafts:
            raise Refusal("no_such_plan", plan=self.plan)
        return self.house.drafts.sheets_of.result(drafts[-1])

    def _of_text(self) -> Iterator[FindingRecord]:
        if self.version is not None:
            conflicts = self.proving.faults.conflicts(self.plan, self.version.version)
            yield from of_text(self.version, self.document, conflicts)

    def _card(
        self,
        group: Sequence[FindingRecord],
        standings: Mapping[str, Standing],
        signed: Mapping[str, frozenset[str]],
    ) -> Card:
        changes = (suggested(one, self.written) for one in group)
        return Card(
            tuple(group),
            tuple(standings[one.id] for one in group),
            next((one for one in changes if one is not None), None),
            any(_is_signed(one, signed) for one in group),
        )

    def _of_exercise(self, trial: Trial) -> Sequence[FindingRecord]:
        return self.proving.found_in(trial, lambda: self._read(trial.exercise))

    def _read(self, exercise: ExerciseRecord) -> Sequence[FindingRecord]:
        self.house.room.source.give_way()
        return Findings(self.house, exercise, self.tell).records()

    def _signed(self) -> dict[str, frozenset[str]]:
        """Return by exercise the tables whose evaluation is signed."""
        return {
            trial.exercise.id: frozenset(one.id for one in trial.tables if one.is_signed)
            for trial in self.evidence.trials
        }

    def _opened(self, finding: FindingRecord) -> str:
        trial = self.trial(finding.exercise)
        return finding.made if trial is None else trial.exercise.opened


def _plan(sheet: Sheet) -> Plan:
    """Return the plan of *sheet*, also one that still has to be completed."""
    found = sheet.document or sheet.draft
    return found if isinstance(found, Plan) else plan_of(sheet)


def _same(finding: FindingRecord) -> object:
    """Return what makes findings of several exercises the same; what comes from elsewhere stands alone."""
    if finding.origin == "exercise" and finding.state not in _GONE:
        return finding.subject, finding.kind, finding.code
    return finding.id


def _is_signed(finding: FindingRecord, signed: Mapping[str, frozenset[str]]) -> bool:
    if finding.exercise is None:
        return True
    tables: Any = finding.automatic.get("tables") or ()
    return any(one["table"] in signed.get(finding.exercise, ()) for one in tables)


def _refreshed(kept: FindingRecord, found: FindingRecord) -> FindingRecord:
    """Return what is kept with what the program says now; where and when it was found stays."""
    return replace(kept, automatic=found.automatic)
