"""The members of a view's sections: one mail, act, message, service, seat … as a mapping (docs/protocol.md 4)."""

from __future__ import annotations

from typing import Any

from exercise.entry import Entry, person_of, role_of
from exercise.facts import Acted, MessageSent, NoteTaken
from exercise.plan_paper import form_paper
from exercise.scene import Scene
from exercise.script_paper import text_paper

Member = dict[str, Any]


def mail_member(scene: Scene, inject: str, role: str) -> Member:
    """Return a delivered inject as the seat of *role* reads it; what only a simulated colleague opened is unread."""
    mail = scene.mail(inject)
    times = scene.state.deliveries.get(inject, [0])
    opened = [
        at
        for at, by in scene.state.opened.get(inject, [])
        if role_of(by) == role and by not in scene.simulated
    ]
    return {
        "id": inject,
        "seq": scene.delivered_seq.get(inject, 0),
        "at": times[-1],
        "again": len(times) - 1,
        "channel": mail.channel,
        "from": mail.sender,
        "to": list(mail.to),
        "subject": mail.subject,
        "body": mail.body,
        "attachments": list(mail.attachments),
        "opened_at": opened[0] if opened else None,
    }


def act_member(entry: Entry, fact: Acted) -> Member:
    """Return an act as those who share its seat see it."""
    return {
        "id": f"a{entry.seq}",
        "seq": entry.seq,
        "at": entry.at,
        "action": fact.action,
        "option": fact.option,
        "about": fact.about,
        "form": None if fact.form is None else dict(fact.form),
        "text": fact.text,
        "to": list(fact.to),
        "client_id": fact.client_id,
        "person": person_of(entry.by or ""),
        "simulated": fact.simulated,
    }


def message_member(entry: Entry, fact: Acted | MessageSent, mine: bool) -> Member:
    """Return a message, or an act that was addressed to somebody, as its reader sees it."""
    by = entry.by or ""
    member: Member = {
        "id": f"m{entry.seq}",
        "seq": entry.seq,
        "at": entry.at,
        "by": role_of(by) or None,
        "name": person_of(by),
        "as_actor": None,
        "to": list(fact.to),
        "subject": None,
        "text": fact.text,
        "mine": mine,
        "action": None,
        "option": None,
        "form": None,
        "client_id": fact.client_id if mine else None,
    }
    if isinstance(fact, MessageSent):
        return member | {"as_actor": fact.as_actor, "subject": fact.subject}
    form = None if fact.form is None else dict(fact.form)
    return member | {"action": fact.action, "option": fact.option, "form": form}


def act_titles(scene: Scene, fact: Acted) -> Member:
    """Return how the plan calls an act, for a reader who may not carry it out: action, option, the form's fields."""
    action = scene.setting.actions.get(fact.action)
    if action is None:
        return {}
    option = next((one.title for one in action.options if one.id == fact.option), None)
    form = None if action.form is None else form_paper(scene.setting.forms[action.form])
    return {
        "action_title": text_paper(action.title),
        "option_title": None if option is None else text_paper(option),
        "fields": None if form is None or fact.form is None else form["fields"],
    }


def note_member(entry: Entry, fact: NoteTaken) -> Member:
    """Return a note as those who may read it see it."""
    return {
        "id": f"n{entry.seq}",
        "seq": entry.seq,
        "at": entry.at,
        "by": entry.by,
        "text": fact.text,
        "audience": fact.audience,
        "kind": fact.kind,
        "step": fact.step,
        "objective": fact.objective,
        "about_ms": fact.about_ms,
        "evidence": list(fact.evidence),
        "attachments": [dict(one) for one in fact.attachments],
        "replaces": fact.replaces,
        "origin": fact.origin,
    }


def service_member(scene: Scene, service: str, sees_all: bool) -> Member:
    """Return a service as seats see it, or, when *sees_all*, with its true state and losses too."""
    shown = scene.shows(service)
    since = scene.shown_since.get(service) if shown == "down" else None
    member: Member = {"id": service, "shown": shown, "since": since}
    if not sees_all:
        return member
    document = scene.setting.services[service]
    effective = scene.state.services[service]
    changed = scene.effective_since.get(service)
    return member | {
        "effective": effective,
        "since": changed,
        "shown_since": since,
        "down_since": changed if effective == "down" else None,
        "rto_ms": document.rto,
        "rpo_ms": document.rpo,
        "lost_ms": scene.state.lost_ms.get(service, 0),
        "monitored": document.monitored,
    }


def seat_member(scene: Scene, role: str) -> Member:
    """Return who sits for *role* and whether the role is present."""
    people = scene.state.seats.get(role, [])
    return {
        "role": role,
        "present": not scene.state.is_absent(role),
        "people": [
            {"person": one, "name": one, "simulated": f"{role}/{one}" in scene.simulated}
            for one in people
        ],
    }


def inject_member(scene: Scene, inject: str) -> Member:
    """Return an inject as its script says and how far it has come; facilitators and evaluators only."""
    state = scene.state
    order = scene.injects().index(inject)
    opened = [{"at": at, "by": by} for at, by in state.opened.get(inject, [])]
    script = scene.script(inject)
    return {
        **script,
        "order": order,
        "state": _stage_of(scene, inject),
        "due": state.postponed.get(inject, script.get("at")),
        "played": list(state.deliveries.get(inject, [])),
        "opened": opened,
        "written": inject in state.written,
    }


def recovery_member(scene: Scene, recovery: str) -> Member:
    """Return how far a recovery has come; ``state`` None when it was never started."""
    return {
        "id": recovery,
        "state": scene.state.recoveries.get(recovery),
        "since": scene.recovery_since.get(recovery),
    }


def counts(scene: Scene) -> dict[str, int]:
    """Return the headline numbers of a wall display."""
    return {
        "injects": scene.told,
        "acts": len(scene.state.acts),
        "seats": sum(1 for people in scene.state.seats.values() if people),
        "services_down": len(scene.shown_down),
        "reports": scene.reports,
    }


def _stage_of(scene: Scene, inject: str) -> str:
    state = scene.state
    if inject in state.deliveries:
        return "played"
    for name, members in (
        ("held", state.held),
        ("skipped", state.skipped),
        ("spent", state.spent),
        ("postponed", state.postponed),
    ):
        if inject in members:
            return name
    return "waiting"
