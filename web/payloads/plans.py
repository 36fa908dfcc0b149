"""What requests about plans may carry; unknown keys are refused."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

ID = validate.Regexp(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_FREE = validate.NoneOf(("import",))
"""Addresses under ``/plans`` that lead elsewhere than to a plan."""
_NAME = validate.Length(max=80)
_TITLE = validate.Length(max=200)


class NewPlan(Schema):
    """A plan that begins with the six chapters and nothing decided in them."""

    id = fields.String(required=True, validate=[ID, validate.Length(max=80), _FREE])
    title = fields.Dict(
        keys=fields.String(validate=validate.OneOf(("zh", "en"))),
        values=fields.String(validate=_TITLE),
        required=True,
        validate=validate.Length(min=1),
    )
    name = fields.String(load_default=None, allow_none=True, validate=_NAME)


class Owner(Schema):
    """A person who answers for a plan."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=80))
    email = fields.Email(load_default=None, allow_none=True)


class PlanCardChange(Schema):
    """What is written on a plan's card beside its text."""

    owners = fields.List(fields.Nested(Owner), validate=validate.Length(max=20))
    review_by = fields.Date(allow_none=True)
    archived = fields.Boolean()


class Restore(Schema):
    """A version to go back to, and who asks for it."""

    version = fields.Integer(required=True, validate=validate.Range(min=1))
    name = fields.String(load_default=None, allow_none=True, validate=_NAME)
