"""How near a simulated mean has to be to a formula: four standard errors, which themselves must be small.

Seeds are fixed, so that a test either always passes or never; four standard errors leave room for a change of the luck.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean, stdev


def tenths(values: Sequence[float]) -> list[float]:
    """Return the means of ten stretches of a long series, each long against what it remembers."""
    part = len(values) // 10
    return [mean(values[n * part : (n + 1) * part]) for n in range(10)]


def is_within(means: Sequence[float], expected: float, most: float = 0.1) -> None:
    """Insist that independent *means* agree with *expected*; *most* is the largest error, as a share of it."""
    error = stdev(means) / len(means) ** 0.5
    assert error < most * expected, f"too few: {error} of {expected}"
    assert abs(mean(means) - expected) < 4 * error, f"{mean(means)} is not {expected} ± {error}"


def is_share(times: int, of: int, chance: float) -> None:
    """Insist that what happened *times* out of *of* has that *chance*."""
    error = (chance * (1 - chance) / of) ** 0.5
    assert abs(times / of - chance) <= 4 * error + 1e-12, f"{times}/{of} is not {chance} ± {error}"
