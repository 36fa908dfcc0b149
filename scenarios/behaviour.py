"""How simulated people behave: how soon they notice and act, what they leave out, choose and get wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from scenarios.text import NOTHING, Text
from scenarios.timing import MINUTE, SECOND, Ms

SPREAD = 0.45
"""The deviation of a lognormal length's logarithm: half of all lengths lie within a third of the median."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long something takes: lognormal around *median* or a share *of_limit*, whichever is shorter.

    Never less than *least*, nor more than *longest* or *longest_of_limit*. Who is in a *hurry* divides what is left of
    the limit among all that waits.
    """

    median: Ms | None = None
    of_limit: float | None = None
    sigma: float = SPREAD
    least: Ms = 0
    longest: Ms | None = None
    longest_of_limit: float | None = None
    hurry: bool = False


@dataclass(frozen=True, slots=True)
class Attention:
    """Hours of the story in which somebody attends, by time of day.

    They pass midnight where they end before they begin, and last all day where they end as they begin.
    """

    since: Ms
    until: Ms

    def attends(self, time: Ms) -> bool:
        """Whether somebody attends at the *time* of day."""
        if self.since < self.until:
            return self.since <= time < self.until
        return time >= self.since or time < self.until


@dataclass(frozen=True, slots=True)
class Profile:
    """How somebody behaves; None where nothing is said, which is then as it is for everybody."""

    notice: Pace | None = None
    act: Pace | None = None
    hearsay: Pace | None = None
    reading: Pace | None = None
    skip: float | None = None
    best_option: float | None = None
    omit: float | None = None
    misstate: float | None = None
    attention: Attention | None = None

    def over(self, before: Profile) -> Profile:
        """Return this profile with what it does not say taken from *before*."""
        said = ((name, getattr(self, name)) for name in _ASPECTS)
        return Profile(*(getattr(before, n) if value is None else value for n, value in said))


_ASPECTS = tuple(each.name for each in fields(Profile))
SILENT = Profile()


@dataclass(frozen=True, slots=True)
class Slips:
    """How often one field of a form is left out or misstated."""

    omit: float | None = None
    misstate: float | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How an action is carried out: the weight of each option, and the slips in each field of its form."""

    options: Mapping[str, float] = field(default_factory=dict)
    fields: Mapping[str, Slips] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How everybody in an exercise behaves; *plan* says whose roles, steps and actions are named, if any are."""

    id: str
    title: Text
    version: int = 1
    plan: str | None = None
    notes: Text = NOTHING
    measured_from: tuple[str, ...] = ()
    default: Profile = SILENT
    roles: Mapping[str, Profile] = field(default_factory=dict)
    steps: Mapping[str, Profile] = field(default_factory=dict)
    actions: Mapping[str, Manner] = field(default_factory=dict)

    def of(self, role: str, step: str | None = None) -> Profile:
        """Return how *role* behaves, at *step* where one is given."""
        found = self.default.over(USUAL)
        if role in self.roles:
            found = self.roles[role].over(found)
        if step is not None and step in self.steps:
            found = self.steps[step].over(found)
        return found

    def slips(self, action: str, name: str, profile: Profile) -> Slips:
        """Return how often the field *name* of the form of *action* goes wrong for somebody of *profile*."""
        manner = self.actions.get(action, Manner())
        own = manner.fields.get(name, Slips())
        return Slips(
            profile.omit if own.omit is None else own.omit,
            profile.misstate if own.misstate is None else own.misstate,
        )


USUAL = Profile(
    notice=Pace(median=0, sigma=0.0),
    act=Pace(
        median=90 * SECOND,
        of_limit=0.35,
        least=4 * SECOND,
        longest=4 * MINUTE,
        longest_of_limit=0.85,
        hurry=True,
    ),
    hearsay=Pace(median=40 * SECOND, longest_of_limit=1 / 3),
    reading=Pace(median=12 * SECOND, least=4 * SECOND, longest=4 * MINUTE),
    skip=0.0,
    best_option=1.0,
    omit=0.0,
    misstate=0.0,
)
"""Trained people, who attend at all hours: what holds wherever a behaviour says nothing."""

TRAINED = Behaviour("trained", Text.plain("trained"))
PRESETS = ("ideal", "trained", "average", "poor")
