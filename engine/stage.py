"""The stage: everything that happens by itself, in exercise time, in the order of one moment (scoring.md 1).

It never sleeps and reads no clock. It is told how far to go (`advance`) and what people did (`hear`), tells facts as
they come about, and says when it wants to go on (`next_due`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from simpy import Environment, Event

from engine.draws import Draws
from engine.processes import Cue
from engine.world import Due, World, last_of, priority
from exercise.entry import SCRIPT, WORLD, Entry, role_of
from exercise.facts import (
    Acted,
    Ended,
    Fact,
    InjectHeld,
    InjectPostponed,
    InjectReleased,
    InjectSkipped,
    InjectWritten,
    Jumped,
    SilenceNoted,
    Started,
)
from exercise.phases import Phase
from exercise.proceedings import Moment, Proceedings
from exercise.rewriting import rewritten
from exercise.setting import Setting
from scenarios.condition import Condition
from scenarios.inject import Effect
from scenarios.timing import Ms

_ENDING = "end_when"
_BY_CONDITION, _BY_DURATION, _LEAP = range(3)

Record = Callable[[Ms, str, Fact], Entry]
"""Numbers and keeps what the stage tells: exercise time, source, fact."""


class Stage:
    """One table's script and world, and the proceedings that fold all that is told and heard."""

    def __init__(self, setting: Setting, seed: int, record: Record) -> None:
        """Set the stage for *setting* with the luck of *seed*; *record* makes entries of what is told."""
        self.setting = setting
        self.env = Environment()
        self.record = record
        self.listen: Callable[[Entry], object] | None = None
        self._cues = {
            inject.id: Cue(inject, rank, self)
            for rank, inject in enumerate(setting.injects.values())
        }
        watched = {cue.inject.id: cue.inject.when for cue in self._cues.values() if cue.inject.when}
        end_when = setting.scenario.end_when
        self._ends = end_when is not None
        latched = {} if end_when is None else {_ENDING: end_when}
        self.proceedings = Proceedings(setting, watched, latched)
        self.state = self.proceedings.state
        self._world = World(setting, self.env, Draws(seed), partial(self.tell, WORLD))
        self._timer: tuple[Ms, Phase] | None = None
        self._phase = Phase.CLOCK
        self._left: Ms = 0
        self._floor: Ms = 0

    @property
    def now(self) -> Ms:
        """The exercise time reached."""
        return int(self.env.now)

    def advance(self, to: Ms, phase: Phase = Phase.PEOPLE) -> None:
        """Let all happen that is due up to and including *phase* of *to*; jumps and leaps on the way go further."""
        self._run(to, phase)
        while self._floor and self._floor > self.now > self._left and self.is_playing:
            self._run(self._floor, Phase.CLOCK)

    def hear(self, entry: Entry) -> None:
        """Take in what people did or asked at this moment, up to which the stage has been advanced."""
        self._take(self._fold(entry))
        if self.state.started and self.state.ended_at is None:
            self._react(entry, entry.fact)
            self._set_timer()

    def next_due(self) -> Ms | None:
        """Return the exercise time at which `advance` is next of use; None while nothing can happen by itself."""
        if not self.is_playing:
            return None
        if self._floor > self.now:
            return self.now + 1
        due = int(self.env.peek())
        return due + 1 if due == self.now and self._phase >= Phase.PEOPLE else due

    @property
    def is_playing(self) -> bool:
        """Whether it is after StartEx and before EndEx."""
        return self.state.started and self.state.ended_at is None

    def holds(self, condition: Condition) -> bool:
        """Return whether *condition*, asked as a question, is true now."""
        self.state.reach(self.now, Phase.INJECTS)
        return self.proceedings.holds(condition)

    def tell(self, source: str, fact: Fact) -> None:
        """Let *fact* be an entry of this moment, and be heard by all conditions."""
        self._take(self._fold(self.record(self.now, source, fact)))
        self._set_timer()

    def affect(self, effects: tuple[Effect, ...]) -> None:
        """Let an inject do its *effects* to the world."""
        self._world.affect(effects)

    def leap(self, inject: str, length: Ms) -> None:
        """Move exercise time ahead by *length* at the end of this millisecond."""
        self._at_end(_LEAP, partial(self._leap, inject, length))

    def _fold(self, entry: Entry) -> Iterable[Moment | SilenceNoted]:
        """Let the proceedings hear *entry*, then whoever looks at them; return what it led to."""
        told = self.proceedings.hear(entry)
        if self.listen is not None:
            self.listen(entry)
        return told

    def _run(self, to: Ms, phase: Phase) -> None:
        state, now = self.state, self.env.now
        if not state.started or state.ended_at is not None or to < now:
            return
        if to == now and phase <= self._phase and self.env.peek() > now:
            return  # this moment has been played already
        self._phase = phase if to > now else max(phase, self._phase)
        stop = Due(self.env, to, last_of(phase))
        step = self.env.step
        while stop.callbacks is not None and state.ended_at is None:
            step()

    def _react(self, entry: Entry, fact: Fact) -> None:
        match fact:
            case Acted():
                self._world.hear_act(fact.action, fact.option, role_of(entry.by or ""))
            case Started():
                self._start(fact)
            case Jumped():
                self._left, self._floor = entry.at, max(self._floor, fact.to)
            case InjectHeld():
                self._cues[fact.inject].hold()
            case InjectReleased():
                self._cues[fact.inject].release()
            case InjectSkipped():
                self._cues[fact.inject].skip()
            case InjectPostponed():
                self._cues[fact.inject].postpone(fact.to)
            case InjectWritten():
                self._write(fact)

    def _start(self, fact: Started) -> None:
        if fact.seats is not None:
            self._world.seat(fact.seats)
        last = Due(self.env, self.setting.scenario.duration, priority(Phase.END, _BY_DURATION))
        last.callbacks.append(lambda _: self.tell(SCRIPT, Ended("duration")))
        for cue in self._cues.values():
            cue.begin()

    def _write(self, fact: InjectWritten) -> None:
        inject = rewritten(self.state, fact.inject, fact.content)
        cue = self._cues.get(inject.id)
        if inject.when is not None and (cue is None or cue.inject.when != inject.when):
            self.proceedings.watch(inject.id, inject.when)
        if cue is not None:
            cue.rewrite(inject)
        else:
            self._cues[inject.id] = Cue(inject, len(self._cues), self)
            self._cues[inject.id].begin()

    def _take(self, told: Iterable[Moment | SilenceNoted]) -> None:
        for one in told:
            if isinstance(one, SilenceNoted):
                self.tell(WORLD, one)
            else:
                self._cues[one.key].trigger()
        if self._ends and self.is_playing and self.proceedings.has_held(_ENDING):
            self._ends = False
            self._at_end(_BY_CONDITION, lambda: self.tell(SCRIPT, Ended("end_when")))

    def _at_end(self, rank: int, happen: Callable[[], None]) -> None:
        """Let *happen* once this millisecond is over, unless the exercise ends with it."""
        end = Due(self.env, self.now, priority(Phase.END, rank))
        end.callbacks.append(lambda _: happen())

    def _leap(self, inject: str, length: Ms) -> None:
        to = min(self.now + length, self.setting.scenario.duration)
        self._left, self._floor = self.now, max(self._floor, to)
        self.tell(SCRIPT, Jumped(to, inject))

    def _set_timer(self) -> None:
        """Be woken when conditions or silences change by themselves, at their place within the millisecond."""
        timer = self.proceedings.next_timer()
        if timer == self._timer:
            return
        self._timer = timer
        if timer is not None:
            wake = Due(self.env, max(timer[0], self.now), priority(timer[1]))
            wake.callbacks.append(partial(self._wake, timer))

    def _wake(self, timer: tuple[Ms, Phase], _: Event) -> None:
        if timer != self._timer:
            return
        self._timer = None
        self._take(self.proceedings.advance(*timer))
        self._set_timer()
