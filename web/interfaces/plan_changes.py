"""The changes that a plan's own file does not have yet: published since it was imported, drafted, or only proposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.store.records import Draft, PlanVersion
from engine.store.store import Store

PUBLISHED, ACCEPTED, PROPOSED = "published", "accepted", "proposed"
_ALIVE = ("open", "submitted", "approved")
_ANSWERED = ("in_revision", "published", "verified", "closed")
_GONE = ("rejected", "merged")


@dataclass(frozen=True, slots=True)
class Wish:
    """A change of a plan and how far it is: *standing* published (in *version*), accepted or proposed."""

    step: str
    key: str
    op: str
    old: Any
    new: Any
    standing: str
    note: str = ""
    after: str | None = None
    findings: tuple[str, ...] = ()
    version: int | None = None

    @property
    def place(self) -> tuple[str, str, str]:
        """What it changes."""
        return self.step, self.key, self.op


def wishes_of(store: Store, plan: str, after: int = 0) -> tuple[Wish, ...]:
    """Return the changes of *plan* that came after version *after*, those published first.

    Of the same place in the plan the last published change counts, with what it was at first; a proposal that a draft
    has taken up is not told twice.
    """
    published: dict[tuple[str, str, str], Wish] = {}
    for wish in _published(store.plans.versions(plan), after):
        before = published.get(wish.place)
        published[wish.place] = wish if before is None else _followed(before, wish)
    drafted = [wish for draft in store.plans.drafts(plan) for wish in _drafted(draft)]
    known = {(one.place, str(one.new)) for one in (*published.values(), *drafted)}
    loose: dict[object, Wish] = {}
    for one in _found(store, plan):
        key = one.place, str(one.new)
        if key not in known:
            loose[key] = _joined(loose[key], one) if key in loose else one
    kept = (one for one in published.values() if one.old != one.new)
    return (*kept, *drafted, *loose.values())


def _published(versions: Iterable[PlanVersion], after: int) -> Iterator[Wish]:
    for version in versions:
        if version.version > after:
            for change in version.changelog:
                yield _wish(change, PUBLISHED, version.version)


def _followed(before: Wish, wish: Wish) -> Wish:
    """Return *wish* as it goes on from *before*: with the old value of that."""
    return replace(_joined(before, wish), old=before.old)


def _joined(before: Wish, wish: Wish) -> Wish:
    """Return *wish* with the findings of *before* as well."""
    return replace(wish, findings=tuple(dict.fromkeys((*before.findings, *wish.findings))))


def _drafted(draft: Draft) -> Iterator[Wish]:
    if draft.state not in _ALIVE:
        return
    for change in draft.changes:
        decision = str(change.get("decision"))
        if decision in (ACCEPTED, PROPOSED):
            yield _wish(change, decision)


def _found(store: Store, plan: str) -> Iterator[Wish]:
    """Yield what findings propose that no draft or version has answered and nobody turned down."""
    for finding in store.register.findings(plan=plan, taken=True):
        change = finding.automatic.get("change")
        is_answered = finding.standing in _ANSWERED or finding.state in _GONE
        if isinstance(change, Mapping) and not is_answered:
            yield _wish({**change, "findings": [finding.id]}, PROPOSED)


def _wish(change: Mapping[str, Any], standing: str, version: int | None = None) -> Wish:
    place = change.get("place") or {}
    cited = change.get("findings") or (change.get("evidence") or {}).get("findings") or ()
    return Wish(
        step=str(change.get("step") or ""),
        key=str(change.get("key") or change.get("field") or ""),
        op=str(change.get("op") or "set"),
        old=change.get("old"),
        new=change.get("new"),
        standing=standing,
        note=str(change.get("note") or ""),
        after=place.get("after"),
        findings=tuple(str(one) for one in cited),
        version=version,
    )
