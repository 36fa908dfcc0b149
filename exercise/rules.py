"""The rules of scoring.md as numbers: released versions that exercises are pinned to, and variants that ask what if."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

GRADED = "graded"
AS_MET = "as_met"
AS_MISSED = "as_missed"


@dataclass(frozen=True, slots=True)
class Rules:
    """What verdicts are worth and where ratings turn. *late* says what an answer after its limit counts as.

    *late* is GRADED (falling from 1 at the limit to *worth_at_ceiling*), AS_MET (whole up to T_max) or AS_MISSED (no
    credit after the limit). *ceiling_factor* makes T_max of a limit where the plan sets none. The
    worths *by_person* are those of a verdict that a person set where the rules had found another.
    """

    version: str
    worth_at_ceiling: float = 0.2
    worth_compensated: float = 0.6
    worth_of_false: float = -0.5
    worth_late_by_person: float = 0.6
    worth_partial_by_person: float = 0.5
    enough_order: float = 0.8
    ceiling_factor: float = 2
    late: str = GRADED

    def ceiling(self, limit: int) -> int:
        """Return T_max in whole ms for *limit* where the plan sets none."""
        return int(limit * self.ceiling_factor)


RELEASED: Mapping[str, Rules] = MappingProxyType({"2026.1": Rules("2026.1")})
"""Every version that was ever released, the oldest first: what an exercise was judged by can be asked again."""

TODAY = tuple(RELEASED.values())[-1]
"""The rules that new exercises are judged by."""

VARIANTS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "late_counts_as_met": {"late": AS_MET},
        "late_counts_as_missed": {"late": AS_MISSED},
        "ceiling_1_5": {"ceiling_factor": 1.5},
        "ceiling_3": {"ceiling_factor": 3},
    }
)
"""What a reader may doubt, one change of a released version each."""


class UnknownRules(Exception):
    """No released version and no variant of one is called *version*."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version


def rules_of(version: str) -> Rules:
    """Return the rules called *version*: a released one, or ``<released>+<variant>``; raises UnknownRules."""
    released, plus, variant = version.partition("+")
    if released not in RELEASED or (plus and variant not in VARIANTS):
        raise UnknownRules(version)
    return varied(RELEASED[released], variant) if variant else RELEASED[released]


def varied(rules: Rules, variant: str) -> Rules:
    """Return *rules* with what *variant* of VARIANTS changes, under a name of their own."""
    changed: dict[str, object] = {**VARIANTS[variant], "version": f"{rules.version}+{variant}"}
    return replace(rules, **changed)  # type: ignore[arg-type]
