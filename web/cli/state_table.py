"""What was so at a moment of an exercise: as JSON, and as tables in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from exercise.instances import Instance
from exercise.proceedings import Proceedings
from exercise.setting import Setting
from scenarios.timing import Ms, write_duration
from web.i18n import known, words


def state_paper(proceedings: Proceedings, at: Ms) -> dict[str, Any]:
    """Return all that is so at *at*, an exercise that has ended standing at its end."""
    state = proceedings.state
    return {
        "format": "startex/state@1",
        "at": at if state.ended_at is None else state.ended_at,
        "seq": state.seq,
        "started": state.started,
        "ended_ms": state.ended_at,
        "end_reason": state.end_reason,
        "paused": state.paused,
        "speed": state.speed,
        "services": [
            {
                "id": service,
                "state": effective,
                "shown": state.shown.get(service, effective),
                "lost_ms": state.lost_ms.get(service, 0),
            }
            for service, effective in state.services.items()
        ],
        "recoveries": [{"id": name, "state": now} for name, now in state.recoveries.items()],
        "roles": [{"id": name, "state": now} for name, now in state.roles.items()],
        "signals": [{"id": name, "at": times} for name, times in state.signals.items()],
        "injects": _injects(proceedings),
        "steps": [
            _instance(instance)
            for record in proceedings.records.values()
            for instance in record.instances
        ],
        "acts": len(state.acts),
    }


def print_state(setting: Setting, paper: Mapping[str, Any], lang: str) -> None:
    """Print the services, recoveries and open steps of *paper*."""
    console = Console(highlight=False)
    language = "zh" if known(lang) == "zh-CN" else "en"
    services = _table(lang, "service", "state", "shown", "lost")
    for row in paper["services"]:
        title = setting.services[row["id"]].title.read(language)
        services.add_row(title, row["state"], row["shown"], write_duration(row["lost_ms"]))
    console.print(services)
    if paper["recoveries"]:
        recoveries = _table(lang, "recovery", "state")
        for row in paper["recoveries"]:
            recoveries.add_row(setting.recoveries[row["id"]].title.read(language), row["state"])
        console.print(recoveries)
    steps = _table(lang, "duty", "title", "anchor", "answer")
    for row in paper["steps"]:
        answered = "–" if row["answered_ms"] is None else write_duration(row["answered_ms"])
        title = setting.steps[row["step"]].title.read(language)
        name = f"{row['step']}#{row['instance']}"
        steps.add_row(name, title, write_duration(row["anchor_ms"]), answered)
    console.print(steps)


def _injects(proceedings: Proceedings) -> list[dict[str, Any]]:
    state = proceedings.state
    known_injects = dict.fromkeys([*proceedings.setting.injects, *state.written])
    return [
        {
            "id": name,
            "delivered_ms": state.deliveries.get(name, []),
            "held": name in state.held,
            "skipped": name in state.skipped,
            "spent": name in state.spent,
            "postponed_to": state.postponed.get(name),
        }
        for name in known_injects
    ]


def _instance(instance: Instance) -> dict[str, Any]:
    return {
        "step": instance.step.id,
        "instance": instance.number,
        "anchor_ms": instance.anchor,
        "due_ms": instance.limit,
        "answered_ms": None if instance.answer is None else instance.answer.at,
        "by": None if instance.answer is None else instance.answer.by,
    }


def _table(lang: str, *columns: str) -> Table:
    table = Table(show_edge=False, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(words(lang, f"play.column.{column}"))
    return table
