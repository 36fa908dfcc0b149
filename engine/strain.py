"""How much a simulated colleague has had to do: what a rehearsal tells of each role's load."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.timing import Ms


@dataclass(slots=True)
class Strain:
    """How much one colleague has had to do so far: time spent, things done, most waiting at once, longest wait."""

    busy: Ms = 0
    tasks: int = 0
    most_waiting: int = 0
    longest_wait: Ms = 0

    def take(self, waited: Ms, takes: Ms, left: int) -> None:
        """Count one more thing that is taken up while *left* others wait."""
        self.busy += takes
        self.tasks += 1
        self.most_waiting = max(self.most_waiting, left)
        self.longest_wait = max(self.longest_wait, waited)
