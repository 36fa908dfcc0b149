"""Commands out of socket messages: well-formed or refused; what may be done is decided further down."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from exercise import commands as ask
from exercise.assessment.agreement import SCALE
from web.errors import Refusal
from web.payloads.socket import Payload

_NOTE_AUDIENCES = ("own", "hotwash", "evaluators", "facilitators")
_OF_SEATS = ("own", "hotwash")
_NOTE_KINDS = (None, "strength", "improvement")
_MOST_ATTACHMENTS = 10


def read_act(by: str, data: object) -> ask.Act:
    """Return the act that *by* sends."""
    sent = Payload(data)
    act = ask.Act(
        by=by,
        client_id=sent.identifier("id"),
        action=sent.identifier("action"),
        option=sent.maybe_identifier("option"),
        about=sent.maybe_identifier("about"),
        form=sent.form("form"),
        text=sent.text("text"),
        to=sent.identifiers("to"),
    )
    sent.maybe_ms("typed_wall")
    sent.done()
    return act


def read_message(by: str, data: object, may_speak_as: bool) -> ask.SendMessage:
    """Return the message that *by* writes; *may_speak_as*: also as somebody of the outside world."""
    sent = Payload(data)
    message = ask.SendMessage(
        by=by,
        client_id=sent.identifier("id"),
        to=sent.identifiers("to"),
        text=sent.text("text", required=True) or "",
        subject=sent.text("subject"),
        as_actor=sent.maybe_identifier("as"),
    )
    sent.done()
    if message.as_actor is not None and not may_speak_as:
        raise Refusal("not_yours")
    if not message.to:
        raise Refusal("malformed", where="to")
    return message


def read_open(by: str, data: object) -> ask.OpenInject:
    """Return which inject *by* opens."""
    sent = Payload(data)
    command = ask.OpenInject(by=by, inject=sent.identifier("inject"))
    sent.done()
    return command


def read_note(by: str, data: object, own_alone: bool) -> ask.TakeNote:
    """Return the note that *by* takes; *own_alone*: it can only be for the own log or the hot wash."""
    sent = Payload(data)
    audience = sent.maybe_identifier("audience") or ("own" if own_alone else "evaluators")
    if audience not in _NOTE_AUDIENCES:
        raise Refusal("malformed", where="audience")
    if own_alone and audience not in _OF_SEATS:
        raise Refusal("not_yours")
    note = ask.TakeNote(
        by=by,
        client_id=sent.identifier("id"),
        text=sent.text("text", required=True) or "",
        audience=audience,
        kind=sent.maybe_identifier("kind"),
        step=sent.maybe_identifier("step"),
        objective=sent.maybe_identifier("objective"),
        about_ms=sent.maybe_ms("about_ms"),
        evidence=sent.seqs("evidence"),
        attachments=_attachments(sent),
        replaces=sent.maybe_ms("replaces"),
        origin=sent.maybe_ms("origin"),
    )
    sent.done()
    if note.kind not in _NOTE_KINDS:
        raise Refusal("malformed", where="kind")
    if own_alone and (note.attachments or note.origin is not None):
        raise Refusal("not_yours")
    return note


def _attachments(sent: Payload) -> tuple[dict[str, object], ...]:
    """Return what is attached to a note: name, type, size and digest of files that were uploaded before."""
    if not (files := sent.mappings_or_none("attachments")):
        return ()
    fits = len(files) <= _MOST_ATTACHMENTS and all(
        set(one) == {"name", "type", "size", "digest"}
        and isinstance(one["size"], int)
        and all(isinstance(one[key], str) for key in ("name", "type", "digest"))
        for one in files
    )
    if not fits:
        raise Refusal("malformed", where="attachments")
    return files


def read_rating(by: str, data: object) -> ask.Rate:
    """Return the rating that *by* gives."""
    sent = Payload(data)
    rating = sent.identifier("rating")
    if rating not in SCALE:
        raise Refusal("malformed", where="rating")
    command = ask.Rate(by, sent.identifier("subject"), rating, sent.text("reason"))
    sent.done()
    return command


def read_override(by: str, data: object) -> ask.Override:
    """Return the verdict that *by* sets or takes back."""
    sent = Payload(data)
    command = ask.Override(
        by=by,
        obligation=sent.identifier("obligation"),
        verdict=sent.maybe_identifier("verdict"),
        reason=sent.text("reason"),
    )
    sent.done()
    return command


def read_control(by: str, data: object) -> ask.Command:
    """Return what the facilitator *by* asks for; `write` and `overdue` are read elsewhere."""
    sent = Payload(data)
    do = sent.identifier("do")
    reader = _CONTROLS.get(do)
    if reader is None:
        raise Refusal("malformed", where="do")
    command = reader(by, sent)
    sent.done()
    return command


def _inject_command(
    kind: type[ask.Release] | type[ask.Hold] | type[ask.Skip],
) -> Callable[[str, Payload], ask.Command]:
    return lambda by, sent: kind(sent.identifier("inject"), by, sent.text("reason"))


def _to(sent: Payload) -> int:
    to = sent.maybe_ms("to")
    if to is None:
        raise Refusal("malformed", where="to")
    return to


def _postpone(by: str, sent: Payload) -> ask.Command:
    return ask.Postpone(sent.identifier("inject"), _to(sent), by, sent.text("reason"))


_CONTROLS: Mapping[str, Callable[[str, Payload], ask.Command]] = {
    "start": lambda by, _: ask.Start(by),
    "pause": lambda by, sent: ask.Pause(by, sent.text("reason")),
    "resume": lambda by, _: ask.Resume(by),
    "speed": lambda by, sent: ask.SetSpeed(sent.number("factor"), by),
    "jump": lambda by, sent: ask.Jump(_to(sent), by, sent.text("reason")),
    "end": lambda by, sent: ask.End(by, sent.text("reason")),
    "release": _inject_command(ask.Release),
    "hold": _inject_command(ask.Hold),
    "skip": _inject_command(ask.Skip),
    "postpone": _postpone,
}
