"""Rasters: charts as pictures for formats that cannot hold drawings."""

from __future__ import annotations

from dataclasses import dataclass
from struct import unpack_from

from web.reports.typesetting import picture_width, typeset, typeset_picture

_TEMPLATE = "picture.typ"
DOTS = 160
"""How many dots an inch of a picture has."""
_USUAL_WIDTH = 720.0
_POINTS_PER_PIXEL = 0.75
_INCH = 72


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with its natural size in inches."""

    png: bytes
    width: float
    height: float


def picture_of(svg: str) -> Picture:
    """Return the chart *svg* as a picture that is sharp on paper; raises Refusal ``no_fonts``."""
    wide = (picture_width(svg) or _USUAL_WIDTH) * _POINTS_PER_PIXEL
    paper = {"svg": typeset_picture(svg), "width": wide}
    png = typeset(_TEMPLATE, paper, "png", ppi=DOTS)
    across, down = unpack_from(">II", png, 16)
    return Picture(png, wide / _INCH, wide / _INCH * down / across)
