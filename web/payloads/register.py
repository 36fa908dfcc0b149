"""What requests about the register may carry; unknown keys are refused."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from exercise.evaluation.findings import SEVERITIES
from exercise.improvement import classes, root_cause
from exercise.improvement.action_course import MOVES
from exercise.improvement.register_csv import ELEMENTS, OWNER_KINDS
from web.feeds import EVENTS as AS_EVENTS
from web.feeds import TODOS
from web.webhooks.outbox import EVENTS

_ID = validate.Length(min=1, max=80)
_SHORT = validate.Length(max=200)
_LONG = validate.Length(max=4000)


def _optional(check: validate.Validator) -> fields.String:
    return fields.String(load_default=None, allow_none=True, validate=check)


def _texts() -> fields.Dict:
    return fields.Dict(
        keys=fields.String(validate=validate.OneOf(("zh", "en"))),
        values=fields.String(validate=_LONG),
    )


class DecideFindings(Schema):
    """What becomes of some findings of an exercise."""

    do = fields.String(
        required=True, validate=validate.OneOf(("accept", "reject", "reopen", "merge", "take"))
    )
    findings = fields.List(
        fields.String(validate=_ID), required=True, validate=validate.Length(min=1, max=500)
    )
    into = _optional(_ID)
    reason = _optional(_LONG)
    name = _optional(_SHORT)
    next_exercise = fields.Date(allow_none=True)


class EditFinding(Schema):
    """A person's values of a finding; null gives the program's back."""

    severity = fields.String(allow_none=True, validate=validate.OneOf(SEVERITIES))
    finding_class = fields.String(
        data_key="class", allow_none=True, validate=validate.OneOf(classes.CLASSES)
    )
    root_cause = fields.String(allow_none=True, validate=validate.OneOf(root_cause.CLASSES))
    words = fields.Dict(
        keys=fields.String(validate=validate.OneOf(("zh", "en"))),
        values=fields.String(validate=_LONG),
        allow_none=True,
    )
    reason = _optional(_LONG)
    name = _optional(_SHORT)


class ActionFields(Schema):
    """What a person may write of an action."""

    element = fields.String(validate=validate.OneOf(ELEMENTS))
    words = _texts()
    owner_kind = fields.String(validate=validate.OneOf(OWNER_KINDS))
    owner = fields.String(allow_none=True, validate=_SHORT)
    start = fields.Date(allow_none=True)
    due = fields.Date(allow_none=True)
    name = _optional(_SHORT)


class EditAction(ActionFields):
    """Fields of an action to change, seen at *revision*."""

    revision = fields.Integer(load_default=None, allow_none=True)


class NewAction(ActionFields):
    """One more action of a finding."""

    element = fields.String(required=True, validate=validate.OneOf(ELEMENTS))


class MoveAction(Schema):
    """A step in an action's course."""

    do = fields.String(required=True, validate=validate.OneOf(tuple(MOVES)))
    name = _optional(_SHORT)
    reason = _optional(_LONG)
    into = _optional(_ID)


class Evidence(Schema):
    """A piece of evidence: what it shows, perhaps a link and the name of a file."""

    text = fields.String(required=True, validate=validate.Length(min=1, max=2000))
    link = fields.Url(load_default=None, allow_none=True, schemes={"http", "https"})
    attachment = _optional(_SHORT)
    name = _optional(_SHORT)


class RegisterFilter(Schema):
    """Which actions of the register are asked for."""

    exercise = _optional(_ID)
    plan = _optional(_ID)
    owner = _optional(_SHORT)
    state = _optional(_ID)
    severity = _optional(_ID)
    finding_class = fields.String(data_key="class", load_default=None, validate=_ID)
    overdue = fields.Boolean(load_default=False)
    repeated = fields.Boolean(load_default=False)
    open_only = fields.Boolean(data_key="open", load_default=False)
    lang = fields.String(load_default="zh", validate=_ID)


class CalendarDays(Schema):
    """Days that an organisation has off or works, besides the public ones."""

    holidays = fields.List(fields.Date(), required=True, validate=validate.Length(max=400))
    workdays = fields.List(fields.Date(), required=True, validate=validate.Length(max=400))


class NewFeed(Schema):
    """A calendar feed to make."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=80))
    language = fields.String(required=True, validate=validate.OneOf(("zh", "en")))
    kind = fields.String(
        data_key="as", load_default=AS_EVENTS, validate=validate.OneOf((AS_EVENTS, TODOS))
    )
    plan = _optional(_ID)
    owner = _optional(_SHORT)


class NewWebhook(Schema):
    """A webhook to register; without a secret the server makes one."""

    url = fields.String(required=True, validate=validate.Length(min=1, max=2000))
    events = fields.List(
        fields.String(validate=validate.OneOf(EVENTS)),
        required=True,
        validate=validate.Length(min=1),
    )
    secret = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(min=12, max=200)
    )
