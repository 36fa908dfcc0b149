"""People's work on improvement actions: edits, the course from proposed to verified, evidence."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from engine.store.errors import NotFound
from engine.store.register_records import ActionRecord
from engine.store.store import Store
from exercise.improvement.action_course import (
    MERGED,
    OPEN_STATES,
    RegisterRefused,
    check_verifier,
    next_state,
)
from web.errors import Refusal
from web.register.calendar import Calendars, day_of
from web.register.papers import Paper, action_paper, differences, history_paper

FIELDS = ("element", "words", "owner_kind", "owner", "start", "due")
"""What a person may change of an action."""

Tell = Callable[[str, Mapping[str, Any]], None]


class Actions:
    """Changes actions and keeps who did what; every change is told to whom it may concern."""

    def __init__(self, store: Store, stamp: Callable[[], str], tell: Tell) -> None:
        """Work on the register of *store*; *stamp* tells the time of day."""
        self._store = store
        self._register = store.register
        self._calendar = Calendars(store)
        self._stamp = stamp
        self._tell = tell

    def find(self, action: str) -> ActionRecord:
        """Return an action; raises Refusal."""
        try:
            return self._register.action(action)
        except NotFound as missing:
            raise Refusal("no_such_improvement", action=action) from missing

    def paper(self, action: str) -> Paper:
        """Return an action with its history, and whether its due day is one that people work on."""
        record = self.find(action)
        paper = action_paper(record, day_of(self._stamp()))
        paper["history"] = history_paper(self._register.history(action))
        return paper | {"day": self.day(record.due)}

    def day(self, due: str | None) -> Paper | None:
        """Return what the calendar says about the day *due*."""
        if due is None:
            return None
        day = date.fromisoformat(due)
        calendar = self._calendar.current()
        today = day_of(self._stamp())
        return {
            "working": calendar.is_working(day),
            "announced": self._calendar.is_announced(day.year),
            "next_working": calendar.on_or_after(day).isoformat(),
            "working_days_left": calendar.count(today, day),
        }

    def add(self, finding: str, wanted: Mapping[str, Any], by: str) -> str:
        """Keep one more action of *finding*, written by a person; returns its id."""
        record = ActionRecord(
            id=f"A-{secrets.token_hex(6)}", finding=finding, made=self._stamp(), **wanted
        )
        with self._store.together():
            self._register.add_action(record)
            self._register.note(record.id, self._stamp(), "added", by)
        self._told(record.id)
        return record.id

    def edit(self, action: str, wanted: Mapping[str, Any], by: str, revision: int | None) -> None:
        """Change fields of an action; raises Refusal ``changed_meanwhile`` when it is not at *revision* any more."""
        with self._store.together():
            is_changed = self._edit(self.find(action), wanted, by, revision)
        if is_changed:
            self._told(action)

    def move(
        self,
        action: str,
        do: str,
        by: str,
        name: str | None,
        reason: str | None = None,
        into: str | None = None,
    ) -> None:
        """Take an action one step on (exercise/improvement/action_course.py); raises Refusal."""
        with self._store.together():
            record = self.find(action)
            values = self._moved(record, do, name, reason, into)
            told = differences({key: getattr(record, key) for key in values}, values)
            self._register.change_action(action, **values)
            self._register.note(action, self._stamp(), do, by, reason, told)
        self._told(action)

    def prove(self, action: str, evidence: Mapping[str, Any], by: str) -> None:
        """Add a piece of evidence: a text, a link, the name of a file."""
        record = self.find(action)
        if record.state not in (*OPEN_STATES, "done"):
            raise Refusal("wrong_state", state=record.state)
        piece = {**evidence, "by": by, "at": self._stamp()}
        with self._store.together():
            self._register.change_action(action, evidence=(*record.evidence, piece))
            self._register.note(
                action, self._stamp(), "proved", by, None, {"evidence": [None, evidence["text"]]}
            )
        self._told(action)

    def _edit(
        self, record: ActionRecord, wanted: Mapping[str, Any], by: str, revision: int | None
    ) -> bool:
        """Keep what differs and return whether anything does."""
        if revision is not None and revision != record.revision:
            raise Refusal("changed_meanwhile", revision=record.revision)
        changes = differences({name: getattr(record, name) for name in FIELDS}, wanted)
        if changes and record.state not in OPEN_STATES:
            raise Refusal("wrong_state", state=record.state)
        if changes:
            values = {name: wanted[name] for name in changes}
            self._register.change_action(record.id, **values)
            self._register.note(record.id, self._stamp(), "edited", by, None, changes)
        return bool(changes)

    def _moved(
        self, record: ActionRecord, do: str, name: str | None, reason: str | None, into: str | None
    ) -> dict[str, Any]:
        """Return the fields that *do* sets; raises Refusal."""
        values: dict[str, Any] = {}
        try:
            values["state"] = next_state(record.state, do, reason)
            if do == "verify":
                finished = self._finished_by(record.id)
                values["verifier"] = check_verifier(name, record.owner, finished)
        except RegisterRefused as refused:
            raise Refusal(refused.code, **refused.numbers) from refused
        if do == "finish" and not record.evidence:
            raise Refusal("evidence_missing")
        if do == "merge":
            values["into"] = self._target(record.id, into)
        if do == "reopen":
            values |= {"verifier": None, "into": None}
        return values

    def _finished_by(self, action: str) -> str | None:
        """Return the name of who last reported the action done."""
        done = [one.by for one in self._register.history(action) if one.did == "finish"]
        return (done[-1] or "").partition("/")[2] if done else None

    def _target(self, action: str, into: str | None) -> str:
        if into is None or into == action or self.find(into).state == MERGED:
            raise Refusal("merge_target")
        return into

    def _told(self, action: str) -> None:
        record = self._register.action(action)
        self._tell("action.changed", {"action": action_paper(record, day_of(self._stamp()))})
