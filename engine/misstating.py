"""What somebody says who gets a fact wrong: of the right kind, plausible, and false by the plan's own measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from scenarios.plan import Field
from scenarios.timing import MINUTE

_SOON, _LATE = 1 * MINUTE, 15 * MINUTE
_LITTLE, _MUCH = 0.2, 0.6


def misstated(
    field: Field, truth: object, tolerance: float, services: Sequence[str], luck: float
) -> object:
    """Return something false of *field* instead of *truth*, which by *luck*; None where nothing fits."""
    return _WAYS[field.type](field, truth, tolerance, services, luck)


def _another(field: Field, truth: object, _: float, __: Sequence[str], luck: float) -> object:
    return _pick([option.id for option in field.options if option.id != truth], luck)


def _other_options(field: Field, truth: object, _: float, __: Sequence[str], luck: float) -> object:
    return _other_set([option.id for option in field.options], truth, luck)


def _other_services(
    _: Field, truth: object, __: float, services: Sequence[str], luck: float
) -> object:
    return _other_set(services, truth, luck)


def _other_set(known: Sequence[str], truth: object, luck: float) -> object:
    """Return *truth* with one of *known* too many or too few; a set never becomes empty, which says nothing."""
    now = set(truth) if isinstance(truth, list | tuple | set | frozenset) else set()
    if len(now) == 1:
        other = _pick([each for each in known if each not in now], luck)
        return None if other is None else [other]
    one = _pick(known, luck)
    return None if one is None else [each for each in known if each in now ^ {one}]


def _other_time(
    _: Field, truth: object, tolerance: float, __: Sequence[str], luck: float
) -> object:
    """Return a time off by a minute to a quarter of an hour more than is tolerated, too early or too late."""
    try:
        moment = datetime.fromisoformat(str(truth))
    except ValueError:
        return None
    sign, share = _two_sided(luck)
    off = timedelta(milliseconds=round(tolerance + _SOON + share * (_LATE - _SOON)))
    return (moment + sign * off).isoformat()


def _other_number(
    _: Field, truth: object, tolerance: float, __: Sequence[str], luck: float
) -> object:
    """Return a number off by a fifth to three fifths, at least by more than is tolerated; never one below zero."""
    if isinstance(truth, bool) or not isinstance(truth, int | float):
        return None
    sign, share = _two_sided(luck)
    off = max(abs(truth) * (_LITTLE + share * (_MUCH - _LITTLE)), tolerance * 1.5, 1)
    said = truth + sign * off
    said = truth + off if truth >= 0 > said else said
    if not isinstance(truth, int):
        return said
    return round(said) if abs(round(said) - truth) > tolerance else truth + round(tolerance) + 2


def _opposite(_: Field, truth: object, __: float, ___: Sequence[str], ____: float) -> object:
    return truth in (False, "no")


def _nothing(_: Field, __: object, ___: float, ____: Sequence[str], _____: float) -> object:
    """Say nothing: no words are made up."""
    return None


def _pick(known: Sequence[str], luck: float) -> str | None:
    return known[int(luck * len(known))] if known else None


def _two_sided(luck: float) -> tuple[int, float]:
    """Return a sign, and how far off as a share, both by one *luck*."""
    return (-1, 1 - 2 * luck) if luck < 0.5 else (1, 2 * luck - 1)


_WAYS: Mapping[str, Callable[[Field, object, float, Sequence[str], float], object]] = {
    "text": _nothing,
    "number": _other_number,
    "time": _other_time,
    "choice": _another,
    "choices": _other_options,
    "services": _other_services,
    "yes-no": _opposite,
}
