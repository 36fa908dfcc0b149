"""Statuses that another system pushes back: by the rules that hold for people, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.store.errors import NotFound
from engine.store.register_records import ActionRecord, FindingRecord
from engine.store.store import Store
from exercise.improvement.action_path import path_to
from exercise.improvement.proof import CLOSED, OPEN, REOPENED
from web.errors import Refusal
from web.identity import clean_name
from web.register.actions import Actions

Paper = dict[str, Any]
Settle = Callable[[str], object]

_BY_PEOPLE = {CLOSED: "close", OPEN: "reopen", REOPENED: "reopen"}
"""Where people may put a finding, and what that is called; all other standings are worked out from evidence."""


_GONE = ("rejected", "merged")


@dataclass(frozen=True, slots=True)
class Row:
    """What another system says of a finding or an action.

    *to* is a state of actions or a standing of findings, *by* a person's name, *link* where the evidence lies.
    *revision* is the one that was seen there; None: whatever it is now.
    """

    id: str
    to: str | None = None
    revision: int | None = None
    reason: str | None = None
    by: str | None = None
    link: str | None = None


@dataclass(slots=True)
class Result:
    """What became of the rows, in their order; *refused* when one of them cannot be done."""

    rows: list[Paper] = field(default_factory=list)
    refused: bool = False


class _Undone(Exception):
    """Nothing of it is kept."""


class Pushing:
    """Takes rows in for whoever shows the pass called *sender*."""

    def __init__(
        self, store: Store, actions: Actions, stamp: Callable[[], str], settle: Settle
    ) -> None:
        """Work on *store*; *settle* works out anew where the findings of a plan stand."""
        self._store = store
        self._register = store.register
        self._actions = actions
        self._stamp = stamp
        self._settle = settle

    def push(self, rows: Sequence[Row], sender: str, dry: bool = False) -> Result:
        """Take *rows* in, all or none; *dry*: only tell what would become of them."""
        result = Result()
        try:
            with self._store.together():
                plans = {self._told(row, sender, result) for row in rows}
                result.rows = [self._now(one) for one in result.rows]
                if dry or result.refused:
                    raise _Undone
        except _Undone:
            return result
        for plan in sorted(one for one in plans if one):
            self._settle(plan)
        result.rows = [self._now(one) for one in result.rows]
        return result

    def possible(self, rows: Sequence[Row], sender: str) -> list[Row]:
        """Return those of *rows* that can be taken in, each by itself."""
        return [row for row in rows if not self.push([row], sender, dry=True).refused]

    def _told(self, row: Row, sender: str, result: Result) -> str | None:
        """Take one row in, and tell what was done or why not; return the plan that it is about."""
        paper: Paper = {"id": row.id, "to": row.to, "did": []}
        result.rows.append(paper)
        try:
            with self._store.together():
                return self._taken(row, sender, paper)
        except Refusal as refusal:
            paper |= {"did": [], **refusal.paper()}
            result.refused = True
        return None

    def _taken(self, row: Row, sender: str, paper: Paper) -> str:
        found = self._find(row.id)
        if row.revision is not None and row.revision != found.revision:
            raise Refusal("changed_meanwhile", revision=found.revision)
        if isinstance(found, ActionRecord):
            self._move(found, row, sender, paper)
            return self._register.finding(found.finding).plan
        self._put(found, row, sender, paper)
        return found.plan

    def _find(self, name: str) -> FindingRecord | ActionRecord:
        try:
            if name.startswith("F-"):
                return self._register.finding(name)
            return self._register.action(name)
        except NotFound as missing:
            raise Refusal("no_such_row", id=name) from missing

    def _move(self, action: ActionRecord, row: Row, sender: str, paper: Paper) -> None:
        """Take an action all the way to the state reported, its evidence first."""
        name, to = clean_name(row.by), row.to or action.state
        path = path_to(action.state, to)
        if path is None:
            raise Refusal("wrong_state", state=action.state)
        if name is None and (path or row.link):
            raise Refusal("name_missing")
        if row.link and row.link not in {one.get("link") for one in action.evidence}:
            text = (row.reason or "").strip() or row.link
            self._actions.prove(action.id, {"text": text, "link": row.link}, f"{sender}/{name}")
            paper["did"].append("prove")
        for do in path:
            self._actions.move(action.id, do, f"{sender}/{name}", name, row.reason)
            paper["did"].append(do)

    def _put(self, finding: FindingRecord, row: Row, sender: str, paper: Paper) -> None:
        """Close a finding or open it again, by a named person with a reason."""
        if row.to in (None, finding.standing):
            return
        if finding.state in _GONE:
            raise Refusal("wrong_state", state=finding.state)
        do = _BY_PEOPLE.get(row.to or "")
        if do is None or (do == "reopen" and finding.standing == OPEN):
            raise Refusal("standing_by_evidence", standing=row.to)
        name, reason = clean_name(row.by), (row.reason or "").strip()
        if name is None:
            raise Refusal("name_missing")
        if not reason:
            raise Refusal("reason_missing")
        self._register.note(finding.id, self._stamp(), do, f"{sender}/{name}", reason)
        paper["did"].append(do)

    def _now(self, paper: Paper) -> Paper:
        """Return a row's paper with where its finding or action is by now, and its revision there."""
        if "refused" in paper:
            return paper
        found = self._find(paper["id"])
        state = found.state if isinstance(found, ActionRecord) else found.standing
        return paper | {"state": state, "revision": found.revision}


def row_of(sent: Mapping[str, Any]) -> Row:
    """Return a row as it was sent (payloads.interfaces.Pushed)."""
    return Row(
        id=sent["id"],
        to=sent["state"] or sent["standing"],
        revision=sent["revision"],
        reason=sent["reason"],
        by=sent["by"],
        link=sent["link"],
    )
