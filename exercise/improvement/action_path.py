"""The way of an action from one state to another that somebody else reports: which moves it takes."""

from __future__ import annotations

from collections import deque

from exercise.improvement.action_course import (
    ACCEPTED,
    DONE,
    IN_PROGRESS,
    MERGED,
    MOVES,
    PROPOSED,
    REJECTED,
    VERIFIED,
    next_state,
)

_FORWARD = (PROPOSED, ACCEPTED, IN_PROGRESS, DONE, VERIFIED)
_AGAIN = (ACCEPTED, IN_PROGRESS)
REPORTED = (*_FORWARD, REJECTED)
"""The states that another system can report."""


def path_to(state: str, target: str) -> tuple[str, ...] | None:
    """Return the moves from *state* to *target*, the fewest that lead there; None when none do.

    What is over is opened again only where the target is work to be done, never to be judged anew in one go.
    """
    waiting: deque[tuple[str, tuple[str, ...]]] = deque([(state, ())])
    seen = {state}
    while waiting:
        at, path = waiting.popleft()
        if at == target:
            return path
        for do, (allowed, _) in MOVES.items():
            is_fit = at in allowed and do != "merge" and (do != "reopen" or target in _AGAIN)
            then = next_state(at, do, do) if is_fit else at
            if then not in seen:
                seen.add(then)
                waiting.append((then, (*path, do)))
    return None


def is_further(state: str, target: str) -> bool:
    """Whether *target* lies ahead of *state*; what was rejected or merged is nowhere on the way."""
    if target == REJECTED:
        return state not in (REJECTED, MERGED, DONE, VERIFIED)
    return state in _FORWARD and _FORWARD.index(target) > _FORWARD.index(state)
