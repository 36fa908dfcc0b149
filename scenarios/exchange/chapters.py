"""A document cut into chapters: what stands under each heading, and what that heading is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scenarios.exchange.blocks import HEADING, Block, Outline
from scenarios.exchange.headings import NOTHING_SAID, Guess, bare, guess, is_story


@dataclass(slots=True)
class Chapter:
    """The blocks under one heading; *headings* are it and those above it."""

    headings: tuple[str, ...]
    guess: Guess
    line: int
    blocks: list[Block] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading itself, empty before the first one."""
        return self.headings[-1] if self.headings else ""

    @property
    def has_steps(self) -> bool:
        """Whether its lists are steps of the plan."""
        return self.guess.has_steps and not is_story(self.headings)


def title_of(outline: Outline, name: str) -> tuple[str, Block | None]:
    """Return a document's title, and the heading that is nothing else than the title."""
    headings = [block for block in outline.blocks if block.kind == HEADING]
    if not headings:
        return outline.title or name, None
    first = headings[0]
    is_alone = all(other.depth > first.depth for other in headings[1:]) and len(headings) > 1
    if outline.title:
        is_same = first.words.strip() == outline.title.strip()
        return outline.title, first if is_alone and is_same else None
    return first.words, first if is_alone else None


def chapters(blocks: Iterable[Block], title: Block | None) -> list[Chapter]:
    """Return the chapters of a document; *title* is no heading of a chapter."""
    found = [Chapter((), NOTHING_SAID, 1)]
    stack: list[tuple[int, str, Guess]] = []
    for block in blocks:
        if block.kind != HEADING:
            found[-1].blocks.append(block)
        elif block is not title:
            while stack and stack[-1][0] >= block.depth:
                stack.pop()
            above = stack[-1][2] if stack else NOTHING_SAID
            words = " ".join(block.words.split())
            stack.append((block.depth, words, guess(words, above)))
            path = tuple(bare(one[1]) for one in stack)
            found.append(Chapter(path, stack[-1][2], block.lines[0]))
    return [one for one in found if one.blocks or one.headings]


def listed(blocks: Sequence[Block], kind: str) -> list[Block]:
    """Return those of *blocks* that are of *kind*."""
    return [block for block in blocks if block.kind == kind]
