"""A plan's own Markdown file with what was found and changed written into it, as a patch that other tools apply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from exercise.exchange.safe_text import one_line
from exercise.exchange.time_phrases import retimed

_ENCODINGS = ("utf-8", "gb18030")
_ITEM = re.compile(r"\s*(?:[-*+]|\w{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_HEADING = re.compile(r"\s{0,3}#{1,6}(\s|$)")
_FENCE = re.compile(r"\s*(```|~~~)")
_ROW = re.compile(r"\s*(\||\+[-=])")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*$")
_CHINESE = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]+")
_NO_NEWLINE = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a change asks of the file.

    *lines* are first and last line of its step, counted from 1; none: the end of the file. *old* and *new* are texts,
    or lengths in milliseconds, of which the first is replaced where it stands once on those lines. Where that cannot
    be done *note* is written under the step, one line of Markdown.
    """

    lines: tuple[int, ...]
    note: str
    old: str | int | None = None
    new: str | int | None = None


class NotText(ValueError):
    """A file that is no text in an encoding that we know."""


def plan_patch(name: str, content: bytes, marks: Iterable[Mark]) -> bytes:
    """Return the unified patch that writes *marks* into the file called *name*; empty when there is nothing to write.

    ``patch -p1`` and ``git apply`` take it. Raises NotText.
    """
    encoding = _encoding(content)
    text = content.decode(encoding)
    return unified(name, text, patched(text, marks)).encode(encoding)


def language_of(content: bytes) -> str:
    """Return the language that a file is written in, ``zh`` or ``en``; raises NotText."""
    text = content.decode(_encoding(content))
    return "zh" if len(_CHINESE.findall(text)) > len(_LATIN.findall(text)) / 2 else "en"


def patched(text: str, marks: Iterable[Mark]) -> str:
    """Return *text* with *marks* written into it; every line that none of them is about stays as it is."""
    lines = text.split("\n")
    notes: dict[int, list[Mark]] = {}
    for mark in marks:
        if not _rewritten(lines, mark):
            notes.setdefault(_place(lines, mark), []).append(mark)
    for place in sorted(notes, reverse=True):
        lines[place:place] = _noted(lines, place, notes[place])
    return "\n".join(lines)


def unified(name: str, old: str, new: str) -> str:
    """Return the unified patch that makes *new* of *old*; empty when they are the same."""
    called = _file_name(name)
    lines = unified_diff(_kept(old), _kept(new), f"a/{called}", f"b/{called}")
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}" for line in lines)


def _encoding(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            if content.decode(encoding).encode(encoding) == content and b"\0" not in content:
                return encoding
        except UnicodeDecodeError:
            continue
    raise NotText


def _kept(text: str) -> list[str]:
    """Return the lines of *text* with their ends; only a line feed ends one."""
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])


def _file_name(name: str) -> str:
    """Return the last part of *name* as a patch may write it; a blank in it is told by the tabulator behind it."""
    last = one_line(re.split(r"[/\\]", name)[-1]).replace('"', "_") or "plan.md"
    return f"{last}\t" if " " in last else last


def _rewritten(lines: list[str], mark: Mark) -> bool:
    """Write the new in place of the old on the lines of *mark*; return whether nothing is left to be noted."""
    first, last = (mark.lines[0], mark.lines[-1]) if mark.lines else (1, 0)
    places = range(max(first - 1, 0), min(last, len(lines)))
    found = [(one, new) for one in places if (new := _replaced(lines[one], mark)) is not None]
    if len(found) != 1:
        return False
    place, line = found[0]
    lines[place] = line
    return True


def _replaced(line: str, mark: Mark) -> str | None:
    """Return *line* with the new for the old, None where the old does not stand there exactly once."""
    if isinstance(mark.old, int) and isinstance(mark.new, int):
        return retimed(line, mark.old, mark.new)
    if isinstance(mark.old, str) and isinstance(mark.new, str) and mark.old:
        return line.replace(mark.old, one_line(mark.new)) if line.count(mark.old) == 1 else None
    return None


def _place(lines: Sequence[str], mark: Mark) -> int:
    """Return before which line (from 0) the note of *mark* stands: behind its step, never inside a table or code."""
    if not mark.lines or mark.lines[-1] > len(lines):
        return len(lines) if lines[-1] else len(lines) - 1
    place = mark.lines[-1]
    if _is_in_fence(lines, place):
        return next((n + 1 for n in range(place, len(lines)) if _FENCE.match(lines[n])), len(lines))
    if _ROW.match(lines[place - 1]):
        while place < len(lines) and _ROW.match(lines[place]):
            place += 1
    is_underlined = (
        place < len(lines) and lines[place - 1].strip() and _UNDERLINE.match(lines[place])
    )
    return place + 1 if is_underlined else place


def _is_in_fence(lines: Sequence[str], place: int) -> bool:
    return sum(1 for line in lines[:place] if _FENCE.match(line)) % 2 == 1


def _noted(lines: Sequence[str], place: int, marks: Sequence[Mark]) -> list[str]:
    """Return the lines to be put before line *place*: a quotation each, set apart from what it could run into."""
    before = lines[place - 1] if place else ""
    end = "\r" if before.endswith("\r") else ""
    first = marks[0].lines[0] - 1 if marks[0].lines else -1
    indent = _indent(lines[first]) if 0 <= first < place and not _ROW.match(before) else ""
    notes = [f"{indent}> {one_line(mark.note)}{end}" for mark in marks]
    written = [part for note in notes for part in (note, f"{indent}>{end}")][:-1]
    if _ROW.match(before) or before.lstrip().startswith(">") or (first < 0 and before.strip()):
        written.insert(0, end)
    if place < len(lines) and _runs_on(lines[place]):
        written.append(end)
    return written


def _indent(line: str) -> str:
    """Return the blanks that put a line into the list item that *line* begins, none where it begins none."""
    found = _ITEM.match(line)
    return "" if found is None else re.sub(r"\S", " ", re.sub(r"\[[ xX]\]\s+$", "", found[0]))


def _runs_on(line: str) -> bool:
    """Whether *line* would be read as part of a quotation before it."""
    if not line.strip() or line.lstrip().startswith(">"):
        return bool(line.strip())
    return not any(pattern.match(line) for pattern in (_ITEM, _HEADING, _FENCE))
