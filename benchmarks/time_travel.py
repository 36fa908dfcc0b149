"""Time travel: what any moment of a long journal costs to look at, through the eyes that see all and a seat's."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from random import Random

from exercise.audience import FACILITATOR, PARTICIPANT, Audience
from exercise.entry import OUTSIDE, Entry
from exercise.evaluation.evaluation import DocumentRefs, evaluate
from exercise.facts import Ended, InjectDelivered, MessageSent, Started
from exercise.past import Past
from exercise.setting import Setting
from scenarios.desk import open_setting
from scenarios.plan import Plan
from scenarios.scenario import Scenario
from scenarios.timing import SECOND

ENTRIES = (1_000, 5_000, 20_000)
LOOKS = 60
REFS = DocumentRefs("sha256:plan", "sha256:scenario")


def main() -> None:
    """Print a JSON line for each length: milliseconds to begin, and of a middling and the slowest look."""
    setting = _setting()
    for length in ENTRIES:
        print(json.dumps(_measured(setting, length)))


def _measured(setting: Setting, length: int) -> dict[str, object]:
    past = Past(setting)
    entries = list(_journal(setting, length))
    paper: dict[str, object] = {"benchmark": "time_travel", "entries": length}
    paper["begin_ms"] = round(_spent(lambda: past.hear(entries)), 1)
    desk, seat = Audience(FACILITATOR), Audience(PARTICIPANT, setting.seats[0])
    looks: dict[str, Callable[[int], object]] = {
        "desk": lambda seq: past.film(desk).view(seq),
        "seat": lambda seq: past.film(seat).view(seq),
        "verdicts": lambda seq: evaluate(past.proceedings(seq), REFS, 1),
    }
    for name, look in looks.items():
        costs = _looks(look, length)
        paper |= {f"{name}_p50_ms": costs[len(costs) // 2], f"{name}_most_ms": costs[-1]}
    return paper


def _setting() -> Setting:
    scenario, plan = open_setting("ups-single-path")
    assert plan is not None
    assert isinstance(scenario.document, Scenario)
    assert isinstance(plan.document, Plan)
    return Setting(plan.document, scenario.document)


def _journal(setting: Setting, length: int) -> Iterator[Entry]:
    """Yield a whole exercise of that length: the script's injects, and messages of all seats between them."""
    chance = Random(1)
    injects = [inject.id for inject in setting.scenario.injects]
    yield Entry(1, 0, OUTSIDE, "", None, Started())
    for seq in range(2, length):
        at = seq * SECOND
        if seq % (length // len(injects)) == 0 and injects:
            yield Entry(seq, at, "script", "", None, InjectDelivered(injects.pop(0)))
            continue
        by, to = chance.choice(setting.seats), chance.choice(setting.seats)
        yield Entry(seq, at, OUTSIDE, "", f"{by}/x", MessageSent(to=(to,), text="x" * 60))
    yield Entry(length, length * SECOND, OUTSIDE, "", None, Ended("facilitator"))


def _looks(look: Callable[[int], object], length: int) -> list[float]:
    """Return what looks at random moments cost, the cheapest first."""
    chance = Random(2)
    costs = []
    for seq in [chance.randint(0, length) for _ in range(LOOKS)]:
        costs.append(round(_spent(partial(look, seq)), 2))
    return sorted(costs)


def _spent(work: Callable[[], object]) -> float:
    """Return the milliseconds that *work* takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3


if __name__ == "__main__":
    main()
