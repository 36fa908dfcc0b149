"""What requests about drafts of plans may carry; unknown keys are refused."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from exercise.improvement.change import DECISIONS, OPS
from exercise.improvement.rebasing import MINE, OTHER, THEIRS

_ID = validate.Length(min=1, max=80)
_ADDRESS = validate.Length(min=1, max=200)
_WORDS = validate.Length(max=4000)
_LONG = validate.Length(max=20_000)
_PLAN = validate.Length(max=2_000_000)


class Named(Schema):
    """Whoever does something gives a name where the pass has none."""

    name = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=80))


class NewDraft(Named):
    """A draft of the next version: of a table's improvement actions, or of nothing yet."""

    table = fields.String(load_default=None, allow_none=True, validate=_ID)
    actions = fields.List(fields.String(), load_default=list, validate=validate.Length(max=500))
    title = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))


class DraftTitle(Named):
    """What a draft is called."""

    title = fields.String(required=True, allow_none=True, validate=validate.Length(max=200))


class PlaceOfItem(Schema):
    """Where an item shall stand: in which procedure and after which item."""

    procedure = fields.String(data_key="in", load_default=None, allow_none=True, validate=_ID)
    after = fields.String(load_default=None, allow_none=True, validate=_ID)


class NewChange(Named):
    """A change written by hand: ``new`` as a value, or ``written`` as YAML; ``seen`` is what stood there before."""

    op = fields.String(load_default="set", validate=validate.OneOf(OPS))
    step = fields.String(required=True, validate=_ADDRESS)
    key = fields.String(load_default="", validate=validate.Length(max=80))
    new = fields.Raw(load_default=None, allow_none=True)
    written = fields.String(validate=_LONG)
    seen = fields.Raw(allow_none=True)
    place = fields.Nested(PlaceOfItem, load_default=None, allow_none=True)
    note = fields.String(load_default="", validate=_WORDS)


class ChangeDecision(Named):
    """What a plan owner says to a change, and at which revision of it they said so."""

    decision = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(DECISIONS))
    new = fields.Raw(allow_none=True)
    written = fields.String(validate=_LONG)
    note = fields.String(validate=_WORDS)
    revision = fields.Integer(load_default=None, allow_none=True)


class Resolution(Named):
    """How the conflict of a change is resolved; ``new`` or ``written`` where it is neither mine nor theirs."""

    take = fields.String(required=True, validate=validate.OneOf((MINE, THEIRS, OTHER)))
    new = fields.Raw(allow_none=True)
    written = fields.String(validate=_LONG)
    revision = fields.Integer(load_default=None, allow_none=True)


class Removal(Named):
    """Which revision of a change is to be taken away."""

    revision = fields.Integer(load_default=None, allow_none=True)


class Upload(Named):
    """The text of an edited plan."""

    text = fields.String(required=True, validate=_PLAN)


class Submission(Named):
    """What the approver is told, and from which day the version shall hold."""

    note = fields.String(load_default="", validate=_WORDS)
    effective = fields.Date(load_default=None, allow_none=True)


class Answer(Named):
    """What another person says to a submitted draft."""

    answer = fields.String(required=True, validate=validate.OneOf(("approved", "sent_back")))
    reason = fields.String(load_default="", validate=_WORDS)


class TakeBack(Named):
    """Why a submission is taken back."""

    reason = fields.String(load_default="", validate=_WORDS)
