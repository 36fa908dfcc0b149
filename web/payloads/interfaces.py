"""What other systems ask of findings, and what they push back."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from exercise.evaluation.findings import SEVERITIES
from exercise.improvement.action_path import REPORTED
from exercise.improvement.proof import CLOSED, STANDINGS

_ID = validate.Length(min=1, max=80)
_MOST = 1000


class FindingsAsked(Schema):
    """Which findings are pulled."""

    standing = fields.String(load_default=None, validate=validate.OneOf(STANDINGS))
    severity = fields.String(load_default=None, validate=validate.OneOf(SEVERITIES))
    exercise = fields.String(load_default=None, validate=_ID)
    since = fields.String(load_default=None, validate=validate.Length(min=1, max=200))
    limit = fields.Integer(load_default=None, validate=validate.Range(1, _MOST))
    lang = fields.String(load_default="zh", validate=_ID)


class PatchAsked(Schema):
    """Of which findings, and of what came after which version, a patch is wanted."""

    standing = fields.String(load_default=None, validate=validate.OneOf(STANDINGS))
    severity = fields.String(load_default=None, validate=validate.OneOf(SEVERITIES))
    exercise = fields.String(load_default=None, validate=_ID)
    after = fields.Integer(load_default=0, validate=validate.Range(0, _MOST))
    lang = fields.String(load_default="zh", validate=_ID)


class Status(Schema):
    """What another system says of one finding or action."""

    id = fields.String(required=True, validate=_ID)
    state = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf((*REPORTED, CLOSED))
    )
    standing = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(STANDINGS))
    revision = fields.Integer(load_default=None, allow_none=True)
    reason = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=2000))
    by = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=80))
    link = fields.Url(load_default=None, allow_none=True, schemes={"http", "https"})


class Statuses(Schema):
    """Statuses that are pushed, all or none."""

    statuses = fields.List(
        fields.Nested(Status), required=True, validate=validate.Length(min=1, max=_MOST)
    )


class PushAsked(Schema):
    """Whether to tell alone what would become of it."""

    dry = fields.Boolean(load_default=False)


class OscalAsked(Schema):
    """Whether to take a plan of action in, who says it, and why where the document does not tell."""

    take = fields.Boolean(load_default=False)
    name = fields.String(load_default=None, validate=validate.Length(max=80))
    reason = fields.String(load_default=None, validate=validate.Length(max=2000))
