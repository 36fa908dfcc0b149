"""Judging through any window: socket and REST hand over what people send, and it becomes commands here."""

from __future__ import annotations

from typing import Any

from exercise.assessment.signing import evaluation_hash
from exercise.commands import TakeNote
from exercise.judging_commands import AnswerSurvey, SignOff
from web.assessing.attachments import check_attached
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
    command = read_judgement(holder.by, do, data)
    if isinstance(command, TakeNote):
        check_attached(house, table, command.attachments)
    return house.ask(table, command)


def answer(house: House, table: Table, holder: Pass, data: object) -> Ack:
    """Let a participant answer the survey; an anonymous answer carries nothing that leads to the person.

    An answer can be changed, but not from one with a name to one without or back: the change would give it away.
    """
    sent = Payload(data)
    answers = sent.mapping("answers")
    is_anonymous = sent.flag("anonymous")
    sent.maybe_identifier("id")
    sent.done()
    given = own_answer(house, table, holder)
    if given is not None and given["anonymous"] is not is_anonymous:
        raise Refusal("survey_answered_otherwise")
    token = _veil(house, table, holder) if is_anonymous else None
    ack = house.ask(table, AnswerSurvey(None if is_anonymous else holder.by, answers, token))
    return ack if not is_anonymous else {"ok": True}


def own_answer(house: House, table: Table, holder: Pass) -> dict[str, Any] | None:
    """Return what *holder* answered to the survey, with ``anonymous``; None when nothing."""
    answers = table.assessment.answers
    for key, is_anonymous in (
        (holder.by, False),
        (f"token:{_veil(house, table, holder)}", True),
    ):
        if key in answers:
            given = getattr(answers[key].fact, "answers", {})
            return {"answers": dict(given), "anonymous": is_anonymous}
    return None


def _veil(house: House, table: Table, holder: Pass) -> str:
    """Return what stands for *holder* in an anonymous answer: of the browser and the seat, as one may serve several."""
    return house.office.veil(table.id, f"{holder.mark}/{holder.by}")


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
