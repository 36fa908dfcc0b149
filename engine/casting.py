"""Casting: from what is kept of an exercise to a run that can be played, with colleagues in its empty seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from engine.bots import Bots
from engine.clock import Time, WallClock
from engine.colleagues import Colleagues
from engine.live_run import LiveRun
from engine.run import Run
from engine.store.records import ExerciseRecord, RunRecord
from engine.store.store import Store
from exercise.commands import TakeSeat
from exercise.entry import Entry
from exercise.evaluation.evaluation import DocumentRefs
from exercise.rules import rules_of
from exercise.setting import Setting
from scenarios.behaviour import TRAINED, Behaviour
from scenarios.plan import Plan
from scenarios.reader import read_text
from scenarios.scenario import Scenario

OPEN, FILLED, SIMULATED, CLOSED = "open", "filled", "simulated", "closed"
"""What a seat is: for a person; that, with a colleague in it until one comes; for a colleague; for nobody."""
FILL = "fill"
"""The option of an exercise by which simulated colleagues also sit in open seats until somebody takes them."""

BEHAVIOUR = "behaviour"
"""The option that pins, by its digest, how colleagues in empty seats behave; trained where it is left out."""

D = TypeVar("D", Plan, Scenario, Behaviour)

BOT = "bot"
"""How the name of a simulated colleague begins; no two have the same, as no two are the same person."""

_SETTINGS_KEPT = 32


class UnfitDocument(Exception):
    """The document under *digest* cannot be played: it has *problems*, or is of another kind."""

    def __init__(self, digest: str, problems: int) -> None:
        super().__init__(digest, problems)
        self.digest = digest
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Cast:
    """One table with all that it takes to play it."""

    exercise: ExerciseRecord
    run: RunRecord
    setting: Setting
    behaviour: Behaviour = TRAINED

    def live_run(self, entries: Sequence[Entry], source: Time) -> LiveRun:
        """Return the run as *entries* left it, standing; raises ReplayDiverged."""
        collected: list[Entry] = []
        documents = DocumentRefs(self.exercise.plan, self.exercise.scenario)
        run = Run.rebuild(
            self.setting,
            documents,
            self.exercise.seed,
            entries,
            keep=collected.extend,
            wall=lambda _at: source.stamp(),
        )
        clock = WallClock.rebuilt(source, entries, self.run.reached)
        return LiveRun(self.run.id, run, clock, collected, self.seats(), self._colleagues(entries))

    def seats(self) -> tuple[str, ...] | None:
        """Return the roles that have a seat; None when they are those of the scenario."""
        left = tuple(seat for seat in self.setting.seats if self._mode(seat) != CLOSED)
        return None if left == self.setting.seats else left

    def arrivals(self) -> tuple[TakeSeat, ...]:
        """Return how simulated colleagues take their seats, for others to see who sits there."""
        return tuple(TakeSeat(f"{role}/{BOT}-{role}", simulated=True) for role in self.simulated())

    def simulated(self) -> tuple[str, ...]:
        """Return the roles whose seats simulated colleagues play, as long as nobody takes them."""
        modes = {SIMULATED, FILLED} | ({OPEN} if self.exercise.options.get(FILL) else set())
        return tuple(seat for seat in self.setting.seats if self._mode(seat) in modes)

    def _colleagues(self, entries: Sequence[Entry]) -> Colleagues | None:
        roles = self.simulated()
        if not roles:
            return None
        bots = Bots(self.setting, roles, self.exercise.seed, self.behaviour)
        for entry in entries:
            bots.hear(entry)
        return bots

    def _mode(self, role: str) -> str:
        return self.run.seats.get(role, OPEN)


class Casting:
    """Reads pinned documents from the store and makes casts of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._setting = lru_cache(_SETTINGS_KEPT)(self._read_setting)
        self._behaviour = lru_cache(_SETTINGS_KEPT)(self._read_behaviour)

    def cast(self, exercise: ExerciseRecord, run: RunRecord) -> Cast:
        """Return the cast of *run*; raises NotFound, UnfitDocument, UnknownRules."""
        setting = self._setting(exercise.plan, exercise.scenario, exercise.rules)
        behaviour = exercise.options.get(BEHAVIOUR)
        return Cast(exercise, run, setting, self._behaviour(behaviour) if behaviour else TRAINED)

    def _read_setting(self, plan: str, scenario: str, rules: str) -> Setting:
        judged_by = rules_of(rules)
        return Setting(self._document(plan, Plan), self._document(scenario, Scenario), judged_by)

    def _read_behaviour(self, digest: object) -> Behaviour:
        return self._document(str(digest), Behaviour)

    def _document(self, digest: str, kind: type[D]) -> D:
        record = self._store.documents.get(digest)
        sheet = read_text(record.text, record.name)
        if not isinstance(sheet.document, kind):
            raise UnfitDocument(digest, len(sheet.problems))
        return sheet.document
