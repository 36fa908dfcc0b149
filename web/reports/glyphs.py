"""Glyphs: which characters a font can draw, read from its own table, so that none becomes an empty box in print."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

_SEGMENTS, _GROUPS = 4, 12
"""The two forms of a character map that fonts of today carry: for 65,536 characters, and for all."""
_WITHOUT_GLYPH = frozenset(
    [
        *(0x00AD, 0x034F, 0x061C),
        *range(0x180B, 0x1810),
        *range(0x200B, 0x2010),
        *range(0x2060, 0x2065),
        *range(0xFE00, 0xFE10),
        *range(0xE0020, 0xE0080),
        *range(0xE0100, 0xE01F0),
    ]
)
"""What is never drawn and only steers how its neighbours are: joiners, variation selectors, tags."""


def drawable(fonts: tuple[Path, ...]) -> frozenset[int]:
    """Return the code points that at least one of *fonts* (TrueType files) has a glyph for."""
    return _WITHOUT_GLYPH.union(*(_characters(font.read_bytes()) for font in fonts))


def _characters(font: bytes) -> Iterator[int]:
    start = _tables(font)[b"cmap"]
    (count,) = struct.unpack_from(">H", font, start + 2)
    places = (struct.unpack_from(">I", font, start + 8 + 8 * n)[0] for n in range(count))
    for place in sorted({start + offset for offset in places}):
        (form,) = struct.unpack_from(">H", font, place)
        if form == _GROUPS:
            yield from _of_groups(font, place)
        elif form == _SEGMENTS:
            yield from _of_segments(font, place)


def _tables(font: bytes) -> dict[bytes, int]:
    (count,) = struct.unpack_from(">H", font, 4)
    rows = (struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(count))
    return {name: offset for name, _, offset, _ in rows}


def _of_groups(font: bytes, place: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, place + 12)
    for first, last, _ in struct.iter_unpack(">III", font[place + 16 : place + 16 + 12 * count]):
        yield from range(first, last + 1)


def _of_segments(font: bytes, place: int) -> Iterator[int]:
    """Yield the characters of a map by segments; those that a segment maps to no glyph are left out."""
    count = struct.unpack_from(">H", font, place + 6)[0] // 2
    ends, starts = place + 14, place + 16 + 2 * count
    for n in range(count):
        last, first, shift, offset = (
            struct.unpack_from(">H", font, at + 2 * n)[0]
            for at in (ends, starts, starts + 2 * count, starts + 4 * count)
        )
        row = starts + 4 * count + 2 * n + offset
        for code in range(first, last + 1):
            glyph = struct.unpack_from(">H", font, row + 2 * (code - first))[0] if offset else code
            if code < 0xFFFF and glyph and (offset or (code + shift) % 0x10000):
                yield code
