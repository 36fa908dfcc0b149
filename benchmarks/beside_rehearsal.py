"""How long a live act takes to be acknowledged, alone and beside a rehearsal: `python -m benchmarks.beside_rehearsal`.

A facilitator's note is sent every 120 ms over a real socket to a real server; its ack means that it is on disk.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import Any

from tests.serving import Served, serve
from tests.web.people import Person

ACTS = 150
EVERY = 0.12
SCENARIO = "ups-single-path"


def main() -> None:
    """Measure and print."""
    served = serve(Path(tempfile.mkdtemp()) / "data")
    try:
        exercise = served.launch(scenario=SCENARIO, tables=[{"name": "A", "seats": {}}])
        table = exercise["tables"][0]["id"]
        person = Person(served.url, served.facilitator())
        assert person.hello(table)["ok"]
        assert person.control("start")["ok"]
        timed(person, ACTS // 3)
        alone = timed(person, ACTS)
        made = _ask(served, "POST", f"/scenarios/{SCENARIO}/rehearsals", {"runs": 10_000})
        _await_runs(served, made["id"])
        beside = timed(person, ACTS)
        progress = _ask(served, "GET", f"/rehearsals/{made['id']}/progress")["progress"]
        _ask(served, "POST", f"/rehearsals/{made['id']}/cancel")
        person.leave()
    finally:
        served.stop()
    json.dump(
        {"alone_ms": _told(alone), "beside_ms": _told(beside), "runs_meanwhile": progress["done"]},
        sys.stdout,
        indent=2,
    )
    print()


def timed(person: Person, acts: int) -> list[float]:
    """Return how many milliseconds each of *acts* took to be acknowledged."""
    took = []
    for nth in range(acts):
        before = perf_counter()
        ack = person.ask("note", {"id": f"n{before}", "text": f"{nth}", "audience": "evaluators"})
        took.append(1000 * (perf_counter() - before))
        assert ack.get("ok"), ack
        Event().wait(EVERY)
    return sorted(took)


def _told(took: list[float]) -> dict[str, float]:
    return {
        "p50": round(took[len(took) // 2], 2),
        "p95": round(took[int(0.95 * len(took))], 2),
        "p99": round(took[int(0.99 * len(took))], 2),
        "most": round(took[-1], 2),
    }


def _ask(served: Served, method: str, path: str, body: object = None) -> Any:
    return served.ask(method, path, body, served.facilitator())


def _await_runs(served: Served, rehearsal: str) -> None:
    """Return once the rehearsal has played some runs."""
    while True:
        row = _ask(served, "GET", f"/rehearsals/{rehearsal}/progress")
        if row["progress"] and row["progress"]["done"]:
            return
        assert row["state"] in ("waiting", "running"), row
        Event().wait(0.1)


if __name__ == "__main__":
    main()
