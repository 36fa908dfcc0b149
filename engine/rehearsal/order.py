"""What a process of its own is told to rehearse, and what it tells while it does."""

from __future__ import annotations

from dataclasses import dataclass

from engine.rehearsal.rehearsing import Played, Rehearsal
from engine.rehearsal.work import Version
from scenarios.behaviour import Behaviour


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a rehearsal, with the digest of how people behave in it."""

    version: Version
    behaviour_digest: str | None = None

    def played(self) -> Played:
        """Return the side with its look-ups."""
        version = self.version
        return Played(version.setting(), version.refs, version.behaviour, self.behaviour_digest)


@dataclass(frozen=True, slots=True)
class Order:
    """A rehearsal as it travels to another process, without look-ups; *workers* processes do the work."""

    side: Side
    runs: int
    seed: int
    ideal: Behaviour
    compared: Side | None = None
    workers: int = 1

    def rehearsal(self) -> Rehearsal:
        """Return what is to be rehearsed."""
        other = None if self.compared is None else self.compared.played()
        return Rehearsal(self.side.played(), self.runs, self.seed, self.ideal, other)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rehearsal is: *done* of *total* runs, and about how long the rest will take."""

    done: int
    total: int
    left_ms: int | None
