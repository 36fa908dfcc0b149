"""How people behave in a rehearsal: a behaviour from the shelf, and what somebody tuned of it by role."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from scenarios.behaviour import USUAL, Behaviour, Pace, Profile
from scenarios.plan import Plan
from scenarios.reader import Sheet, read_text
from scenarios.schemas.documents import dump
from scenarios.text import Text
from web.errors import Refusal
from web.library import Library, behaviour_of

CHANCES = ("skip", "best_option", "omit", "misstate")
PACES = ("notice", "act", "hearsay", "reading")
TUNED = "tuned"
"""The end of the id of a behaviour that somebody tuned."""


@dataclass(frozen=True, slots=True)
class People:
    """A behaviour from the shelf with what was tuned: *everybody* and single *roles*, as the page sends it."""

    behaviour: str
    everybody: Mapping[str, Any]
    roles: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, sent: Mapping[str, Any]) -> People:
        """Return what was *sent* (payloads.rehearsals.People)."""
        roles = {role: _said(tuned) for role, tuned in sent.get("roles", {}).items()}
        return cls(
            sent["behaviour"],
            _said(sent.get("everybody", {})),
            {role: tuned for role, tuned in roles.items() if tuned},
        )

    @property
    def is_tuned(self) -> bool:
        """Whether anything differs from the behaviour on the shelf."""
        return bool(self.everybody or self.roles)

    def sheet(self, library: Library, plan: Plan) -> Sheet:
        """Return the document that says all this for the people of *plan*; raises Refusal."""
        base = library.behaviour_sheet(self.behaviour)
        _check_fit(behaviour_of(base), plan)
        if not self.is_tuned:
            return base
        text = json.dumps(dump(self._tuned(library, plan)), ensure_ascii=False, indent=1)
        return read_text(text, f"{self.behaviour}-{TUNED}.yaml")

    def _tuned(self, library: Library, plan: Plan) -> Behaviour:
        base = behaviour_of(library.behaviour_sheet(self.behaviour))
        known = {role.id for role in plan.roles}
        roles = {role: tuned(one, self.everybody) for role, one in base.roles.items()}
        for role, wish in self.roles.items():
            if role not in known:
                raise Refusal("no_such_role", role=role)
            like = behaviour_of(library.behaviour_sheet(wish["like"])) if "like" in wish else base
            own = self.everybody if "like" not in wish else {}
            roles[role] = tuned(like.of(role), {**own, **wish})
        return replace(
            base,
            id=f"{base.id}-{TUNED}",
            title=Text({key: f"{words}*" for key, words in base.title.words.items()}),
            plan=plan.id,
            default=tuned(base.default.over(USUAL), self.everybody),
            roles=roles,
        )


def tuned(profile: Profile, wish: Mapping[str, Any]) -> Profile:
    """Return *profile* with the chances of *wish*, and all its lengths times ``pace``."""
    factor = float(wish.get("pace", 1))
    changed: dict[str, Any] = {
        name: float(wish[name]) for name in CHANCES if wish.get(name) is not None
    }
    for name in PACES:
        pace: Pace | None = getattr(profile, name)
        if pace is not None and factor != 1:
            changed[name] = _slowed(pace, factor)
    return replace(profile, **changed)


def _slowed(pace: Pace, factor: float) -> Pace:
    return replace(
        pace,
        median=None if pace.median is None else round(pace.median * factor),
        of_limit=None if pace.of_limit is None else round(pace.of_limit * factor, 6),
        longest=None if pace.longest is None else round(pace.longest * factor),
        longest_of_limit=(
            None if pace.longest_of_limit is None else round(pace.longest_of_limit * factor, 6)
        ),
    )


def _said(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what *sent* really says: no blanks, and no pace that changes nothing."""
    return {
        key: value
        for key, value in sent.items()
        if value is not None and (key, value) != ("pace", 1)
    }


def _check_fit(behaviour: Behaviour, plan: Plan) -> None:
    if behaviour.plan is not None and behaviour.plan != plan.id:
        raise Refusal("behaviour_of_other_plan", behaviour=behaviour.id, plan=behaviour.plan)
