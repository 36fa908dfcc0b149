"""How late injects are told when 1000 exercises play in one process: due, played, kept with fsync, told."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402
import gc  # noqa: E402
import json  # noqa: E402
import tempfile  # noqa: E402
import time  # noqa: E402
from collections.abc import Sequence  # noqa: E402
from pathlib import Path  # noqa: E402

from benchmarks._stage import open_tables  # noqa: E402
from engine.clock import SystemTime  # noqa: E402
from engine.control_room import ControlRoom  # noqa: E402
from engine.store.store import Store  # noqa: E402
from exercise.commands import Start  # noqa: E402
from exercise.entry import SCRIPT, Entry  # noqa: E402

PERIOD_MS = 5_000
TABLES_EACH = 20


class Nanoseconds(SystemTime):
    """Time that stamps entries with the monotonic clock, so that they tell when they were played."""

    def stamp(self) -> str:
        """Return the moment as a number."""
        return str(self.moment())


def main() -> None:
    """Play, and print one JSON line."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=1000)
    asked.add_argument("--seconds", type=int, default=20)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        late = measure(Path(folder), options.runs, options.seconds)
    figures = {
        f"{what}_p{share}_ms": round(sorted(one)[len(one) * share // 100], 2)
        for what, one in zip(("played", "told"), zip(*late, strict=True), strict=True)
        for share in (50, 99)
    }
    print(json.dumps({"bench": "pacing", "runs": options.runs, "injects": len(late), **figures}))


def measure(folder: Path, runs: int, seconds: int) -> list[tuple[float, float]]:
    """Return by how many milliseconds each inject of *runs* exercises was played, and told, late."""
    store = Store.in_folder(folder)
    room = ControlRoom(store, Nanoseconds())
    began: dict[str, float] = {}
    late: list[tuple[float, float]] = []

    def hear(run: str, entries: Sequence[Entry]) -> None:
        now = time.monotonic() * 1000
        for entry in entries:
            if entry.source == SCRIPT and run in began and entry.at > 2_000:
                due = began[run] + entry.at
                late.append((int(entry.wall) / 1e6 - due, now - due))

    names: list[str] = []
    for number in range(runs // TABLES_EACH):
        offset = 2_000 + number * 997 % PERIOD_MS
        names += open_tables(room, number, range(offset, seconds * 1000, PERIOD_MS), TABLES_EACH)
    room.listen(hear)
    room.start()
    gc.freeze()
    for place, name in enumerate(names):
        room.ask(name, Start())
        began[name] = room.conductor.peek(name, lambda live: live.clock.segments[-1].since) / 1e6  # type: ignore[operator]
        if place % 10 == 0:
            time.sleep(0.02)
    time.sleep(seconds)
    room.stop()
    store.close()
    return late


if __name__ == "__main__":
    main()
