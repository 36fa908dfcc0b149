"""What requests about rehearsals may carry; unknown keys are refused."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

_ID = validate.Length(min=1, max=80)
MOST_RUNS = 10_000
FEWEST_RUNS = 20
MOST_SEED = (1 << 31) - 1


def _chance() -> fields.Float:
    return fields.Float(load_default=None, allow_none=True, validate=validate.Range(0, 1))


class Tuned(Schema):
    """What somebody tuned: how often things go otherwise, and how much longer everything takes."""

    pace = fields.Float(load_default=None, allow_none=True, validate=validate.Range(0.1, 10))
    skip = _chance()
    best_option = _chance()
    omit = _chance()
    misstate = _chance()


class TunedRole(Tuned):
    """The same of one role, which may also behave *like* another behaviour."""

    like = fields.String(load_default=None, allow_none=True, validate=_ID)


class People(Schema):
    """How people behave: a behaviour from the shelf, and what is tuned."""

    behaviour = fields.String(load_default="trained", validate=_ID)
    everybody = fields.Nested(Tuned, load_default=dict)
    roles = fields.Dict(
        keys=fields.String(validate=_ID),
        values=fields.Nested(TunedRole),
        load_default=dict,
        validate=validate.Length(max=200),
    )


class Other(Schema):
    """The other side of a comparison."""

    plan_version = fields.Integer(load_default=None, allow_none=True)
    people = fields.Nested(People, load_default=None, allow_none=True)


class AskRehearsal(Schema):
    """A rehearsal that somebody wants."""

    plan_version = fields.Integer(load_default=None, allow_none=True)
    people = fields.Nested(People, load_default=lambda: {"behaviour": "trained"})
    runs = fields.Integer(
        load_default=200, strict=True, validate=validate.Range(FEWEST_RUNS, MOST_RUNS)
    )
    seed = fields.Integer(load_default=1, strict=True, validate=validate.Range(0, MOST_SEED))
    compare = fields.Nested(Other, load_default=None, allow_none=True)
    name = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=80))


class AskDraftRehearsal(Schema):
    """A rehearsal of the newest version against a draft, of one of the scenarios that play the plan."""

    scenario = fields.String(required=True, validate=_ID)
    people = fields.Nested(People, load_default=lambda: {"behaviour": "trained"})
    runs = fields.Integer(
        load_default=200, strict=True, validate=validate.Range(FEWEST_RUNS, MOST_RUNS)
    )
    seed = fields.Integer(load_default=1, strict=True, validate=validate.Range(0, MOST_SEED))
    name = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=80))
