"""Who and what is overloaded: people's time and queues, and the resources that recoveries wait for."""

from __future__ import annotations

from typing import Any

from exercise.rehearsal.intervals import quantile
from exercise.rehearsal.tally import Counted
from exercise.setting import Setting


def people(setting: Setting, counted: Counted) -> list[dict[str, Any]]:
    """Return each seat's load: share of the time spent, things waiting at once, longest wait."""
    played = max(1, counted.number("sum", "ended_ms"))
    rows = []
    for role in setting.seats:
        loads = {int(key[0] or 0): n for key, n in counted.of("load", role).items()}
        queues = {int(key[0] or 0): n for key, n in counted.of("queue", role).items()}
        waits = counted.lengths("wait", role)
        rows.append(
            {
                "role": role,
                "tasks": round(counted.number("tasks", role) / max(1, counted.runs), 3),
                "utilisation": round(counted.number("busy", role) / played, 4),
                "utilisation_p95": (quantile(loads, 0.95) or 0) / 100,
                "most_waiting_p50": quantile(queues, 0.5),
                "most_waiting": max(queues, default=0),
                "longest_wait_ms": {
                    "p50": quantile(waits, 0.5),
                    "p95": quantile(waits, 0.95),
                    "most": max(waits, default=0),
                },
            }
        )
    return rows


def resources(setting: Setting, counted: Counted) -> list[dict[str, Any]]:
    """Return each resource: how many there really are, and the share of the time that they were in use."""
    played = max(1, counted.number("sum", "ended_ms"))
    real = [setting.real_recovery(name) for name in setting.recoveries]
    return [
        {
            "id": name,
            "amount": amount,
            "believed": setting.plan.resources.get(name),
            "utilisation": round(
                sum(one.needs.get(name, 0) * counted.number("running", one.id) for one in real)
                / (played * max(1, amount)),
                4,
            ),
            "needed_by": [one.id for one in real if name in one.needs],
        }
        for name, amount in setting.real_resources().items()
    ]
