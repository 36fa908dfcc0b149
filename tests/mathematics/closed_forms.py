"""Textbook formulas, written down on their own: nothing here is taken from the program that they judge.

Times have no unit; a queue's *load* is the arrival rate times the mean length of service.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import erf, exp, lgamma, log, sqrt


def erlang_c(servers: int, load: float) -> float:
    """Return the chance of having to wait in M/M/c, by way of Erlang's loss formula."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


def wait_m_m_c(servers: int, rate: float, service: float) -> float:
    """Return the mean wait of all in M/M/c."""
    load = rate * service
    return erlang_c(servers, load) * service / (servers - load)


def wait_m_g_1(rate: float, mean: float, square: float) -> float:
    """Return the mean wait in M/G/1 (Pollaczek and Khinchine); *square* is the mean square of a service."""
    return rate * square / (2 * (1 - rate * mean))


def wait_m_d_c(servers: int, rate: float, service: float) -> float:
    """Return the mean wait in M/D/c by Crommelin's series."""
    load, total = rate * service, 0.0
    for i in range(1, 200):
        at_least = _poisson_from(i * servers, i * load)
        more = at_least - _poisson(i * servers, i * load)
        total += at_least - servers / load * more
    return total * service


def wait_m_d_c_by_chain(servers: int, rate: float, service: float, most: int = 120) -> float:
    """Return the same from the chain of the numbers present, one service apart, and Little's law."""
    load = rate * service
    arrivals = [_poisson(n, load) for n in range(most)]
    shares = [1.0] + [0.0] * (most - 1)
    for _ in range(400):
        left = [sum(shares[: servers + 1]), *shares[servers + 1 :]]
        shares = [
            sum(left[n] * arrivals[total - n] for n in range(min(len(left), total + 1)))
            for total in range(most)
        ]
    queue = sum(max(0, n - servers) * share for n, share in enumerate(shares))
    return queue / rate


def _poisson(n: int, mean: float) -> float:
    return exp(n * log(mean) - mean - lgamma(n + 1))


def _poisson_from(n: int, mean: float) -> float:
    """Return the chance of *n* or more."""
    total, term, k = 0.0, _poisson(n, mean), n
    while term > 1e-18 or k < mean:
        total += term
        k += 1
        term *= mean / k
    return total


def normal_cdf(x: float) -> float:
    """Return the standard normal's share below *x*."""
    return (1 + erf(x / sqrt(2))) / 2


def lognormal_cdf(x: float, median: float, sigma: float) -> float:
    """Return the share of lognormal lengths at or below *x*."""
    return normal_cdf(log(x / median) / sigma) if x > 0 else 0.0


def lognormal_pdf(x: float, median: float, sigma: float) -> float:
    """Return how dense lognormal lengths lie at *x*."""
    z = log(x / median) / sigma
    return exp(-z * z / 2) / (x * sigma * 2.5066282746310002)


def lognormal_moments(median: float, sigma: float) -> tuple[float, float]:
    """Return the mean and the mean square of a lognormal length."""
    return median * exp(sigma**2 / 2), median**2 * exp(2 * sigma**2)


def triangular_cdf(x: float, least: float, mode: float, most: float) -> float:
    """Return the share of triangular lengths at or below *x*."""
    if x <= least:
        return 0.0
    if x >= most:
        return 1.0
    if x <= mode:
        return (x - least) ** 2 / ((most - least) * (mode - least))
    return 1 - (most - x) ** 2 / ((most - least) * (most - mode))


def triangular_moments(least: float, mode: float, most: float) -> tuple[float, float]:
    """Return the mean and the mean square of a triangular length."""
    mean = (least + mode + most) / 3
    a, m, b = least, mode, most
    return mean, (a * a + m * m + b * b + a * m + a * b + m * b) / 6


def integral(f: Callable[[float], float], low: float, high: float, parts: int = 4000) -> float:
    """Return the integral of *f* by Simpson's rule."""
    width = (high - low) / (2 * parts)
    odd = sum(f(low + (2 * i + 1) * width) for i in range(parts))
    even = sum(f(low + 2 * i * width) for i in range(1, parts))
    return width / 3 * (f(low) + f(high) + 4 * odd + 2 * even)


def farthest(sample: Iterable[float], cdf: Callable[[float], float]) -> float:
    """Return the Kolmogorov-Smirnov distance of *sample* from *cdf*."""
    ordered = sorted(sample)
    n = len(ordered)
    return max(
        max((i + 1) / n - share, share - i / n)
        for i, share in enumerate(cdf(value) for value in ordered)
    )


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return Pearson's correlation."""
    n = len(xs)
    mx, my = sum(xs) / n, sum(ys) / n
    shared = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    return shared / sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))


def waits(servers: int, arrivals: Sequence[int], services: Sequence[int]) -> list[int]:
    """Return every wait in the order of coming, by the recursion of Kiefer and Wolfowitz (Lindley's for one server)."""
    free = [0] * servers
    found = []
    for at, service in zip(arrivals, services, strict=True):
        begin = max(at, free[0])
        found.append(begin - at)
        free[0] = begin + service
        free.sort()
    return found
