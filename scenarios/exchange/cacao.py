"""A CACAO v2 playbook, read into an imported plan. Its commands are shown as text and never carried out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from scenarios.exchange.cacao_graph import DECISIONS, FALSE, TRUE, Placed, options_of, path_of, walk
from scenarios.exchange.cacao_rules import judged
from scenarios.exchange.imported import (
    ACTION,
    CALL,
    DECISION,
    MOST_DEPTH,
    MOST_NOTES,
    MOST_STEPS,
    ImportedOption,
    ImportedPlan,
    ImportedProcedure,
    ImportedRole,
    ImportedStep,
    ImportRefused,
    Notice,
    refused,
)
from scenarios.exchange.wording import kind_of, language_of, readable, title_of
from scenarios.origin import Hint
from scenarios.timing import write_duration

PEOPLE = ("individual", "group", "organization")
_PIECES = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)
"""Strings, also one that never ends, and brackets."""
_ATTACK = ("attack", "red-team", "exploitation")
_DETECTING, _RESTORING = ("detection", "investigation"), ("remediation", "recovery")

JsonObject = Mapping[str, Any]


def read(name: str, text: str, digest: str, strict: bool = False) -> ImportedPlan:
    """Return the plan in the playbook *text*; raises ImportRefused with everything that is wrong at once.

    Read leniently, what only breaks the standard becomes notices.
    """
    playbook = parsed(text)
    verdict = judged(playbook)
    if verdict.faults or (strict and verdict.slips):
        raise ImportRefused((*verdict.faults, *verdict.slips))
    workflow: Mapping[str, JsonObject] = playbook["workflow"]
    if len(workflow) > MOST_STEPS:
        raise refused("import_too_many_steps", steps=len(workflow), most=MOST_STEPS)
    found = walk(workflow, playbook["workflow_start"])
    lines = _lines(text, workflow)
    roles = _roles(playbook)
    steps = tuple(
        _step(placed, workflow[placed.id], roles, lines) for placed in found.placed.values()
    )
    title = readable(str(playbook.get("name") or name)).strip() or name
    types = tuple(str(one) for one in playbook.get("playbook_types") or () if isinstance(one, str))
    notices = [*verdict.slips, *found.notices, *_remarks(playbook, types)]
    procedure = ImportedProcedure(
        title, _phase(types), steps, lines.get(playbook["workflow_start"])
    )
    description = readable(str(playbook.get("description") or ""))
    return ImportedPlan(
        format="cacao",
        name=name,
        digest=digest,
        title=title[:200],
        language=language_of((title, description, *(step.title for step in steps))),
        sections={"purpose": description} if description.strip() else {},
        roles=tuple(roles.values()),
        procedures=(procedure,) if steps else (),
        notices=tuple(notices),
        source=tuple(text.split("\n")),
        id=str(playbook.get("id") or "") or None,
        is_attack=any(one in _ATTACK for one in types),
    )


def parsed(text: str) -> JsonObject:
    """Return the JSON object in *text*; raises ImportRefused for anything else and what is nested too deeply."""
    if _depth(text) > MOST_DEPTH:
        raise refused("import_too_deep", most=MOST_DEPTH)
    try:
        value = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise ImportRefused((Notice("import_not_json", {}, line),)) from error
    if not isinstance(value, dict):
        raise ImportRefused(
            (Notice("cacao_not_playbook", {"value": type(value).__name__}, path="$"),)
        )
    return value


def _depth(text: str) -> int:
    """Return how deeply brackets are nested in *text*, those inside of strings left out."""
    deepest = depth = 0
    for match in _PIECES.finditer(text):
        if match[0] in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif match[0] in "]}":
            depth -= 1
    return deepest


def _lines(text: str, workflow: Mapping[str, Any]) -> dict[str, int]:
    """Return the line of each step: where its id stands before a colon and an object."""
    found: dict[str, int] = {}
    for match in re.finditer(r'"([^"\\]+)"\s*:\s*\{', text):
        if match[1] in workflow and match[1] not in found:
            found[match[1]] = text.count("\n", 0, match.start()) + 1
    return found


def _roles(playbook: JsonObject) -> dict[str, ImportedRole]:
    """Return by agent the roles that people play; machines are none."""
    agents = playbook.get("agent_definitions")
    found: dict[str, ImportedRole] = {}
    taken: set[str] = set()
    for name, agent in agents.items() if isinstance(agents, Mapping) else ():
        if not isinstance(agent, Mapping) or agent.get("type") not in PEOPLE:
            continue
        title = " ".join(readable(str(agent.get("name") or name)).split())[:60]
        title = title if title not in taken else f"{title} {len(found) + 1}"
        taken.add(title)
        found[name] = ImportedRole(title, readable(str(agent.get("description") or "")), id=name)
    return found


def _step(
    placed: Placed, step: JsonObject, roles: Mapping[str, ImportedRole], lines: Mapping[str, int]
) -> ImportedStep:
    kind, line = str(step.get("type")), lines.get(placed.id, 1)
    words = readable(str(step.get("name") or step.get("description") or placed.id)).strip()
    title = title_of(words) or placed.id
    is_decision = kind in DECISIONS
    agent = step.get("agent")
    return ImportedStep(
        key=placed.id,
        title=title,
        shape=DECISION if is_decision else ACTION if kind == "action" else CALL,
        lines=(line, line),
        notes="\n\n".join(_notes(step, title))[:MOST_NOTES],
        roles=(roles[agent].title,) if isinstance(agent, str) and agent in roles else (),
        hints=tuple(_hints(step, line)),
        kind="decide" if is_decision else kind_of(title),
        options=tuple(_options(step)) if is_decision else (),
        after=placed.after,
        when=placed.when,
        id=placed.id,
    )


def _options(step: JsonObject) -> Iterator[ImportedOption]:
    condition = readable(str(step.get("condition") or ""))
    for option in options_of(step):
        words = {TRUE: condition or option, FALSE: f"NOT ({condition})" if condition else option}
        yield ImportedOption(option, words.get(option, option)[:200])


def _notes(step: JsonObject, title: str) -> Iterator[str]:
    """Yield what a step says beside its name: its description, condition, the called playbook, commands as text."""
    description = readable(str(step.get("description") or "")).strip()
    if description and description != title:
        yield description
    for key in ("condition", "switch", "playbook_id", "delay"):
        if step.get(key) not in (None, ""):
            yield f"{key}: {readable(str(step[key]))}"
    commands = step.get("commands")
    for command in commands if isinstance(commands, list) else ():
        if not isinstance(command, Mapping):
            continue
        said = command.get("command") or command.get("description") or command.get("command_b64")
        if said:
            yield f"```{command.get('type', '')}\n{readable(str(said))}\n```"


def _hints(step: JsonObject, line: int) -> Iterator[Hint]:
    """Yield the time after which the step has failed: not a target, so somebody has to confirm it."""
    timeout = step.get("timeout")
    if isinstance(timeout, int) and not isinstance(timeout, bool) and 0 < timeout < 31_622_400_000:
        yield Hint("within", write_duration(timeout), f"timeout: {timeout}", line, hard=True)


def _remarks(playbook: JsonObject, types: tuple[str, ...]) -> Iterator[Notice]:
    if any(one in _ATTACK for one in types):
        yield Notice("cacao_attack", {}, path="$.playbook_types")
    workflow: Mapping[str, JsonObject] = playbook["workflow"]
    for name, step in workflow.items():
        commands = step.get("commands")
        for command in commands if isinstance(commands, list) else ():
            if isinstance(command, Mapping) and command.get("type") not in ("manual", None):
                numbers = {
                    "type": str(command["type"])[:40],
                    "step": str(step.get("name") or name)[:120],
                }
                yield Notice("cacao_command", numbers, path=f"{path_of(name)}.commands")
    exception = playbook.get("workflow_exception")
    if isinstance(exception, str) and exception not in workflow:
        numbers = {"target": exception[:80]}
        yield Notice("cacao_exception_missing", numbers, path="$.workflow_exception")
    if workflow[playbook["workflow_start"]].get("type") != "start":
        yield Notice("cacao_no_start", {}, path="$.workflow_start")
    if playbook.get("revoked") is True:
        yield Notice("cacao_revoked", {}, path="$.revoked")


def _phase(types: tuple[str, ...]) -> str:
    if any(one in _RESTORING for one in types):
        return "restore"
    return "detect" if any(one in _DETECTING for one in types) else "respond"
