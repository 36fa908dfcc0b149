"""Random journals: what a script, a world and people might have done, on a coarse grid of milliseconds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from random import Random

from exercise.entry import OUTSIDE, SCRIPT, WORLD, Entry
from exercise.facts import (
    Acted,
    DataLost,
    DataMadeUp,
    Ended,
    Fact,
    InjectDelivered,
    InjectHeld,
    InjectOpened,
    Jumped,
    MessageSent,
    NoteTaken,
    Paused,
    RecoveryChanged,
    Resumed,
    RoleChanged,
    ServiceChanged,
    ServiceShown,
    SignalRaised,
    SpeedChanged,
    Started,
)
from scenarios.plan import Plan
from scenarios.procedure import Step
from scenarios.scenario import Scenario

NOISE = (
    MessageSent(("b",), "hello"),
    NoteTaken("well done"),
    Paused("coffee"),
    Resumed(),
    SpeedChanged(2.0),
    ServiceShown("s1", "stale"),
    InjectHeld("I3"),
)
PERSONS = ("", "", "/li", "/wu")


def journal(rng: Random, plan: Plan, scenario: Scenario) -> list[Entry]:
    """Return a finished journal of a plausible exercise."""
    return _Scribe(rng, plan, scenario).write()


class _Scribe:
    def __init__(self, rng: Random, plan: Plan, scenario: Scenario) -> None:
        self.rng = rng
        self.plan = plan
        self.scenario = scenario
        self.entries: list[Entry] = []
        self.at = 0
        self.services = {s.id: "up" for s in plan.services}
        self.lost = dict.fromkeys(self.services, 0)
        self.seated = [s.role for s in scenario.seats]
        self.absent = {r.id for r in plan.roles if r.id not in self.seated}
        self.played: set[str] = set()

    def write(self) -> list[Entry]:
        """Write everything from Started to Ended."""
        rng, end = self.rng, self.scenario.duration
        if rng.randrange(4) == 0:
            end -= rng.choice((1, 5))
        self._note(OUTSIDE, Started(self._seats()))
        grid = sorted({t for k in range(0, end, 5) for t in (k, k, k - 1, k + 1) if 0 <= t <= end})
        times = sorted({*rng.sample(grid, min(len(grid), rng.randint(4, 12))), end})
        jumps = rng.sample(times[:-1], min(len(times) - 1, rng.choice((0, 0, 0, 0, 0, 0, 1, 2))))
        until = 0
        for self.at in times:
            lands = min(end, self.at + rng.choice((1, 4, 5, 6, 10)))
            may_jump = self.at in jumps and self.at >= until and lands > self.at
            by_hand = rng.randrange(2) == 0
            people_from, until = until, lands if may_jump else until
            if may_jump and by_hand:
                self._note(OUTSIDE, Jumped(lands))
            self._happen(people=self.at >= (until if by_hand else people_from))
            if may_jump and not by_hand:
                self._leap(lands)
        self.at = end
        self._note(OUTSIDE, Ended("duration" if end == self.scenario.duration else "facilitator"))
        return self.entries

    def _seats(self) -> tuple[str, ...] | None:
        if self.rng.randrange(8):
            return None
        self.seated = [r.id for r in self.plan.roles if self.rng.randrange(3)]
        self.absent = {r.id for r in self.plan.roles if r.id not in self.seated}
        return tuple(self.seated)

    def _leap(self, to: int) -> None:
        fresh = [i.id for i in self.scenario.injects if i.id not in self.played] or ["I1"]
        if fresh[0] not in self.played:
            self._deliver(fresh[0])
        self._note(SCRIPT, Jumped(to, fresh[0]))

    def _note(self, source: str, fact: Fact, by: str | None = None) -> None:
        self.entries.append(Entry(len(self.entries) + 1, self.at, source, "", by, fact))

    def _happen(self, people: bool) -> None:
        """Fill one millisecond in the order of scoring.md: world, injects, people and what they cause."""
        rng = self.rng
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
            self._world()
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            self._inject()
        if rng.randrange(6) == 0:
            self._note(OUTSIDE, rng.choice(NOISE), "a")
        if people:
            for _ in range(rng.choice((0, 1, 1, 2, 3))):
                self._act()
                for _ in range(rng.choice((0, 0, 0, 0, 1))):
                    rng.choice((self._world, self._inject))()

    def _world(self) -> None:
        rng = self.rng
        name = rng.choice(list(self.services))
        match rng.randrange(8):
            case 0 | 1 | 2 | 3 | 4:
                states = [s for s in ("up", "degraded", "down", "down") if s != self.services[name]]
                self._change(name, rng.choice(states))
            case 5:
                self._lose(name, rng.choice((3, 5, 6)))
            case 6:
                if self.lost[name]:
                    ms = rng.choice((self.lost[name], 1))
                    self._note(WORLD, DataMadeUp(name, ms))
                    self.lost[name] -= ms
            case 7:
                to = rng.choice(("waiting", "running", "succeeded", "failed"))
                self._note(WORLD, RecoveryChanged("rec", to))

    def _change(self, name: str, to: str) -> None:
        self._note(WORLD, ServiceChanged(name, self.services[name], to))
        self.services[name] = to

    def _lose(self, name: str, ms: int) -> None:
        self._note(WORLD, DataLost(name, ms))
        self.lost[name] += ms

    def _inject(self) -> None:
        rng = self.rng
        inject = rng.choice(self.scenario.injects)
        if inject.id in self.played and rng.randrange(2):
            self._note(SCRIPT, InjectDelivered(inject.id, again=True))
            return
        if inject.id not in self.played:
            self._deliver(inject.id)
            return
        self._note(SCRIPT, SignalRaised(rng.choice(("alarm", "bell"))))

    def _deliver(self, name: str) -> None:
        rng = self.rng
        inject = next(i for i in self.scenario.injects if i.id == name)
        self.played.add(name)
        self._note(SCRIPT, InjectDelivered(name))
        if rng.randrange(3) == 0:
            self._world()
        if rng.randrange(4) == 0:
            role = rng.choice(self.plan.roles).id
            to = "present" if role in self.absent else "absent"
            self.absent ^= {role}
            self._note(SCRIPT, RoleChanged(role, to))
        for signal in inject.raises:
            self._note(SCRIPT, SignalRaised(signal, name))

    def _act(self) -> None:
        rng = self.rng
        if self.played and rng.randrange(6) == 0:
            by = rng.choice(self.plan.roles).id
            self._note(OUTSIDE, InjectOpened(rng.choice(sorted(self.played))), by)
            return
        step = rng.choice(self.plan.steps())
        action = step.does
        if rng.randrange(8) == 0:
            action = rng.choice(self.plan.actions).id
        elif step.escalate is not None and rng.randrange(3) == 0:
            action = step.escalate.does or step.does
        by = self._somebody(step) + rng.choice(PERSONS)
        self._note(OUTSIDE, self._what(action), by)

    def _somebody(self, step: Step) -> str:
        named = list(step.by if step.by != ("all",) else ())
        deputies = [d for r in self.plan.roles if r.id in named for d in r.deputies]
        escalating = list(step.escalate.by) if step.escalate is not None else []
        anybody = [r.id for r in self.plan.roles]
        pools = (named, named, named, deputies, escalating, anybody)
        return self.rng.choice(self.rng.choice(pools) or anybody)

    def _what(self, action: str) -> Acted:
        rng = self.rng
        abouts = (None, None, None, "I1", "I2", "I3", "x", "decide")
        return Acted(
            action,
            option=rng.choice(("o1", "o1", "o2", "o3", None)) if action == "decide" else None,
            about=rng.choice(abouts),
            form=self._form() if action == "report" and rng.randrange(8) else None,
        )

    def _form(self) -> Mapping[str, object]:
        rng = self.rng
        start = self.scenario.story_start
        moment = start + timedelta(milliseconds=rng.choice((0, 4, 5, 5, 6, 10, 11)))
        down = [s for s, state in self.services.items() if state != "up"]
        some = rng.sample(list(self.services), rng.randint(0, len(self.services)))
        values: dict[str, object] = {
            "words": rng.choice(("power", "power", "flood", "")),
            "number": rng.choice((0, 5, 8, 10, 12, 15)),
            "moment": moment.isoformat(),
            "grade": rng.choice(("g1", "g2")),
            "parts": rng.choice((["c1", "c2"], ["c1"], ["c3"], ["c1", "c3"], [])),
            "affected": rng.choice((down, down, some)),
            "certain": rng.choice((True, False)),
        }
        return {name: value for name, value in values.items() if rng.randrange(5)}
