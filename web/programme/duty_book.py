"""The duties that hold here: those that ship, the organisation's word on them, and its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from engine.store.errors import AlreadyKept
from engine.store.programme import DutyRecord
from engine.store.store import Store
from scenarios.duty import VERIFICATIONS, Duties, Duty
from scenarios.duty_shelf import shipped
from scenarios.schemas.documents import Unsound, dump, load
from web.errors import Refusal

SHIPPED, CHANGED, OWN = "shipped", "changed", "own"
KEYS = (
    *("title", "rule", "every", "reckoned", "scope", "kind", "report", "keeps", "applies"),
    *("in_force_from", "in_force_until", "last_done", "notes", "enabled", "asks"),
)
"""What an organisation may write of a duty, as a document of duties writes it."""
_UNSURE = VERIFICATIONS[-1]
_DAY = date(2000, 1, 1)
_ENVELOPE = {"id": "d", "version": 1, "as_of": "2000-01-01", "title": "d"}

Paper = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KnownDuty:
    """A duty as it holds here; *book* is the shipped list that it is from, *changed* the keys that were overruled."""

    duty: Duty
    origin: str
    book: str | None = None
    changed: tuple[str, ...] = ()
    by: str | None = None
    revision: int = 0


class DutyBook:
    """Reads and writes the duties of this server."""

    def __init__(self, store: Store, stamp: Callable[[], str]) -> None:
        """Keep the organisation's words in *store*; *stamp* tells the time of day."""
        self._programme = store.programme
        self._stamp = stamp

    def all(self) -> tuple[KnownDuty, ...]:
        """Return every duty, those that ship in their order, then the organisation's own."""
        own = {one.id: one for one in self._programme.duties() if one.ended is None}
        found = [_known(book, duty, own.pop(duty.id, None)) for book, duty in shipped()]
        return (*found, *(_own(record) for record in own.values()))

    def enabled(self) -> tuple[Duty, ...]:
        """Return the duties that are switched on."""
        return tuple(one.duty for one in self.all() if one.duty.enabled)

    def find(self, duty: str) -> KnownDuty:
        """Return a duty; raises Refusal."""
        found = next((one for one in self.all() if one.duty.id == duty), None)
        if found is None:
            raise Refusal("no_such_duty", duty=duty)
        return found

    def add(self, body: Mapping[str, Any], by: str | None) -> str:
        """Keep a duty of the organisation's own and return its id; raises Refusal."""
        name = f"own-{secrets.token_hex(3)}"
        _check(name, body)
        self._programme.add_duty(DutyRecord(name, self._stamp(), dict(body), by))
        return name

    def change(
        self, duty: str, body: Mapping[str, Any], by: str | None, revision: int | None
    ) -> None:
        """Put the organisation's *body* in place of what was written before; raises Refusal."""
        known = self.find(duty)
        if revision is not None and revision != known.revision:
            raise Refusal("changed_meanwhile", revision=known.revision)
        _check(duty, body)
        self._write(duty, body, by)

    def reset(self, duty: str) -> None:
        """Let a shipped duty hold as it ships again, and end one of the organisation's own."""
        known = self.find(duty)
        if known.origin != SHIPPED:
            self._programme.change_duty(duty, ended=self._stamp())

    def _write(self, duty: str, body: Mapping[str, Any], by: str | None) -> None:
        try:
            self._programme.add_duty(DutyRecord(duty, self._stamp(), dict(body), by))
        except AlreadyKept:
            self._programme.change_duty(duty, body=dict(body), made_by=by, ended=None)


def duty_paper(duty: Duty) -> Paper:
    """Return *duty* as a document writes it, every text by language."""
    document = Duties("d", 1, duty.title, _DAY, (replace(duty, enabled=False),))
    paper: Paper = dump(document)["duties"][0]
    texts = {"title": duty.title, "rule": duty.rule, "applies": duty.applies, "notes": duty.notes}
    return (
        paper
        | {"enabled": duty.enabled, "asks": duty.asks, "reckoned": duty.reckoned}
        | {"scope": paper.get("scope", "organisation")}
        | {key: dict(text.words) for key, text in texts.items()}
        | {"source": [_source(one) for one in duty.source]}
    )


def _source(one: Any) -> Paper:
    parts = {"title": one.title, "clause": one.clause, "says": one.says}
    return {key: dict(text.words) for key, text in parts.items()}


def _known(book: Duties, duty: Duty, record: DutyRecord | None) -> KnownDuty:
    if record is None:
        return KnownDuty(duty, SHIPPED, book.id)
    try:
        changed = _with(duty.id, dump_of(duty) | dict(record.body), record.body)
    except Unsound:  # written by a newer version, or by one whose words are no longer known
        return KnownDuty(duty, SHIPPED, book.id)
    keys = tuple(key for key in KEYS if key in record.body)
    return KnownDuty(changed, CHANGED, book.id, keys, record.made_by, record.revision)


def _own(record: DutyRecord) -> KnownDuty:
    duty = _with(record.id, _of_our_own(record.id, record.body), record.body)
    return KnownDuty(duty, OWN, None, (), record.made_by, record.revision)


def dump_of(duty: Duty) -> Paper:
    """Return *duty* as a document writes it."""
    paper: Paper = dump(Duties("d", 1, duty.title, _DAY, (duty,)))["duties"][0]
    return paper


def _of_our_own(name: str, body: Mapping[str, Any]) -> Paper:
    return {"rule": "–", **body, "id": name, "verification": _UNSURE}


def _with(name: str, paper: Mapping[str, Any], body: Mapping[str, Any]) -> Duty:
    """Return the duty that *paper* writes; a person may switch on what nobody verified. Raises Unsound."""
    written = {key: value for key, value in paper.items() if value is not None} | {"enabled": False}
    document = load("duties", {**_ENVELOPE, "duties": [written]})
    if not isinstance(document, Duties):
        raise TypeError(name)
    return replace(document.duties[0], enabled=bool(paper.get("enabled", body.get("enabled"))))


def _check(name: str, body: Mapping[str, Any]) -> None:
    """Raise Refusal ``duty_unsound`` unless *body* is a duty, by itself or over the shipped one called *name*."""
    before = next((dump_of(duty) for _, duty in shipped() if duty.id == name), None)
    paper = _of_our_own(name, body) if before is None else before | dict(body)
    strange = [key for key in body if key not in KEYS]
    if strange:
        raise Refusal("duty_unsound", where=strange[0], problem="unknown_key")
    try:
        _with(name, paper, body)
    except Unsound as unsound:
        path, flaw = unsound.flaws[0]
        where = ".".join(str(one) for one in path[2:])
        raise Refusal("duty_unsound", where=where, problem=flaw.code) from unsound
