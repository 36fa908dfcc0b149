"""Long work beside the exercises that are played: in a thread of its own, so that nobody's act waits for all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from gevent import get_hub

P = ParamSpec("P")
R = TypeVar("R")


def aside(work: Callable[P, R], *about: P.args, **more: P.kwargs) -> R:
    """Return what *work* returns, and raise what it raises; it must neither wait nor use the database."""
    failed: list[Exception] = []
    done: list[R] = []

    def tried() -> None:
        try:
            done.append(work(*about, **more))
        except Exception as error:  # noqa: BLE001 - for who asked; the pool itself would print it
            failed.append(error)

    get_hub().threadpool.apply(tried)
    if failed:
        raise failed[0]
    return done[0]
