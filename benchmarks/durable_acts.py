"""How many acts a second are taken, kept with fsync and answered, against the same engine that stores nothing."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402
import gc  # noqa: E402
import json  # noqa: E402
import tempfile  # noqa: E402
import threading  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

from benchmarks._stage import open_tables  # noqa: E402
from engine.control_room import ControlRoom  # noqa: E402
from engine.journal import JournalWriter  # noqa: E402
from engine.store.store import Store  # noqa: E402
from exercise.commands import Act, Start  # noqa: E402


def main() -> None:
    """Take both measures in turn, three times each, and print one JSON line with the best of each."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=100)
    asked.add_argument("--tables", type=int, default=10)
    asked.add_argument("--acts", type=int, default=100, help="acts of each person")
    options = asked.parse_args()
    best = {True: 0.0, False: 0.0}
    cost = {True: 1e9, False: 1e9}
    slowest = 0.0
    for durable in (True, False) * 3:
        with tempfile.TemporaryDirectory() as folder:
            rate, p99, cpu = measure(Path(folder), durable, options)
        best[durable] = max(best[durable], rate)
        cost[durable] = min(cost[durable], cpu)
        slowest = max(slowest, p99) if durable else slowest
    print(
        json.dumps(
            {
                "bench": "durable_acts",
                "people": options.people,
                "durable_per_s": round(best[True]),
                "storing_nothing_per_s": round(best[False]),
                "ratio": round(best[True] / best[False], 2),
                "durable_cpu_us": round(cost[True]),
                "storing_nothing_cpu_us": round(cost[False]),
                "ack_p99_ms": round(slowest, 2),
            }
        )
    )


def measure(folder: Path, durable: bool, options: argparse.Namespace) -> tuple[float, float, float]:
    """Return acts a second, the 99th percentile of milliseconds until the answer, and microseconds of CPU an act."""
    store = Store.in_folder(folder)
    room = ControlRoom(store)
    if not durable:
        room.writer = JournalWriter(lambda _b, _r: None, lambda _run: 0, lambda _r, _e: None)
        room.conductor._writer = room.writer
    names = open_tables(room, 1, [3_600_000], options.tables)
    room.start()
    for name in names:
        room.ask(name, Start())
    waits: list[float] = []

    def play(person: int) -> None:
        run = names[person % len(names)]
        for number in range(options.acts):
            began = time.perf_counter()
            room.ask(run, Act("duty", "answer", client_id=f"{person}-{number}"))
            waits.append(time.perf_counter() - began)

    people = [threading.Thread(target=play, args=(one,)) for one in range(options.people)]
    gc.collect()
    gc.freeze()
    began, used = time.perf_counter(), time.process_time()
    for person in people:
        person.start()
    for person in people:
        person.join()
    taken, used = time.perf_counter() - began, time.process_time() - used
    room.stop()
    store.close()
    waits.sort()
    return len(waits) / taken, waits[len(waits) * 99 // 100] * 1000, used / len(waits) * 1e6


if __name__ == "__main__":
    main()
