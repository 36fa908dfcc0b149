"""Changes of the world, values as in scenarios: ``recovery.dr-switch.takes=15m``, ``service.x.depends_on=[y]``."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from exercise.setting import Setting
from exercise.whatif.changes import RecoveryOtherwise, ServiceOtherwise, WorldChange
from exercise.whatif.misread import Misread
from exercise.whatif.parts import Part
from scenarios.checks.parts import chain, find_circles
from scenarios.hints import nearest
from scenarios.plan import AnyOfServices, Dependency
from scenarios.scenario import RecoveryReality, ServiceReality
from scenarios.schemas.realities import (
    RECOVERY_KEYS,
    SERVICE_KEYS,
    recovery_reality,
    service_reality,
)


def read_world(setting: Setting, whole: Part) -> WorldChange:
    """Return how the world is to be otherwise; raises Misread."""
    subject, value = whole.cut("=")
    kind, rest = subject.cut(".")
    if rest is None or value is None or not value.text:
        raise Misread("not_a_change", whole.column, value=whole.text)
    name, key = rest.cut(".")
    if key is None:
        raise Misread("not_a_change", whole.column, value=whole.text)
    if kind.text == "recovery":
        return _recovery(setting, name, key, value)
    return _service(setting, name, key, value)


def _recovery(setting: Setting, name: Part, key: Part, value: Part) -> RecoveryOtherwise:
    if name.text not in setting.recoveries:
        hint = nearest(name.text, setting.recoveries)
        raise Misread("no_such_recovery", name.column, hint, recovery=name.text)
    _check_key(key, RECOVERY_KEYS)
    reality = recovery_reality({key.text: value.value()})
    if reality is None:
        raise Misread("bad_value", value.column, name=key.text, value=value.text)
    _check_recovery(setting, reality, value)
    return RecoveryOtherwise(name.text, reality)


def _service(setting: Setting, name: Part, key: Part, value: Part) -> ServiceOtherwise:
    if name.text not in setting.services:
        hint = nearest(name.text, setting.services)
        raise Misread("no_such_service", name.column, hint, service=name.text)
    _check_key(key, SERVICE_KEYS)
    reality = service_reality({key.text: value.value()})
    if reality is None:
        raise Misread("bad_value", value.column, name=key.text, value=value.text)
    _check_services(setting, _named(reality), value)
    _check_circle(setting, name.text, reality, value)
    return ServiceOtherwise(name.text, reality)


def _check_key(key: Part, known: Collection[str]) -> None:
    if key.text not in known:
        numbers = {"key": key.text, "known": ", ".join(known)}
        raise Misread("unknown_key", key.column, nearest(key.text, known), **numbers)


def _check_recovery(setting: Setting, reality: RecoveryReality, value: Part) -> None:
    """Refuse services, resources or an action that the plan does not have."""
    _check_services(setting, (*(reality.restores or ()), *(reality.makes_up or ())), value)
    resources = setting.real_resources()
    for resource in reality.needs or ():
        if resource not in resources:
            hint = nearest(resource, resources)
            raise Misread("no_such_resource", value.column, hint, resource=resource)
    if reality.starts_on is not None and reality.starts_on.action not in setting.actions:
        action = reality.starts_on.action
        hint = nearest(action, setting.actions)
        raise Misread("no_such_action", value.column, hint, action=action)


def _check_services(setting: Setting, names: Collection[str], value: Part) -> None:
    for service in names:
        if service not in setting.services:
            hint = nearest(service, setting.services)
            raise Misread("no_such_service", value.column, hint, service=service)


def _check_circle(setting: Setting, name: str, reality: ServiceReality, value: Part) -> None:
    """Refuse that a service stands, over however many others, on itself."""
    graph = {
        each: tuple(_in((*setting.dependencies(each), *setting.soft_dependencies(each))))
        for each in setting.services
    }
    hard, soft = reality.depends_on, reality.degrades_on
    graph[name] = (
        *_in(setting.dependencies(name) if hard is None else hard),
        *_in(setting.soft_dependencies(name) if soft is None else soft),
    )
    if circles := find_circles(graph):
        raise Misread("dependency_cycle", value.column, circle=chain(circles[0]))


def _named(reality: ServiceReality) -> tuple[str, ...]:
    return (*_in(reality.depends_on or ()), *_in(reality.degrades_on or ()))


def _in(dependencies: Collection[Dependency]) -> Iterator[str]:
    for one in dependencies:
        if isinstance(one, AnyOfServices):
            yield from one.services
        else:
            yield one
