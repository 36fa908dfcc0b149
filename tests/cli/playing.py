"""Small exercises played through the program: documents composed from fragments, and what came out, by id."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from web.cli import main

M = 60_000
"""Milliseconds of a minute."""

Paper = dict[str, Any]

PLAN = """\
format: startex/plan@1
id: p
version: 1
title: Plan
owner: head
sections: {}
roles: @ROLES
services: [@SERVICES]
resources: {@RESOURCES}
recoveries: [@RECOVERIES]
forms: [@FORMS]
actions:
  - {id: ack, kind: acknowledge, title: Acknowledge}
  - {id: fix, kind: execute, title: Fix}
  - {id: tell, kind: communicate, title: Tell}
  - {id: log, kind: record, title: Log}
  - {id: decide, kind: decide, title: Decide, options: [{id: go, title: Go}, {id: stay, title: Stay}]}
@ACTIONS
procedures:
  - id: detect
    title: Detect
    phase: detect
    steps:
@STEPS
"""
ROLES = "[{id: duty, title: Duty}, {id: head, title: Head}, {id: chief, title: Chief}]"
NEVER_ASKED = "{id: Z9, title: Other, does: log, by: all, when: {signal: never}}"
SCENARIO = """\
format: startex/scenario@1
id: s
title: Scenario
plan: p
type: drill
duration: @DURATION
story_start: "2026-03-16T10:00:00+08:00"
seats: @SEATS
injects:
@INJECTS
@MORE
"""
SEATS = "[{role: duty}, {role: head}, {role: chief}]"
QUIET = "{id: Q, title: Quiet, manual: true, raises: [never]}"
ALARM = "{id: I1, title: Alarm, at: 2m, to: [duty], raises: [alarm]}"
"""An inject that raises the alarm at two minutes."""


def step(
    more: str, id: str = "A", does: str = "ack", by: str = "[duty]", when: str = "{signal: alarm}"
) -> str:
    """Return a step with *more* keys; by default the alarm calls the duty to acknowledge."""
    anchor = f"when: {when}, " if when else ""
    return f"{{id: {id}, title: {id}, does: {does}, by: {by}, {anchor}{more}}}"


def turn(at: str, *effects: str) -> str:
    """Return an inject at *at* with *effects*."""
    name = "T" + at.replace(".", "-")
    return f"{{id: {name}, title: Turn, at: {at}, effects: [{', '.join(effects)}]}}"


def becomes(service: str, state: str, more: str = "") -> str:
    """Return an effect on a service."""
    return f"{{service: {service}, becomes: {state}{more}}}"


def act(at: str, by: str, action: str, more: str = "") -> str:
    """Return a response."""
    return f"{{at: {at}, by: {by}, action: {action}{more}}}"


def plan(
    *steps: str,
    services: str = "",
    recoveries: str = "",
    resources: str = "",
    actions: str = "",
    forms: str = "",
    roles: str = ROLES,
) -> str:
    """Return a plan with *steps*, and with *actions* beside the five that every plan here has."""
    return _filled(
        PLAN,
        roles=roles,
        services=services,
        recoveries=recoveries,
        resources=resources,
        forms=forms,
        actions=_items((actions,) if actions else (), 2),
        steps=_items(steps or (NEVER_ASKED,), 6),
    )


def scenario(*injects: str, duration: str = "60m", seats: str = SEATS, more: str = "") -> str:
    """Return a scenario with *injects* and *more* keys."""
    shown = _items(injects or (QUIET,), 2)
    return _filled(SCENARIO, duration=duration, seats=seats, injects=shown, more=more)


def responses(*acts: str) -> str:
    """Return responses, each in flow style."""
    return "format: startex/responses@1\nscenario: s\nresponses: [" + ",\n  ".join(acts) + "]\n"


def _filled(form: str, **parts: str) -> str:
    for name, part in parts.items():
        form = form.replace(f"@{name.upper()}", part)
    return form


def _items(written: tuple[str, ...], indent: int) -> str:
    return "\n".join(" " * indent + "- " + each for each in written)


@dataclass(frozen=True, slots=True)
class Came:
    """What came out of an exercise: the evaluation, and the lines of its journal."""

    evaluation: Paper
    journal: list[Paper]

    def __getitem__(self, id: str) -> Paper:
        """Return the obligation called *id*."""
        return {each["id"]: each for each in self.evaluation["obligations"]}[id]

    @property
    def ids(self) -> list[str]:
        return [each["id"] for each in self.evaluation["obligations"]]

    @property
    def refused(self) -> list[tuple[int, str]]:
        return [(each["at"], each["code"]) for each in self.evaluation["refused"]]

    def verdict(self, id: str) -> tuple[str, float | None]:
        return self[id]["verdict"], self[id]["score"]

    def answers(self, step: str) -> list[tuple[int, int | None]]:
        """Return anchor and answer of each instance of *step*."""
        return [
            (each["anchor_ms"], each["done_ms"])
            for each in self.evaluation["obligations"]
            if each["step"] == step and each["kind"] in ("response", "quorum")
        ]

    def anchors(self, step: str = "A") -> list[int]:
        return [anchor for anchor, _ in self.answers(step)]

    def row(self, section: str, id: str) -> Paper:
        return {each["id"]: each for each in self.evaluation[section]}[id]

    def facts(self, type: str) -> list[Paper]:
        """Return the facts of this type, each with its moment."""
        return [
            {"at": each["at"], **each["fact"]}
            for each in self.journal[1:]
            if each["fact"]["type"] == type
        ]

    def delivered(self, inject: str) -> list[int]:
        return [one["at"] for one in self.facts("inject_delivered") if one["inject"] == inject]

    def states(self, service: str) -> list[tuple[int, str]]:
        changes = self.facts("service_changed")
        return [(one["at"], one["to"]) for one in changes if one["service"] == service]

    def course(self, recovery: str) -> list[tuple[int, str]]:
        changes = self.facts("recovery_changed")
        return [(one["at"], one["to"]) for one in changes if one["recovery"] == recovery]

    def findings(self, step: str) -> set[str]:
        return {each["code"] for each in self.evaluation["findings"] if each["step"] == step}


def startex(*arguments: object) -> Result:
    """Return the outcome of `startex` with *arguments*, in this process; raises what it does not answer for."""
    given = [str(each) for each in arguments]
    outcome = CliRunner().invoke(main, given, env={"STARTEX_LANG": "en"})
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit), outcome.exception
    return outcome


def put(folder: Path, **documents: str) -> None:
    """Write *documents* beside each other."""
    for name, text in documents.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def played(folder: Path, plan: str, scenario: str, *acts: str) -> Came:
    """Return what comes of playing *scenario* by *plan* with *acts*."""
    put(folder, plan=plan, scenario=scenario, responses=responses(*acts))
    journal = folder / "out.jsonl"
    outcome = startex(
        *("play", folder / "scenario.yaml", "--responses", folder / "responses.yaml"),
        *("--journal", journal, "--json"),
    )
    assert outcome.exit_code == 0, outcome.stderr
    lines = journal.read_text(encoding="utf-8").split("\n")[:-1]
    return Came(json.loads(outcome.stdout), [json.loads(line) for line in lines])
