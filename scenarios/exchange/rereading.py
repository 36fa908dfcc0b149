"""A file that changed since a plan was made of it: the plan's steps found again, what people decided left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from difflib import SequenceMatcher
from typing import Any

from scenarios.origin import UNASSIGNED

Paper = dict[str, Any]

ALIKE = 0.75
"""How much of a step's words must be the same for it to be the same step, where nothing else tells."""


def reread(old: Mapping[str, Any], fresh: Mapping[str, Any]) -> tuple[Paper, tuple[str, ...]]:
    """Return the plan *old* on paper as its file says it by now, which gave *fresh*, and the steps that the file lost.

    Steps are matched by their origin: the file's own id, else heading and words, else words that are alike. A matched
    step keeps its id and all that people decided; its words follow the file where nobody changed them. What the file
    has no more stays where it is: to take it away is for people.
    """
    new = deepcopy(dict(fresh))
    pairs = matched(_steps(old), _steps(new))
    names = _renamed(old, new, pairs)
    acts = _acts(old, new, pairs)
    procedures = [_procedure(one, pairs, names, acts, old) for one in new["procedures"]]
    used = {step["id"] for step in pairs.values()}
    apart = [step for step in _steps(old) if step["id"] not in used]
    gone = tuple(step["id"] for step in apart if "origin" in step)
    paper = {
        **old,
        "imported": new["imported"],
        "sections": {**old.get("sections", {}), **new.get("sections", {})},
        "roles": _roles(old, new),
        "actions": _actions(old, new, acts),
        "procedures": _with_own(procedures, old, apart),
    }
    return paper, gone


def matched(old: Sequence[Paper], new: Sequence[Paper]) -> dict[str, Paper]:
    """Return by id of a *new* step the *old* one that it is; each old step at most once."""
    left = {step["id"]: step for step in old if "origin" in step}
    found: dict[str, Paper] = {}
    for key in (_own_id, _place_and_words, _words_only):
        _match_by(key, left, new, found)
    for step in new:
        if step["id"] in found:
            continue
        best = max(left.values(), key=lambda one: _likeness(one, step), default=None)
        if best is not None and _likeness(best, step) >= ALIKE:
            found[step["id"]] = left.pop(best["id"])
    return found


def _match_by(
    key: Any, left: dict[str, Paper], new: Sequence[Paper], found: dict[str, Paper]
) -> None:
    waiting: dict[Any, list[str]] = {}
    for name, step in left.items():
        if (value := key(step)) is not None:
            waiting.setdefault(value, []).append(name)
    for step in new:
        names = waiting.get(key(step)) if key(step) is not None else None
        if step["id"] not in found and names:
            found[step["id"]] = left.pop(names.pop(0))


def _own_id(step: Paper) -> object:
    return step["origin"].get("id")


def _place_and_words(step: Paper) -> object:
    return (*step["origin"].get("heading", ())[-1:], step["origin"].get("words"))


def _words_only(step: Paper) -> object:
    return step["origin"].get("words")


def _likeness(one: Paper, other: Paper) -> float:
    same_id = one["origin"].get("id") or other["origin"].get("id")
    if same_id:
        return 0.0
    first, second = one["origin"].get("words") or "", other["origin"].get("words") or ""
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _steps(plan: Mapping[str, Any]) -> list[Paper]:
    return [step for procedure in plan.get("procedures", ()) for step in procedure["steps"]]


def _renamed(old: Mapping[str, Any], new: Paper, pairs: Mapping[str, Paper]) -> dict[str, str]:
    """Return the id of every new step in the plan: the old one's, else its own or, where taken, a free one."""
    taken = {step["id"] for step in _steps(old)} | {s["id"] for s in old.get("services", ())}
    return {
        step["id"]: pairs[step["id"]]["id"] if step["id"] in pairs else _free(step["id"], taken)
        for step in _steps(new)
    }


def _acts(old: Mapping[str, Any], new: Paper, pairs: Mapping[str, Paper]) -> dict[str, str]:
    """Return by the action of each step that is new the id that it gets."""
    taken = {action["id"] for action in old.get("actions", ())}
    acts: dict[str, str] = {}
    for step in _steps(new):
        if step["id"] not in pairs:
            acts[step["does"]] = _free(step["does"], taken)
    return acts


def _free(wanted: str, taken: set[str]) -> str:
    """Return *wanted*, with a number where it is *taken*; it is taken from now on."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    taken.add(name)
    return name


def _procedure(
    procedure: Paper,
    pairs: Mapping[str, Paper],
    names: Mapping[str, str],
    acts: Mapping[str, str],
    old: Mapping[str, Any],
) -> Paper:
    steps = [_step(step, pairs.get(step["id"]), names, acts) for step in procedure["steps"]]
    home = _home(procedure, steps, old)
    if home is not None:
        return {**home, "steps": steps}
    name = _free(procedure["id"], {one["id"] for one in old.get("procedures", ())})
    return {**procedure, "id": name, "steps": steps}


def _home(procedure: Paper, steps: Sequence[Paper], old: Mapping[str, Any]) -> Paper | None:
    """Return the old procedure that holds most of the same steps, else the one of the same title."""
    ids = {step["id"] for step in steps}
    best, most = None, 0
    for one in old.get("procedures", ()):
        same = len(ids & {step["id"] for step in one["steps"]})
        if same > most or (best is None and one["title"] == procedure["title"]):
            best, most = one, same
    return best


def _step(
    step: Paper, before: Paper | None, names: Mapping[str, str], acts: Mapping[str, str]
) -> Paper:
    after = [names.get(name, name) for name in step.get("after", ())]
    hints = [_hint(hint, names) for hint in step["origin"].get("hints", ())]
    origin = {**step["origin"], **({"hints": hints} if hints else {})}
    if before is None:
        fresh = {**step, "id": names[step["id"]], "does": acts[step["does"]], "origin": origin}
        if "when" in step:
            fresh["when"] = _condition(step["when"], names, acts)
        return {**fresh, "after": after} if after else fresh
    kept = dict(before)
    said = before["origin"]
    if step["title"] != said.get("words") and before["title"] == said.get("words"):
        kept["title"] = step["title"]
    if "notes" in step and before.get("notes") != step["notes"]:
        kept["notes"] = step["notes"]
    if before["by"] == [UNASSIGNED]:
        kept["by"] = step["by"]
    kept["origin"] = {**origin, **({"settled": said["settled"]} if said.get("settled") else {})}
    return kept


def _condition(when: Any, names: Mapping[str, str], acts: Mapping[str, str]) -> Any:
    """Return a condition of the file with the ids that its steps and actions have in the plan."""
    if isinstance(when, list):
        return [_condition(one, names, acts) for one in when]
    if not isinstance(when, Mapping):
        return when
    found = {key: _condition(value, names, acts) for key, value in when.items()}
    if "done" in found:
        found["done"] = names.get(found["done"], found["done"])
    if "did" in found:
        found["did"] = acts.get(found["did"], found["did"])
    return found


def _hint(hint: Paper, names: Mapping[str, str]) -> Paper:
    return (
        {**hint, "value": names.get(hint["value"], hint["value"])}
        if hint["key"] == "after"
        else hint
    )


def _with_own(procedures: list[Paper], old: Mapping[str, Any], own: Sequence[Paper]) -> list[Paper]:
    """Return *procedures* with the steps that the file has not, each after the one that it stood after."""
    homes = {step["id"]: one for one in old.get("procedures", ()) for step in one["steps"]}
    known = {one["id"]: one for one in procedures}
    for step in own:
        home = homes[step["id"]]
        target = known.get(home["id"])
        if target is None:
            target = known[home["id"]] = {**home, "steps": []}
            procedures.append(target)
        before = [one["id"] for one in home["steps"]]
        place = before.index(step["id"])
        spot = 0
        for index, one in enumerate(target["steps"]):
            if one["id"] in before[:place]:
                spot = index + 1
        target["steps"].insert(spot, step)
    return procedures


def _roles(old: Mapping[str, Any], new: Paper) -> list[Paper]:
    known = {role["id"] for role in old.get("roles", ())}
    fresh = [role for role in new.get("roles", ()) if role["id"] not in known]
    return [*old.get("roles", ()), *fresh]


def _actions(old: Mapping[str, Any], new: Paper, acts: Mapping[str, str]) -> list[Paper]:
    """Return the plan's actions with those of the steps that are new."""
    fresh = {action["id"]: action for action in new.get("actions", ())}
    added = [{**fresh[name], "id": given} for name, given in acts.items()]
    return [*old.get("actions", ()), *added]
