"""The findings as other systems pull them: chosen, in the order of their last change, with a place to go on from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.store.register_records import ActionRecord, FindingRecord
from engine.store.store import Store
from web.errors import Refusal
from web.register.papers import finding_paper

_OVERLAP = timedelta(seconds=2)
"""How far before a moment the answer begins: what was kept at the same time as the last answer was read comes too."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which findings are asked for; None: any. *since* is a moment, or the ``next`` of an earlier answer."""

    plan: str | None = None
    standing: str | None = None
    severity: str | None = None
    exercise: str | None = None
    since: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A finding with the actions that answer it, and when anything about it last *changed*."""

    finding: FindingRecord
    actions: tuple[ActionRecord, ...]
    changed: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The findings that were asked for; *next* is where to go on from, *more* whether there are some already."""

    items: tuple[Item, ...]
    next: str | None
    more: bool


def pull(store: Store, asked: Asked) -> Answer:
    """Return the findings in the register that fit *asked*, those that changed longest ago first; raises Refusal."""
    place = _place(asked.since)
    found = [one for one in _items(store, asked.plan) if _fits(one, asked)]
    fitting = sorted((one for one in found if _key(one) > place), key=_key)
    items = tuple(fitting[: asked.limit])
    more = len(items) < len(fitting)
    if not items:
        return Answer((), asked.since, more=False)
    last = items[-1]
    return Answer(items, f"{last.changed}/{last.finding.id}" if more else last.changed, more)


def _items(store: Store, plan: str | None) -> Iterable[Item]:
    touched = store.register.last_touched()
    actions: dict[str, list[ActionRecord]] = {}
    for action in store.register.actions():
        actions.setdefault(action.finding, []).append(action)
    for finding in store.register.findings(plan=plan):
        if finding.taken is None and finding.exercise is not None:
            continue
        own = tuple(actions.get(finding.id, ()))
        moments = [finding.made, finding.taken, *(one.made for one in own)]
        moments += [touched.get(one) for one in (finding.id, *(each.id for each in own))]
        yield Item(finding, own, max(one for one in moments if one is not None))


def _fits(item: Item, asked: Asked) -> bool:
    finding = item.finding
    return (
        asked.standing in (None, finding.standing)
        and asked.exercise in (None, finding.exercise)
        and (asked.severity is None or finding_paper(finding)["severity"] == asked.severity)
    )


def _key(item: Item) -> tuple[str, str]:
    return item.changed, item.finding.id


def _place(since: str | None) -> tuple[str, str]:
    """Return behind which finding an answer begins; raises Refusal ``malformed``."""
    if since is None:
        return "", ""
    moment, is_exact, finding = since.partition("/")
    try:
        read = datetime.fromisoformat(moment)
        utc = (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
        return (moment, finding) if is_exact else (_stamp(utc - _OVERLAP), "")
    except (ValueError, OverflowError) as wrong:
        raise Refusal("malformed", where="since") from wrong


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
