"""Simulated colleagues: they sit where nobody does and act by the plan, at the pace of people.

They know what their seat could know: mail addressed to it, services as they are shown, and the steps of the plan whose
turn it is. What only others were told reaches them a little later. One person does one thing at a time, the most
urgent first. Their pace is drawn from the run's seed, so that the same run has the same colleagues.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.draws import Draws
from engine.knowhow import compose, doers, is_blocked, is_visible, is_wanted
from engine.strain import Strain
from exercise.audience import is_addressed
from exercise.commands import Act, Command, OpenInject
from exercise.entry import Entry
from exercise.facts import Acted, Fact, InjectDelivered, SeatLeft, SeatTaken, SilenceNoted
from exercise.instances import Instance
from exercise.phases import Phase
from exercise.proceedings import Proceedings
from exercise.rewriting import rewritten
from exercise.setting import Setting
from scenarios.plan import Lognormal
from scenarios.procedure import ALL, Step
from scenarios.timing import MINUTE, SECOND, Ms

READING: Ms = 12 * SECOND
HEARSAY: Ms = 40 * SECOND
NO_HURRY: Ms = 90 * SECOND
QUICKEST: Ms = 4 * SECOND
LONGEST: Ms = 4 * MINUTE
LOOK_AGAIN: Ms = 15 * SECOND
SPREAD = 0.45
"""The deviation of a lognormal length's logarithm: half of all lengths lie within a third of the median."""
SHARE_OF_LIMIT = 0.35
LAST_SHARE = 0.85


@dataclass(slots=True)
class Task:
    """Something that one colleague is going to do; *due* None until it is taken up."""

    role: str
    action: str | None
    step: Step | None = None
    instance: Instance | None = None
    about: str | None = None
    deadline: Ms | None = None
    earliest: Ms = 0
    is_escalation: bool = False
    due: Ms | None = None


@dataclass(slots=True)
class Colleague:
    """One role's stand-in with what waits to be done and what is being done; *by* is what its acts say."""

    role: str
    by: str
    waiting: list[Task] = field(default_factory=list)
    doing: Task | None = None
    strain: Strain = field(default_factory=Strain)

    def next_due(self) -> Ms | None:
        """Return when this colleague finishes something or can take something up."""
        if self.doing is not None:
            return self.doing.due
        return min((task.earliest for task in self.waiting), default=None)


class Bots:
    """All simulated colleagues of one run. Fed with every entry, asked for what is due; they draw on no clock."""

    def __init__(
        self,
        setting: Setting,
        roles: Iterable[str],
        seed: int,
        proceedings: Proceedings | None = None,
    ) -> None:
        """Let *roles* be played by colleagues with the luck of *seed*.

        With *proceedings* they look at those of the run itself, which have heard each entry before they do.
        """
        self._setting = setting
        self._folds = proceedings is None
        self._proceedings = proceedings or Proceedings(setting)
        self._steps = tuple(r for r in self._proceedings.records.values() if not r.step.records)
        self._logs = tuple(r for r in self._proceedings.records.values() if r.step.records)
        self._draws = Draws(seed)
        self._colleagues = {role: Colleague(role, role) for role in roles}
        self._people: dict[str, set[str]] = {}
        self._seen: set[tuple[object, ...]] = set()
        self._now: Ms = 0

    def hear(self, entry: Entry) -> None:
        """Take in the next entry; a person who takes a seat silences the colleague there."""
        self._now = max(self._now, entry.at)
        if self._folds:
            self._proceedings.hear(entry)
        self._sit(entry.fact)
        if not self._proceedings.state.started or self._has_ended():
            return
        match entry.fact:
            case InjectDelivered(inject=inject, again=False):
                self._read(inject)
            case SilenceNoted(step=step, instance=number):
                self._escalate(step, number)
            case Acted(action=action):
                self._log(action, entry)
        self._look_around()
        self._take_up()

    def next_due(self) -> Ms | None:
        """Return when somebody acts next; None when nobody will."""
        if not self._proceedings.state.started or self._has_ended():
            return None
        return min(self._dues(), default=None)

    def acts_due(self, at: Ms) -> list[Command]:
        """Return what they do at *at*, once, and let them turn to what comes next."""
        self._now = max(self._now, at)
        if self._folds:
            self._proceedings.advance(self._now, Phase.PEOPLE)
        self._proceedings.state.reach(self._now, Phase.PEOPLE)
        done: list[Command] = []
        for colleague in self._colleagues.values():
            task = colleague.doing
            if task is None or task.due is None or task.due > at:
                continue
            colleague.doing = None
            command = self._finish(colleague, task)
            if command is not None:
                done.append(command)
        self._take_up()
        return done

    def strains(self) -> dict[str, Strain]:
        """Return how much each role's colleague has had to do."""
        return {role: colleague.strain for role, colleague in self._colleagues.items()}

    def _dues(self) -> Iterator[Ms]:
        for colleague in self._colleagues.values():
            due = colleague.next_due()
            if due is not None and (colleague.doing or self._is_there(colleague.role)):
                yield max(due, self._now)

    def _has_ended(self) -> bool:
        return self._proceedings.state.ended_at is not None

    def _is_there(self, role: str) -> bool:
        has_people = bool(self._people.get(role))
        is_known = role in self._colleagues
        return is_known and not has_people and not self._proceedings.state.is_absent(role)

    def _sit(self, fact: Fact) -> None:
        """Mind who sits where: a person goes before a colleague, who has the name under which it sat down."""
        match fact:
            case SeatTaken(role=role, person=person, simulated=True) if role in self._colleagues:
                self._colleagues[role].by = f"{role}/{person}"
            case SeatTaken(role=role, person=person, simulated=False):
                self._people.setdefault(role, set()).add(person)
                self._fall_silent(role)
            case SeatLeft(role=role, person=person):
                self._people.get(role, set()).discard(person)

    def _fall_silent(self, role: str) -> None:
        if role in self._colleagues:
            self._colleagues[role] = Colleague(role, self._colleagues[role].by)
            self._seen = {key for key in self._seen if key[0] != role}

    def _read(self, inject: str) -> None:
        to = self._addressees(inject)
        for role in self._colleagues:
            if self._is_there(role) and is_addressed(role, to):
                deadline = self._now + 4 * READING
                self._add(Task(role, None, about=inject, deadline=deadline), (role, "read", inject))

    def _addressees(self, inject: str) -> tuple[str, ...]:
        """Return whom *inject* is for, as the facilitator last wrote it."""
        return rewritten(self._proceedings.state, inject, {}).to

    def _look_around(self) -> None:
        """Find the steps whose turn it is and who does them."""
        for record in self._steps:
            if not record.may_be_open:
                continue
            step, waiting = record.step, tuple(record.open_instances())
            if not waiting or not is_visible(self._proceedings, step):
                continue
            turn = doers(self._proceedings, step)
            for instance in waiting:
                for role in turn:
                    if self._is_there(role) and is_wanted(self._proceedings, instance, role):
                        self._plan(instance, role)

    def _plan(self, instance: Instance, role: str) -> None:
        step = instance.step
        key = (role, step.id, instance.number, len(instance.reports))
        if key in self._seen:
            return
        since, limit = instance.anchor, step.within
        if step.every is not None and (instance.reports or limit is None):
            since, limit = instance.quiet_since() or since, step.every
        task = Task(
            role,
            step.does,
            step,
            instance,
            about=self._cause(instance, role),
            deadline=None if limit is None else since + limit,
            earliest=self._earliest(instance, role),
        )
        if step.every is not None and instance.reports:
            task.earliest = max(task.earliest, since + round(step.every * 0.6))
        self._add(task, key)

    def _earliest(self, instance: Instance, role: str) -> Ms:
        """Return when *role* knows of *instance*: hearsay takes its time, but leaves some to act."""
        cause = instance.cause
        if cause is None or is_addressed(role, self._addressees(cause)):
            return self._now
        wait = self._draws.length(f"bot:{role}:hearsay", Lognormal(HEARSAY, SPREAD))
        limit = instance.step.within
        return self._now + (wait if limit is None else min(wait, limit // 3))

    def _cause(self, instance: Instance, role: str) -> str | None:
        cause = instance.cause
        is_mine = cause is not None and is_addressed(role, self._addressees(cause))
        return cause if is_mine else None

    def _escalate(self, step_id: str, number: int) -> None:
        step = self._setting.steps[step_id]
        instance = self._proceedings.records[step_id].instances[number - 1]
        if step.escalate is None or instance.answer is not None:
            return
        named = tuple(self._setting.roles) if ALL in step.escalate.by else step.escalate.by
        role = next((one for one in named if self._is_there(one)), None)
        if role is not None:
            task = Task(
                role,
                step.escalate.does or step.does,
                step,
                instance,
                deadline=self._now + step.escalate.within,
                is_escalation=True,
            )
            self._add(task, (role, step.id, number, "escalation"))

    def _log(self, action: str, entry: Entry) -> None:
        """Let whoever keeps the log write down an act that is to be logged."""
        for record in self._logs:
            step = record.step
            is_named = ALL in step.records or action in step.records
            if not is_named or action == step.does or not record.instances:
                continue
            for role in doers(self._proceedings, step):
                if self._is_there(role):
                    deadline = None if step.within is None else self._now + step.within
                    task = Task(role, step.does, step, about=action, deadline=deadline)
                    self._add(task, (role, step.id, "log", entry.seq))

    def _add(self, task: Task, key: tuple[object, ...]) -> None:
        if key not in self._seen:
            self._seen.add(key)
            task.earliest = max(task.earliest, self._now)
            self._colleagues[task.role].waiting.append(task)

    def _take_up(self) -> None:
        """Let everybody who is idle begin the most urgent thing that waits."""
        for colleague in self._colleagues.values():
            if colleague.doing is not None or not colleague.waiting:
                continue
            if not self._is_there(colleague.role):
                continue
            ready = [task for task in colleague.waiting if task.earliest <= self._now]
            if ready:
                task = min(ready, key=lambda one: one.deadline or 1 << 62)
                colleague.waiting.remove(task)
                colleague.doing = task
                takes = self._pace(task, len(ready))
                task.due = self._now + takes
                colleague.strain.take(self._now - task.earliest, takes, len(ready) - 1)

    def _pace(self, task: Task, waiting: int) -> Ms:
        """Return how long *task* takes somebody who has so many things to do, inside its limit where that goes."""
        median, longest = NO_HURRY, LONGEST
        if task.action is None:
            median = READING
        elif task.deadline is not None:
            left = task.deadline - self._now
            median = min(median, round(left * SHARE_OF_LIMIT / waiting))
            longest = min(longest, round(left * LAST_SHARE))
        what = f"bot:{task.role}:{task.step.id if task.step else 'mail'}"
        drawn = self._draws.length(what, Lognormal(max(median, QUICKEST), SPREAD))
        return max(QUICKEST, min(drawn, longest))

    def _finish(self, colleague: Colleague, task: Task) -> Command | None:
        """Return what comes of *task*, None when it is no longer wanted or has to wait."""
        role = colleague.role
        if not self._is_there(role):
            return None
        if task.action is None:
            return OpenInject(colleague.by, task.about or "")
        step = task.step
        if step is None:
            return None
        instance = task.instance
        if instance is not None and not is_wanted(self._proceedings, instance, role):
            return None
        if not task.is_escalation and is_blocked(self._proceedings, step):
            task.earliest, task.due = self._now + LOOK_AGAIN, None
            colleague.waiting.append(task)
            return None
        act: Act = compose(self._proceedings, step, task.action, colleague.by, task.about)
        return act
