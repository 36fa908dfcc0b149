"""An applier of unified patches, written from their description alone, as an oracle beside the real tools."""

from __future__ import annotations

import re

_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n")


def applied(patch: str, text: str) -> str:
    """Return *text* with *patch* applied; fails where a line that the patch names does not stand there."""
    if not patch:
        return text
    old, new, place = _lines(text), [], 0
    head, *rest = _lines(patch)[1:]
    assert head.startswith("+++ ")
    while rest:
        hunk = _HUNK.fullmatch(rest.pop(0))
        assert hunk, "a hunk begins with its numbers"
        begins = int(hunk[1]) - (0 if hunk[2] == "0" else 1)
        new, place = new + old[place:begins], begins
        assert len(new) == int(hunk[3]) - (0 if hunk[4] == "0" else 1)
        while rest and not rest[0].startswith("@@"):
            sign, line = rest[0][0], rest.pop(0)[1:]
            if rest and rest[0].startswith("\\"):
                line, rest = line.removesuffix("\n"), rest[1:]
            if sign in " -":
                assert old[place] == line
                place += 1
            if sign in " +":
                new.append(line)
    return "".join(new + old[place:])


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+$", text)
