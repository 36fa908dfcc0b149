"""Agreement of evaluators: weighted kappa over the ratings that two gave to the same subjects.

Cohen's weighted kappa (J. Cohen, Psychological Bulletin 70, 1968): one minus the mean distance of the two ratings of
each subject over the mean distance expected from how often each evaluator gives each rating. For more than two
evaluators the mean of all pairs (R. J. Light, Psychological Bulletin 76, 1971).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from exercise.rounding import rounded

SCALE = ("P", "S", "M", "U")
LINEAR, QUADRATIC = "linear", "quadratic"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far evaluators agree: *items* rated by two or more, the share of *exact* pairs, *kappa* -1 to 1.

    *exact* and *kappa* are None when nothing was rated twice; *kappa* also when fewer than two items were, or when
    chance alone leaves no room to differ (both give one and the same rating throughout).
    """

    items: int
    exact: float | None
    kappa: float | None


def weighted_kappa(
    pairs: Sequence[tuple[str, str]],
    weights: str = LINEAR,
    scale: Sequence[str] = SCALE,
) -> float | None:
    """Return the weighted kappa of *pairs* (one evaluator's rating, the other's) on an ordered *scale*."""
    if len(pairs) < 2:
        return None
    place = {rating: number for number, rating in enumerate(scale)}
    power = 2 if weights == QUADRATIC else 1
    observed = sum(abs(place[a] - place[b]) ** power for a, b in pairs) / len(pairs)
    ones, others = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = (
        sum(ones[a] * others[b] * abs(place[a] - place[b]) ** power for a in ones for b in others)
        / len(pairs) ** 2
    )
    return None if not expected else rounded(1 - observed / expected)


def agreement(
    ratings: Mapping[str, Mapping[str, str]],
    subjects: Collection[str] | None = None,
    weights: str = LINEAR,
) -> Agreement:
    """Return how far the evaluators of *ratings* (evaluator -> subject -> rating) agree on *subjects*, None: on all."""
    together = [
        _pairs(ratings[one], ratings[other], subjects) for one, other in combinations(ratings, 2)
    ]
    pairs = [pair for of_two in together for pair in of_two]
    kappas = [k for of_two in together if (k := weighted_kappa(of_two, weights)) is not None]
    return Agreement(
        items=_rated_twice(ratings, subjects),
        exact=rounded(sum(a == b for a, b in pairs) / len(pairs)) if pairs else None,
        kappa=rounded(sum(kappas) / len(kappas)) if kappas else None,
    )


def pairwise(
    ratings: Mapping[str, Mapping[str, str]], weights: str = LINEAR
) -> dict[tuple[str, str], Agreement]:
    """Return the agreement of every two evaluators."""
    return {
        (one, other): agreement({one: ratings[one], other: ratings[other]}, None, weights)
        for one, other in combinations(ratings, 2)
    }


def _pairs(
    one: Mapping[str, str], other: Mapping[str, str], subjects: Collection[str] | None
) -> list[tuple[str, str]]:
    return [
        (rating, other[subject])
        for subject, rating in one.items()
        if subject in other and (subjects is None or subject in subjects)
    ]


def _rated_twice(ratings: Mapping[str, Mapping[str, str]], subjects: Collection[str] | None) -> int:
    times = Counter(subject for given in ratings.values() for subject in given)
    return sum(
        1 for subject, n in times.items() if n > 1 and (subjects is None or subject in subjects)
    )
