"""What a report speaks about, by name: steps by number and title, services by title, subjects of ratings."""

from __future__ import annotations

from typing import Any

from web.reports.speech import Words

Model = dict[str, Any]


def subject(model: Model, one: str, say: Words) -> str:
    """Return a step by its number and title, a service by its title."""
    title = say.text(model["subjects"].get(one, {})) or one
    is_service = any(service["id"] == one for service in model["services"])
    return title if is_service else f"{one} {title}"


def kind_of(obligation: str) -> str:
    """Return the kind of duty in an obligation's id, ``D1.response#2``."""
    return obligation.partition("#")[0].rpartition(".")[2]


def rated(model: Model, one: str, say: Words) -> str:
    """Return what a rating is about: the whole, an objective, a procedure or a step."""
    kind, _, name = one.partition(":")
    if kind == "step":
        return subject(model, name, say)
    scored = (
        model["objectives"] if kind == "objective" else model["parts"]["c"]["conclusion"]["phases"]
    )
    titles = {each["id"]: say.text(each["title"]) for each in scored}
    return say("whole") if kind == "whole" else titles.get(name, name)


def titles_of(model: Model, say: Words) -> dict[str, str]:
    """Return the titles of steps, services and roles by id."""
    titles = {one: say.text(title) for one, title in model["subjects"].items()}
    return titles | {role["id"]: say.text(role["title"]) for role in model["roles"]}
