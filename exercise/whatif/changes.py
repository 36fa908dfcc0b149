"""Changes of a what-if: one act moved, removed, altered or added, or the world made otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from exercise.commands import Act
from exercise.setting import Setting
from scenarios.scenario import RecoveryReality, Scenario, ServiceReality
from scenarios.timing import Ms


@dataclass(frozen=True, slots=True)
class Moved:
    """The act of entry *seq* is made at *to* instead."""

    seq: int
    to: Ms


@dataclass(frozen=True, slots=True)
class Removed:
    """The act of entry *seq* is never made."""

    seq: int


@dataclass(frozen=True, slots=True)
class Altered:
    """The act of entry *seq* is made with another *option*, and with these values in its *form*."""

    seq: int
    option: str | None = None
    form: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Added:
    """*act* is made at *at*, which really nobody did."""

    at: Ms
    act: Act


@dataclass(frozen=True, slots=True)
class RecoveryOtherwise:
    """A recovery is really as *reality* says, over what plan and scenario say of it."""

    recovery: str
    reality: RecoveryReality


@dataclass(frozen=True, slots=True)
class ServiceOtherwise:
    """A service really depends on what *reality* says."""

    service: str
    reality: ServiceReality


ActChange = Moved | Removed | Altered | Added
WorldChange = RecoveryOtherwise | ServiceOtherwise
Change = ActChange | WorldChange
"""Anything that a what-if may change."""


def otherwise(setting: Setting, changes: Iterable[Change]) -> Setting:
    """Return *setting* with the world made as *changes* want it; the same one when they change acts alone."""
    scenario = setting.scenario
    for change in changes:
        if isinstance(change, RecoveryOtherwise):
            scenario = _with_recovery(scenario, change)
        elif isinstance(change, ServiceOtherwise):
            scenario = _with_service(scenario, change)
    if scenario is setting.scenario:
        return setting
    return Setting(setting.plan, scenario, setting.rules)


def _with_recovery(scenario: Scenario, change: RecoveryOtherwise) -> Scenario:
    reality = scenario.reality
    before = reality.recoveries.get(change.recovery, RecoveryReality())
    wanted = {
        name: value
        for name in RecoveryReality.__dataclass_fields__
        if (value := getattr(change.reality, name)) is not None
    }
    together = {**reality.recoveries, change.recovery: replace(before, **wanted)}
    return replace(scenario, reality=replace(reality, recoveries=together))


def _with_service(scenario: Scenario, change: ServiceOtherwise) -> Scenario:
    reality = scenario.reality
    before = reality.services.get(change.service, ServiceReality())
    wanted = {
        name: value
        for name in ServiceReality.__dataclass_fields__
        if (value := getattr(change.reality, name)) is not None
    }
    together = {**reality.services, change.service: replace(before, **wanted)}
    return replace(scenario, reality=replace(reality, services=together))
