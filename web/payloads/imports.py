"""What requests about imported plans may carry; unknown keys are refused."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from scenarios.origin import ASKED
from web.payloads.plans import ID

_NAME = validate.Length(max=80)


class ImportedDraft(Schema):
    """A draft of a file that was looked at: of a new plan with the id *plan*, or of the plan that it once made."""

    plan = fields.String(
        load_default=None, allow_none=True, validate=[ID, validate.Length(min=1, max=64)]
    )
    title = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))
    name = fields.String(load_default=None, allow_none=True, validate=_NAME)


class WizardAnswer(Schema):
    """An answer about some steps: a value, or ``none`` where there is none on purpose."""

    steps = fields.List(
        fields.String(validate=validate.Length(min=1, max=80)),
        required=True,
        validate=validate.Length(min=1, max=2_000),
    )
    what = fields.String(required=True, validate=validate.OneOf(ASKED))
    value = fields.Raw(load_default=None, allow_none=True)
    written = fields.String(validate=validate.Length(max=4_000))
    none = fields.Boolean(load_default=False)
    hard = fields.Boolean(load_default=False)


class WizardAnswers(Schema):
    """Answers that are written together."""

    answers = fields.List(
        fields.Nested(WizardAnswer), required=True, validate=validate.Length(min=1, max=2000)
    )
    name = fields.String(load_default=None, allow_none=True, validate=_NAME)
