"""How far evaluators agree, in reports: weighted kappa overall and on each target, where two or more rated."""

from __future__ import annotations

from typing import Any

from web.reports import cells, notation
from web.reports.builders.subjects import rated
from web.reports.document import Block, Cell, Heading, Paragraph, Span, Table
from web.reports.speech import Words

Model = dict[str, Any]


def agreement_part(model: Model, say: Words) -> tuple[Block, ...]:
    """Return the evaluators' agreement with what it means; nothing where fewer than two rated."""
    found = model["assessment"]["agreement"]
    if found is None:
        return ()
    overall = (Span(say("agreement.overall"), strong=True), *_cells(found["overall"], say))
    rows = tuple(
        (rated(model, subject, say), *_cells(one, say))
        for subject, one in found["targets"].items()
        if one["items"]
    )
    heads = ("guide.subject", "agreement.kappa", "agreement.exact", "agreement.items")
    table = Table(
        tuple(say(one) for one in heads), (overall, *rows), (4, 3, 1.5, 1), say("agreement.targets")
    )
    return (Heading(2, say("agreement")), Paragraph(say("agreement.meaning_body")), table)


def _cells(one: Model, say: Words) -> tuple[Cell | str, ...]:
    return (_kappa(one, say), cells.percent(one["exact"]), cells.number(one["items"]))


def _kappa(one: Model, say: Words) -> Cell | str:
    """Return kappa with two digits; why there is none where there is none."""
    if one["kappa"] is not None:
        return Cell(notation.digits(one["kappa"]))
    if one["items"] == 0:
        return say("agreement.none")
    return say("agreement.too_few") if one["items"] == 1 else say("agreement.no_spread")
