"""Time travel: a table as it stood at any moment, as any of its seats saw it then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exercise.audience import EVALUATOR, KINDS, PARTICIPANT, Audience, hides
from exercise.evaluation.evaluation import evaluate
from exercise.frame import frame
from exercise.past import Film, Hidden, Past, uncovered
from scenarios.timing import Ms
from web.errors import Refusal
from web.identity import Pass
from web.table import Table, judged_at

Paper = dict[str, Any]

_AT_ONCE = 100
"""How many entries of a past are read before others may go on."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is asked for: a *time* or an entry's number (neither: now), and through whose eyes.

    *after* is the last entry that is known already; *judged*: with the verdicts.
    """

    time: Ms | None = None
    seq: int | None = None
    eyes: str | None = None
    after: int | None = None
    judged: bool = True


def eyes_of(table: Table, holder: Pass, eyes: str | None) -> Audience:
    """Return through whose eyes *holder* looks; raises Refusal.

    Who sees all may look through everybody's, others through their own alone and after EndEx.
    """
    kind, _, role = (eyes or "").partition(":")
    if not holder.audience.sees_all:
        if not table.has_ended:
            raise Refusal("not_yet")
        if eyes not in (None, _name(holder.audience)):
            raise Refusal("not_yours")
        return holder.audience
    if eyes is None or kind == holder.kind == EVALUATOR:
        return holder.audience
    if kind == "role":
        if role not in table.setting.roles:
            raise Refusal("no_such_role", role=role)
        return Audience(PARTICIPANT, role)
    if kind not in KINDS or kind == PARTICIPANT or role:
        raise Refusal("no_such_seat", role=eyes)
    return Audience(kind)


def look(
    table: Table, holder: Pass, asked: Look, now: Ms, give_way: Callable[[], None] = lambda: None
) -> Paper:
    """Return what was shown at the moment *asked* for, nothing later; raises Refusal.

    *give_way* lets live exercises go on while a long past is read for the first time.
    """
    audience = eyes_of(table, holder, asked.eyes)
    with table.recalling:
        past = _recalled(table, give_way)
        seq, at = _point(past, asked, now)
        hidden = _hidden(table, past, holder, audience, seq)
        shown = _shown(past.film(audience), hidden, asked.after, seq, audience)
        paper = {"table": table.id, "audience": audience.kind, "seq": seq, "at": at, **shown}
        if audience.sees_all and asked.judged:
            paper["evaluation"] = _evaluation(table, past, seq, at)
    if asked.after is None:
        around = table.heading(holder, audience)
        paper["frame"] = frame(audience, table.setting, table.screens.open_book) | around
    return paper


def _recalled(table: Table, give_way: Callable[[], None]) -> Past:
    """Return the table's past, made when somebody first asks and kept up from then on."""
    if table.recalled is None:
        table.recalled = Past(table.setting, table.screens.open_book)
    past = table.recalled
    while past.seq < table.seq:
        past.hear(table.entries[past.seq : past.seq + _AT_ONCE])
        give_way()
    return past


def _point(past: Past, asked: Look, now: Ms) -> tuple[int, Ms]:
    if asked.seq is not None:
        seq = min(max(0, asked.seq), past.seq)
        return seq, past.time_of(seq)
    end = max(now, past.time_of(past.seq))
    at = end if asked.time is None else min(max(0, asked.time), end)
    return past.seq_at(at), at


def _shown(
    film: Film, hidden: Hidden | None, after: int | None, seq: int, audience: Audience
) -> Paper:
    """Return the view, or what changed in it since *after* when that says it all; and the lines since then."""
    known = 0 if after is None else after
    lines = film.lines(known, seq)
    if hidden is None and after is not None and after <= seq:
        changes = film.changes(after, seq)
        _seat(changes, audience)
        return {"from": after, "changes": changes, "lines": lines}
    view = film.view(seq)
    if hidden is not None:
        view = uncovered(view, hidden)
        lines = [line for line in film.lines(0, seq) if not hidden(line["seq"])]
    _seat(view, audience)
    return {"from": 0 if hidden is not None else min(known, seq), "view": view, "lines": lines}


def _hidden(table: Table, past: Past, holder: Pass, audience: Audience, seq: int) -> Hidden | None:
    """Return what is kept from *holder* today, or was kept from *audience* then; None when nothing can be."""
    if EVALUATOR not in (holder.kind, audience.kind) or not table.assessment.secrets:
        return None
    me, scene = holder.audience, table.screens.scene
    then = past.assessment(seq)

    def hidden(entry: int) -> bool:
        was_hidden = audience.kind == EVALUATOR and then.hides(audience.person or "", entry)
        return was_hidden or hides(me, scene, entry)

    return hidden


def _evaluation(table: Table, past: Past, seq: int, at: Ms) -> Paper:
    proceedings = past.proceedings(seq)
    refs, seed = table.documents.refs, table.exercise.seed
    if proceedings.state.ended_at is None and at > proceedings.state.at:
        return judged_at(proceedings, refs, seed, at)
    return evaluate(proceedings, refs, seed)


def _seat(sections: Paper, audience: Audience) -> None:
    """Tell of whoever sat there that they were: who had a connection is not kept."""
    if "seats" in sections:
        sections["seats"] = {
            role: _seated(seat, audience.sees_all) for role, seat in sections["seats"].items()
        }


def _seated(seat: Paper, sees_all: bool) -> Paper:
    seated = {**seat, "people": [{**one, "online": True} for one in seat["people"]]}
    if not sees_all:
        return seated
    state = "absent" if not seat["present"] else "present" if seat["people"] else "empty"
    return {**seated, "state": state, "idle_ms": 0}


def _name(audience: Audience) -> str:
    return f"role:{audience.role}" if audience.kind == PARTICIPANT else audience.kind
