"""How a simulated colleague's behaviour comes out: lengths of time, lapses, choices and slips, each by its own luck.

Every number is drawn for a name (role, step, how many-th call, what about it), never in the order of events: another
plan, another behaviour or another colleague leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.colleague import Task
from engine.draws import length, uniform
from scenarios.behaviour import Behaviour, Manner, Pace, Profile, Slips
from scenarios.plan import Lognormal
from scenarios.procedure import Step
from scenarios.timing import SECOND, Ms

NO_HURRY: Ms = 90 * SECOND
MOST_MISSED = 20
"""So many reports in a row are skipped at most, by a colleague who skips them all."""
_PLAIN = Manner()


class Manners:
    """The behaviour of everybody in one run, with the luck of its seed."""

    def __init__(self, behaviour: Behaviour, seed: int) -> None:
        self._behaviour = behaviour
        self._seed = seed
        self._profiles: dict[tuple[str, str | None], Profile] = {}

    def profile(self, role: str, step: str | None = None) -> Profile:
        """Return how *role* behaves, at *step* where one is given."""
        key = role, step
        found = self._profiles.get(key)
        if found is None:
            found = self._profiles[key] = self._behaviour.of(role, step)
        return found

    def luck(self, role: str, what: str, nth: int = 1) -> float:
        """Return *role*'s number for *what*, strictly between 0 and 1."""
        return uniform(self._seed, f"bot:{role}:{what}", nth)

    def happens(self, chance: float | None, role: str, what: str, nth: int = 1) -> bool:
        """Return whether something of so much *chance* happens."""
        return bool(chance) and self.luck(role, what, nth) < (chance or 0)

    def spends(
        self,
        pace: Pace | None,
        role: str,
        what: str,
        nth: int = 1,
        limit: Ms | None = None,
    ) -> Ms:
        """Return how long *role* takes for *what* at *pace*, *limit* being the time that the plan leaves."""
        if pace is None or pace.median == 0 == pace.least:
            return 0
        return spent(pace, self.luck(role, what, nth), limit, limit)

    def notice(self, role: str, step: str | None, call: str) -> Ms:
        """Return how long *role* takes to notice *call*, which may be for *step*."""
        return self.spends(self.profile(role, step).notice, role, f"{call}:notice")

    def takes(self, task: Task, now: Ms, waiting: int) -> Ms:
        """Return how long *task*, taken up *now*, takes somebody who has so many things to do."""
        role, step = task.role, task.step
        profile = self.profile(role, None if step is None else step.id)
        pace = profile.reading if task.action is None else profile.act
        if pace is None:
            return 0
        share = limit = None if task.action is None else task.limit
        if pace.hurry and task.action is not None and task.deadline is not None:
            limit = task.deadline - now
            share = limit // waiting
        return spent(pace, self.luck(role, f"{task.call}:pace", task.nth), share, limit)

    def missed(self, role: str, step: Step, call: str, nth: int) -> int:
        """Return how many times in a row *role* skips what *call* asks for; one is all there is but of reports."""
        chance = self.profile(role, step.id).skip
        if not chance:
            return 0
        most = 1 if step.every is None else MOST_MISSED
        lapses = (i for i in range(most) if not self.happens(chance, role, f"{call}:skip:{i}", nth))
        return next(lapses, most)

    def option(
        self, role: str, action: str, options: Sequence[str], best: str | None, u: float, step: str
    ) -> str | None:
        """Return what *role* chooses among *options* with the luck *u*, *best* being worth most."""
        weights = self._behaviour.actions.get(action, _PLAIN).options
        if any(weights.get(each, 0) > 0 for each in options):
            return _weighed(options, weights, u)
        share = self.profile(role, step).best_option
        share = 1.0 if share is None else share
        rest = [each for each in options if each != best]
        if not rest or u < share:
            return best
        place = int((u - share) / (1 - share) * len(rest))
        return rest[min(place, len(rest) - 1)]

    def slips(self, role: str, step: str, action: str, name: str) -> Slips:
        """Return how often *role* leaves the field *name* out or misstates it."""
        return self._behaviour.slips(action, name, self.profile(role, step))


def spent(pace: Pace, u: float, share: float | None, limit: Ms | None) -> Ms:
    """Return the length whose luck is *u*; *share* is what the median is measured by, *limit* what the longest is."""
    medians = [pace.median] if pace.median is not None else []
    if pace.of_limit is not None and share is not None:
        medians.append(round(share * pace.of_limit))
    drawn = length(Lognormal(max(min(medians, default=NO_HURRY), pace.least), pace.sigma), u)
    if pace.longest is not None:
        drawn = min(drawn, pace.longest)
    if pace.longest_of_limit is not None and limit is not None:
        drawn = min(drawn, round(limit * pace.longest_of_limit))
    return max(drawn, pace.least)


def _weighed(options: Sequence[str], weights: Mapping[str, float], u: float) -> str:
    """Return the option in whose stretch of all weights laid end to end *u* lies."""
    left = u * sum(weights.get(each, 0) for each in options)
    for each in options:
        left -= weights.get(each, 0)
        if left < 0:
            return each
    return next(each for each in reversed(options) if weights.get(each, 0) > 0)
