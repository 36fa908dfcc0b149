"""Keeps where every finding of a plan stands: works it out anew when something changed, notes it, tells webhooks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from threading import RLock
from typing import Any

from engine.store.errors import NotFound
from engine.store.register_records import ActionRecord, FindingRecord, HistoryRecord
from engine.store.rehearsals import DONE, RehearsalRecord
from exercise.entry import Entry
from exercise.facts import Ended
from exercise.improvement import proof
from exercise.improvement.proof import Standing, standing_of
from exercise.judging_facts import EvaluationReopened, EvaluationSigned
from web.house import House
from web.planning.faults import Faults
from web.planning.happenings import Evidence, Rehearsed, needs_change
from web.planning.trials import Trial, Trials
from web.register.papers import finding_paper
from web.webhooks.outbox import Outbox

_TOLD = tuple(one for one in proof.STANDINGS if one != proof.OPEN)
_MERGED = "merged"
_AT_ONCE = 5
"""After how many findings exercises that are live go on."""
DID = "standing"

_log = logging.getLogger(__name__)

Tell = Callable[[str, Mapping[str, Any], str | None], None]


class Proving:
    """Knows where findings stand, and keeps it in the register whenever somebody looks or something ends."""

    def __init__(self, house: House) -> None:
        """Work for *house*, and hear when its tables end and are signed."""
        self._house = house
        self._register = house.store.register
        self._stamp = house.room.source.stamp
        self._give_way = house.room.source.give_way
        self._tell = Outbox(house.store, self._stamp).tell
        self._rehearsed: dict[str, Rehearsed] = {}
        self._found: dict[str, tuple[object, Sequence[FindingRecord]]] = {}
        self._ended: set[str] = set()
        self._waiting: set[str] = set()
        self._lock = RLock()
        self.trials = Trials(house)
        self.faults = Faults(house.library)
        house.room.listen(self.hear)

    def hear(self, run: str, entries: Sequence[Entry]) -> None:
        """Note that a table ended or was signed; nothing is worked out while its people wait."""
        if any(isinstance(e.fact, Ended | EvaluationSigned | EvaluationReopened) for e in entries):
            self._ended.add(run)

    def go_on(self) -> bool:
        """Do a little of what waits, one table at most; return whether anything is left."""
        while self._ended:
            with suppress(NotFound, KeyError):
                plan = self.trials.plan_of(self._ended.pop())
                self._waiting |= {plan} if plan is not None else set()
        for plan in sorted(self._waiting):
            run = next(self.trials.unread(plan), None)
            if run is not None:
                self.trials.look(run)
                return True
            self._waiting.discard(plan)
            self.settle(plan)
            return bool(self._waiting)
        return False

    def refresh(self, plan: str | None = None) -> None:
        """Bring *plan*, or every plan with findings, up to date before it is read; the round does what takes long."""
        taken = self._register.findings(plan=plan, taken=True)
        for name in sorted({one.plan for one in taken}):
            if next(self.trials.unread(name), None) is None:
                self.settle(name)
            else:
                self._waiting.add(name)

    def evidence(self, plan: str) -> Evidence:
        """Return all that is known about *plan*."""
        return Evidence(
            plan,
            tuple(sorted(self._house.store.plans.versions(plan), key=lambda one: one.version)),
            self._house.store.plans.drafts(plan),
            self.trials.of_plan(plan),
            tuple(self._rehearsals(plan)),
            self.faults.has,
        )

    def standings(
        self, plan: str, findings: Iterable[FindingRecord], evidence: Evidence | None = None
    ) -> dict[str, Standing]:
        """Return where each of *findings* stands by now; one that was merged stands where the other does."""
        known = evidence or self.evidence(plan)
        records = {one.id: one for one in findings}
        actions = self._actions(records)
        found: dict[str, Standing] = {}
        for count, (name, one) in enumerate(records.items()):
            if count % _AT_ONCE == 0:
                self._give_way()
            found[name] = self._one(known, one, actions)
        for name, one in records.items():
            if one.state == _MERGED and one.into in found:
                found[name] = found[str(one.into)]
        return found

    def settle(self, plan: str) -> dict[str, Standing]:
        """Keep where every finding of *plan* in the register stands, and tell who listens; return it by id."""
        with self._lock:
            records = self._register.findings(plan=plan, taken=True)
            found = self.standings(plan, records)
            moved = [one for one in records if one.standing != found[one.id].standing]
            if moved:
                with self._house.store.together():
                    for one in moved:
                        self._keep(one, found[one.id])
        return found

    def found_in(
        self, trial: Trial, read: Callable[[], Sequence[FindingRecord]]
    ) -> Sequence[FindingRecord]:
        """Return the findings of an exercise as *read* finds them, what is kept of them as it is kept now.

        They are read again when a table of it or of an exercise before it says more.
        """
        mark = self.trials.mark(trial)
        known = self._found.get(trial.exercise.id)
        if known is None or known[0] != mark:
            known = self._found[trial.exercise.id] = mark, read()
        kept = {one.id: one for one in self._register.findings(exercise=trial.exercise.id)}
        return [
            replace(kept[one.id], automatic=one.automatic) if one.id in kept else _untouched(one)
            for one in known[1]
        ]

    def of(self, finding: FindingRecord) -> Standing:
        """Return where one finding in the register stands."""
        return self.settle(finding.plan)[finding.id]

    def _one(
        self,
        evidence: Evidence,
        finding: FindingRecord,
        actions: Mapping[str, Sequence[tuple[ActionRecord, Sequence[HistoryRecord]]]],
    ) -> Standing:
        is_new = finding.taken is None and finding.state == proof.OPEN
        history = () if is_new else self._register.history(finding.id)
        happenings = evidence.of(finding, history, actions.get(finding.id, ()))
        return standing_of(happenings, needs_change(finding))

    def _actions(
        self, findings: Mapping[str, FindingRecord]
    ) -> dict[str, list[tuple[ActionRecord, Sequence[HistoryRecord]]]]:
        found: dict[str, list[tuple[ActionRecord, Sequence[HistoryRecord]]]] = {}
        for action in self._register.actions():
            if action.finding in findings:
                deeds = self._register.history(action.id)
                found.setdefault(action.finding, []).append((action, deeds))
        return found

    def _keep(self, finding: FindingRecord, found: Standing) -> None:
        with self._house.store.together():
            before = self._register.finding(finding.id).standing
            if before == found.standing:
                return
            self._register.change_finding(finding.id, standing=found.standing)
            changes = {DID: [before, found.standing]}
            self._register.note(finding.id, self._stamp(), DID, None, None, changes)
        if found.standing in _TOLD:
            paper = finding_paper(self._register.finding(finding.id))
            once = f"{finding.id}/{found.standing}/{found.since}"
            self._tell(f"finding.{found.standing}", {"finding": paper}, once)

    def _rehearsals(self, plan: str) -> Iterable[Rehearsed]:
        digests = {one.digest for one in self._house.store.plans.versions(plan)}
        for record in self._house.store.rehearsals.of_plan(plan):
            if record.state == DONE and record.plan_digest in digests:
                yield self._rehearsal(record)

    def _rehearsal(self, record: RehearsalRecord) -> Rehearsed:
        if record.id not in self._rehearsed:
            result: Any = self._house.rehearsals.result(record.id) or {}
            best = result.get("best", {})
            self._rehearsed[record.id] = Rehearsed(
                record.id,
                record.ended or record.made,
                record.plan_version,
                record.scenario,
                {
                    (one["kind"], one["id"], one["service"]): one["chance"]
                    for one in best.get("limits", ())
                },
                frozenset(
                    (one["kind"], one["step"], one["service"]) for one in best.get("findings", ())
                ),
            )
        return self._rehearsed[record.id]


def _untouched(finding: FindingRecord) -> FindingRecord:
    """Return *finding* as the program found it, whatever was done to it when it was read."""
    return replace(finding, state="open", taken=None, into=None, edited={}, standing=proof.OPEN)
