"""What requests about a plan owner's inbox may carry; unknown keys are refused."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

DEEDS = ("draft", "plan", "reject", "merge", "close", "reopen", "undo")

_ID = validate.Length(min=1, max=80)
_SHORT = validate.Length(max=200)
_LONG = validate.Length(max=4000)


class InboxEdit(Schema):
    """What a person puts in place of the proposed change, or where none is proposed."""

    step = fields.String(validate=validate.Length(min=1, max=200))
    key = fields.String(validate=validate.Length(max=200))
    new = fields.Raw(allow_none=True)
    written = fields.String(validate=validate.Length(max=20_000))
    note = fields.String(validate=_LONG)


class InboxAnswer(Schema):
    """What becomes of some findings of the inbox."""

    do = fields.String(required=True, validate=validate.OneOf(DEEDS))
    findings = fields.List(
        fields.String(validate=_ID), required=True, validate=validate.Length(min=1, max=500)
    )
    draft = fields.String(load_default=None, allow_none=True, validate=_ID)
    title = fields.String(load_default=None, allow_none=True, validate=_SHORT)
    edits = fields.Dict(
        keys=fields.String(validate=_ID), values=fields.Nested(InboxEdit), load_default=dict
    )
    into = fields.String(load_default=None, allow_none=True, validate=_ID)
    reason = fields.String(load_default=None, allow_none=True, validate=_LONG)
    owner = fields.String(load_default=None, allow_none=True, validate=_SHORT)
    due = fields.Date(load_default=None, allow_none=True)
    name = fields.String(load_default=None, allow_none=True, validate=_SHORT)
