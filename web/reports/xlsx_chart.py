"""Charts of workbooks: the shares of a short table as bars beside it, drawn by the program that opens the workbook."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from web.reports.document import Table, cell
from web.reports.xlsx_cells import cut

_FEWEST, _MOST = 2, 30
_COLOUR = "#2B5C9E"
_HEIGHT_PER_ROW, _HEIGHT = 26, 120


def add_chart(book: Workbook, sheet: Worksheet, row: int, table: Table, name: str) -> None:
    """Draw the only column of shares of *table*, whose head stands in *row*, if it is short enough; *name* tells it."""
    shares = _columns_of_shares(table)
    if len(shares) != 1 or not _FEWEST <= len(table.rows) <= _MOST or shares[0] == 0:
        return
    column, last = shares[0], row + len(table.rows)
    chart = book.add_chart({"type": "bar"})
    if chart is None:
        return
    series: dict[str, Any] = {
        "name": [sheet.get_name(), row, column],
        "categories": [sheet.get_name(), row + 1, 0, last, 0],
        "values": [sheet.get_name(), row + 1, column, last, column],
        "fill": {"color": _COLOUR},
        "data_labels": {"value": True},
        "gap": 60,
    }
    chart.add_series(series)
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%", "major_gridlines": {"visible": True}})
    chart.set_size({"width": 520, "height": _HEIGHT + _HEIGHT_PER_ROW * len(table.rows)})
    place = len(table.heads) + 1
    sheet.insert_chart(row, place, chart, {"description": cut(name or table.heads[column], 255)})


def _columns_of_shares(table: Table) -> list[int]:
    return [
        column
        for column in range(len(table.heads))
        if any(cell(row[column]).kind == "percent" for row in table.rows)
    ]
