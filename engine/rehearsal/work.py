"""What workers are given and give back: versions of an exercise, stretches of runs, and tallies of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.rehearsal.one import rehearse_once
from exercise.evaluation.evaluation import DocumentRefs
from exercise.rehearsal.outcome import Outcome
from exercise.rehearsal.paired import compare
from exercise.rehearsal.tally import Tally
from exercise.rules import Rules
from exercise.setting import Setting
from scenarios.behaviour import Behaviour
from scenarios.plan import Plan
from scenarios.scenario import Scenario

REHEARSED, BELIEVED, IDEAL, IDEAL_BELIEVED, COMPARED = (
    "rehearsed",
    "believed",
    "ideal",
    "ideal_believed",
    "compared",
)


@dataclass(frozen=True, slots=True)
class Version:
    """One way to play: documents, rules and how people behave. Goes to other processes, so it holds no look-ups."""

    plan: Plan
    scenario: Scenario
    rules: Rules
    refs: DocumentRefs
    behaviour: Behaviour

    @classmethod
    def of(cls, setting: Setting, refs: DocumentRefs, behaviour: Behaviour) -> Version:
        """Return the version that plays *setting*."""
        return cls(setting.plan, setting.scenario, setting.rules, refs, behaviour)

    def setting(self) -> Setting:
        """Return the documents with their look-ups."""
        return Setting(self.plan, self.scenario, self.rules)


@dataclass(frozen=True, slots=True)
class Task:
    """The runs *first* up to before *last* of the versions called *names*, each run with the same luck in all."""

    names: tuple[str, ...]
    first: int
    last: int

    @property
    def runs(self) -> int:
        """How many runs the task is."""
        return (self.last - self.first) * len(self.names)


@dataclass(slots=True)
class Done:
    """What a task came to: a tally for each version, and one of the differences where versions are compared."""

    runs: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)
    paired: Tally = field(default_factory=Tally)

    def merge(self, other: Done) -> None:
        """Count all that *other* counted."""
        self.runs += other.runs
        self.paired.merge(other.paired)
        for name, tally in other.tallies.items():
            self.tallies.setdefault(name, Tally()).merge(tally)


class Troupe:
    """All versions of a rehearsal with one seed; plays tasks, here or in another process."""

    def __init__(self, versions: dict[str, Version], seed: int) -> None:
        """Hold *versions* by name."""
        self.versions = versions
        self.seed = seed
        self._settings: dict[str, Setting] = {}

    def __getstate__(self) -> tuple[dict[str, Version], int]:
        """Travel without look-ups."""
        return self.versions, self.seed

    def __setstate__(self, state: tuple[dict[str, Version], int]) -> None:
        """Arrive without look-ups."""
        self.versions, self.seed = state
        self._settings = {}

    def play(self, task: Task) -> Done:
        """Return what *task* comes to."""
        done = Done(task.runs, {name: Tally() for name in task.names})
        for index in range(task.first, task.last):
            outcomes = {name: self._once(name, index) for name in task.names}
            for name, outcome in outcomes.items():
                done.tallies[name].add(outcome)
            if REHEARSED in outcomes and COMPARED in outcomes:
                compare(done.paired, outcomes[REHEARSED], outcomes[COMPARED])
        return done

    def _once(self, name: str, index: int) -> Outcome:
        version = self.versions[name]
        if name not in self._settings:
            self._settings[name] = version.setting()
        setting = self._settings[name]
        return rehearse_once(setting, version.refs, version.behaviour, self.seed, index)
