"""Snapshots: what each audience's screen shows now and the seq it is true at, kept up entry by entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from exercise.audience import EVALUATOR, FACILITATOR, OBSERVER, PARTICIPANT, Audience, hears
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


class Screens:
    """The screens of one table: every audience's view, fed with the journal from its first entry on."""

    def __init__(self, setting: Setting, open_book: bool = True) -> None:
        """Set up a screen for every kind of audience and every role of the plan."""
        self.scene = Scene(setting)
        self.open_book = open_book
        kinds = [Audience(kind) for kind in (FACILITATOR, EVALUATOR, OBSERVER)]
        seats = [Audience(PARTICIPANT, role) for role in setting.roles]
        self._screens = {
            audience: Screen(audience, first_view(audience, self.scene))
            for audience in (*kinds, *seats)
        }

    @property
    def seq(self) -> int:
        """The number of the last entry heard."""
        return self.scene.state.seq

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Every audience that has a screen."""
        return tuple(self._screens)

    @property
    def clock(self) -> dict[str, Any]:
        """The CLOCK of the protocol, as everybody sees it."""
        return dict(self._screens[Audience(FACILITATOR)].view["clock"])

    def seat(self, role: str) -> dict[str, Any]:
        """Return the member of the section *seats* for *role*."""
        return seat_member(self.scene, role)

    def mail_of(self, role: str) -> frozenset[str]:
        """Return the injects that came to the seat of *role*."""
        return frozenset(self._screens[Audience(PARTICIPANT, role)].view["mail"])

    def hear(self, entries: Iterable[Entry]) -> dict[Audience, Told]:
        """Take in *entries* and return what each audience that they concern is told."""
        told: dict[Audience, list[tuple[dict[str, Any], Changes]]] = {}
        first = self.seq + 1
        for entry in entries:
            self.scene.hear(entry)
            for audience, screen in self._screens.items():
                heard = hears(audience, self.scene, entry)
                if heard is not None:
                    told.setdefault(audience, []).append(self._show(screen, heard))
                elif audience.kind == OBSERVER:
                    told.setdefault(audience, []).extend(self._count(screen, entry))
        return {
            audience: Told(first, self.seq, tuple(line for line, _ in parts if line), _join(parts))
            for audience, parts in told.items()
        }

    def snapshot(self, audience: Audience) -> dict[str, Any]:
        """Return frame, view, lines and seq of *audience*; raises KeyError when its role is unknown."""
        screen = self._screens[audience]
        return {
            "seq": self.seq,
            "audience": audience.kind,
            "frame": frame(audience, self.scene.setting, self.open_book),
            "view": {name: _copied(section) for name, section in screen.view.items()},
            "lines": list(screen.lines),
        }

    def _show(self, screen: Screen, heard: Entry) -> tuple[dict[str, Any], Changes]:
        made = changes(screen.audience, self.scene, heard, screen.view)
        merge(screen.view, made)
        line = entry_to_paper(heard)
        screen.lines.append(line)
        return line, made

    def _count(self, screen: Screen, entry: Entry) -> list[tuple[dict[str, Any], Changes]]:
        made = changes(screen.audience, self.scene, entry, screen.view)
        if not made:
            return []
        merge(screen.view, made)
        return [({}, made)]


def _copied(section: Any) -> Any:
    """Return a copy that later entries do not change; members are always replaced, never changed."""
    return dict(section) if isinstance(section, dict) else section


def _join(parts: list[tuple[dict[str, Any], Changes]]) -> Changes:
    """Return the changes of several entries as one: later members win."""
    joined: Changes = {}
    for _, made in parts:
        for section, content in made.items():
            if section in KEYED:
                joined[section] = {**joined.get(section, {}), **content}
            else:
                joined[section] = content
    return joined
