"""The course of an improvement action: from proposed to verified, and who may take which step."""

from __future__ import annotations

from collections.abc import Mapping

PROPOSED, ACCEPTED, IN_PROGRESS = "proposed", "accepted", "in_progress"
DONE, VERIFIED, REJECTED, MERGED = "done", "verified", "rejected", "merged"
STATES = (PROPOSED, ACCEPTED, IN_PROGRESS, DONE, VERIFIED, REJECTED, MERGED)
OPEN_STATES = (PROPOSED, ACCEPTED, IN_PROGRESS)

MOVES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "accept": ((PROPOSED,), ACCEPTED),
    "begin": ((PROPOSED, ACCEPTED), IN_PROGRESS),
    "finish": ((ACCEPTED, IN_PROGRESS), DONE),
    "verify": ((DONE,), VERIFIED),
    "reject": (OPEN_STATES, REJECTED),
    "merge": (OPEN_STATES, MERGED),
    "reopen": ((DONE, VERIFIED, REJECTED, MERGED), IN_PROGRESS),
}
"""What can be done with an action: in which states, and which state it leads to."""

_WITH_REASON = ("reject", "reopen")


class RegisterRefused(Exception):
    """Something cannot be done in the register; *code* says why, *numbers* what its words need."""

    def __init__(self, code: str, **numbers: object) -> None:
        """Keep *code* and *numbers*."""
        super().__init__(code, numbers)
        self.code = code
        self.numbers: Mapping[str, object] = numbers


def next_state(state: str, do: str, reason: str | None) -> str:
    """Return the state that *do* leads to from *state*; raises RegisterRefused ``wrong_state``, ``reason_missing``."""
    allowed, to = MOVES[do]
    if state not in allowed:
        raise RegisterRefused("wrong_state", state=state)
    if do in _WITH_REASON and not (reason or "").strip():
        raise RegisterRefused("reason_missing")
    return ACCEPTED if do == "reopen" and state in (REJECTED, MERGED) else to


def check_verifier(verifier: str | None, owner: str | None, finished_by: str | None) -> str:
    """Return the name of who verifies, who is neither the owner nor who reported it done (doctrine 2.7).

    Raises RegisterRefused ``verifier_missing`` or ``own_verification``.
    """
    name = " ".join((verifier or "").split())
    if not name:
        raise RegisterRefused("verifier_missing")
    if name.casefold() in {(one or "").strip().casefold() for one in (owner, finished_by)}:
        raise RegisterRefused("own_verification", name=name)
    return name


def moves_from(state: str) -> tuple[str, ...]:
    """Return what can be done with an action in *state*."""
    return tuple(do for do, (allowed, _) in MOVES.items() if state in allowed)
