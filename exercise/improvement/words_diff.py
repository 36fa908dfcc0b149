"""What differs between two texts: word by word, Chinese in words too, and line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from exercise.improvement.segments import has_number, is_han, sentences_of, words_of

SAME, OUT, IN = "=", "-", "+"

MOST_PAIRS = 250_000
"""Words of the one text times words of the other that are compared directly; more are compared by sentence first."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed (``=``), went out (``-``) or came in (``+``)."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a redline with its numbers in the old and the new text, None where it is not in one."""

    op: str
    old: int | None
    new: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed (``old == new``), or that were replaced; either may be empty."""

    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing changed in it."""
        return self.old == self.new


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of *old* and *new* in reading order, what went before what came in its place.

    A sign or a short word that stayed by chance between two changes counts as changed, so that a redline reads well.
    """
    runs = _tidied(list(runs_of(words_of(old), words_of(new))))
    return tuple(_joined(piece for run in runs for piece in _pieces(run)))


def runs_of(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """Yield what stayed and what was replaced of the words *old* on the way to *new*, in order."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    if head:
        yield Run(tuple(old[:head]), tuple(new[:head]))
    yield from _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    if tail:
        yield Run(tuple(old[-tail:]), tuple(new[-tail:]))


def _middle(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    if len(old) * len(new) <= MOST_PAIRS:
        yield from _matched(old, new)
        return
    before, after = sentences_of("".join(old)), sentences_of("".join(new))
    is_bounded = len(before) * len(after) <= MOST_PAIRS
    for run in _matched(before, after) if is_bounded else [Run(tuple(old), tuple(new))]:
        here, there = words_of("".join(run.old)), words_of("".join(run.new))
        if run.is_same or not is_bounded or len(here) * len(there) > MOST_PAIRS:
            yield Run(here, there)
        else:
            yield from runs_of(here, there)


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield Run(tuple(old[a:b]), tuple(new[c:d]))


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many words both begin with."""
    for place, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return place
    return min(len(old), len(new))


def _tidied(runs: Sequence[Run]) -> list[Run]:
    """Return *runs* with the accidents between changes swallowed, and each addition where a sentence would break."""
    tidy: list[Run] = []
    for place, run in enumerate(runs):
        after = runs[place + 1] if place + 1 < len(runs) else None
        if tidy and not tidy[-1].is_same:
            is_chance = run.is_same and after is not None and _is_chance(tidy[-1], run, after)
            if is_chance or not run.is_same:
                tidy[-1] = Run(tidy[-1].old + run.old, tidy[-1].new + run.new)
                continue
        tidy.append(run)
    for place in range(1, len(tidy) - 1):
        if tidy[place - 1].is_same and tidy[place + 1].is_same:
            tidy[place - 1 : place + 2] = _shifted(*tidy[place - 1 : place + 2])
    return [run for run in tidy if run.old or run.new]


def _is_chance(before: Run, same: Run, after: Run) -> bool:
    """Whether *same* is too short, beside the changes around it, to be worth keeping apart."""
    text = "".join(same.old)
    size = len(text.strip())
    if "\n" in text or has_number(text):
        return False
    around = min(_size(before), _size(after))
    return size <= 1 or 2 * size <= around


def _size(run: Run) -> int:
    return max(sum(map(len, run.old)), sum(map(len, run.new)))


def _shifted(before: Run, change: Run, after: Run) -> tuple[Run, Run, Run]:
    """Return the three with a pure addition or removal moved to where it best begins and ends."""
    words = change.old or change.new
    if change.old and change.new:
        return before, change, after
    left, middle, right = list(before.old), list(words), list(after.old)
    while left and left[-1] == middle[-1]:
        middle, right = [left[-1], *middle[:-1]], [left[-1], *right]
        left.pop()
    best = (left, middle, right)
    while right and middle[0] == right[0]:
        left, middle, right = [*left, middle[0]], [*middle[1:], middle[0]], right[1:]
        if _break_after(left) >= _break_after(best[0]):
            best = (left, middle, right)
    stays, moves, follows = map(tuple, best)
    moved = Run(moves, ()) if change.old else Run((), moves)
    return Run(stays, stays), moved, Run(follows, follows)


def _break_after(words: Sequence[str]) -> int:
    """Return how well something may begin after *words*: 4 after a line … 0 inside a phrase."""
    last = words[-1] if words else "\n"
    marks = ("，、,：:）)", " \t", "；;", "。！？!?", "\r\n")
    return max((rank for rank, signs in enumerate(marks, start=1) if last in signs), default=0)


def _pieces(run: Run) -> Iterator[Piece]:
    old, new = "".join(run.old), "".join(run.new)
    if run.is_same:
        yield Piece(SAME, old)
        return
    head, tail = _inside(old, new)
    yield Piece(SAME, old[:head])
    yield Piece(OUT, old[head : len(old) - tail])
    yield Piece(IN, new[head : len(new) - tail])
    yield Piece(SAME, old[len(old) - tail :] if tail else "")


def _inside(old: str, new: str) -> tuple[int, int]:
    """Return how many signs at both ends stayed, where a change of Chinese is only an addition or a removal.

    ``内向`` beside ``内`` is a word that the dictionary found, not one that somebody wrote.
    """
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    shorter, longer = sorted((old, new), key=len)
    if not shorter or head + tail < len(shorter) or not is_han(shorter) or not is_han(longer):
        return 0, 0
    return head, tail


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return *pieces* without the empty ones, neighbours of one kind made one."""
    found: list[Piece] = []
    for piece in pieces:
        if found and piece.text and found[-1].op == piece.op:
            found[-1] = Piece(piece.op, found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return found


def line_diff(old: str, new: str, around: int = 3) -> tuple[Line, ...]:
    """Return the changed lines of *new* against *old*, with *around* unchanged ones on either side."""
    before, after = old.splitlines(), new.splitlines()
    lines: list[Line] = []
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(around):
        for op, a, b, c, d in group:
            if op == "equal":
                lines += [Line(" ", a + i + 1, c + i + 1, before[a + i]) for i in range(b - a)]
                continue
            lines += [Line(OUT, i + 1, None, before[i]) for i in range(a, b)]
            lines += [Line(IN, None, i + 1, after[i]) for i in range(c, d)]
    return tuple(lines)
