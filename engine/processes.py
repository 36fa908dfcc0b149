"""Injects as processes: each waits for its trigger, asks its `unless`, lets its delay pass and is played once."""

from __future__ import annotations

from collections.abc import Generator
from typing import Protocol

from simpy import Environment, Event

from engine.world import Due, priority
from exercise.facts import Fact, InjectDelivered, InjectSpent, SignalRaised
from exercise.phases import Phase
from scenarios.condition import Condition
from scenarios.inject import Effect, Inject
from scenarios.timing import Ms


class Scene(Protocol):
    """What an inject needs of the stage that it is played on."""

    env: Environment

    def holds(self, condition: Condition) -> bool:
        """Return whether *condition* is true now."""

    def tell(self, source: str, fact: Fact) -> None:
        """Let *fact* be known as having happened now."""

    def affect(self, effects: tuple[Effect, ...]) -> None:
        """Do *effects* to the world."""

    def leap(self, inject: str, length: Ms) -> None:
        """Move exercise time ahead by *length* at the end of this millisecond."""


class Cue:
    """One inject on its way from trigger to play; *rank* is its place in the document."""

    __slots__ = ("_attempt", "_is_cued", "_scene", "inject", "is_held", "rank", "was_played")

    def __init__(self, inject: Inject, rank: int, scene: Scene) -> None:
        self.inject = inject
        self.rank = rank
        self.is_held = False
        self.was_played = False
        self._scene = scene
        self._is_cued = False
        self._attempt = 0

    def begin(self) -> None:
        """Wait for the clock, if that is what triggers this inject; a time that is past counts as now."""
        if self.inject.at is not None:
            self._is_cued = True
            self._wait(max(self.inject.at, self._now()), self.inject.delay)

    def trigger(self) -> None:
        """Hear that the inject's condition became true; only the first time counts."""
        if not self._is_cued:
            self._is_cued = True
            self._wait(self._now(), self.inject.delay)

    def hold(self) -> None:
        """Let the due time pass without playing, until a release."""
        self.is_held = True

    def skip(self) -> None:
        """Never play by the trigger."""
        self._give_up()

    def postpone(self, to: Ms) -> None:
        """Play at *to* instead, if nothing speaks against it then."""
        self._give_up()
        self._wait(to, 0)

    def release(self) -> None:
        """Play now, whatever the trigger, `unless` and delay say; once played, only say it again."""
        self._give_up()
        self.is_held = False
        if self.was_played:
            self._scene.tell("script", InjectDelivered(self.inject.id, again=True))
        else:
            self._play()

    def rewrite(self, inject: Inject) -> None:
        """Be *inject* from now on; another trigger starts the waiting anew."""
        before, self.inject = self.inject, inject
        if _trigger(inject) != _trigger(before):
            self._give_up()
            self._is_cued = False
            self.begin()

    def _give_up(self) -> None:
        self._is_cued = True
        self._attempt += 1

    def _wait(self, at: Ms, delay: Ms) -> None:
        self._scene.env.process(self._run(self._attempt, at, delay))

    def _run(self, attempt: int, at: Ms, delay: Ms) -> Generator[Event, None, None]:
        yield self._slot(at)
        if self._is_over(attempt):
            return
        if delay:
            yield self._slot(at + delay)
            if self._is_over(attempt):
                return
        if not self.is_held:
            self._play()

    def _is_over(self, attempt: int) -> bool:
        """Return whether this way to the play has ended, by a person or because `unless` spends the inject now."""
        if attempt != self._attempt:
            return True
        unless = self.inject.unless
        if unless is None or not self._scene.holds(unless):
            return False
        self._give_up()
        self._scene.tell("script", InjectSpent(self.inject.id))
        return True

    def _play(self) -> None:
        self.was_played = True
        inject, scene = self.inject, self._scene
        scene.tell("script", InjectDelivered(inject.id))
        scene.affect(inject.effects)
        for signal in inject.raises:
            scene.tell("script", SignalRaised(signal, inject.id))
        if inject.leap:
            scene.leap(inject.id, inject.leap)

    def _slot(self, at: Ms) -> Event:
        return Due(self._scene.env, at, priority(Phase.INJECTS, self.rank))

    def _now(self) -> Ms:
        return int(self._scene.env.now)


def _trigger(inject: Inject) -> tuple[object, ...]:
    return (inject.at, inject.when, inject.manual, inject.delay)
