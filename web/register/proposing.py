"""What the program finds in an exercise: merged findings with a root cause, a class and actions proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.store.records import ExerciseRecord
from exercise.facts import Ended
from exercise.improvement.classes import finding_class
from exercise.improvement.clues import Clues, clues_of, telling
from exercise.improvement.merging import Key, MergedFinding, TableFindings, merge
from exercise.improvement.root_cause import PLAN, Evidence, RootCause, TableClue, root_cause
from exercise.setting import Setting
from web.house import House
from web.register.drafting import drafted, planned, reviewed
from web.reports.review import title_of
from web.table import Table

Paper = dict[str, Any]

PLANNING = "planning"
_MOST_EARLIER = 12
_OUTSIDE = ("external-service", "supplier-exit")


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """An action that is proposed: *words* its text by language, *days* how long there is by severity."""

    id: str
    element: str
    owner: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A merged finding of an exercise with all that the program says of it, as it is kept (*automatic*)."""

    finding: MergedFinding
    automatic: Paper
    actions: tuple[ActionDraft, ...]


class Proposals:
    """Looks at all tables of an exercise that are over, and at the earlier exercises of the same plan."""

    def __init__(self, house: House, exercise: ExerciseRecord) -> None:
        """Read what is needed of *exercise*."""
        self._house = house
        self.exercise = exercise
        self.setting: Setting = house.documents(exercise).setting
        everything = house.tables_of(exercise.id)
        self.tables = tuple(table for table in everything if table.has_ended)
        self.running = len(everything) - len(self.tables)
        self._telling = {table.id: telling(table.entries) for table in self.tables}
        self._earlier = self._earlier_tables()

    @property
    def ended(self) -> str:
        """When the last table ended; when the exercise was opened while none has."""
        ends = [e.wall for t in self.tables for e in t.entries if isinstance(e.fact, Ended)]
        return max((wall for wall in ends if wall), default=self.exercise.opened)

    def all(self) -> tuple[Proposal, ...]:
        """Return every merged finding with what is proposed."""
        merged = merge(self.exercise.id, (_findings(table) for table in self.tables))
        return tuple(self._proposal(one) for one in merged)

    def _proposal(self, finding: MergedFinding) -> Proposal:
        repeated = self._repeated(finding.key)
        cause = self._cause(finding)
        automatic: Paper = {
            "severity": finding.severity,
            "class": finding_class(
                finding.code, finding.severity, bool(repeated), finding.report_class
            ),
            "root_cause": cause.cause,
            "reason": {"code": cause.reason, "numbers": cause.numbers},
            "report_class": finding.report_class,
            "title": title_of(self.setting, finding.subject),
            "of": finding.of,
            "numbers": dict(finding.numbers),
            "tables": [_proof(one) for one in finding.tables],
            "repeated": repeated,
            "change": None if finding.change is None else dict(finding.change),
        }
        return Proposal(finding, automatic, tuple(self._actions(finding, cause)))

    def _cause(self, finding: MergedFinding) -> RootCause:
        failed = {one.table for one in finding.tables}
        clues = {table.id: self._clues(table, finding) for table in self.tables}
        own = [clue for table, clue in clues.items() if table in failed]
        artefacts = [clue.artefact for clue in own if clue.artefact is not None]
        evidence = Evidence(
            code=finding.code,
            tables=(*self._earlier_clues(finding.key), *self._own_clues(clues, failed)),
            artefacts=tuple(artefacts) if len(artefacts) == len(own) else (),
            recoveries=tuple(clue.recovery for clue in own if clue.recovery is not None),
            all_absent=bool(own) and all(clue.is_absent for clue in own),
            is_outside=any(cause in _OUTSIDE for cause in self.setting.scenario.causes),
        )
        return root_cause(evidence)

    def _clues(self, table: Table, finding: MergedFinding) -> Clues:
        return clues_of(
            self.setting,
            self._telling[table.id],
            table.evaluation(),
            finding.subject,
            finding.kind,
        )

    def _own_clues(self, clues: Mapping[str, Clues], failed: set[str]) -> Iterable[TableClue]:
        for table, clue in clues.items():
            if clue.was_called or table in failed:
                yield TableClue(self.exercise.id, table in failed, clue.late_ms)

    def _earlier_clues(self, key: Key) -> Iterable[TableClue]:
        for table in self._earlier:
            clue = _looked_back(table, key)
            if clue is not None:
                yield clue

    def _repeated(self, key: Key) -> list[str]:
        """Return the earlier exercises of the plan in which the same failed in the same way."""
        seen = [t.exercise.id for t in self._earlier if _has(t, key) and key[2] != "not_exercised"]
        return list(dict.fromkeys(seen))

    def _earlier_tables(self) -> tuple[Table, ...]:
        before = [
            one
            for one in self._house.store.exercises.all()
            if (one.opened, one.id) < (self.exercise.opened, self.exercise.id)
            and self._house.documents(one).setting.plan.id == self.setting.plan.id
        ]
        tables = (t for one in before[-_MOST_EARLIER:] for t in self._house.tables_of(one.id))
        return tuple(table for table in tables if table.has_ended)

    def _actions(self, finding: MergedFinding, cause: RootCause) -> Iterable[ActionDraft]:
        main = self._proposed(finding)
        step = title_of(self.setting, finding.subject)
        yield ActionDraft(main["id"], main["element"], main["owner"], drafted(finding, step))
        if main["element"] == PLANNING:
            return
        if finding.change is not None or cause.cause == PLAN:
            words = reviewed(step) if finding.change is None else planned(step)
            yield ActionDraft(f"{main['id']}-plan", PLANNING, self.setting.plan.owner, words)

    def _proposed(self, finding: MergedFinding) -> Paper:
        """Return the action that the evaluation of the first table with *finding* proposes."""
        table = next(one for one in self.tables if one.id == finding.tables[0].table)
        evaluation = table.evaluation()
        place = next(n for n, one in enumerate(evaluation["findings"]) if _key(one) == finding.key)
        return next(dict(one) for one in evaluation["actions"] if one["finding"] == place)


def _findings(table: Table) -> TableFindings:
    return TableFindings(table.id, table.run.name, table.run.place, table.evaluation())


def _key(finding: Mapping[str, Any]) -> Key:
    return finding["step"], finding["kind"], finding["code"]


def _has(table: Table, key: Key) -> bool:
    return any(_key(one) == key for one in table.evaluation()["findings"])


def _looked_back(table: Table, key: Key) -> TableClue | None:
    """Return how an earlier table did, None where the duty did not come up."""
    about = [
        one
        for one in table.evaluation()["obligations"]
        if (one["step"], one["kind"]) == key[:2]
        and one["verdict"] not in ("not_triggered", "pending", "waived")
    ]
    if not about:
        return None
    late = [-one["margin_ms"] for one in about if (one["margin_ms"] or 0) < 0]
    return TableClue(table.exercise.id, _has(table, key), max(late, default=None))


def _proof(one: Any) -> Paper:
    return {
        "table": one.table,
        "name": one.name,
        "severity": one.severity,
        "evidence": list(one.evidence),
        "numbers": dict(one.numbers),
    }
