"""A what-if on paper for the page: what was changed in plain parts, both timelines, and all that differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.store.whatifs import WhatIfRecord
from engine.whatif import WhatIf
from exercise.script_paper import text_paper
from exercise.setting import Setting
from exercise.whatif.acts import RealAct, real_acts
from exercise.whatif.changes import (
    Added,
    Altered,
    Change,
    Moved,
    RecoveryOtherwise,
    Removed,
    ServiceOtherwise,
)
from exercise.whatif.grammar import read_change, read_changes
from web.reports.review import courses_of, timeline, title_of
from web.table import Table

Paper = dict[str, Any]


def whatif_paper(table: Table, found: WhatIf) -> Paper:
    """Return *found*, a what-if of *table*, with titles for all that it names."""
    setting, paper = table.setting, found.paper()
    told = paper["differences"]
    for row in (*told["obligations"], *told["services"]):
        row["title"] = title_of(setting, row.get("step") or row["id"])
    for row in told["subjects"]:
        row["title"] = _subject_title(setting, row["subject"])
    for row in paper["dropped"]:
        row["title"] = text_paper(setting.actions[row["action"]].title) or {"": row["action"]}
    return {
        **paper,
        "timeline": timeline(setting, found.forked),
        "courses": courses_of(setting, found.fork.entries, found.forked["ended_ms"]),
    }


def said(setting: Setting, table: Table, changes: Iterable[str]) -> list[Paper]:
    """Return *changes* in parts of which a page makes sentences; raises Misread."""
    texts = tuple(changes)
    found = real_acts(setting, table.entries)
    acts = {act.seq: act for act in found}
    read_changes(setting, found, texts)
    return [
        _said(setting, acts, change, text)
        for text in texts
        for change in read_change(setting, found, text)
    ]


def kept_paper(record: WhatIfRecord) -> Paper:
    """Return a kept what-if for the list."""
    return {
        "id": record.id,
        "name": record.name,
        "made": record.made,
        "made_by": record.made_by,
        "continue": record.continue_with,
        "changes": list(record.changes),
        "result": dict(record.result),
    }


def result_of(paper: Mapping[str, Any]) -> Paper:
    """Return what is kept of a what-if's result: enough to cite it, and to see whether it still comes out so."""
    told = paper["differences"]
    return {
        "score": told["score"],
        "rating": told["rating"],
        "services": [
            {key: row[key] for key in ("id", "title", "less_down_ms")}
            for row in told["services"]
            if row["less_down_ms"]
        ],
        "verdicts": sum(not row["only_time"] for row in told["obligations"]),
        "dropped": len(paper["dropped"]),
    }


def _said(setting: Setting, acts: Mapping[int, RealAct], change: Change, text: str) -> Paper:
    match change:
        case Moved(seq=seq, to=to):
            return {"kind": "moved", **_of_act(setting, acts[seq]), "to": to}
        case Removed(seq=seq):
            return {"kind": "removed", **_of_act(setting, acts[seq])}
        case Altered(seq=seq, option=option, form=form):
            parts = list(_parts(setting, acts[seq].action, option, form))
            return {"kind": "altered", **_of_act(setting, acts[seq]), "parts": parts}
        case Added(at=at, act=act):
            title = text_paper(setting.actions[act.action].title) or {"": act.action}
            parts = list(_parts(setting, act.action, act.option, act.form or {}))
            return {"kind": "added", "at": at, "by": act.by, "title": title, "parts": parts}
        case RecoveryOtherwise(recovery=recovery):
            title = text_paper(setting.recoveries[recovery].title) or {"": recovery}
            return {"kind": "recovery", "title": title, "written": _key_and_value(text)}
        case ServiceOtherwise(service=service):
            title = title_of(setting, service)
            return {"kind": "service", "title": title, "written": _key_and_value(text)}


def _key_and_value(text: str) -> str:
    """Return what stands after the name in a change of the world: ``takes=15m``."""
    subject, _, value = text.partition("=")
    return f"{subject.rpartition('.')[2]} = {value}"


def _of_act(setting: Setting, act: RealAct) -> Paper:
    title = text_paper(setting.actions[act.action].title) or {"": act.action}
    return {"seq": act.seq, "at": act.at, "by": act.by, "title": title, "steps": list(act.steps)}


def _parts(
    setting: Setting, action: str, option: str | None, form: Mapping[str, object]
) -> Iterator[Paper]:
    """Yield what an act is to say, each with its title: the option chosen, the fields of its form."""
    if option is not None:
        chosen = next(one for one in setting.actions[action].options if one.id == option)
        yield {"title": None, "value": text_paper(chosen.title) or {"": option}}
    sheet = setting.actions[action].form
    fields = {} if sheet is None else {one.id: one for one in setting.forms[sheet].fields}
    for name, value in form.items():
        yield {"title": text_paper(fields[name].title) or {"": name}, "value": value}


def _subject_title(setting: Setting, subject: str) -> dict[str, str]:
    kind, _, name = subject.partition(":")
    things = setting.scenario.objectives if kind == "objective" else setting.plan.procedures
    return next((text_paper(one.title) for one in things if one.id == name), {}) or {"": name}
