"""What requests about the programme may carry; unknown keys are refused."""

from __future__ import annotations

import re

from marshmallow import Schema, ValidationError, fields, validate

_ID = validate.Length(min=1, max=80)
_SHORT = validate.Length(max=200)
_LONG = validate.Length(max=4000)
_ADDRESS = re.compile(r"[^\s@<>,;:\"\x00-\x1f\x7f]{1,64}@[^\s@<>,;:\"\x00-\x1f\x7f]{1,190}")
_MOST = 50


def is_address(value: str) -> bool:
    """Whether *value* is a bare e-mail address: one line, one @, nothing that begins another header."""
    return _ADDRESS.fullmatch(value) is not None


def _address(value: str) -> None:
    if not is_address(value):
        raise ValidationError("no address")


def _optional(check: validate.Validator) -> fields.String:
    return fields.String(load_default=None, allow_none=True, validate=check)


def _texts(required: bool) -> fields.Dict:
    return fields.Dict(
        keys=fields.String(validate=validate.OneOf(("zh", "en", ""))),
        values=fields.String(validate=_SHORT),
        required=required,
        validate=validate.Length(min=1),
    )


def _addresses() -> fields.List[str]:
    inner = fields.String(validate=_address)
    return fields.List(inner, load_default=list, validate=validate.Length(max=_MOST))


def _ids() -> fields.List[str]:
    inner = fields.String(validate=_ID)
    return fields.List(inner, load_default=list, validate=validate.Length(max=_MOST))


class PlanExercise(Schema):
    """An exercise to plan; *exercise* is one that was launched already."""

    day = fields.Date(required=True)
    title = _texts(required=True)
    scenario = _optional(_ID)
    plan = _optional(_ID)
    duties = _ids()
    joint = fields.Boolean(load_default=False)
    parties = fields.List(
        fields.String(validate=_SHORT), load_default=list, validate=validate.Length(max=_MOST)
    )
    owner = _optional(_SHORT)
    remind = _addresses()
    note = _optional(_LONG)
    exercise = _optional(_ID)


class PlanSeveral(Schema):
    """Several exercises to plan at once."""

    exercises = fields.List(
        fields.Nested(PlanExercise), required=True, validate=validate.Length(min=1, max=200)
    )


class ChangePlanned(Schema):
    """Fields of a planned exercise to change, seen at *revision*."""

    day = fields.Date()
    title = _texts(required=False)
    scenario = fields.String(allow_none=True, validate=_ID)
    plan = fields.String(allow_none=True, validate=_ID)
    duties = fields.List(fields.String(validate=_ID), validate=validate.Length(max=_MOST))
    joint = fields.Boolean()
    parties = fields.List(fields.String(validate=_SHORT), validate=validate.Length(max=_MOST))
    owner = fields.String(allow_none=True, validate=_SHORT)
    remind = fields.List(fields.String(validate=_address), validate=validate.Length(max=_MOST))
    note = fields.String(allow_none=True, validate=_LONG)
    revision = fields.Integer(load_default=None, allow_none=True)


class CancelPlanned(Schema):
    """Why an exercise is cancelled."""

    reason = fields.String(required=True, validate=validate.Length(min=1, max=2000))


class LinkPlanned(Schema):
    """The exercise that was launched for a planned one; null takes the link away."""

    exercise = fields.String(required=True, allow_none=True, validate=_ID)


class HandIn(Schema):
    """The day on which a report was handed in; null takes it back."""

    day = fields.Date(required=True, allow_none=True)


class WriteDuty(Schema):
    """A duty as a document of duties writes it, whole or the keys that differ; seen at *revision*."""

    duty = fields.Dict(keys=fields.String(validate=_ID), required=True)
    revision = fields.Integer(load_default=None, allow_none=True)


class ProgrammeFeed(Schema):
    """A calendar feed of the programme to make."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=80))
    language = fields.String(required=True, validate=validate.OneOf(("zh", "en")))


class OfYear(Schema):
    """Which year is asked for; this one when none is named."""

    year = fields.Integer(load_default=None, validate=validate.Range(min=2000, max=2100))
    lang = fields.String(load_default="zh", validate=_ID)
    format = fields.String(load_default="docx", validate=_ID)


class MailSettings(Schema):
    """How mail is sent; a password that is left out stays as it is, an empty one is taken away."""

    enabled = fields.Boolean(required=True)
    host = fields.String(required=True, validate=validate.Length(max=253))
    port = fields.Integer(required=True, validate=validate.Range(min=1, max=65535))
    security = fields.String(required=True, validate=validate.OneOf(("none", "starttls", "tls")))
    user = fields.String(load_default="", validate=_SHORT)
    password = fields.String(load_default=None, allow_none=True, validate=_SHORT)
    sender = fields.String(required=True, validate=_address)
    sender_name = fields.String(load_default="", validate=validate.Length(max=80))
    reply_to = fields.String(load_default=None, allow_none=True, validate=_address)
    always = _addresses()
    language = fields.String(load_default="both", validate=validate.OneOf(("zh", "en", "both")))
    days = fields.List(
        fields.Integer(validate=validate.Range(min=0, max=365)),
        load_default=lambda: [30, 7, 1],
        validate=validate.Length(min=1, max=10),
    )


class TestMail(Schema):
    """Whom a test mail is sent to."""

    to = fields.String(required=True, validate=_address)
