"""What every view asks first: the house, and who the visitor is."""

from __future__ import annotations

from flask import current_app, g

from web.errors import Refusal
from web.house import House
from web.identity import Pass
from web.importing.shelf import UploadShelf
from web.planning.proving import Proving
from web.table import Table
from web.visitors import Visitor, Visitors


def house() -> House:
    """Return the house that this application works for."""
    found: House = current_app.extensions["startex"]
    return found


def proving() -> Proving:
    """Return who knows where findings stand."""
    found: Proving = current_app.extensions["startex.proving"]
    return found


def uploads() -> UploadShelf:
    """Return the files that somebody looks at before they are imported."""
    found: UploadShelf = current_app.extensions["startex.uploads"]
    return found


def visitors() -> Visitors:
    """Return the reader of visitors."""
    found: Visitors = current_app.extensions["startex.visitors"]
    return found


def visitor() -> Visitor:
    """Return who asks."""
    found: Visitor = g.visitor
    return found


def table_for(table: str, *kinds: str) -> tuple[Table, Pass]:
    """Return *table* and the visitor's strongest pass for it, of *kinds* if given; raises Refusal."""
    found = house().table(table)
    return found, visitor().for_table(found.exercise.id, found.id, *kinds)


def judged_table(table: str) -> Table:
    """Return *table* for somebody who may see its judgement now; raises Refusal ``not_yet`` or ``not_yours``."""
    found, holder = table_for(table)
    if holder.audience.sees_all:
        return found
    if not found.has_ended:
        raise Refusal("not_yet")
    if holder.kind != "participant" or not found.shows_scores_after:
        raise Refusal("not_yours")
    return found
