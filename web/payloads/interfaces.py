"""What other systems ask of findings, and what they push back."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from exercise.evaluation.findings import SEVERITIES
from exercise.improvement.proof import STANDINGS

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
