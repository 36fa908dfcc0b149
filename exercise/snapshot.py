"""Snapshots: what each audience's screen shows now and the seq it is true at, kept up entry by entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from exercise.audience import (
    EVALUATOR,
    FACILITATOR,
    OBSERVER,
    PARTICIPANT,
    Audience,
    hears,
    hides,
    seats_concerned,
)
from exercise.entry import Entry
from exercise.frame import frame
from exercise.members import seat_member
from exercise.paper import entry_to_paper
from exercise.scene import Scene
from exercise.screen import KEYED, Changes, changes, first_view, merge
from exercise.setting import Setting


@dataclass(slots=True)
class Screen:
    """What one audience sees so far, and the lines it has been told."""

    audience: Audience
    view: dict[str, Any]
    lines: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """What one audience hears of a batch of entries: lines for the log, and changes of the view."""

    start: int
    end: int
    lines: tuple[dict[str, Any], ...]
    changes: Changes


_COVERED = ("notes", "ratings")
"""Sections that may hold what is kept from an evaluator until all have signed."""

Part = tuple[dict[str, Any], Changes]
"""One entry's line, empty when there is none, and what it changes."""


class Screens:
    """The screens of one table: every audience's view, fed with the journal from its first entry on."""

    def __init__(self, setting: Setting, open_book: bool = True) -> None:
        """Set up a screen for every kind of audience and every role of the plan."""
        self.scene = Scene(setting)
        self.open_book = open_book
        self._desk = self._screen(Audience(FACILITATOR))
        self._wall = self._screen(Audience(OBSERVER))
        self._judges: dict[Audience, None] = {Audience(EVALUATOR): None}
        self._seats = {role: self._screen(Audience(PARTICIPANT, role)) for role in setting.roles}

    @property
    def seq(self) -> int:
        """The number of the last entry heard."""
        return self.scene.state.seq

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Every audience that has a screen."""
        seats = tuple(screen.audience for screen in self._seats.values())
        return (*self.judges, Audience(OBSERVER), *seats)

    @property
    def judges(self) -> tuple[Audience, ...]:
        """Those who see all: the facilitators, and each evaluator who has looked."""
        return (Audience(FACILITATOR), *self._judges)

    @property
    def clock(self) -> dict[str, Any]:
        """The CLOCK of the protocol, as everybody sees it."""
        return dict(self._desk.view["clock"])

    def seat(self, role: str) -> dict[str, Any]:
        """Return the member of the section *seats* for *role*."""
        return seat_member(self.scene, role)

    def mail_of(self, role: str) -> frozenset[str]:
        """Return the injects that came to the seat of *role*."""
        return frozenset(self._seats[role].view["mail"])

    def hear(self, entries: Iterable[Entry]) -> dict[Audience, Told]:
        """Take in *entries* and return what each audience that they concern is told."""
        parts: dict[Audience, list[Part]] = {}
        first = self.seq + 1
        saw = {judge: self._sees_others(judge) for judge in self._judges}
        for entry in entries:
            self.scene.hear(entry)
            for screen in self._concerned(entry):
                heard = hears(screen.audience, self.scene, entry)
                if heard is not None:
                    parts.setdefault(screen.audience, []).append(self._show(screen, heard))
                elif screen is self._wall:
                    parts.setdefault(screen.audience, []).extend(self._count(entry))
        told = {audience: _told(first, self.seq, its) for audience, its in parts.items() if its}
        if self._desk.audience in told:
            for judge in self._judges:
                told[judge] = self._of_judge(judge, told[self._desk.audience], saw[judge])
        return told

    def snapshot(self, audience: Audience) -> dict[str, Any]:
        """Return frame, view, lines and seq of *audience*; raises KeyError when its role is unknown."""
        screen = self._find(audience)
        if audience.kind == EVALUATOR:
            self._judges.setdefault(audience)
        return {
            "seq": self.seq,
            "audience": audience.kind,
            "frame": frame(audience, self.scene.setting, self.open_book),
            "view": {
                name: self._uncovered(audience, section) for name, section in screen.view.items()
            },
            "lines": [
                line for line in screen.lines if not hides(audience, self.scene, line["seq"])
            ],
        }

    def _sees_others(self, judge: Audience) -> bool:
        return self.scene.state.assessment.may_see_others(judge.person or "")

    def _of_judge(self, judge: Audience, told: Told, saw: bool) -> Told:
        """Return *told*, the facilitators', without what is kept from *judge*; all of it once that may be seen."""
        if not self.scene.state.assessment.secrets:
            return told
        if self._sees_others(judge):
            whole = {} if saw else {name: dict(self._desk.view[name]) for name in _COVERED}
            return replace(told, changes={**told.changes, **whole})
        lines = tuple(line for line in told.lines if not hides(judge, self.scene, line["seq"]))
        changes = {n: self._uncovered(judge, section) for n, section in told.changes.items()}
        return Told(told.start, told.end, lines, changes)

    def _uncovered(self, audience: Audience, section: Any) -> Any:
        """Return a copy of *section* without members that are kept from *audience*.

        Later entries do not change it; members are always replaced, never changed.
        """
        if not isinstance(section, dict):
            return section
        if audience.kind != EVALUATOR or not self.scene.state.assessment.secrets:
            return dict(section)
        return {key: one for key, one in section.items() if not self._is_covered(audience, one)}

    def _is_covered(self, audience: Audience, member: Any) -> bool:
        seq = member.get("seq") if isinstance(member, dict) else None
        return isinstance(seq, int) and hides(audience, self.scene, seq)

    def _screen(self, audience: Audience) -> Screen:
        return Screen(audience, first_view(audience, self.scene))

    def _find(self, audience: Audience) -> Screen:
        """Return the screen of *audience*; evaluators look at the facilitators'."""
        if audience.kind == PARTICIPANT:
            return self._seats[audience.role or ""]
        return self._wall if audience.kind == OBSERVER else self._desk

    def _concerned(self, entry: Entry) -> list[Screen]:
        roles = seats_concerned(self.scene, entry)
        if roles is None:
            return [self._desk, self._wall, *self._seats.values()]
        seats = [self._seats[role] for role in dict.fromkeys(roles) if role in self._seats]
        return [self._desk, self._wall, *seats]

    def _show(self, screen: Screen, heard: Entry) -> Part:
        made = changes(screen.audience, self.scene, heard, screen.view)
        merge(screen.view, made)
        line = entry_to_paper(heard)
        screen.lines.append(line)
        return line, made

    def _count(self, entry: Entry) -> list[Part]:
        made = changes(self._wall.audience, self.scene, entry, self._wall.view)
        if not made:
            return []
        merge(self._wall.view, made)
        return [({}, made)]


def _told(start: int, end: int, parts: list[Part]) -> Told:
    lines = tuple(line for line, _ in parts if line)
    made = parts[0][1] if len(parts) == 1 else join(made for _, made in parts)
    return Told(start, end, lines, made)


def join(changes: Iterable[Changes]) -> Changes:
    """Return the changes of several entries as one: later members win."""
    joined: Changes = {}
    for made in changes:
        for section, content in made.items():
            if section in KEYED:
                joined[section] = {**joined.get(section, {}), **content}
            else:
                joined[section] = content
    return joined
