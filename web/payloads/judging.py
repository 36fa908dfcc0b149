"""What people who judge may send, by socket event or REST: well-formed commands or refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from exercise import judging_commands as ask
from exercise.commands import Command, WithdrawNote
from web.errors import Refusal
from web.payloads.commands import read_note, read_override, read_rating
from web.payloads.socket import Payload

_MOST_NAMES = 40

Reader = Callable[[str, Payload], Command]


def read_judgement(by: str, do: str, data: object) -> Command:
    """Return the command of judging that *by* sends as *do*; raises Refusal when there is none of that name."""
    whole = _WHOLE.get(do)
    if whole is not None:
        return whole(by, data)
    reader = READERS.get(do)
    if reader is None:
        raise Refusal("malformed", where="do")
    sent = Payload(data)
    command = reader(by, sent)
    sent.done()
    return command


def _withdraw(by: str, sent: Payload) -> Command:
    return WithdrawNote(by, sent.whole("note"))


def _panel(by: str, sent: Payload) -> Command:
    evaluators = sent.identifiers("evaluators")
    if len(evaluators) > _MOST_NAMES:
        raise Refusal("malformed", where="evaluators")
    return ask.NamePanel(by, evaluators, sent.maybe_identifier("lead"))


def _final(by: str, sent: Payload) -> Command:
    subject, rating = sent.identifier("subject"), sent.maybe_identifier("rating")
    return ask.RateFinally(by, subject, rating, sent.text("reason"))


def _survey_open(by: str, sent: Payload) -> Command:
    questions = sent.mappings("questions")
    return ask.OpenSurvey(by, questions, sent.maybe_identifier("anonymous") or "allowed")


def _narrative(by: str, sent: Payload) -> Command:
    part, language = sent.identifier("part"), sent.identifier("language")
    return ask.WriteNarrative(by, part, language, sent.text("text"))


_WHOLE: Mapping[str, Callable[[str, object], Command]] = {
    "note": lambda by, data: read_note(by, data, own_alone=False),
    "rate": read_rating,
    "override": read_override,
}

READERS: Mapping[str, Reader] = {
    "withdraw": _withdraw,
    "panel": _panel,
    "sign_guide": lambda by, sent: ask.SignGuide(by, sent.text("comment")),
    "reopen_guide": lambda by, sent: ask.ReopenGuide(
        by, sent.identifier("evaluator"), sent.text("reason", required=True)
    ),
    "final_rating": _final,
    "reopen": lambda by, sent: ask.Reopen(by, sent.text("reason", required=True)),
    "survey_open": _survey_open,
    "survey_close": lambda by, _: ask.CloseSurvey(by),
    "narrative": _narrative,
}
"""The commands that need nothing of the house; signing off and answering the survey do (web/judging.py)."""

JUDGEMENTS = ("rate", "override", "sign_off", *READERS)
"""The socket's events of judging; a note has an event of its own, which participants send too."""
