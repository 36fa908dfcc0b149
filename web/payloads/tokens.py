"""What is sent about tokens."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from web.tokens import DUTIES


class NewToken(Schema):
    """A token to make: what it is called and what it may do."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=40))
    may = fields.List(
        fields.String(validate=validate.OneOf(DUTIES)),
        required=True,
        validate=validate.Length(min=1),
    )
