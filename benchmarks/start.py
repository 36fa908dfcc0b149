"""How long `startex serve` takes until its first page, and how much memory it holds when idle."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

from tests.serving import serve

ROUNDS = 5


def main() -> int:
    """Start the server several times; prints one JSON line."""
    rounds = [measure() for _ in range(ROUNDS)]
    result = {
        "benchmark": "start",
        "rounds": ROUNDS,
        "first_page_s": round(statistics.median(first for first, _ in rounds), 3),
        "idle_mb": round(statistics.median(memory for _, memory in rounds), 1),
        "targets": {"first_page_s": 2, "idle_mb": 160},
    }
    print(json.dumps(result))
    return 0


def measure() -> tuple[float, float]:
    """Return seconds from the start to the first page, and megabytes held two seconds later."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        served = serve(Path(folder) / "data")
        try:
            with urllib.request.urlopen(f"{served.url}/", timeout=10) as page:
                page.read()
            first = time.perf_counter() - started
            time.sleep(2)
            return first, memory_of(served.process.pid)
        finally:
            served.stop()


def memory_of(pid: int) -> float:
    """Return the resident megabytes of a process and its children."""
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    return float(sum(each.memory_info().rss for each in family)) / 1_000_000


if __name__ == "__main__":
    raise SystemExit(main())
