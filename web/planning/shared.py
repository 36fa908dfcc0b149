"""Several people at one draft: who they are, what they have done to it, and how nothing of it is lost."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from engine.store.documents import PlanStore
from engine.store.errors import NotFound
from engine.store.records import Draft
from exercise.improvement.change import Change, change_to_paper
from web.errors import Refusal
from web.identity import Pass
from web.register.people import named

Paper = dict[str, Any]

_TRIES = 6


@dataclass(frozen=True, slots=True)
class Who:
    """A person at work: their browser's *mark* and what they are called, empty where nobody said it."""

    mark: str
    name: str

    @classmethod
    def of(cls, holder: Pass, sent: str | None) -> Who:
        """Return who *holder* is, called as the pass says, else as *sent*."""
        return cls(holder.mark, named(holder, sent) or "")


def worked(plans: PlanStore, draft: str, change: Callable[[Draft], Draft]) -> Draft:
    """Let *change* make something else of *draft* and return it; raises Refusal ``no_such_draft``.

    What takes long (a plan is read and checked) is done before the draft is taken; when somebody else was faster
    it is done again on what they left, the last time while everybody waits.
    """
    try:
        for _ in range(_TRIES):
            seen = plans.draft(draft)
            after = change(seen)
            if after == seen:
                return seen
            with suppress(_Moved):
                return plans.work(draft, partial(_kept, seen, after))
        return plans.work(draft, change)
    except NotFound as missing:
        raise Refusal("no_such_draft", draft=draft) from missing


class _Moved(Exception):
    """Somebody changed the draft while the change was worked out."""


def _kept(seen: Draft, after: Draft, now: Draft) -> Draft:
    if now.revision != seen.revision:
        raise _Moved
    return after


def new_draft(
    plan: str,
    base: int,
    changes: Iterable[Change],
    who: Who,
    at: str,
    *,
    title: str | None = None,
    text: str | None = None,
    source: str | None = None,
) -> Draft:
    """Return a draft of *changes* over version *base* of *plan* that *who* begins at the stamp *at*."""
    draft = Draft(
        id="d-" + secrets.token_hex(4),
        plan=plan,
        base=base,
        author=who.mark,
        author_name=who.name,
        made=at,
        changes=tuple(change_to_paper(change) for change in changes),
        title=title,
        text=text,
        source=source,
    )
    return contributed(draft, who, at)


def contributed(draft: Draft, who: Who, at: str) -> Draft:
    """Return *draft* with *who* among those who changed it, last at the stamp *at*."""
    earlier = [one for one in draft.contributors if _is(one, who)]
    others = tuple(one for one in draft.contributors if not _is(one, who))
    name = who.name or next((str(one["name"]) for one in earlier), "")
    mine: Paper = {"person": who.mark, "name": name, "at": at}
    return replace(draft, contributors=(*others, mine))


def _is(contributor: Mapping[str, object], who: Who) -> bool:
    """Whether a contributor is *who*: the same browser, and no other name was given in it."""
    name = str(contributor["name"])
    same = not name or not who.name or same_name(name, who.name)
    return contributor["person"] == who.mark and same


def contributors(draft: Draft) -> tuple[Mapping[str, object], ...]:
    """Return everybody who changed *draft*, its author first."""
    author = {"person": draft.author, "name": draft.author_name}
    if any(one["person"] == draft.author for one in draft.contributors):
        return draft.contributors
    return (author, *draft.contributors)


def is_contributor(draft: Draft, who: Who) -> bool:
    """Whether *who* changed *draft*: the same browser, or the same name from another one."""
    return any(
        one["person"] == who.mark or same_name(str(one["name"]), who.name)
        for one in contributors(draft)
    )


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same however they were typed; no name is never the same as another."""
    return bool(one) and _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def found(changes: Iterable[Mapping[str, Any]], change: str) -> Mapping[str, Any]:
    """Return the change with the id *change*; raises Refusal ``no_such_change``."""
    for one in changes:
        if one["id"] == change:
            return one
    raise Refusal("no_such_change", change=change)


def check_revision(change: Mapping[str, Any], revision: int | None) -> None:
    """Raise Refusal ``changed_meanwhile``, with what *change* says now, unless it still is at *revision*.

    Without a revision whoever asks wants it whatever it says.
    """
    if revision is not None and revision != change.get("revision", 1):
        raise meanwhile(change)


def meanwhile(change: Mapping[str, Any]) -> Refusal:
    """Return the refusal that tells who changed *change* and what it says now."""
    return Refusal(
        "changed_meanwhile",
        change=change["id"],
        revision=change.get("revision", 1),
        by=change.get("by", ""),
        decision=change["decision"],
        now=change["new"],
        note=change["note"],
    )
