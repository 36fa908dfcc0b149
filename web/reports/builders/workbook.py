"""The data workbook: a sheet each for duties, timeline, MSEL, services, findings, actions and the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from web.reports import cells
from web.reports.builders.compared import HEADS, WIDTHS, table_rows
from web.reports.builders.cover import heading_facts, participants
from web.reports.builders.figures import score_figures
from web.reports.builders.improvement import finding_words, line_words, wrong_facts
from web.reports.builders.matrix import actions_of, capability_of, corrective
from web.reports.builders.subjects import subject
from web.reports.document import Block, Cell, Heading, Inline, Table
from web.reports.speech import Words

Model = dict[str, Any]
Row = tuple[Inline | Cell, ...]


def workbook_blocks(model: Model, say: Words) -> tuple[Block, ...]:
    """Return the whole workbook; each heading of level 1 begins a sheet."""
    blocks: list[Block] = [
        Heading(1, say("workbook.overview")),
        heading_facts(model, say),
        participants(model, say),
        *score_figures(model, say),
    ]
    for name, (heads, rows, widths) in _SHEETS.items():
        if name in ("msel", "tables") and not model[name]:
            continue
        blocks += [
            Heading(1, say(f"workbook.{name}")),
            _sheet(name, heads, rows(model, say), widths, say),
        ]
    return tuple(blocks)


def _sheet(name: str, heads: str, rows: list[Row], widths: tuple[float, ...], say: Words) -> Table:
    return Table(
        tuple(say(f"workbook.head.{one}") for one in heads.split()),
        tuple(rows),
        widths,
        say(f"workbook.{name}"),
        say("report.doc.none"),
    )


def _obligations(model: Model, say: Words) -> list[Row]:
    return [
        (
            one["id"],
            subject(model, one["step"], say),
            say.named("obligation", one["kind"]),
            cells.number(one["instance"]),
            cells.clock(one["anchor_ms"]),
            cells.clock(one["due_ms"]),
            cells.clock(one["done_ms"]),
            say.text(one["by_title"]) if one["by_title"] else "",
            one["person"] or "",
            say.verdict(one["verdict"]),
            cells.percent(one["score"]),
            cells.number(one["weight"]),
            cells.length(one["margin_ms"]),
            say.named("why", one["why"]["code"]),
            say.text(one["sentence"]),
        )
        for one in model["obligations"]
    ]


def _timeline(model: Model, say: Words) -> list[Row]:
    return [
        (
            subject(model, one["step"], say),
            say.named("obligation", one["kind"]),
            cells.clock(one["anchor_ms"]),
            cells.clock(one["due_ms"]),
            cells.clock(one["done_ms"]),
            say.verdict(one["verdict"]),
        )
        for one in model["timeline"]
        if one["verdict"] != "not_triggered"
    ]


def _msel(model: Model, say: Words) -> list[Row]:
    return [
        (
            one["id"],
            say.text(one["title"]),
            say.named("class", one["class"] or ""),
            say.named("channel", one["channel"] or ""),
            say.text(one["from"]) if one["from"] else "",
            say.listed(say.text(to) for to in one["to"]),
            say(f"workbook.trigger.{one['trigger']}"),
            cells.clock(one["planned_ms"]),
            cells.clock(one["actual_ms"]),
            cells.length(one["late_ms"]),
            say.listed(subject(model, each["id"], say) for each in one["expects"]),
        )
        for one in model["msel"]
    ]


def _services(model: Model, say: Words) -> list[Row]:
    return [
        (
            say.text(one["title"]),
            cells.length(one["down_ms"]),
            cells.length(one["longest_ms"]),
            cells.length(one.get("degraded_ms")),
            cells.length(one["rto_ms"]),
            say.kept(one["rto_met"]),
            cells.length(one["lost_ms"]),
            say.kept(one["rpo_met"]),
        )
        for one in model["parts"]["a"]["scope"]
    ]


def _findings(model: Model, say: Words) -> list[Row]:
    return [
        (
            cells.number(one["number"] + 1),
            finding_words(one, say),
            subject(model, one["step"], say),
            say.severity(one["severity"]),
            say.named("register.class", one["finding_class"]),
            say.named("cause.of", one["root_cause"]),
            "\n".join(wrong_facts(one, say)),
            " ".join(f"#{seq}" for seq in one["evidence"]),
        )
        for one in model["parts"]["d"]["findings"]
    ]


def _actions(model: Model, say: Words) -> list[Row]:
    capabilities = capability_of(model, say)
    return [
        (
            one["id"],
            cells.number(one["finding"] + 1),
            capabilities.get(one["step"], ""),
            corrective(model, one, say),
            say.named("element", one["element"]),
            say.text(one["owner_title"]),
            say.severity(one["severity"]),
            cells.date(one["start"]),
            cells.date(one["due"]),
            say.named("action.state", one["state"]),
        )
        for one in actions_of(model)
    ]


def _log(model: Model, say: Words) -> list[Row]:
    return [
        (cells.number(one["seq"]), cells.clock(one["at"]), *line_words(one, say))
        for one in model["log"]
    ]


_SHEETS: Mapping[str, tuple[str, Callable[[Model, Words], list[Row]], tuple[float, ...]]] = {
    "obligations": (
        "id step kind instance anchor due done by person verdict score weight margin why explanation",
        _obligations,
        (2.4, 5, 1.6, 0.9, 1.1, 1.1, 1.1, 2.2, 1.6, 1.4, 0.9, 0.9, 1.1, 3, 8),
    ),
    "timeline": ("step kind anchor due done verdict", _timeline, (6, 2, 1.2, 1.2, 1.2, 1.6)),
    "msel": (
        "id title class channel from to trigger planned actual late expects",
        _msel,
        (0.8, 3.6, 1.2, 1.2, 1.8, 2.6, 1.4, 1.1, 1.1, 1.1, 4),
    ),
    "services": (
        "service down longest degraded rto rto_met lost rpo_met",
        _services,
        (4, 1.4, 1.4, 1.4, 1.4, 1.2, 1.4, 1.2),
    ),
    "findings": (
        "number finding step severity class cause facts evidence",
        _findings,
        (0.8, 2.6, 4.4, 1.2, 1.6, 1.8, 4, 2),
    ),
    "actions": (
        "id number capability action element owner severity start due state",
        _actions,
        (2, 0.8, 2.4, 4.4, 1.4, 2, 1.2, 1.4, 1.4, 1.4),
    ),
    "tables": (" ".join(HEADS), table_rows, WIDTHS),
    "log": ("number time who what", _log, (0.8, 1.2, 3, 7)),
}
