"""The steps of one chapter: list items, checkboxes, paragraphs ``Step 1: …``, rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scenarios.exchange.blocks import CODE, ITEM, QUOTE, TABLE, TEXT, Block
from scenarios.exchange.chapters import Chapter, listed
from scenarios.exchange.columns import (
    CADENCE,
    DUTY,
    LIMIT,
    NOTE,
    NUMBER,
    ROLE,
    STEP,
    TRIGGER,
    cell,
    columns,
    is_of_roles,
    is_of_steps,
)
from scenarios.exchange.imported import (
    BULLET,
    CHECKBOX,
    HEADED,
    MOST_NOTES,
    ORDERED,
    ROW,
    ImportedStep,
    Notice,
)
from scenarios.exchange.people import People, headed_role, unmarked
from scenarios.exchange.time_words import EVERY, WITHIN, cell_hints, hints_in, working_days_in
from scenarios.exchange.wording import is_step_heading, kind_of, title_of
from scenarios.origin import Hint


@dataclass(slots=True)
class _Open:
    """A step that is still being read: what follows it in its item belongs to it."""

    block: Block
    shape: str
    notes: list[Block] = field(default_factory=list)
    last: int = 0


@dataclass(slots=True)
class Reading:
    """What one chapter came to: its steps, the blocks that are only text, what there is to say."""

    steps: list[ImportedStep] = field(default_factory=list)
    text: list[Block] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def read_roles(blocks: list[Block], people: People) -> None:
    """Note the roles that the tables among *blocks* list with their duties."""
    for block in listed(blocks, TABLE):
        kinds = columns(block.rows[0]) if block.rows else {}
        if is_of_roles(kinds):
            for row, line in zip(block.rows[1:], block.row_lines[1:], strict=False):
                people.add(cell(row, kinds, ROLE), cell(row, kinds, DUTY), line)


def read_steps(chapter: Chapter, people: People) -> Reading:
    """Return the steps of *chapter*, and which of its blocks are only text."""
    reading = Reading()
    if not chapter.has_steps:
        reading.text = list(chapter.blocks)
        items = [b for b in listed(chapter.blocks, ITEM) if b.depth == 1]
        if items:
            numbers = {"items": len(items), "heading": chapter.title}
            reading.notices.append(Notice("list_not_steps", numbers, items[0].lines[0]))
        return reading
    usual = _usual_roles(chapter, people)
    is_headed = any(_is_headed(block) for block in chapter.blocks)
    takes_bullets = _takes_bullets(chapter, is_headed)
    now: _Open | None = None
    for block in chapter.blocks:
        shape = _shape(block, now, takes_bullets)
        is_apart = block.depth == 0 and not is_headed
        if block.kind != QUOTE and (shape or is_apart):
            _close(now, reading, chapter, people, usual)
            now = None
        if shape == ROW:
            reading.steps += _rows(block, chapter, people, usual)
        elif shape:
            now = _Open(block, shape, last=block.lines[1])
        elif now is not None and block.kind != QUOTE:
            now.notes.append(block)
            now.last = block.lines[1]
        else:
            reading.text.append(block)
    _close(now, reading, chapter, people, usual)
    return reading


def as_text(block: Block) -> str:
    """Return *block* as Markdown."""
    if block.kind == ITEM:
        mark = {ORDERED: "1. ", CHECKBOX: "- [ ] "}.get(block.mark, "- ")
        return "  " * (block.depth - 1) + mark + block.raw
    if block.kind == CODE:
        return "```\n" + block.raw + "\n```"
    return "> " + block.raw.replace("\n", "\n> ") if block.kind == QUOTE else block.raw


def _usual_roles(chapter: Chapter, people: People) -> tuple[str, ...]:
    """Return who acts throughout the chapter: the role it marks before any step, or is headed by."""
    for block in chapter.blocks:
        if block.kind in (QUOTE, TEXT) and block.depth == 0 and not _is_headed(block):
            if marked := people.marked_in(block.raw, block.lines[0]):
                return marked[:1]
        elif block.kind == ITEM or _is_headed(block):
            break
    for heading in reversed(chapter.headings):
        if (role := headed_role(heading)) and (known := people.add(role)):
            return (known,)
    return ()


def _takes_bullets(chapter: Chapter, is_headed: bool) -> bool:
    """Whether bullets are steps: under a heading that says so, where nothing else is a step."""
    has_others = is_headed or any(
        (block.kind == ITEM and block.mark in (ORDERED, CHECKBOX))
        or (block.kind == TABLE and block.rows and is_of_steps(columns(block.rows[0])))
        for block in chapter.blocks
    )
    return chapter.guess.is_own and not has_others and chapter.guess.section == "implementation"


def _shape(block: Block, now: _Open | None, takes_bullets: bool) -> str:
    """Return what kind of step *block* begins, empty when it begins none."""
    if block.kind == TABLE and block.depth == 0 and block.rows:
        return ROW if is_of_steps(columns(block.rows[0])) else ""
    if _is_headed(block):
        return HEADED
    if block.kind != ITEM or not block.words.strip():
        return ""
    if block.depth > 1 and now is not None and block.words.rstrip().endswith(("?", "？")):
        return ""
    if block.mark in (ORDERED, CHECKBOX):
        return block.mark
    return BULLET if takes_bullets and block.depth == 1 else ""


def _is_headed(block: Block) -> bool:
    return block.kind == TEXT and block.depth == 0 and is_step_heading(block.lead, block.words)


def _close(
    now: _Open | None, reading: Reading, chapter: Chapter, people: People, usual: tuple[str, ...]
) -> None:
    if now is None:
        return
    block, line = now.block, now.block.lines[0]
    details = "\n".join(as_text(note) for note in now.notes)
    notes = block.raw if not details else f"{block.raw}\n\n{details}"
    title = unmarked(title_of(block.words, block.lead)) or block.words[:80]
    own = people.marked_in(block.raw, line) or people.leading_in(block.words)
    reading.notices += _working_days(block.words, line)
    reading.steps.append(
        ImportedStep(
            key="",
            title=title,
            shape=now.shape,
            lines=(line, max(line, now.last)),
            heading=chapter.headings,
            notes=notes[:MOST_NOTES] if notes.strip() != title else "",
            roles=own or usual,
            mentioned=people.mentioned_in(block.words),
            hints=_hints(block, now),
            kind=kind_of(title),
            ticked=block.ticked,
            depth=max(1, block.depth),
        )
    )


def _hints(block: Block, now: _Open) -> tuple[Hint, ...]:
    """Return the hints of a step's own words, then those of what belongs to it; code tells no limits."""
    found = list(hints_in(block.words, block.lines[0]))
    for note in now.notes:
        if note.kind != CODE:
            found += hints_in(note.words or note.raw, note.lines[0])
    known: dict[tuple[str, str], Hint] = {}
    for hint in found:
        known.setdefault((hint.key, hint.value), hint)
    return tuple(known.values())


def _working_days(words: str, line: int) -> Iterator[Notice]:
    for said in working_days_in(words):
        yield Notice("working_days", {"words": said}, line)


def _rows(
    table: Block, chapter: Chapter, people: People, usual: tuple[str, ...]
) -> Iterator[ImportedStep]:
    """Yield a step for each row of a table of steps."""
    kinds = columns(table.rows[0])
    for row, line in zip(table.rows[1:], table.row_lines[1:], strict=False):
        words = cell(row, kinds, STEP)
        if not words:
            continue
        hints = [*hints_in(words, line)]
        hints += cell_hints(cell(row, kinds, LIMIT), WITHIN, line)
        hints += cell_hints(cell(row, kinds, CADENCE), EVERY, line)
        if trigger := cell(row, kinds, TRIGGER):
            hints.append(Hint("when", trigger[:200], trigger[:200], line))
        notes = "\n\n".join([words, *_said_besides(table.rows[0], row, kinds, hints)])
        title = unmarked(title_of(words))
        yield ImportedStep(
            key="",
            title=title,
            shape=ROW,
            lines=(line, line),
            heading=chapter.headings,
            notes=notes[:MOST_NOTES] if notes.strip() != title else "",
            roles=people.add_all(cell(row, kinds, ROLE), line) or usual,
            mentioned=people.mentioned_in(words),
            hints=tuple({(h.key, h.value): h for h in reversed(hints)}.values())[::-1],
            kind=kind_of(title),
        )


def _said_besides(
    header: Sequence[str], row: Sequence[str], kinds: Mapping[str, int], hints: Sequence[Hint]
) -> Iterator[str]:
    """Yield what a *row* says beside its step, number and roles and no hint tells in full, under its header."""
    told = {kinds.get(kind) for kind in (STEP, NUMBER, ROLE)}
    words = {hint.words for hint in hints}
    cells = (one.strip() for one in row)
    for place, (name, said) in enumerate(zip(header, cells, strict=False)):
        if said and place not in told and said not in words:
            yield said if place == kinds.get(NOTE) else _under(name.strip(), said)


def _under(header: str, said: str) -> str:
    return f"{header}: {said}" if header.isascii() else f"{header}：{said}"
