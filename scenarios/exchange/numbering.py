"""Numbers that were typed by hand (一、 （一） 1. 1、 1) （1） 第一条) made into headings and items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from scenarios.exchange.blocks import HEADING, ITEM, TEXT, Block

_ZH = "一二三四五六七八九十百"
_LEVELS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (1, rf"^第[{_ZH}\d]+[章编部][分]?[\s　:：、]*"),
        (2, rf"^第[{_ZH}\d]+节[\s　:：、]*"),
        (2, rf"^[{_ZH}]+[、.．]\s*"),
        (3, rf"^[（(][{_ZH}]+[）)]\s*"),
    )
)
_ITEM = re.compile(
    rf"^(?:\d{{1,3}}[、)）]|\d{{1,3}}[.．](?!\d)|[（(]\d{{1,3}}[）)]|[①-⑳]|第[{_ZH}\d]+[条步][:：、]?)\s*"
)
_BOX = re.compile(r"^([☐☑☒□■✓✔])\s*")
_SENTENCE = re.compile(r"[。；;]|，.{12,}")
_LONGEST_HEADING = 40


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return *blocks* with every paragraph whose lines begin with numbers as the headings and items that they are."""
    found: list[Block] = []
    level = 0
    for block in blocks:
        if block.kind == HEADING:
            level = block.depth
        if block.kind != TEXT or block.depth:
            found.append(block)
            continue
        found += _split(block, level)
    return tuple(found)


def _split(block: Block, above: int) -> Iterator[Block]:
    """Yield the parts of a paragraph: a heading or an item for each line with a number, text for the others."""
    words, raw = block.words.split("\n"), block.raw.split("\n")
    is_aligned = len(words) == len(raw) and len(words) == block.lines[1] - block.lines[0] + 1
    if not is_aligned:
        yield _part(block, block.words, block.raw, block.lines, above) or block
        return
    rest: list[int] = []
    for index, line in enumerate(words):
        at = block.lines[0] + index
        part = _part(block, line.strip(), raw[index], (at, at), above)
        if part is None:
            rest.append(index)
            continue
        if rest:
            yield _text(block, words, raw, rest)
            rest = []
        yield part
    if rest:
        yield block if len(rest) == len(words) else _text(block, words, raw, rest)


def _text(block: Block, words: list[str], raw: list[str], rest: list[int]) -> Block:
    first = block.lines[0]
    return replace(
        block,
        words="\n".join(words[i] for i in rest),
        raw="\n".join(raw[i] for i in rest),
        lines=(first + rest[0], first + rest[-1]),
    )


def _part(block: Block, words: str, raw: str, lines: tuple[int, int], above: int) -> Block | None:
    for level, pattern in _LEVELS:
        match = pattern.match(words)
        if match and len(words) <= _LONGEST_HEADING and not _SENTENCE.search(words):
            depth = max(level, min(above, 1) + 1)
            return Block(HEADING, words, lines, raw.strip(), depth=depth)
        if match:
            return _item(block, words, raw, lines, match, "ordered")
    if match := _BOX.match(words):
        return replace(
            _item(block, words, raw, lines, match, "checkbox"), ticked=match[1] not in "☐□"
        )
    if match := _ITEM.match(words):
        return _item(block, words, raw, lines, match, "ordered")
    return None


def _item(
    block: Block, words: str, raw: str, lines: tuple[int, int], match: re.Match[str], mark: str
) -> Block:
    said = words[match.end() :].strip()
    return replace(
        block, kind=ITEM, words=said, raw=_unnumbered(raw, said), lines=lines, depth=1, mark=mark
    )


def _unnumbered(raw: str, said: str) -> str:
    """Return *raw* from where *said* begins, else *said* itself: markup may stand in between."""
    start = raw.find(said[:6])
    return raw[start:].strip() if said and start >= 0 else said
