"""The past: what every audience was shown, entry by entry, so that any moment can be looked at again at once.

Each audience has a film of what changed on its screen. The view at a moment is the last checkpoint before it with the
changes since; so any moment costs the same, however long the journal is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Any

from exercise.assessment.assessment import Assessment
from exercise.audience import EVALUATOR, FACILITATOR, Audience
from exercise.entry import Entry
from exercise.proceedings import Proceedings
from exercise.screen import JUDGED, Changes, merge
from exercise.setting import Setting
from exercise.snapshot import Screens, Told, join
from scenarios.timing import Ms

View = dict[str, Any]
Hidden = Callable[[int], bool]
"""Whether the entry with this number is kept from who looks."""

_EVERY = 200
"""How many changes lie between two checkpoints of a film."""


class Film:
    """What changed on one audience's screen, and the lines it was told."""

    def __init__(self, first: View) -> None:
        """Begin with the view before the first entry."""
        self._view = _copied(first)
        self._checkpoints = [_copied(first)]
        self._seqs: list[int] = []
        self._changes: list[Changes] = []
        self._lines: list[dict[str, Any]] = []
        self._line_seqs: list[int] = []

    def take(self, told: Told) -> None:
        """Take in what was told of one entry."""
        merge(self._view, told.changes)
        self._seqs.append(told.end)
        self._changes.append(told.changes)
        self._lines += told.lines
        self._line_seqs += [line["seq"] for line in told.lines]
        if len(self._seqs) % _EVERY == 0:
            self._checkpoints.append(_copied(self._view))

    def view(self, seq: int) -> View:
        """Return what the screen showed after entry *seq*."""
        end = bisect_right(self._seqs, seq)
        place = end // _EVERY
        view = _copied(self._checkpoints[place])
        for made in self._changes[place * _EVERY : end]:
            merge(view, made)
        return view

    def changes(self, after: int, seq: int) -> Changes:
        """Return what the entries after *after* up to and including *seq* changed."""
        first, end = bisect_right(self._seqs, after), bisect_right(self._seqs, seq)
        return join(self._changes[first:end])

    def lines(self, after: int, seq: int) -> list[dict[str, Any]]:
        """Return the lines told of the entries after *after* up to and including *seq*."""
        first, end = bisect_right(self._line_seqs, after), bisect_right(self._line_seqs, seq)
        return self._lines[first:end]


class Past:
    """The films of one table, fed with the journal from its first entry on."""

    def __init__(self, setting: Setting, open_book: bool = True) -> None:
        """Begin with nothing heard; *open_book* as of the table."""
        self._setting = setting
        self._screens = Screens(setting, open_book)
        self._films = {
            audience: Film(self._screens.snapshot(audience)["view"])
            for audience in self._screens.audiences
            if audience.kind != EVALUATOR
        }
        self._entries: list[Entry] = []
        self._times: list[Ms] = []
        self._judgements: list[Entry] = []
        self._judged = Proceedings(setting)

    @property
    def seq(self) -> int:
        """The number of the last entry heard."""
        return len(self._entries)

    def hear(self, entries: Iterable[Entry]) -> None:
        """Take in *entries*, the next of the journal."""
        for entry in entries:
            for audience, told in self._screens.hear([entry]).items():
                if audience in self._films:
                    self._films[audience].take(told)
            self._entries.append(entry)
            self._times.append(max(entry.at, self.time_of(self.seq - 1)))
            if isinstance(entry.fact, JUDGED):
                self._judgements.append(entry)

    def seq_at(self, at: Ms) -> int:
        """Return the number of the last entry up to and including *at*; 0 before the first."""
        return bisect_right(self._times, at)

    def time_of(self, seq: int) -> Ms:
        """Return when entry *seq* happened; 0 before the first."""
        return self._times[seq - 1] if seq > 0 else 0

    def film(self, audience: Audience) -> Film:
        """Return the film of *audience*; raises KeyError when its role is unknown. Evaluators see the facilitators'."""
        return self._films[Audience(FACILITATOR) if audience.kind == EVALUATOR else audience]

    def assessment(self, seq: int) -> Assessment:
        """Return what people had judged by entry *seq*."""
        made = Assessment()
        for entry in self._judgements:
            if entry.seq > seq:
                break
            made.hear(entry)
        return made

    def proceedings(self, seq: int) -> Proceedings:
        """Return the proceedings as they stood after entry *seq*; the next call takes them along to its own moment."""
        if self._judged.state.seq > seq:
            self._judged = Proceedings(self._setting)
        for entry in self._entries[self._judged.state.seq : seq]:
            self._judged.hear(entry)
        return self._judged


def uncovered(view: View, hidden: Hidden) -> View:
    """Return *view* without the members that come from entries that are *hidden*."""
    return {name: _without(section, hidden) for name, section in view.items()}


def _without(section: Any, hidden: Hidden) -> Any:
    if not isinstance(section, dict):
        return section
    return {key: member for key, member in section.items() if not _is_hidden(member, hidden)}


def _is_hidden(member: Any, hidden: Hidden) -> bool:
    seq = member.get("seq") if isinstance(member, dict) else None
    return isinstance(seq, int) and hidden(seq)


def _copied(view: View) -> View:
    """Return a copy that later changes leave alone; members are always replaced, never changed."""
    return {name: dict(part) if isinstance(part, dict) else part for name, part in view.items()}
