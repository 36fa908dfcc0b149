"""One simulated colleague: what waits to be done, what is being done, and when it is attended to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from engine.strain import Strain
from exercise.instances import Instance
from scenarios.behaviour import Attention
from scenarios.procedure import Step
from scenarios.timing import HOUR, Ms

DAY: Ms = 24 * HOUR


def midnight_of(story_start: datetime) -> Ms:
    """Return the exercise time of the last midnight before *story_start*, by the story's own clock."""
    day = story_start.replace(hour=0, minute=0, second=0, microsecond=0)
    return -round((story_start - day) / timedelta(milliseconds=1))


@dataclass(slots=True)
class Task:
    """Something that one colleague is going to do; *due* None until it is taken up.

    Its luck is drawn by *call*, what calls for it, and by *nth*, how often that has called; *limit* is all the time
    that the plan gives. A decision taken *afresh* serves no instance any more.
    """

    role: str
    action: str | None
    call: str
    nth: int = 1
    step: Step | None = None
    instance: Instance | None = None
    about: str | None = None
    deadline: Ms | None = None
    limit: Ms | None = None
    earliest: Ms = 0
    is_escalation: bool = False
    is_afresh: bool = False
    due: Ms | None = None


@dataclass(slots=True)
class Colleague:
    """One role's stand-in; *by* is what its acts say, *attention* the hours in which it takes things up."""

    role: str
    by: str
    attention: Attention | None = None
    midnight: Ms = 0
    waiting: list[Task] = field(default_factory=list)
    doing: Task | None = None
    strain: Strain = field(default_factory=Strain)

    def strain_by(self, at: Ms) -> Strain:
        """Return how much there was to do until *at*: a part of what is in hand then, and what still waits."""
        ahead = 0 if self.doing is None or self.doing.due is None else self.doing.due - at
        waits = [at - task.earliest for task in self.waiting if task.earliest <= at]
        strain = self.strain
        return replace(
            strain,
            busy=strain.busy - max(0, ahead),
            most_waiting=max(strain.most_waiting, len(waits)),
            longest_wait=max(strain.longest_wait, *waits, 0),
        )

    def next_due(self, now: Ms) -> Ms | None:
        """Return when this colleague finishes something or, from *now* on, can take something up."""
        if self.doing is not None:
            return self.doing.due
        if not self.waiting:
            return None
        return self.attends_from(max(now, min(task.earliest for task in self.waiting)))

    def attends_from(self, at: Ms) -> Ms:
        """Return the first moment from *at* on at which this colleague attends."""
        if self.attention is None:
            return at
        time = (at - self.midnight) % DAY
        return at if self.attention.attends(time) else at + (self.attention.since - time) % DAY
