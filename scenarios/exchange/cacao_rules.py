"""The rules of a CACAO v2 playbook: everything that is wrong in one, with its JSON path.

A *fault* keeps a playbook from being understood and is refused always; a *slip* breaks the standard only and is
refused when it is read strictly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scenarios.exchange.imported import Notice

VERSION = "cacao-2.0"
REQUIRED = ("type", "spec_version", "id", "name", "created_by", "created", "modified")
STEP_TYPES = (
    *("start", "end", "action", "playbook-action", "parallel"),
    *("if-condition", "while-condition", "switch-condition"),
)
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "start": ("on_completion",),
    "action": ("commands", "agent"),
    "playbook-action": ("playbook_id",),
    "parallel": ("next_steps",),
    "if-condition": ("condition", "on_true"),
    "while-condition": ("condition", "on_true"),
    "switch-condition": ("switch", "cases"),
}
NEXT = ("on_completion", "on_success", "on_failure", "on_true", "on_false")
_UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
_ID = re.compile(rf"[a-z][a-z0-9-]+[a-z0-9]--{_UUID}")
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z")
_DEFINITIONS = ("agent_definitions", "target_definitions", "authentication_info_definitions")
_STANDARD = (
    *("group", "individual", "location", "organization", "sector", "http-api", "linux"),
    *("net-address", "security-category", "ssh", "http-basic", "oauth2", "user-auth"),
)
_LISTS = ("playbook_types", "playbook_activities", "labels", "external_references", "derived_from")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong in a playbook: *faults* keep it out, *slips* only in the strict reading."""

    faults: tuple[Notice, ...]
    slips: tuple[Notice, ...]


def judged(playbook: Mapping[str, Any]) -> Verdict:
    """Return everything that is wrong in *playbook*."""
    faults = [*_head_faults(playbook)]
    workflow = playbook.get("workflow")
    if isinstance(workflow, Mapping):
        faults += _workflow_faults(workflow, playbook.get("workflow_start"))
    faults += _definition_faults(playbook)
    steps = workflow if isinstance(workflow, Mapping) else {}
    slips = [*_head_slips(playbook), *_step_slips(playbook, steps), *_definition_slips(playbook)]
    return Verdict(tuple(faults), tuple(slips))


def links(step: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the steps that *step* leads to, each with the key that says so."""
    for key in NEXT:
        if isinstance(target := step.get(key), str):
            yield key, target
    following = step.get("next_steps")
    for index, target in enumerate(following if isinstance(following, list) else ()):
        if isinstance(target, str):
            yield f"next_steps[{index}]", target
    cases = step.get("cases")
    for name, target in cases.items() if isinstance(cases, Mapping) else ():
        for one in target if isinstance(target, list) else [target]:
            if isinstance(one, str):
                yield f"cases.{name}", one


def _notice(code: str, path: str, **numbers: object) -> Notice:
    return Notice(code, numbers, path=path)


def _head_faults(playbook: Mapping[str, Any]) -> Iterator[Notice]:
    if playbook.get("type") != "playbook":
        yield _notice("cacao_not_playbook", "$.type", value=_short(playbook.get("type")))
    version = playbook.get("spec_version")
    if version is None:
        yield _notice("cacao_missing", "$.spec_version", key="spec_version")
    elif version != VERSION:
        yield _notice("cacao_version", "$.spec_version", value=_short(version), wanted=VERSION)
    workflow = playbook.get("workflow")
    if workflow is None:
        yield _notice("cacao_missing", "$.workflow", key="workflow")
    elif isinstance(workflow, list):
        yield _notice("cacao_old_workflow", "$.workflow")
    elif not isinstance(workflow, Mapping) or not workflow:
        yield _notice("cacao_wrong_type", "$.workflow", key="workflow")
    if not isinstance(playbook.get("workflow_start"), str):
        yield _notice("cacao_missing", "$.workflow_start", key="workflow_start")


def _workflow_faults(workflow: Mapping[str, Any], start: object) -> Iterator[Notice]:
    if isinstance(start, str) and start not in workflow:
        yield _notice("cacao_dangling", "$.workflow_start", target=_short(start))
    for name, step in workflow.items():
        path = f"$.workflow['{name}']"
        if not isinstance(step, Mapping):
            yield _notice("cacao_wrong_type", path, key=name)
            continue
        if step.get("type") not in STEP_TYPES:
            yield _notice("cacao_step_type", f"{path}.type", value=_short(step.get("type")))
        for key, target in links(step):
            if target not in workflow:
                yield _notice("cacao_dangling", f"{path}.{key}", target=_short(target))


def _head_slips(playbook: Mapping[str, Any]) -> Iterator[Notice]:
    for key in REQUIRED:
        if key in ("type", "spec_version"):
            continue
        value = playbook.get(key)
        if value is None:
            yield _notice("cacao_missing", f"$.{key}", key=key)
        elif not isinstance(value, str):
            yield _notice("cacao_wrong_type", f"$.{key}", key=key)
        elif key in ("id", "created_by") and not _ID.fullmatch(value):
            yield _notice("cacao_bad_id", f"$.{key}", value=_short(value))
    for key in ("created", "modified", "valid_from", "valid_until"):
        value = playbook.get(key)
        if isinstance(value, str) and not _STAMP.fullmatch(value):
            yield _notice("cacao_bad_time", f"$.{key}", value=_short(value))
    for key in _LISTS:
        if key in playbook and not isinstance(playbook[key], list):
            yield _notice("cacao_wrong_type", f"$.{key}", key=key)
    for key, most in (("priority", 100), ("severity", 100), ("impact", 100)):
        value = playbook.get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            yield _notice("cacao_wrong_type", f"$.{key}", key=key)


def _step_slips(playbook: Mapping[str, Any], workflow: Mapping[str, Any]) -> Iterator[Notice]:
    agents = playbook.get("agent_definitions")
    known = agents if isinstance(agents, Mapping) else {}
    for name, step in workflow.items():
        if not isinstance(step, Mapping):
            continue
        path = f"$.workflow['{name}']"
        if not _ID.fullmatch(name):
            yield _notice("cacao_bad_id", path, value=_short(name))
        for key in _NEEDS.get(str(step.get("type")), ()):
            if key not in step:
                yield _notice("cacao_missing", f"{path}.{key}", key=key)
        if "on_completion" in step and ("on_success" in step or "on_failure" in step):
            yield _notice("cacao_two_ways", f"{path}.on_completion")
        yield from _time_slips(step, path)
        yield from _command_slips(step, path)
        agent = step.get("agent")
        if isinstance(agent, str) and not _ID.fullmatch(agent):
            yield _notice("cacao_bad_id", f"{path}.agent", value=_short(agent))
        elif isinstance(agent, str) and agent not in known:
            yield _notice("cacao_agent_missing", f"{path}.agent", target=_short(agent))


def _time_slips(step: Mapping[str, Any], path: str) -> Iterator[Notice]:
    for key in ("timeout", "delay"):
        value = step.get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            yield _notice("cacao_wrong_type", f"{path}.{key}", key=key)


def _command_slips(step: Mapping[str, Any], path: str) -> Iterator[Notice]:
    commands = step.get("commands")
    if commands is None:
        return
    if not isinstance(commands, list) or not commands:
        yield _notice("cacao_wrong_type", f"{path}.commands", key="commands")
        return
    for index, command in enumerate(commands):
        if not isinstance(command, Mapping) or not isinstance(command.get("type"), str):
            yield _notice("cacao_missing", f"{path}.commands[{index}].type", key="type")


def _definition_faults(playbook: Mapping[str, Any]) -> Iterator[Notice]:
    """Yield the definitions whose own type is another than the one that their id names."""
    for group in _DEFINITIONS:
        for name, path, one in _definitions(playbook, group):
            named, said = name.partition("--")[0], one.get("type")
            if named in _STANDARD and said is not None and said != named:
                yield _notice(
                    "cacao_type_contradicts", f"{path}.type", value=_short(said), named=named
                )


def _definition_slips(playbook: Mapping[str, Any]) -> Iterator[Notice]:
    for group in _DEFINITIONS:
        for name, path, one in _definitions(playbook, group):
            if not _ID.fullmatch(name):
                yield _notice("cacao_bad_id", path, value=_short(name))
            for key in ("type", "name"):
                if key == "name" and group == _DEFINITIONS[-1]:
                    continue
                if not isinstance(one.get(key), str):
                    yield _notice("cacao_missing", f"{path}.{key}", key=key)


def _definitions(
    playbook: Mapping[str, Any], group: str
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    found = playbook.get(group)
    for name, one in found.items() if isinstance(found, Mapping) else ():
        yield name, f"$.{group}['{name}']", one if isinstance(one, Mapping) else {}


def _short(value: object) -> str:
    return str(value)[:80]
