"""Judging through any window: socket and REST hand over what people send, and it becomes commands here."""

from __future__ import annotations

from typing import Any

from exercise.assessment.signing import evaluation_hash
from exercise.judging_commands import AnswerSurvey, SignOff
from web.errors import Refusal
from web.house import House
from web.identity import Pass
from web.payloads.judging import read_judgement
from web.payloads.socket import Payload
from web.table import Table

Ack = dict[str, Any]

_TRIES = 3


def judge(house: House, table: Table, holder: Pass, do: str, data: object) -> Ack:
    """Let a facilitator or evaluator judge; return the ack; raises Refusal."""
    if do == "sign_off":
        return _sign_off(house, table, holder.by, data)
    return house.ask(table, read_judgement(holder.by, do, data))


def answer(house: House, table: Table, holder: Pass, data: object) -> Ack:
    """Let a participant answer the survey; an anonymous answer carries nothing that leads to the person."""
    sent = Payload(data)
    answers = sent.mapping("answers")
    is_anonymous = sent.flag("anonymous")
    sent.done()
    token = house.office.veil(table.id, holder.mark) if is_anonymous else None
    ack = house.ask(table, AnswerSurvey(None if is_anonymous else holder.by, answers, token))
    return ack if not is_anonymous else {"ok": True}


def own_answer(house: House, table: Table, holder: Pass) -> dict[str, Any] | None:
    """Return what *holder* answered to the survey, with ``anonymous``; None when nothing."""
    answers = table.assessment.answers
    for key, is_anonymous in (
        (holder.by, False),
        (f"token:{house.office.veil(table.id, holder.mark)}", True),
    ):
        if key in answers:
            given = getattr(answers[key].fact, "answers", {})
            return {"answers": dict(given), "anonymous": is_anonymous}
    return None


def _sign_off(house: House, table: Table, by: str, data: object) -> Ack:
    """Sign all that is kept; when something came about meanwhile, sign that too."""
    sent = Payload(data)
    comment = sent.text("comment")
    sent.done()
    rules = table.exercise.rules
    for left in reversed(range(_TRIES)):
        entries = tuple(table.entries)
        signed = SignOff(by, len(entries), evaluation_hash(entries, rules), rules, comment)
        try:
            return house.ask(table, signed)
        except Refusal as refusal:
            if refusal.code != "journal_moved" or not left:
                raise
    raise AssertionError
