"""What requests about what-ifs may carry; unknown keys are refused."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from engine.whatif import CONTINUE, PEOPLE

_MOST_CHANGES = 60


class TryWhatIf(Schema):
    """Changes as people write them, and who carries on from the fork."""

    changes = fields.List(
        fields.String(validate=validate.Length(min=1, max=2000)),
        required=True,
        validate=validate.Length(max=_MOST_CHANGES),
    )
    continue_with = fields.String(
        data_key="continue", load_default=PEOPLE, validate=validate.OneOf(CONTINUE)
    )


class KeepWhatIf(TryWhatIf):
    """A what-if that is given a name."""

    name = fields.String(
        required=True, validate=(validate.Length(max=120), validate.Regexp(r"\s*\S"))
    )
    by = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=80))
