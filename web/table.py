"""One table as the windows see it: its screens, its people, its judgement so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import RLock
from typing import Any

from engine.store.records import ExerciseRecord, RunRecord
from exercise.assessment.assessment import Assessment
from exercise.audience import EVALUATOR, FACILITATOR, PARTICIPANT, Audience, hides
from exercise.entry import Entry
from exercise.evaluation.adjusted import without_people
from exercise.evaluation.evaluation import DocumentRefs, evaluate
from exercise.facts import VerdictOverridden
from exercise.judging_facts import SURVEYED
from exercise.past import Past
from exercise.plan_paper import role_paper
from exercise.proceedings import Proceedings
from exercise.screen import JUDGED, wall_ms
from exercise.setting import Setting
from exercise.snapshot import Screens, Told
from scenarios.timing import Ms
from web.identity import Pass
from web.presence import Presence


@dataclass(frozen=True, slots=True)
class Documents:
    """What an exercise is played by, as pinned at launch."""

    setting: Setting
    refs: DocumentRefs
    texts: Mapping[str, str]


class Table:
    """Follows one run entry by entry and answers what its people may see."""

    def __init__(
        self,
        run: RunRecord,
        exercise: ExerciseRecord,
        documents: Documents,
        entries: Iterable[Entry],
    ) -> None:
        """Catch up with *entries*, all that are kept of *run*."""
        self.run = run
        self.exercise = exercise
        self.documents = documents
        self.setting = documents.setting
        self.presence = Presence()
        self.screens = Screens(
            self.setting, open_book=bool(exercise.options.get("open_book", True))
        )
        self.proceedings = Proceedings(self.setting)
        self.entries: list[Entry] = []
        self.recalled: Past | None = None
        self.recalling = RLock()
        self._judged: tuple[int, dict[str, Any]] | None = None
        self.hear(entries)

    @property
    def id(self) -> str:
        """The table's own id."""
        return self.run.id

    @property
    def seq(self) -> int:
        """The number of the last entry heard."""
        return self.screens.seq

    @property
    def clock(self) -> dict[str, Any]:
        """The CLOCK of the protocol."""
        return self.screens.clock

    @property
    def last_wall(self) -> int:
        """When the last entry was kept, in milliseconds since 1970; 0 before the first."""
        return wall_ms(self.entries[-1].wall) if self.entries else 0

    @property
    def has_ended(self) -> bool:
        """Whether EndEx was given."""
        return self.screens.scene.state.ended_at is not None

    @property
    def assessment(self) -> Assessment:
        """What people judged so far."""
        return self.proceedings.state.assessment

    def is_blind(self, holder: Pass) -> bool:
        """Whether something that other evaluators judged is kept from *holder*."""
        audience = holder.audience
        return audience.kind == EVALUATOR and any(
            hides(audience, self.screens.scene, seq) for seq in self.assessment.secrets
        )

    def entries_for(self, holder: Pass) -> list[Entry]:
        """Return the entries that *holder* may see: all, but what other evaluators judge while they are blind.

        Participants, who may see a judgement after EndEx, see what people judged once it is signed, the survey never.
        """
        if holder.kind not in (FACILITATOR, EVALUATOR):
            kept = SURVEYED if self.assessment.is_signed_off else (*JUDGED, VerdictOverridden)
            return [entry for entry in self.entries if not isinstance(entry.fact, kept)]
        if not self.is_blind(holder):
            return self.entries
        audience, scene = holder.audience, self.screens.scene
        return [entry for entry in self.entries if not hides(audience, scene, entry.seq)]

    def hear(self, entries: Iterable[Entry]) -> dict[Audience, Told]:
        """Take in *entries* (those heard before are left out); return what each audience is told."""
        fresh = [entry for entry in entries if entry.seq > self.seq]
        for entry in fresh:
            self.proceedings.hear(entry)
        self.entries += fresh
        return self.screens.hear(fresh)

    def snapshot(self, holder: Pass, audience: Audience, now: Ms) -> dict[str, Any]:
        """Return the snapshot of *audience* for *holder* at *now*, without protocol, version and wall."""
        shot = self.screens.snapshot(audience)
        shot["table"] = self.id
        shot["frame"] |= self.heading(holder, audience)
        self.decorate(shot["view"], audience)
        if audience.sees_all:
            shot["evaluation"] = self.evaluation(now)
        return shot

    def decorate(self, sections: dict[str, Any], audience: Audience) -> None:
        """Add who is online to the section *seats*, if it is among *sections*."""
        if "seats" in sections:
            sections["seats"] = self.presence.decorate(sections["seats"], audience.sees_all)

    def evaluation(self, now: Ms | None = None) -> dict[str, Any]:
        """Return the judgement of all that was heard so far (formats.md 5); *now*: with the clock there."""
        state = self.proceedings.state
        if now is not None and now > state.at and not self.has_ended:
            return self._evaluation_at(now)
        if self._judged is None or self._judged[0] != self.seq:
            made = evaluate(self.proceedings, self.documents.refs, self.exercise.seed)
            self._judged = (self.seq, made)
        return self._judged[1]

    def evaluation_for(self, holder: Pass, now: Ms | None = None) -> dict[str, Any]:
        """Return the judgement as *holder* may see it: participants without people's verdicts before it is signed."""
        found = self.evaluation(now)
        if holder.audience.sees_all or self.assessment.is_signed_off:
            return found
        return without_people(found)

    def _evaluation_at(self, now: Ms) -> dict[str, Any]:
        """Judge with the clock at *now*."""
        return judged_at(self.proceedings, self.documents.refs, self.exercise.seed, now)

    def truth(self, name: str) -> object:
        """Return the scenario's truth *name* as things stand; sets as lists."""
        value = self.proceedings.truths.value(name)
        return list(value) if isinstance(value, tuple | set | frozenset) else value

    @property
    def shows_scores_after(self) -> bool:
        """Whether participants may see the judgement after EndEx."""
        return bool(self.exercise.options.get("show_scores_after", True))

    def seats(self) -> list[dict[str, Any]]:
        """Return every seat of the scenario with its mode and its people."""
        scene = self.screens.scene
        places = {seat.role: seat.most for seat in self.setting.scenario.seats}
        members = {role: self.screens.seat(role) for role in places}
        decorated = self.presence.decorate(members, sees_all=True)
        return [
            {
                **decorated[role],
                "title": dict(self.setting.roles[role].title.words),
                "mode": self.run.seats.get(role, "open"),
                "places": most,
                "taken": len(self.people(role)),
                "simulated": any(
                    f"{role}/{p}" in scene.simulated for p in scene.state.seats.get(role, [])
                ),
            }
            for role, most in places.items()
        ]

    def people(self, role: str) -> list[str]:
        """Return the people, simulated colleagues left out, who sit for *role*."""
        scene = self.screens.scene
        sitting = scene.state.seats.get(role, [])
        return [person for person in sitting if f"{role}/{person}" not in scene.simulated]

    def _me(self, holder: Pass, audience: Audience) -> dict[str, Any]:
        me: dict[str, Any] = {
            "kind": audience.kind,
            "person": holder.name,
            "name": holder.name,
            "by": holder.by,
            "role": audience.role,
            "title": {},
            "duties": {},
        }
        if audience.kind == PARTICIPANT and audience.role is not None:
            role = role_paper(self.setting.plan, audience.role)
            me |= {"title": role["title"], "duties": role["duties"]}
        return me

    def heading(self, holder: Pass, audience: Audience) -> dict[str, Any]:
        """Return what a frame tells beside the documents: who looks, at which exercise, at which table."""
        options = self.exercise.options
        exercise = {
            "id": self.exercise.id,
            "title": dict(self.exercise.title),
            "open_book": self.screens.open_book,
            "show_scores_after": self.shows_scores_after,
            "demo": bool(options.get("demo", False)),
        }
        table = {"id": self.id, "name": self.run.name}
        return {"me": self._me(holder, audience), "exercise": exercise, "table": table}


def judged_at(proceedings: Proceedings, refs: DocumentRefs, seed: int, now: Ms) -> dict[str, Any]:
    """Judge as if something that concerns nobody happened at *now*: limits pass and outages last until then."""
    state = proceedings.state
    heard_at = state.at
    state.at = now
    try:
        return evaluate(proceedings, refs, seed)
    finally:
        state.at = heard_at
