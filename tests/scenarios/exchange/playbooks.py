"""Small CACAO playbooks made up for tests."""

from __future__ import annotations

import json
from typing import Any

STAMP = "2026-01-01T00:00:00.000Z"


def uuid(number: int) -> str:
    """Return a UUID of the shape that identifiers need, told apart by *number*."""
    return f"00000000-0000-4000-8000-{number:012d}"


def name(type: str, number: int) -> str:
    """Return an identifier."""
    return f"{type}--{uuid(number)}"


START, END = name("start", 1), name("end", 2)
PEOPLE = name("group", 3)


def action(number: int, following: str | None = END, **more: Any) -> dict[str, Any]:
    """Return an action by the group; without *following* it leads nowhere."""
    step: dict[str, Any] = {
        "type": "action",
        "name": f"Do {number}",
        "agent": PEOPLE,
        "commands": [{"type": "manual", "command": f"do it {number}"}],
        **more,
    }
    return step if following is None else {**step, "on_completion": following}


def playbook(first: str, steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a playbook whose workflow begins with *first*."""
    workflow = {START: {"type": "start", "on_completion": first}, **steps, END: {"type": "end"}}
    return {
        "type": "playbook",
        "spec_version": "cacao-2.0",
        "id": name("playbook", 9),
        "name": "A playbook",
        "created_by": name("identity", 8),
        "created": STAMP,
        "modified": STAMP,
        "workflow_start": START,
        "workflow": workflow,
        "agent_definitions": {PEOPLE: {"type": "group", "name": "IR team"}},
        **more,
    }


def text(value: object) -> bytes:
    """Return *value* as a file."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
