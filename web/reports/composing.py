"""Composes the report of a table in a house: with its neighbours and with what people made of the findings."""

from __future__ import annotations

from typing import Any

from web.house import House
from web.identity import Pass
from web.register.calendar import Calendars, day_of
from web.register.papers import action_paper, finding_paper
from web.reports.improving import Register
from web.reports.model import report_model
from web.table import Table

Paper = dict[str, Any]


def composed(house: House, table: Table, holder: Pass | None = None) -> Paper:
    """Return the report model of *table* as *holder* may see it; None sees all."""
    tables = [
        one
        for one in house.tables_of(table.exercise.id)
        if holder is None or holder.covers(table.exercise.id, one.id)
    ]
    return report_model(table, house.wall(), holder, tables, register_of(house, table.exercise.id))


def register_of(house: House, exercise: str) -> Register:
    """Return what people made of the findings of *exercise*, with the calendar that holds."""
    store = house.store
    today = day_of(house.room.source.stamp())
    findings = {
        (one.subject, one.kind, one.code): finding_paper(one)
        | {"actions": [action_paper(action, today) for action in store.register.actions(one.id)]}
        for one in store.register.findings(exercise=exercise)
    }
    return Register(findings, Calendars(store).current())
