"""Planning: exercises of the programme are added, changed, moved, cancelled, linked to what was launched, reported."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from engine.store.errors import NotFound
from engine.store.programme import PlannedExercise
from engine.store.store import Store
from exercise.programme.records import CANCELLED, DONE, PLANNED
from web.errors import Refusal

FIELDS = (
    *("title", "scenario", "plan", "duties", "joint", "parties", "owner", "remind", "note"),
    "day",
)
"""What a person may write of a planned exercise."""
_WHY = "programme.cancelled"

Paper = dict[str, Any]


class Planning:
    """Changes the planned exercises of *store*."""

    def __init__(self, store: Store, stamp: Callable[[], str]) -> None:
        """Work on *store*; *stamp* tells the time of day."""
        self._store = store
        self._programme = store.programme
        self._stamp = stamp

    def find(self, planned: str) -> PlannedExercise:
        """Return a planned exercise; raises Refusal."""
        try:
            return self._programme.planned(planned)
        except NotFound as missing:
            raise Refusal("no_such_planned", planned=planned) from missing

    def add(self, wanted: Mapping[str, Any], by: str | None) -> PlannedExercise:
        """Keep an exercise as it is *wanted* (FIELDS; ``exercise``, if it was launched already); raises Refusal."""
        exercise = wanted.get("exercise")
        if exercise is not None:
            self._check_free(exercise)
        made = PlannedExercise(
            id=f"p-{secrets.token_hex(4)}",
            made=self._stamp(),
            made_by=by,
            exercise=exercise,
            **_kept(wanted),
        )
        self._programme.plan(made)
        return made

    def add_all(self, wanted: Sequence[Mapping[str, Any]], by: str | None) -> list[PlannedExercise]:
        """Keep several at once, all or none."""
        with self._store.together():
            return [self.add(one, by) for one in wanted]

    def change(
        self, planned: str, wanted: Mapping[str, Any], revision: int | None
    ) -> PlannedExercise:
        """Put what is *wanted* in place of what was, seen at *revision*; raises Refusal."""
        found = self.find(planned)
        if revision is not None and revision != found.revision:
            raise Refusal("changed_meanwhile", revision=found.revision)
        return self._programme.change_planned(planned, **_kept(wanted))

    def cancel(self, planned: str, reason: str, by: str | None) -> PlannedExercise:
        """Cancel an exercise for a *reason*; raises Refusal when it was held or launched."""
        found = self.find(planned)
        if found.state != PLANNED or found.exercise is not None:
            raise Refusal("planned_is_held")
        with self._store.together():
            self._remember(planned, {"reason": reason, "by": by, "at": self._stamp()})
            return self._programme.change_planned(planned, state=CANCELLED)

    def restore(self, planned: str) -> PlannedExercise:
        """Take back that an exercise was cancelled, or held outside."""
        found = self.find(planned)
        if found.state == PLANNED:
            return found
        with self._store.together():
            self._remember(planned, None)
            return self._programme.change_planned(planned, state=PLANNED)

    def hold(self, planned: str) -> PlannedExercise:
        """Note that an exercise was held outside of StartEx; raises Refusal."""
        found = self.find(planned)
        if found.state == CANCELLED or found.exercise is not None:
            raise Refusal("planned_is_held")
        return self._programme.change_planned(planned, state=DONE)

    def check_launchable(self, planned: str) -> None:
        """Raise Refusal unless *planned* waits for an exercise to be launched for it."""
        found = self.find(planned)
        if found.state != PLANNED or found.exercise is not None:
            raise Refusal("planned_is_held")

    def link(self, planned: str, exercise: str | None) -> PlannedExercise:
        """Link what was launched for a planned exercise; None takes the link away. Raises Refusal."""
        found = self.find(planned)
        if found.state == CANCELLED:
            raise Refusal("planned_is_cancelled")
        if exercise is not None:
            self._check_free(exercise, but=planned)
        return self._programme.change_planned(planned, exercise=exercise, state=PLANNED)

    def report(self, planned: str, day: date | None) -> PlannedExercise:
        """Note that the report was handed in on *day*; None takes that back."""
        self.find(planned)
        written = None if day is None else day.isoformat()
        return self._programme.change_planned(planned, reported=written)

    def reasons(self) -> dict[str, Paper]:
        """Return why exercises were cancelled: ``{reason, by, at}`` by planned exercise."""
        kept: dict[str, Paper] = json.loads(self._store.setting(_WHY) or "{}")
        return kept

    def _remember(self, planned: str, why: Paper | None) -> None:
        kept = self.reasons()
        kept.pop(planned, None)
        if why is not None:
            kept[planned] = why
        self._store.set_setting(_WHY, json.dumps(kept, ensure_ascii=False))

    def _check_free(self, exercise: str, but: str | None = None) -> None:
        try:
            self._store.exercises.get(exercise)
        except NotFound as missing:
            raise Refusal("no_such_exercise", exercise=exercise) from missing
        taken = [one for one in self._programme.all_planned() if one.exercise == exercise]
        if any(one.id != but and one.state != CANCELLED for one in taken):
            raise Refusal("exercise_is_linked", planned=taken[0].id)


def _kept(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is *wanted* as it is kept: the day as an ISO date, lists as tuples."""
    found = {key: wanted[key] for key in FIELDS if key in wanted}
    if isinstance(found.get("day"), date):
        found["day"] = found["day"].isoformat()
    return {key: tuple(one) if isinstance(one, list) else one for key, one in found.items()}
