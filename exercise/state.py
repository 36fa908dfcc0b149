"""The state of an exercise: the fold of its entries, one arm per fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from exercise.assessment.assessment import Assessment
from exercise.entry import Entry, role_of
from exercise.facts import (
    Acted,
    DataLost,
    DataMadeUp,
    Ended,
    InjectDelivered,
    InjectHeld,
    InjectOpened,
    InjectPostponed,
    InjectReleased,
    InjectSkipped,
    InjectSpent,
    InjectWritten,
    Jumped,
    Paused,
    RecoveryChanged,
    Resumed,
    RoleChanged,
    SeatLeft,
    SeatTaken,
    ServiceChanged,
    ServiceShown,
    SignalRaised,
    SpeedChanged,
    Started,
)
from exercise.ledger import ServiceLedger
from exercise.phases import Phase, phase_of
from exercise.rounding import rounded
from exercise.setting import Setting
from scenarios.timing import Ms


@dataclass(frozen=True, slots=True)
class Jump:
    """A leap of exercise time from *start* to *end*; entry *seq*."""

    start: Ms
    end: Ms
    seq: int


class State:
    """What is so after the entries heard; one instance is fed from StartEx on."""

    __slots__ = (
        "acts",
        "assessment",
        "at",
        "client_ids",
        "deliveries",
        "doings",
        "end_reason",
        "ended_at",
        "has_people",
        "held",
        "jumps",
        "ledgers",
        "lost_ms",
        "opened",
        "paused",
        "phase",
        "postponed",
        "recoveries",
        "roles",
        "seats",
        "seq",
        "services",
        "setting",
        "shown",
        "signals",
        "simulated",
        "skipped",
        "speed",
        "speeds",
        "spent",
        "started",
        "written",
    )

    def __init__(self, setting: Setting) -> None:
        """Begin before StartEx: every service up, every role of the scenario's seats present."""
        self.setting = setting
        self.at: Ms = 0
        self.phase = Phase.CLOCK
        self.seq = 0
        self.started = False
        self.ended_at: Ms | None = None
        self.end_reason: str | None = None
        self.paused = False
        self.speed = 1.0
        self.speeds: list[tuple[Ms, float]] = []
        self.services: dict[str, str] = dict.fromkeys(setting.services, "up")
        self.shown: dict[str, str] = {}
        self.ledgers = {name: ServiceLedger(s) for name, s in setting.services.items()}
        self.lost_ms: dict[str, Ms] = {}
        self.recoveries: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        self.signals: dict[str, list[Ms]] = {}
        self.deliveries: dict[str, list[Ms]] = {}
        self.opened: dict[str, list[tuple[Ms, str]]] = {}
        self.held: set[str] = set()
        self.skipped: set[str] = set()
        self.spent: set[str] = set()
        self.postponed: dict[str, Ms] = {}
        self.written: dict[str, Mapping[str, object]] = {}
        self.acts: list[Entry] = []
        self.doings: dict[str, set[tuple[str | None, str]]] = {}
        self.jumps: list[Jump] = []
        self.seats: dict[str, list[str]] = {}
        self.simulated: set[tuple[str, str]] = set()
        self.has_people = False
        self.assessment = Assessment()
        self.client_ids: dict[tuple[str, str], int] = {}
        self._seat(setting.seats)

    def hear(self, entry: Entry) -> None:
        """Take in *entry*, the next of the journal."""
        self.seq = entry.seq
        if self.ended_at is None:
            self.reach(entry.at, phase_of(entry))
        arm = _ARMS.get(type(entry.fact))
        if arm is not None:
            arm(self, entry, entry.fact)
        else:
            self.assessment.hear(entry)

    def reach(self, at: Ms, phase: Phase) -> None:
        """Let it be (*at*, *phase*), never earlier than it was."""
        self.at, self.phase = max((self.at, self.phase), (at, phase))

    def has_come(self, at: Ms, phase: Phase) -> bool:
        """Whether it is (*at*, *phase*) or later."""
        return (at, phase) <= (self.at, self.phase)

    def is_absent(self, role: str) -> bool:
        """Whether *role* has no seat or was made absent."""
        return self.roles.get(role) == "absent"

    def down_since(self) -> Ms | None:
        """Return when the first of the services that are not up left ``up``."""
        left = [ledger.left_up for ledger in self.ledgers.values() if ledger.left_up is not None]
        return min(left, default=None)

    def impact(self, kind: str) -> float:
        """Return the total so far of one *kind* of impact over all services."""
        totals = (ledger.impact(self.at) for ledger in self.ledgers.values())
        return rounded(sum(total.get(kind, 0.0) for total in totals))

    def not_up(self) -> tuple[str, ...]:
        """Return the services that are not up now, in document order."""
        return tuple(service for service, now in self.services.items() if now != "up")

    def _seat(self, seats: tuple[str, ...]) -> None:
        self.roles = {role: "present" if role in seats else "absent" for role in self.setting.roles}

    def _started(self, entry: Entry, fact: Started) -> None:
        self.started = True
        if fact.seats is not None:
            self._seat(fact.seats)

    def _ended(self, entry: Entry, fact: Ended) -> None:
        self.ended_at = entry.at
        self.end_reason = fact.reason

    def _paused(self, entry: Entry, fact: Paused) -> None:
        self.paused = True

    def _resumed(self, entry: Entry, fact: Resumed) -> None:
        self.paused = False

    def _speed_changed(self, entry: Entry, fact: SpeedChanged) -> None:
        self.speed = fact.factor
        self.speeds.append((entry.at, fact.factor))

    def _jumped(self, entry: Entry, fact: Jumped) -> None:
        self.jumps.append(Jump(entry.at, fact.to, entry.seq))

    def _inject_delivered(self, entry: Entry, fact: InjectDelivered) -> None:
        self.deliveries.setdefault(fact.inject, []).append(entry.at)
        self.held.discard(fact.inject)
        self.postponed.pop(fact.inject, None)

    def _inject_opened(self, entry: Entry, fact: InjectOpened) -> None:
        self.opened.setdefault(fact.inject, []).append((entry.at, entry.by or ""))

    def _inject_held(self, entry: Entry, fact: InjectHeld) -> None:
        self.held.add(fact.inject)

    def _inject_released(self, entry: Entry, fact: InjectReleased) -> None:
        self.held.discard(fact.inject)
        self.skipped.discard(fact.inject)

    def _inject_skipped(self, entry: Entry, fact: InjectSkipped) -> None:
        self.skipped.add(fact.inject)

    def _inject_spent(self, entry: Entry, fact: InjectSpent) -> None:
        self.spent.add(fact.inject)

    def _inject_postponed(self, entry: Entry, fact: InjectPostponed) -> None:
        self.postponed[fact.inject] = fact.to

    def _inject_written(self, entry: Entry, fact: InjectWritten) -> None:
        self.written[fact.inject] = _overlaid(self.written.get(fact.inject, {}), fact.content)

    def _acted(self, entry: Entry, fact: Acted) -> None:
        self.acts.append(entry)
        self.has_people = self.has_people or not fact.simulated
        self.doings.setdefault(fact.action, set()).add((fact.option, role_of(entry.by or "")))
        if fact.client_id is not None:
            self.client_ids[(entry.by or "", fact.client_id)] = entry.seq

    def _signal_raised(self, entry: Entry, fact: SignalRaised) -> None:
        self.signals.setdefault(fact.signal, []).append(entry.at)

    def _service_changed(self, entry: Entry, fact: ServiceChanged) -> None:
        self.services[fact.service] = fact.to
        self.ledgers[fact.service].change(fact.to, entry.at, entry.seq)

    def _service_shown(self, entry: Entry, fact: ServiceShown) -> None:
        if fact.shows is None:
            self.shown.pop(fact.service, None)
        else:
            self.shown[fact.service] = fact.shows

    def _data_lost(self, entry: Entry, fact: DataLost) -> None:
        self._lose(fact.service, fact.ms, entry)

    def _data_made_up(self, entry: Entry, fact: DataMadeUp) -> None:
        self._lose(fact.service, -fact.ms, entry)

    def _lose(self, service: str, ms: Ms, entry: Entry) -> None:
        self.ledgers[service].lose(ms, entry.seq)
        self.lost_ms[service] = self.ledgers[service].lost_ms

    def _recovery_changed(self, entry: Entry, fact: RecoveryChanged) -> None:
        self.recoveries[fact.recovery] = fact.to

    def _role_changed(self, entry: Entry, fact: RoleChanged) -> None:
        self.roles[fact.role] = fact.to

    def _seat_taken(self, entry: Entry, fact: SeatTaken) -> None:
        people = self.seats.setdefault(fact.role, [])
        if fact.person not in people:
            people.append(fact.person)
        if fact.simulated:
            self.simulated.add((fact.role, fact.person))
        else:
            self.has_people = True

    def _seat_left(self, entry: Entry, fact: SeatLeft) -> None:
        people = self.seats.get(fact.role, [])
        if fact.person in people:
            people.remove(fact.person)
        self.simulated.discard((fact.role, fact.person))


def _overlaid(before: Mapping[str, object], content: Mapping[str, object]) -> Mapping[str, object]:
    """Return what was written *before* with *content* over it; a new trigger takes the place of the old one."""
    if any(key in content for key in _TRIGGERS):
        before = {key: value for key, value in before.items() if key not in _TRIGGERS}
    return {**before, **content}


_TRIGGERS = ("at", "when", "manual")

_ARMS: Mapping[type, Callable[[State, Entry, Any], None]] = {
    Started: State._started,
    Ended: State._ended,
    Paused: State._paused,
    Resumed: State._resumed,
    SpeedChanged: State._speed_changed,
    Jumped: State._jumped,
    InjectDelivered: State._inject_delivered,
    InjectOpened: State._inject_opened,
    InjectHeld: State._inject_held,
    InjectReleased: State._inject_released,
    InjectSkipped: State._inject_skipped,
    InjectSpent: State._inject_spent,
    InjectPostponed: State._inject_postponed,
    InjectWritten: State._inject_written,
    Acted: State._acted,
    SignalRaised: State._signal_raised,
    ServiceChanged: State._service_changed,
    ServiceShown: State._service_shown,
    DataLost: State._data_lost,
    DataMadeUp: State._data_made_up,
    RecoveryChanged: State._recovery_changed,
    RoleChanged: State._role_changed,
    SeatTaken: State._seat_taken,
    SeatLeft: State._seat_left,
}
