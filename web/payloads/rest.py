"""What REST requests may carry; unknown keys are refused."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

_ID = validate.Length(min=1, max=80)
_NAME = validate.Length(min=1, max=80)
SEAT_MODES = ("open", "filled", "simulated", "closed")


class Enter(Schema):
    """A link's token, and the name of who comes in."""

    token = fields.String(required=True, validate=validate.Length(min=1, max=2000))
    name = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=80))


class Join(Schema):
    """A table's short code, a name and the seat wanted."""

    code = fields.String(required=True, validate=validate.Length(min=1, max=20))
    name = fields.String(required=True, validate=_NAME)
    role = fields.String(required=True, validate=_ID)


class NewTable(Schema):
    """A table to launch: its name and what its seats are."""

    name = fields.String(required=True, validate=_NAME)
    seats = fields.Dict(
        keys=fields.String(validate=_ID),
        values=fields.String(validate=validate.OneOf(SEAT_MODES)),
        load_default=dict,
    )


class Launch(Schema):
    """An exercise to launch."""

    scenario = fields.String(required=True, validate=_ID)
    plan_version = fields.Integer(load_default=None, allow_none=True)
    title = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))
    open_book = fields.Boolean(load_default=True)
    show_scores_after = fields.Boolean(load_default=True)
    fill = fields.Boolean(load_default=False)
    behaviour = fields.String(load_default="trained", validate=_ID)
    speed = fields.Float(load_default=1.0, validate=validate.Range(min=0.1, max=60))
    seed = fields.Integer(load_default=None, allow_none=True)
    planned = fields.String(load_default=None, allow_none=True, validate=_ID)
    tables = fields.List(
        fields.Nested(NewTable),
        load_default=lambda: [{"name": "A", "seats": {}}],
        validate=validate.Length(min=1, max=50),
    )
