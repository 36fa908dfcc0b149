"""What a plan owner does with findings of the inbox: into a draft, planned, rejected, merged, closed, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.store.errors import NotFound
from engine.store.records import Draft
from engine.store.register_records import FindingRecord
from exercise.improvement.change import ACCEPTED as AGREED
from exercise.improvement.change import Change, change_to_paper
from exercise.improvement.proposals import merged
from web.errors import Refusal
from web.planning.changing import fresh_id
from web.planning.found import CHECK
from web.planning.happenings import CLOSE, UNDONE
from web.planning.inbox import MERGED, Card, Inbox
from web.planning.papers import OPEN
from web.planning.shared import Who, contributed
from web.planning.values import new_value
from web.register.actions import Actions
from web.register.papers import finding_paper

Paper = dict[str, Any]

ACCEPTED, REJECTED = "accepted", "rejected"
DRAFTED, TAKEN = "draft", "taken"


class Answers:
    """Carries out what one person wants, who signs as *by*; all of it or nothing."""

    def __init__(self, inbox: Inbox, who: Who, by: str) -> None:
        """Work on *inbox* for *who*."""
        self._inbox = inbox
        self._house = inbox.house
        self._register = inbox.house.store.register
        self._stamp = inbox.house.room.source.stamp
        self._who = who
        self._by = by

    def draft(
        self,
        findings: Sequence[str],
        edits: Mapping[str, Paper],
        draft: str | None,
        title: str | None,
    ) -> Paper:
        """Take what *findings* propose, *edits* in its place by the finding, into a new or an open *draft*."""
        cards = self._cards(findings)
        changes = self._changes(cards, edits)
        known = self._house.drafts.find(draft).changes if draft else ()
        before = {one["id"] for one in known}
        with self._house.store.together():
            for card in cards:
                self._take(card)
            made = self._bring(draft, changes) if draft else self._start(changes, title)
            for finding in sorted({name for change in changes for name in change.findings}):
                told = {"draft": [None, made["id"]]}
                self._register.note(finding, self._stamp(), DRAFTED, self._by, None, told)
        self._settle()
        added = [one["id"] for one in made["changes"] if one["id"] not in before]
        return {"draft": made["id"], "new": draft is None, "changes": added}

    def plan(self, findings: Sequence[str], owner: str | None, due: str | None) -> Paper:
        """Accept an action for each of *findings*, with an *owner* and a day that it is *due*."""
        actions = Actions(self._house.store, self._stamp, self._inbox.tell)
        cards = self._cards(findings)
        with self._house.store.together():
            for card in cards:
                self._take(card)
                self._plan(card.newest, actions, {"owner": owner, "due": due})
        return self._settle()

    def reject(self, findings: Sequence[str], reason: str | None) -> Paper:
        """Say that *findings* are none; raises Refusal ``reason_missing``."""
        self._check(reason)
        return self._each(findings, lambda one: self._judge(one, "reject", REJECTED, reason))

    def close(self, findings: Sequence[str], reason: str | None) -> Paper:
        """Close *findings* by the person's own word; raises Refusal ``reason_missing``, ``name_missing``."""
        self._check(reason)
        if not self._who.name:
            raise Refusal("name_missing")
        return self._each(findings, lambda one: self._judge(one, CLOSE, ACCEPTED, reason))

    def reopen(self, findings: Sequence[str], reason: str | None) -> Paper:
        """Open *findings* again by the person's own word; raises Refusal ``reason_missing``, ``name_missing``."""
        self._check(reason)
        if not self._who.name:
            raise Refusal("name_missing")
        return self._each(findings, lambda one: self._judge(one, "reopen", ACCEPTED, reason))

    def merge(self, findings: Sequence[str], into: str | None) -> Paper:
        """Let *into* stand for all others of *findings*; raises Refusal ``merge_target``."""
        cards = self._cards(findings)
        target = next((card for card in cards if into in card.ids), None)
        if target is None or into is None or len(cards) < 2:
            raise Refusal("merge_target")
        with self._house.store.together():
            for card in cards:
                self._take(card)
            for card in cards:
                for one in card.findings if card is not target else ():
                    self._judge(self._kept(one.id), "merge", MERGED, None, into)
        return self._settle()

    def undo(self, findings: Sequence[str]) -> Paper:
        """Take back what was last done to *findings* when they were rejected, closed or merged."""
        with self._house.store.together():
            for name in findings:
                self._take_back(self._kept(name))
        return self._settle()

    def _cards(self, findings: Sequence[str]) -> list[Card]:
        wanted = set(findings)
        cards = [card for card in self._inbox.cards() if wanted & set(card.ids)]
        unknown = wanted - {name for card in cards for name in card.ids}
        if unknown:
            raise Refusal("no_such_finding", finding=min(unknown))
        return cards

    def _changes(self, cards: Sequence[Card], edits: Mapping[str, Paper]) -> list[Change]:
        by_text = [self._change(c, edits) for c in cards if c.newest.origin == CHECK]
        others = [self._change(c, edits) for c in cards if c.newest.origin != CHECK]
        together = [*merged(others), *by_text]
        places: dict[tuple[str, str], object] = {}
        for one in together:
            if places.setdefault((one.step, one.field), one.new) != one.new:
                raise Refusal("changes_collide", step=one.step, key=one.field)
        return [replace(one, id=f"c{n}") for n, one in enumerate(together, start=1)]

    def _change(self, card: Card, edits: Mapping[str, Paper]) -> Change:
        edit: Mapping[str, Any] = next((edits[name] for name in card.ids if name in edits), {})
        found = card.suggestion
        is_written = bool({"new", "written"} & edit.keys())
        if found is None and not ("key" in edit and is_written):
            raise Refusal("no_proposal", finding=card.newest.id)
        step = str(edit.get("step") or (found.step if found else card.newest.subject))
        key = str(edit.get("key") or (found.field if found else ""))
        table, seqs = _proof(card.newest)
        old = self._inbox.written.value(step, key)
        new = new_value(edit) if is_written else (found.new if found else None)
        if new == old:
            raise Refusal("says_so_already", step=step, key=key)
        return Change(
            id="",
            step=step,
            field=key,
            old=old,
            new=new,
            reason=found.reason if found else card.newest.code,
            numbers=found.numbers if found else {},
            evidence=seqs,
            table=table,
            note=str(edit.get("note") or ""),
            decision=AGREED,
            findings=(*card.ids, *self._inbox.merged_into(card.ids)),
            by=self._who.name,
        )

    def _start(self, changes: Sequence[Change], title: str | None) -> Paper:
        made = self._house.drafts.start(self._inbox.plan, changes, self._who, title)
        self._house.drafts.sheets_of.result(self._house.drafts.find(made["id"]))
        return made

    def _bring(self, draft: str, changes: Sequence[Change]) -> Paper:
        """Add *changes* to an open draft; one that is there already answers the new findings as well."""
        drafts, at = self._house.drafts, self._stamp()

        def brought(now: Draft) -> Draft:
            if now.plan != self._inbox.plan:
                raise Refusal("no_such_draft", draft=draft)
            if now.state != OPEN:
                raise Refusal("draft_closed", draft=draft)
            papers = now.changes
            for change in changes:
                papers = _with(papers, change, at)
            drafts.sheets_of.made_of(now, papers)
            return contributed(replace(now, changes=papers), self._who, at)

        return drafts.told(drafts.work(draft, brought))

    def _take(self, card: Card) -> None:
        """Take the findings of *card* that are not in the register into it."""
        for one in card.findings:
            if one.taken is not None:
                continue
            if one.exercise is not None and one.state not in (REJECTED, MERGED):
                self._inbox.of_exercise(one.exercise).take([one.id], self._by)
            else:
                self._keep(one)

    def _keep(self, finding: FindingRecord) -> None:
        """Keep a finding that no exercise made, or that was put aside before it was taken."""
        at = self._stamp()
        try:
            self._register.finding(finding.id)
            self._register.change_finding(finding.id, taken=at)
        except NotFound:
            self._register.add(replace(finding, taken=at, state=ACCEPTED))
        self._register.note(finding.id, at, TAKEN, self._by)
        if finding.exercise is None:
            self._inbox.tell("finding.taken", {"finding": finding_paper(self._kept(finding.id))})

    def _plan(self, finding: FindingRecord, actions: Actions, wanted: Paper) -> None:
        wished = {name: value for name, value in wanted.items() if value}
        open_ones = [a for a in self._register.actions(finding.id) if a.state == "proposed"]
        name = open_ones[0].id if open_ones else actions.add(finding.id, _fresh(finding), self._by)
        if wished:
            actions.edit(name, wished, self._by, None)
        actions.move(name, "accept", self._by, self._who.name or None)

    def _each(self, findings: Sequence[str], do: Callable[[FindingRecord], None]) -> Paper:
        cards = self._cards(findings)
        with self._house.store.together():
            for card in cards:
                self._take(card)
                for name in card.ids:
                    do(self._kept(name))
        return self._settle()

    def _judge(
        self, one: FindingRecord, did: str, to: str, reason: str | None, into: str | None = None
    ) -> None:
        told: Paper = {"state": [one.state, to]} if one.state != to else {}
        if into is not None:
            told["into"] = [one.into, into]
        self._register.change_finding(one.id, state=to, into=into)
        self._register.note(one.id, self._stamp(), did, self._by, reason, told)

    def _take_back(self, one: FindingRecord) -> None:
        deeds = [d for d in self._register.history(one.id) if d.did in _UNDOABLE]
        if not deeds or deeds[-1].did == UNDONE:
            raise Refusal("nothing_to_undo", finding=one.id)
        change: Any = deeds[-1].changes.get("state") or [one.state, one.state]
        self._register.change_finding(one.id, state=change[0], into=None)
        told = {"state": [one.state, change[0]]} if one.state != change[0] else {}
        self._register.note(one.id, self._stamp(), UNDONE, self._by, None, told)

    def _kept(self, finding: str) -> FindingRecord:
        try:
            return self._register.finding(finding)
        except NotFound as missing:
            raise Refusal("no_such_finding", finding=finding) from missing

    def _check(self, reason: str | None) -> None:
        if not (reason or "").strip():
            raise Refusal("reason_missing")

    def _settle(self) -> Paper:
        self._inbox.proving.settle(self._inbox.plan)
        return {"ok": True}


_UNDOABLE = ("reject", CLOSE, "merge", UNDONE)


def _with(papers: tuple[Mapping[str, Any], ...], change: Change, at: str) -> tuple[Any, ...]:
    """Return *papers* with *change*, or with its findings at the change that already says the same."""
    paper = change_to_paper(change)
    for one in papers:
        is_same = all(one[key] == paper[key] for key in ("step", "key", "new", "decision"))
        if is_same and one.get("op", "set") == paper["op"]:
            cited = dict.fromkeys((*one["evidence"].get("findings", ()), *change.findings))
            both = {**one, "evidence": {**one["evidence"], "findings": list(cited)}, "at": at}
            return tuple(both if each is one else each for each in papers)
    return (*papers, {**paper, "id": fresh_id(papers), "at": at})


def _proof(finding: FindingRecord) -> tuple[str | None, tuple[int, ...]]:
    """Return the first table that shows *finding*, with the entries of its journal that prove it."""
    tables: Any = finding.automatic.get("tables") or ()
    return next(((one["table"], tuple(one["evidence"])) for one in tables), (None, ()))


def _fresh(finding: FindingRecord) -> Paper:
    """Return an action of planning for a finding that has none."""
    return {"element": "planning", "words": {}, "owner_kind": "role"}
