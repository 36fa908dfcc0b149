"""One run on its own clock: takes commands as they come and plays what falls due. No threads, nothing kept."""

from __future__ import annotations

from engine.clock import WallClock
from engine.colleagues import Colleagues
from engine.run import Result, Run
from exercise.commands import Command, Pause
from exercise.entry import Entry
from scenarios.timing import SECOND, Ms

MOST_AT_ONCE = 256
"""After so many due moments a run lets others have their turn."""


class LiveRun:
    """A run, its clock and its simulated colleagues, moved along by whoever owns it.

    *collected* is the list that the run's `keep` fills; `take` hands out what has come since. *seats* are the roles
    that have a seat, None for those of the scenario.
    """

    def __init__(
        self,
        name: str,
        run: Run,
        clock: WallClock,
        collected: list[Entry],
        seats: tuple[str, ...] | None = None,
        colleagues: Colleagues | None = None,
    ) -> None:
        self.name = name
        self.run = run
        self.clock = clock
        self.seats = seats
        self.reached: Ms = clock.read()
        self._collected = collected
        self._colleagues = colleagues
        self._asked: Ms | None = (
            None  # when colleagues were asked last, if nothing has come about since
        )
        self._heard = 0

    @property
    def is_running(self) -> bool:
        """Whether exercise time passes by the journal: started, not paused, not ended."""
        state = self.run.proceedings.state
        return state.started and not state.paused and state.ended_at is None

    def admit(self, command: Command, moment: int) -> Result:
        """Play what was due before, then take *command* at what the clock reads at *moment*."""
        while self.play(moment):
            pass
        result = self.run.admit(command, self.clock.read(moment))
        self._follow(moment)
        return result

    def catch_up(self, moment: int) -> None:
        """Play what was due before, and let the run know what the clock reads at *moment*."""
        while self.play(moment):
            pass
        if self.is_running:
            self.run.advance(self.clock.read(moment))
            self._follow(moment)

    def play(self, moment: int, most: int = MOST_AT_ONCE) -> bool:
        """Play what is due at *moment*, *most* due times at once; say whether more is due."""
        for _ in range(most):
            due = self.next_due()
            if due is None or due > self.clock.read(moment):
                self.reached = max(self.reached, self.clock.read(moment))
                return False
            self._play_until(due, moment)
        return True

    def next_due(self) -> Ms | None:
        """Return when something happens next by itself; None when nothing will."""
        dues = (self.run.next_due(), self._colleagues_due())
        return min((due for due in dues if due is not None), default=None)

    def next_moment(self) -> int | None:
        """Return the moment at which something is due; None while the clock stands or nothing will be."""
        due = self.next_due()
        return None if due is None else self.clock.moment_of(due)

    def time_known(self, moment: int) -> Ms:
        """Return how far the exercise has come with nothing left to play, which a restart may rely on."""
        due, now = self.next_due(), self.clock.read(moment)
        return self.reached if due is not None and due <= now else now

    def stand(self, reason: str, moment: int) -> None:
        """Pause, with *reason* in the journal, unless time stands by the journal already."""
        if self.is_running:
            self.run.admit(Pause(reason=reason), self.clock.read(moment))
            self._follow(moment)

    def take(self) -> tuple[Entry, ...]:
        """Return the entries that came since the last time."""
        taken = tuple(self._collected)
        self._collected.clear()
        self._heard = 0
        return taken

    def _colleagues_due(self) -> Ms | None:
        """Return when colleagues act next; those who had nothing to do when asked are asked again a little later."""
        due = None if self._colleagues is None else self._colleagues.next_due()
        if due is None or self._asked is None or due > self._asked:
            return due
        return self._asked + SECOND

    def _play_until(self, due: Ms, moment: int) -> None:
        self.run.advance(due)
        self._follow(moment)
        if self._colleagues is not None:
            acts = self._colleagues.acts_due(due)
            self._asked = due
            for act in acts:
                self.run.admit(act, due)
                self._follow(moment)
        self.reached = max(self.reached, due)

    def _follow(self, moment: int) -> None:
        """Let clock and colleagues hear the entries that are new to them."""
        while self._heard < len(self._collected):
            entry = self._collected[self._heard]
            self._heard += 1
            self.clock.hear(entry, moment)
            if self._colleagues is not None:
                self._colleagues.hear(entry)
                self._asked = None
