"""A plan written as a CACAO v2 playbook: the file that it came from with what people decided, or a new one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from scenarios.plan import Plan
from scenarios.procedure import ALL, Step
from scenarios.schemas.documents import dump
from scenarios.text import Text

JsonObject = dict[str, Any]

EXTENSION = "extension-definition--2f4c1a0e-5a1b-4c8e-9d3f-7b60e1c5a942"
"""The stable id under which a step carries what CACAO has no word for: target times, cadences, several roles."""
IDENTITY = "identity--6b1f0d52-94c7-4e2a-8f3b-0d5c7e9a1b64"
_DEFINITION: JsonObject = {
    "type": "extension-definition",
    "name": "StartEx step",
    "created_by": IDENTITY,
    "schema": "startex/plan@1 step keys: within within_max hard every roles trigger criticality source clause",
    "version": "1.0.0",
}
_KEYS: Mapping[str, str] = {
    "within": "within",
    "within_max": "within_max",
    "hard": "hard",
    "every": "every",
    "quorum": "quorum",
    "criticality": "criticality",
    "source": "source",
    "clause": "clause",
}
_FLOW = ("on_completion", "on_success", "on_failure", "on_true", "on_false")


def plan_cacao(
    plan: Plan, stamp: str, original: Mapping[str, Any] | None = None, language: str = "en"
) -> JsonObject:
    """Return *plan* as a playbook modified at *stamp* (``…Z``).

    With the *original* that it was imported from, that comes back as it was, unknown keys and all, changed only where
    the plan says something else by now; without it a playbook is made that keeps the standard's schemas.
    """
    if original is None:
        return _made(plan, stamp, language)
    return _carried(plan, stamp, original, language)


def _carried(plan: Plan, stamp: str, original: Mapping[str, Any], language: str) -> JsonObject:
    playbook = deepcopy(dict(original))
    workflow: JsonObject = playbook["workflow"]
    papers = _step_papers(plan)
    known = {step.origin.id: step for step in plan.steps() if step.origin and step.origin.id}
    agents = playbook.get("agent_definitions") or {}
    for name, step in known.items():
        if name in workflow:
            _write(workflow[name], step, papers[step.id], _titles(plan), agents, language)
    decided = [name for name in workflow if name not in known and _is_of_ours(workflow[name])]
    for name in decided:
        _take_out(workflow, name)
    before: str | None = None
    for step in plan.steps():
        name = step.origin.id if step.origin and step.origin.id else ""
        if name not in workflow:
            name = _id("action", plan.id, step.id)
            _put_in(workflow, before, name, _action(plan, step, papers[step.id], language))
            _add_agents(playbook, plan, step, language)
        before = name
    if plan.imported is not None and playbook.get("name") != plan.title.read(language):
        playbook["name"] = plan.title.read(language)
    if any(EXTENSION in (step.get("step_extensions") or {}) for step in workflow.values()):
        playbook.setdefault("extension_definitions", {})[EXTENSION] = dict(_DEFINITION)
    if playbook != original:
        playbook["modified"] = stamp
    return playbook


def _write(
    target: JsonObject,
    step: Step,
    paper: Mapping[str, Any],
    titles: Mapping[str, Text],
    agents: Mapping[str, Any],
    language: str,
) -> None:
    """Write into *target* what the plan says otherwise than the file did."""
    words = step.origin.words if step.origin else None
    if words is not None and step.title.read(language) != words:
        target["name"] = step.title.read(language)
    agent = agents.get(str(target.get("agent")))
    said = agent.get("name") if isinstance(agent, Mapping) else None
    roles = [titles[role].read(language) for role in step.by if role in titles]
    is_new = bool(roles) and roles != [said] and step.by != ("unassigned",)
    extension = _extension(step, paper, roles if is_new else [])
    if extension:
        extensions = dict(target.get("step_extensions") or {})
        target["step_extensions"] = {**extensions, EXTENSION: extension}


def _extension(step: Step, paper: Mapping[str, Any], roles: Sequence[str]) -> JsonObject:
    """Return what a step says that CACAO has no key for; nothing where it says nothing."""
    found: JsonObject = {key: paper[name] for name, key in _KEYS.items() if name in paper}
    if roles:
        found["roles"] = list(roles)
    is_from_file = step.origin is not None and step.origin.id is not None
    if "when" in paper and not is_from_file:
        found["trigger"] = paper["when"]
    return {"type": "startex-step", "step": step.id, **found} if found else {}


def _is_of_ours(step: Mapping[str, Any]) -> bool:
    """Whether a step of the file would be a step of the plan, so that it is gone when the plan has it no more."""
    return step.get("type") in ("action", "playbook-action")


def _take_out(workflow: JsonObject, name: str) -> None:
    following = workflow[name].get("on_completion") or workflow[name].get("on_success")
    if not isinstance(following, str):
        return
    del workflow[name]
    for step in workflow.values():
        for key in _FLOW:
            if step.get(key) == name:
                step[key] = following
        if isinstance(step.get("next_steps"), list):
            step["next_steps"] = [following if n == name else n for n in step["next_steps"]]
        if isinstance(step.get("cases"), dict):
            cases = step["cases"].items()
            step["cases"] = {case: following if n == name else n for case, n in cases}


def _put_in(workflow: JsonObject, before: str | None, name: str, step: JsonObject) -> None:
    """Add *step* to *workflow*, to be done once the one *before* it is, if that goes on to one step only."""
    if before is not None and isinstance(following := workflow[before].get("on_completion"), str):
        step["on_completion"] = following
        workflow[before]["on_completion"] = name
    workflow[name] = step


def _made(plan: Plan, stamp: str, language: str) -> JsonObject:
    papers = _step_papers(plan)
    start, end = _id("start", plan.id), _id("end", plan.id)
    workflow: JsonObject = {start: {"type": "start"}}
    before, key = start, "on_completion"
    for number, layer in enumerate(_layers(plan)):
        names = [_id("action", plan.id, step.id) for step in layer]
        for name, step in zip(names, layer, strict=True):
            workflow[name] = _action(plan, step, papers[step.id], language)
        if len(layer) == 1:
            workflow[before][key] = before = names[0]
            continue
        parallel = _id("parallel", plan.id, str(number))
        workflow[parallel] = {"type": "parallel", "next_steps": names}
        for name, step in zip(names, layer, strict=True):
            workflow[name]["on_completion"] = _id("end", plan.id, step.id)
            workflow[_id("end", plan.id, step.id)] = {"type": "end"}
        workflow[before][key] = before = parallel
    workflow[before][key] = end
    workflow[end] = {"type": "end"}
    playbook: JsonObject = {
        "type": "playbook",
        "spec_version": "cacao-2.0",
        "id": _id("playbook", plan.id),
        "name": plan.title.read(language) or plan.id,
        "created_by": IDENTITY,
        "created": stamp,
        "modified": stamp,
        "workflow_start": start,
        "workflow": workflow,
    }
    purpose = plan.sections.get("purpose")
    if purpose and purpose.read(language):
        playbook["description"] = purpose.read(language)
    for step in plan.steps():
        _add_agents(playbook, plan, step, language)
    playbook["extension_definitions"] = {EXTENSION: dict(_DEFINITION)}
    return playbook


def _layers(plan: Plan) -> list[list[Step]]:
    """Return the steps in layers: each is done only once all those of earlier layers that it waits for are.

    Steps beside one another have no order; steps that wait for each other stand together in the last layer.
    """
    left = list(plan.steps())
    done: set[str] = set()
    layers: list[list[Step]] = []
    while left:
        names = {step.id for step in left}
        ready = [step for step in left if not (set(step.after) & names) - {step.id}] or left
        layers.append(ready)
        done |= {step.id for step in ready}
        left = [step for step in left if step.id not in done]
    return layers


def _action(plan: Plan, step: Step, paper: Mapping[str, Any], language: str) -> JsonObject:
    titles = _titles(plan)
    title = step.title.read(language) or step.id
    found: JsonObject = {
        "type": "action",
        "name": title,
        "commands": [{"type": "manual", "command": title}],
        "agent": _agent(plan, step),
    }
    if step.notes.read(language):
        found["description"] = step.notes.read(language)
    if step.hard and step.within:
        found["timeout"] = step.within
    roles = [titles[role].read(language) for role in step.by if role in titles]
    extension = _extension(step, paper, roles if len(roles) > 1 else [])
    if extension:
        found["step_extensions"] = {EXTENSION: extension}
    return found


def _agent(plan: Plan, step: Step) -> str:
    return _id("group", plan.id, step.by[0] if step.by else ALL)


def _add_agents(playbook: JsonObject, plan: Plan, step: Step, language: str) -> None:
    role = step.by[0] if step.by else ALL
    titles = _titles(plan)
    name = titles[role].read(language) if role in titles else role
    agents = playbook.setdefault("agent_definitions", {})
    agents.setdefault(_agent(plan, step), {"type": "group", "name": name or role})


def _titles(plan: Plan) -> Mapping[str, Text]:
    return {role.id: role.title for role in plan.roles}


def _step_papers(plan: Plan) -> Mapping[str, Mapping[str, Any]]:
    procedures = dump(plan)["procedures"]
    return {step["id"]: step for procedure in procedures for step in procedure["steps"]}


def _id(type: str, *parts: str) -> str:
    """Return an identifier that is the same for the same parts, in the shape of a name-based UUID."""
    digest = hashlib.sha256("\0".join(("startex", type, *parts)).encode()).hexdigest()
    variant = "89ab"[int(digest[16], 16) % 4]
    groups = digest[:8], digest[8:12], "5" + digest[13:16], variant + digest[17:20], digest[20:32]
    return f"{type}--" + "-".join(groups)
