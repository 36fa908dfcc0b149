"""Luck: random numbers that depend on nothing but the run's seed, what is drawn, and how many-th it is."""

from __future__ import annotations

from hashlib import blake2b
from math import exp, sqrt
from statistics import NormalDist

from scenarios.plan import Fixed, Lognormal, Takes, Triangular
from scenarios.timing import Ms

_STEPS = 1 << 53
_NORMAL = NormalDist()


def uniform(seed: int, what: str, nth: int) -> float:
    """Return the *nth* number for *what*, strictly between 0 and 1, the same on every machine and Python.

    A what-if that asks for the same thing as often as the real run did therefore shares its luck.
    """
    digest = blake2b(f"{seed}\n{what}\n{nth}".encode(), digest_size=8).digest()
    return ((int.from_bytes(digest, "big") >> 11) + 0.5) / _STEPS


def length(takes: Takes, u: float) -> Ms:
    """Return how long something takes whose luck is *u*: the value below which a share *u* of all draws lies."""
    match takes:
        case Fixed(ms=ms):
            return ms
        case Triangular(least=least, mode=mode, most=most):
            return round(_triangular(least, mode, most, u))
        case Lognormal(median=median, sigma=sigma):
            return round(median * exp(sigma * _NORMAL.inv_cdf(u)))


def _triangular(least: float, mode: float, most: float, u: float) -> float:
    width = most - least
    if width <= 0:
        return least
    if u < (mode - least) / width:
        return least + sqrt(u * width * (mode - least))
    return most - sqrt((1 - u) * width * (most - mode))


class Draws:
    """The luck of one run: counts how often each thing was drawn."""

    __slots__ = ("_drawn", "seed")

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._drawn: dict[str, int] = {}

    def uniform(self, what: str) -> float:
        """Return the next number for *what*, strictly between 0 and 1."""
        nth = self._drawn[what] = self._drawn.get(what, 0) + 1
        return uniform(self.seed, what, nth)

    def length(self, what: str, takes: Takes) -> Ms:
        """Return the next length of time for *what*; a fixed one draws too, so that later luck stays the same."""
        return length(takes, self.uniform(what))

    def happens(self, what: str, chance: float) -> bool:
        """Return whether the next *what* happens, which it does in a share *chance* of all draws."""
        return self.uniform(what) < chance
