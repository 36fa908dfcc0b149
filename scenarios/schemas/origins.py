"""What a plan says of the file that it was imported from."""

from __future__ import annotations

from scenarios.origin import ASKED, FORMATS, HINTS, Hint, Imported, Origin
from scenarios.schemas.part import Part
from scenarios.schemas.shapes import Many, Parts
from scenarios.schemas.values import Count, OneOf, Word, YesNo

MOST_LINES = 10_000_000


class HintPart(Part):
    """``{key: within, value: 10m, words: "< 10 min", line: 107}``."""

    builds = Hint
    key = OneOf(HINTS, required=True)
    value = Word(required=True)
    words = Word(required=True)
    line = Count(least=1, most=MOST_LINES)
    hard = YesNo()


class OriginPart(Part):
    """``{lines: [12, 14], heading: [Contain], id: …, hints: […], settled: [limit]}``."""

    builds = Origin
    lines = Many(Count(least=1, most=MOST_LINES))
    heading = Many(Word())
    id = Word()
    words = Word()
    hints = Parts(HintPart)
    settled = Many(OneOf(ASKED))


class ImportedPart(Part):
    """``{format: markdown, name: plan.md, digest: "sha256:…"}``."""

    builds = Imported
    format = OneOf(FORMATS, required=True)
    name = Word(required=True)
    digest = Word(required=True)
    id = Word()
