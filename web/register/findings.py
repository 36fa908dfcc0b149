"""People's work on the findings of an exercise, and the way of findings into the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from engine.store.errors import NotFound
from engine.store.records import ExerciseRecord
from engine.store.register_records import ActionRecord, FindingRecord
from exercise.evaluation.findings import DUE_IN_DAYS
from exercise.improvement.due import due_date
from web.errors import Refusal
from web.house import House
from web.register.calendar import Calendars, day_of
from web.register.papers import EDITABLE, Paper, action_paper, differences, finding_paper
from web.register.proposing import ActionDraft, Proposal, Proposals

OPEN, ACCEPTED, REJECTED, MERGED = "open", "accepted", "rejected", "merged"
_CLOSED = (REJECTED, MERGED)

Tell = Callable[[str, Mapping[str, Any]], None]


class Findings:
    """The findings of one exercise: what the program proposes, under what people made of it."""

    def __init__(self, house: House, exercise: ExerciseRecord, tell: Tell) -> None:
        """Work on *exercise*; *tell* hears of findings that were taken into the register."""
        self._stamp = house.room.source.stamp
        self._store = house.store
        self._register = house.store.register
        self._calendar = Calendars(house.store)
        self._proposals = Proposals(house, exercise)
        self._exercise = exercise
        self._tell = tell
        self._next_key = f"register.next.{exercise.id}"
        self._found: tuple[Proposal, ...] | None = None

    def paper(self) -> Paper:
        """Return the findings as the page shows them, those that vanished since they were worked on at the end."""
        today = day_of(self._stamp())
        records = self.records()
        found = {proposal.finding.id for proposal in self._all()}
        return {
            "findings": [
                finding_paper(one)
                | {"actions": [action_paper(a, today) for a in self._register.actions(one.id)]}
                for one in records
            ],
            "gone": sorted(one.id for one in records if one.id not in found),
            "tables": len(self._proposals.tables),
            "running": self._proposals.running,
            "next_exercise": self._store.setting(self._next_key) or None,
        }

    def records(self) -> list[FindingRecord]:
        """Return every finding, kept or not, with the program's newest values; those that vanished at the end."""
        kept = {one.id: one for one in self._register.findings(exercise=self._exercise.id)}
        found = [self._overlaid(one, kept.pop(one.finding.id, None)) for one in self._all()]
        return [*found, *kept.values()]

    def edit(self, finding: str, wanted: Mapping[str, Any], by: str, reason: str | None) -> None:
        """Put a person's values in place of the program's; None gives the program's back."""
        record = self._worked_on(finding)
        edited = {k: v for k, v in {**record.edited, **wanted}.items() if v is not None}
        before, after = (
            dict(record.automatic) | dict(record.edited),
            dict(record.automatic) | edited,
        )
        changes = differences(
            *({name: one.get(name) for name in EDITABLE} for one in (before, after))
        )
        if edited == dict(record.edited):
            return
        with self._store.together():
            self._register.change_finding(finding, edited=edited)
            self._register.note(finding, self._stamp(), "edited", by, reason, changes)
            self._refresh_actions(self._register.finding(finding), by)

    def decide(
        self,
        do: str,
        findings: Sequence[str],
        by: str,
        reason: str | None = None,
        into: str | None = None,
    ) -> None:
        """Accept, reject, reopen or merge *findings*, all or none; raises Refusal."""
        if do == "reject" and not (reason or "").strip():
            raise Refusal("reason_missing")
        with self._store.together():
            for finding in findings:
                self._decide_one(do, finding, by, reason, into)

    def expect_next(self, day: date | None) -> None:
        """Keep when the next exercise is, before which everything has to be done; None: not known."""
        self._store.set_setting(self._next_key, "" if day is None else day.isoformat())

    def take(self, findings: Sequence[str], by: str) -> Paper:
        """Take *findings* into the register; those in it already are brought up to date. Returns how many."""
        proposals = {one.finding.id: one for one in self._all()}
        told: list[Paper] = []
        counts = {"taken": 0, "updated": 0, "left": 0}
        with self._store.together():
            for name in findings:
                proposal = proposals.get(name)
                how = "left" if proposal is None else self._take_one(proposal, by)
                if proposal is None:
                    self._worked_on(name)
                counts[how] += 1
                if how == "taken":
                    told.append(finding_paper(self._register.finding(name)))
        for paper in told:
            self._tell("finding.taken", {"finding": paper})
        return counts

    def _all(self) -> tuple[Proposal, ...]:
        if self._found is None:
            self._found = self._proposals.all()
        return self._found

    def _overlaid(self, proposal: Proposal, kept: FindingRecord | None) -> FindingRecord:
        """Return what is kept with the program's newest values, or a record of what nobody touched yet."""
        if kept is not None:
            return replace(kept, automatic=proposal.automatic)
        return self._fresh(proposal)

    def _fresh(self, proposal: Proposal) -> FindingRecord:
        plan = self._proposals.setting.plan
        one = proposal.finding
        return FindingRecord(
            id=one.id,
            exercise=self._exercise.id,
            plan=plan.id,
            version=plan.version,
            subject=one.subject,
            kind=one.kind,
            code=one.code,
            made=self._stamp(),
            automatic=proposal.automatic,
        )

    def _worked_on(self, finding: str) -> FindingRecord:
        """Return the record of *finding*, kept from now on if it was not."""
        try:
            record = self._register.finding(finding)
        except NotFound:
            proposal = next((one for one in self._all() if one.finding.id == finding), None)
            if proposal is None:
                raise Refusal("no_such_finding", finding=finding) from None
            record = self._fresh(proposal)
            self._register.add(record)
        if record.exercise != self._exercise.id:
            raise Refusal("no_such_finding", finding=finding)
        return record

    def _decide_one(
        self, do: str, finding: str, by: str, reason: str | None, into: str | None
    ) -> None:
        record = self._worked_on(finding)
        to = {"accept": ACCEPTED, "reject": REJECTED, "merge": MERGED, "reopen": OPEN}[do]
        if do == "reopen" and record.taken is not None:
            to = ACCEPTED
        if (record.state in _CLOSED) != (do == "reopen"):
            raise Refusal("finding_closed" if do != "reopen" else "finding_open")
        if do == "merge":
            self._check_target(finding, into)
        self._register.change_finding(finding, state=to, into=into if do == "merge" else None)
        told = {"state": [record.state, to]} | ({"into": [record.into, into]} if into else {})
        self._register.note(finding, self._stamp(), do, by, reason, told)

    def _check_target(self, finding: str, into: str | None) -> None:
        if into is None or into == finding or self._worked_on(into).state in _CLOSED:
            raise Refusal("merge_target")

    def _take_one(self, proposal: Proposal, by: str) -> str:
        record = self._worked_on(proposal.finding.id)
        if record.state in _CLOSED:
            return "left"
        was_taken = record.taken is not None
        changed = differences(record.automatic, proposal.automatic)
        taken = record.taken or self._stamp()
        if not was_taken or changed:
            self._register.change_finding(
                record.id, automatic=proposal.automatic, taken=taken, state=ACCEPTED
            )
            did = "updated" if was_taken else "taken"
            self._register.note(record.id, self._stamp(), did, by, None, _told(changed))
        record = self._register.finding(record.id)
        self._propose_actions(record, proposal.actions, by)
        return "updated" if was_taken else "taken"

    def _propose_actions(
        self, record: FindingRecord, drafts: Sequence[ActionDraft], by: str
    ) -> None:
        known = {one.id for one in self._register.actions(record.id)}
        for draft in drafts:
            action = self._action(record, draft, by)
            if action.id not in known:
                self._register.add_action(action)
                self._register.note(action.id, self._stamp(), "proposed", by)
        self._refresh_actions(record, by)

    def _action(self, record: FindingRecord, draft: ActionDraft, by: str) -> ActionRecord:
        proposed: Paper = {
            "element": draft.element,
            "owner": draft.owner,
            "words": dict(draft.words),
            "start": day_of(self._proposals.ended).isoformat(),
        }
        proposed["due"] = self._due(record, proposed["start"])
        return ActionRecord(
            id=f"{draft.id}-{record.id.removeprefix('F-')[:6]}",
            finding=record.id,
            made=self._stamp(),
            automatic=proposed,
            **proposed,
        )

    def _refresh_actions(self, record: FindingRecord, by: str) -> None:
        """Let the due dates that nobody touched follow the finding's severity."""
        for action in self._register.actions(record.id):
            start, old = action.automatic.get("start"), action.automatic.get("due")
            if action.state != "proposed" or not isinstance(start, str) or action.due != old:
                continue
            due = self._due(record, start)
            if due != old:
                automatic = {**action.automatic, "due": due}
                self._register.change_action(action.id, due=due, automatic=automatic)
                self._register.note(
                    action.id, self._stamp(), "edited", by, None, {"due": [old, due]}
                )

    def _due(self, record: FindingRecord, start: str) -> str:
        kept = self._store.setting(self._next_key)
        severity = finding_paper(record)["severity"]
        day = due_date(
            self._calendar.current(),
            date.fromisoformat(start),
            DUE_IN_DAYS[severity],
            date.fromisoformat(kept) if kept else None,
        )
        return day.isoformat()


def _told(changed: Mapping[str, Any]) -> Paper:
    """Return of what changed what a reader can follow: not whole lists of proof."""
    return {name: values for name, values in changed.items() if name in EDITABLE}
