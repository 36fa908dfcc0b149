"""What a look at the past may ask for."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from web.travelling import Look

_LONGEST_MS = 10**12
_MOST_ENTRIES = 10**9


class LookAt(Schema):
    """A moment by its time or by an entry's number, whose eyes, the last entry known already, and whether judged."""

    time = fields.Integer(load_default=None, validate=validate.Range(0, _LONGEST_MS))
    seq = fields.Integer(load_default=None, validate=validate.Range(0, _MOST_ENTRIES))
    eyes = fields.String(data_key="as", load_default=None, validate=validate.Length(max=120))
    after = fields.Integer(load_default=None, validate=validate.Range(0, _MOST_ENTRIES))
    judged = fields.Boolean(load_default=True)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Look:
        """Return what is asked for."""
        return Look(**values)
