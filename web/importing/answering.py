"""Answers of the wizard made changes of the draft: accepted by who gave them, citing the findings they answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from engine.store.records import Draft
from exercise.improvement.change import ACCEPTED, ADD, SET
from exercise.improvement.items import address_of
from scenarios.exchange.lacking import Lack, asks
from scenarios.exchange.naming import Names
from scenarios.exchange.time_words import MOST, length_of
from scenarios.origin import (
    AUTHORITY,
    CADENCE,
    FACTS,
    LIMIT,
    OWNER,
    TRIGGER,
    UNASSIGNED,
)
from scenarios.plan import Plan
from scenarios.procedure import Step
from scenarios.schemas.documents import dump
from scenarios.schemas.values import Id
from scenarios.timing import parse_duration, write_duration
from web.errors import Refusal
from web.house import House
from web.importing.lacking import finding_id, import_findings
from web.importing.wizard import sheet_of
from web.library import plan_of
from web.planning.changing import Desk, Papers, Wish, written
from web.planning.shared import Who

Paper = Mapping[str, Any]

FIELDS: Mapping[str, str] = {
    "occurred-at": "time",
    "affected": "services",
    "cause": "text",
    "impact": "text",
    "clients": "number",
    "measures": "text",
    "expected-recovery": "time",
    "contact": "text",
}
"""The facts that a report's form can ask for, and the type of each field."""


def answer(house: House, draft: str, answers: Sequence[Paper], titles: Paper, who: Who) -> None:
    """Write *answers* into *draft*: all of them or, when one does not fit, none; raises Refusal.

    Each is about some *steps* and one thing that they are asked for (*what*), with a *value*, or ``none`` where there
    is none on purpose. *titles* are the words of the fields of forms, by field and language.
    """

    def edit(now: Draft, desk: Desk) -> Papers:
        plan = plan_of(sheet_of(house, now))
        teller = _Teller(plan, titles)
        changes = now.changes
        known = import_findings(house, now.plan)
        for one in answers:
            for name in one["steps"]:
                finding = finding_id(now.plan, Lack(name, one["what"]))
                findings = [finding] if finding in known else []
                for wish in teller.wishes(name, one):
                    changes = _cited(written(changes, wish, desk), wish, findings)
        plan_of(house.drafts.sheets_of.made_of(now, changes))
        return changes

    house.drafts.edit(draft, who, edit)


class _Teller:
    """Tells which changes an answer makes; a role or a form that one answer adds is there for the next."""

    def __init__(self, plan: Plan, titles: Paper) -> None:
        self._steps = {step.id: step for step in plan.steps()}
        self._papers = {
            step["id"]: step for one in dump(plan)["procedures"] for step in one["steps"]
        }
        self._actions = {action.id: action for action in plan.actions}
        self._roles = [role.id for role in plan.roles]
        self._forms = [form.id for form in plan.forms]
        self._role_titles = {
            word.casefold(): role.id for role in plan.roles for word in role.title.words.values()
        }
        self._by = {step.id: step.by for step in plan.steps()}
        self._titles = titles

    def wishes(self, name: str, said: Paper) -> Iterator[Wish]:
        """Yield the changes that the answer *said* makes of the step *name*."""
        step = self._steps.get(name)
        if step is None:
            raise Refusal("no_such_step", step=name)
        what = said["what"]
        if not asks(step, self._actions.get(step.does), what):
            return
        if said.get("none"):
            yield self._settled(step, what)
            return
        value = said.get("value")
        match what:
            case "owner":
                yield from self._owner(step, value)
            case "trigger":
                yield Wish(step.id, "when", _trigger(value))
            case "limit":
                yield Wish(step.id, "within", _length(value))
                if said.get("hard"):
                    yield Wish(step.id, "hard", True)
            case "cadence":
                yield Wish(step.id, "every", _length(value))
            case "authority":
                yield from self._authority(step, value)
            case "facts":
                yield from self._facts(step, value)

    def _settled(self, step: Step, what: str) -> Wish:
        if what not in (LIMIT, CADENCE, FACTS, TRIGGER) or step.origin is None:
            raise Refusal("answer_missing_here", what=what)
        settled = list(dict.fromkeys((*step.origin.settled, what)))
        return Wish(step.id, "origin.settled", settled)

    def _owner(self, step: Step, value: object) -> Iterator[Wish]:
        roles: list[str] = []
        for one in _listed(value):
            yield from self._known_role(one, roles)
        self._by[step.id] = tuple(roles)
        yield Wish(step.id, "by", roles)

    def _authority(self, step: Step, value: object) -> Iterator[Wish]:
        """Yield who may decide; whoever does the step has to be one of them."""
        roles: list[str] = []
        for one in _listed(value):
            yield from self._known_role(one, roles)
        yield Wish(address_of("action", step.does), "by", roles)
        if not set(roles) & set(self._by[step.id]):
            self._by[step.id] = tuple(roles)
            yield Wish(step.id, "by", roles)

    def _known_role(self, said: str, roles: list[str]) -> Iterator[Wish]:
        """Add the id of the role *said* to *roles*; a title that no role has makes a new one."""
        role = said if said in self._roles else self._role_titles.get(said.casefold())
        if role == UNASSIGNED:
            raise Refusal("answer_missing_here", what=OWNER)
        if role is None:
            role = Names(self._roles).give(said, f"role-{len(self._roles)}")
            place = {"in": None, "after": self._roles[-1] if self._roles else None}
            yield Wish(
                address_of("role", role), new={"id": role, "title": said}, op=ADD, place=place
            )
            self._roles.append(role)
            self._role_titles[said.casefold()] = role
        roles.append(role)

    def _facts(self, step: Step, value: object) -> Iterator[Wish]:
        """Yield the form with the fields in *value*, or the choice of the form that it names."""
        form = value if isinstance(value, str) else None
        if form is not None and form not in self._forms:
            raise Refusal("no_such_form", form=form)
        if form is None:
            fields = [one for one in _listed(value) if one in FIELDS]
            if not fields:
                raise Refusal("answer_missing_here", what=FACTS)
            form = Names(self._forms).give(f"report {step.id}", f"form-{len(self._forms) + 1}")
            place = {"in": None, "after": self._forms[-1] if self._forms else None}
            paper = {
                "id": form,
                "title": dict(step.title.words)
                if "" not in step.title.words
                else step.title.words[""],
                "fields": [self._field(one) for one in fields],
            }
            yield Wish(address_of("form", form), new=paper, op=ADD, place=place)
            self._forms.append(form)
        yield Wish(address_of("action", step.does), "form", form)

    def _field(self, name: str) -> dict[str, Any]:
        return {"id": name, "type": FIELDS[name], "title": self._titles[name], "required": True}


def _length(value: object) -> str:
    """Return a length of time as plans write it, of ``15m`` or of words; a number without a unit is none."""
    said = " ".join(str(value or "").split())
    length = length_of(said)
    if length is None and not said.replace(".", "").isdigit():
        with suppress(ValueError):
            length = parse_duration(said)
    if not length or length > MOST:
        raise Refusal("answer_no_length", value=said[:40])
    return write_duration(length)


def _trigger(value: object) -> object:
    """Return the condition *value*; a signal has to be called as an inject can send it."""
    signal = value.get("signal") if isinstance(value, Mapping) else None
    if isinstance(signal, str) and not Id.pattern.fullmatch(signal):
        raise Refusal("answer_no_signal", value=signal[:40])
    return value


def _listed(value: object) -> list[str]:
    found = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    words = [" ".join(str(one).split()) for one in found if str(one).strip()]
    if not words:
        raise Refusal("answer_missing_here", what=AUTHORITY)
    return words


def _cited(changes: Papers, wish: Wish, findings: Sequence[str]) -> Papers:
    """Return *changes* with *findings* among what the change that *wish* made answers."""
    if not findings:
        return changes
    found = list(changes)
    for index, change in enumerate(found):
        if change["decision"] != ACCEPTED or change["step"] != wish.step:
            continue
        if change["key"] == wish.key or change.get("op", SET) == ADD:
            evidence = dict(change.get("evidence") or {})
            cited = list(dict.fromkeys((*evidence.get("findings", ()), *findings)))
            found[index] = {**change, "evidence": {**evidence, "findings": cited}}
    return tuple(found)
