"""What a facilitator writes on the spot: a new inject, or one of the script with some of its keys changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exercise.conditions import keys
from exercise.setting import Setting
from exercise.state import State
from scenarios.condition import Condition
from scenarios.inject import Inject, RoleEffect
from scenarios.procedure import ALL
from scenarios.schemas.injects import TRIGGERS, read_inject, write_inject


class Unwritable(Exception):
    """What was written is no inject; *code* says why, *numbers* what its words need."""

    def __init__(self, code: str, numbers: Mapping[str, object] | None = None) -> None:
        super().__init__(code, numbers)
        self.code = code
        self.numbers: Mapping[str, object] = numbers or {}


def rewritten(state: State, inject: str, content: Mapping[str, object]) -> Inject:
    """Return *inject* as it is with the keys of *content* (as in a scenario file) in place of its own.

    A new one needs no title, and no trigger: then only a facilitator plays it. Raises Unwritable.
    """
    setting = state.setting
    if not content and inject not in state.written and inject in setting.injects:
        return setting.injects[inject]
    paper = dict(_paper(state, inject))
    if any(key in content for key in TRIGGERS):
        paper = {key: value for key, value in paper.items() if key not in TRIGGERS}
    paper.update(content)
    paper["id"] = inject
    paper.setdefault("title", paper.get("subject") or inject)
    if not any(paper.get(key) not in (None, False) for key in TRIGGERS):
        paper["manual"] = True
    read, flaw = read_inject({key: value for key, value in paper.items() if value is not None})
    if read is None or flaw is not None:
        raise Unwritable(*(flaw or ("not_readable", {})))
    _check_names(setting, read)
    return read


def _paper(state: State, inject: str) -> Mapping[str, object]:
    scripted = state.setting.injects.get(inject)
    paper = {} if scripted is None else write_inject(scripted)
    written = state.written.get(inject, {})
    if any(key in written for key in TRIGGERS):
        paper = {key: value for key, value in paper.items() if key not in TRIGGERS}
    return {**paper, **written}


def _check_names(setting: Setting, inject: Inject) -> None:
    """Refuse names that lead nowhere: a running exercise must never stumble over them."""
    for kind, name in _names(inject):
        known: Mapping[str, object] | None = {
            "service": setting.services,
            "role": setting.roles,
            "step": setting.steps,
            "recovery": setting.recoveries,
        }.get(kind)
        if known is not None and name not in known:
            raise Unwritable("unknown_name", {"kind": kind, "name": name})


def _names(inject: Inject) -> Iterator[tuple[str, str]]:
    for effect in inject.effects:
        yield (
            ("role", effect.role) if isinstance(effect, RoleEffect) else ("service", effect.service)
        )
    for role in inject.to:
        if role != ALL:
            yield "role", role
    conditions: tuple[Condition | None, ...] = (inject.when, inject.unless)
    for condition in conditions:
        if condition is not None:
            yield from keys(condition)
