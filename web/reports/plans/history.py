"""How a plan came to be what it is: its versions, who approved them, what changed and which findings that answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from web.reports import notation
from web.reports.changes import change_words
from web.reports.document import Table
from web.reports.plans.fields import field_words
from web.reports.plans.names import Names

Paper = Mapping[str, Any]


def history(versions: Sequence[Paper], name: Names) -> Table:
    """Return one row for each of *versions* (web.planning.page), the newest first."""
    say = name.say
    heads = ("version", "effective", "published", "approved", "changed")
    rows = tuple(
        (
            str(one["version"]),
            one["effective"],
            one["published_by"] or say("shipped"),
            one["approved_by"] or notation.NONE,
            _changed(one, name) or notation.NONE,
        )
        for one in versions
    )
    return Table(tuple(say(f"plan_doc.{head}") for head in heads), rows, (1, 1.6, 1.8, 1.8, 8))


def _changed(version: Paper, name: Names) -> str:
    lines = [entry_words(one, name) for one in version["changelog"]]
    return "\n".join([version["note"] or "", *lines]).strip()


def entry_words(entry: Paper, name: Names) -> str:
    """Return one change of a changelog: which item, what of it, old and new, and the findings that it answers."""
    what = _item(entry, name)
    match entry["op"]:
        case "set":
            said = f"{what} · {_set(entry, name)}"
        case op:
            said = f"{what} · {name.say(f'plan.op.{op}')}"
    found = [str(one) for one in entry["findings"]]
    return said + (name.say.aside(name.say.listed(found)) if found else "")


def _set(entry: Paper, name: Names) -> str:
    say = name.say
    field = field_words(str(entry["key"]), say)
    if len(str(entry["old"])) + len(str(entry["new"])) > 200:
        return say("plan_doc.reworded", field=field)
    change = {"field": field, "old": entry["old"], "new": entry["new"]}
    return change_words(change, name.titles(), say)


def _item(entry: Paper, name: Names) -> str:
    whole = entry["new"] if entry["op"] == "add" else entry["old"]
    if isinstance(whole, Mapping) and entry["op"] != "set" and "title" in whole:
        title = whole["title"]
        read = name.say.text(title) if isinstance(title, Mapping) else str(title)
        return f"{entry['step'].rpartition(':')[2]} {read}"
    kind, _, item = str(entry["step"]).rpartition(":")
    if item in ("plan", "sections"):
        return name.say("plan" if item == "plan" else "plan.sections")
    if kind:
        return name(kind, item)
    step = name("step", item)
    return name("service", item) if step == item else f"{item} {step}"
