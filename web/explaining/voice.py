"""The voice of explanations: the names of an exercise's things, times and people in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from exercise.entry import Entry, person_of, role_of
from exercise.proceedings import Proceedings
from exercise.script_paper import text_paper
from scenarios.procedure import ALL
from scenarios.text import Text
from scenarios.timing import Ms
from web.reports import notation
from web.reports.review import title_of
from web.reports.speech import Words

_JUDGES = ("evaluator", "facilitator")
_SECOND = 1_000


class Voice(Words):
    """Speaks of one exercise in one language."""

    def __init__(
        self,
        language: str,
        proceedings: Proceedings,
        entries: dict[int, Entry],
        inject_title: Callable[[str], dict[str, str]],
        names: bool = True,
    ) -> None:
        """Speak *language* of *proceedings*, told by *entries* (by number); without *names* people are their roles."""
        super().__init__(language)
        self.proceedings = proceedings
        self.setting = proceedings.setting
        self.entries = entries
        self._inject_title = inject_title
        self._names = names

    def subject(self, name: str) -> str:
        """Return the title of a step or service."""
        return self.text(title_of(self.setting, name))

    def action(self, name: str) -> str:
        """Return the title of an action."""
        action = self.setting.actions.get(name)
        return name if action is None else self._titled(action.title, name)

    def option(self, action: str, name: str) -> str:
        """Return the title of an action's option."""
        known = self.setting.actions.get(action)
        options = () if known is None else known.options
        return self._titled(next((one.title for one in options if one.id == name), None), name)

    def inject(self, name: str) -> str:
        """Return the title of an inject."""
        return self.text(self._inject_title(name))

    def recovery(self, name: str) -> str:
        """Return the title of a recovery."""
        return self._titled(self.setting.recoveries[name].title, name)

    def role(self, name: str) -> str:
        """Return the title of a role."""
        role = self.setting.roles.get(name)
        return name if role is None else self._titled(role.title, name)

    def roles(self, names: Sequence[str]) -> str:
        """Return the titles of roles in a row; ``all`` is everybody."""
        return self("everybody") if ALL in names else self.listed(self.role(one) for one in names)

    def who(self, by: str | None, stands_for: str | None = None) -> str:
        """Return who acted: the role's title with the person, and whom they stood in for."""
        role, person = role_of(by or ""), person_of(by or "")
        if role in _JUDGES or role not in self.setting.roles:
            return self._judge(role, person)
        name = self("simulated") if self._is_simulated(role, person) else person
        said = self.role(role) + (self.aside(name) if name and self._names else "")
        if stands_for is None:
            return said
        return self("explain.stand_in", who=said, other=self.role(stands_for))

    def clock(self, at: Ms) -> str:
        """Return exercise time as ``T+2:00``, ``T+1:02:00`` from an hour on."""
        return notation.clock(at)

    def length(self, ms: int) -> str:
        """Return a length of time in words, to the nearest second; what is shorter than one as its fraction."""
        left = abs(ms)
        if 0 < left < _SECOND:
            return self("length.s", n=f"{left / _SECOND:g}")
        return super().length(round(left / _SECOND) * _SECOND)

    def later(self, delay: Ms) -> str:
        """Return how long after its call something came."""
        if delay <= 0:
            return self("explain.at_once")
        return self("explain.later", delay=self.length(delay))

    def percent(self, worth: float) -> str:
        """Return a share as a percentage, with a decimal where it has one."""
        return f"{worth * 100:.1f}".removesuffix(".0") + "%"

    def some(self, items: Iterable[str], most: int = 6) -> str:
        """Return *items* in a row, those beyond *most* as a number."""
        every = list(items)
        listed = self.listed(every[:most])
        rest = len(every) - most
        return listed if rest <= 0 else self("explain.more", listed=listed, count=rest)

    def joined(self, sentences: Iterable[str]) -> str:
        """Return sentences one after the other."""
        return self.space().join(one for one in sentences if one)

    def _judge(self, kind: str, name: str | None) -> str:
        said = self.named("explain.judge", kind if kind in _JUDGES else "somebody")
        return said + (self.aside(name) if name and self._names else "")

    def _is_simulated(self, role: str, person: str | None) -> bool:
        return (role, person or role) in self.proceedings.state.simulated

    def _titled(self, title: Text | None, name: str) -> str:
        found = {} if title is None else text_paper(title)
        return self.text(found) or name
