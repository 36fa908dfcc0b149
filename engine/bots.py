"""Simulated colleagues: they sit where nobody does and act by the plan, at the pace of people.

They know what their seat could know: mail addressed to it, services as they are shown, and the steps of the plan whose
turn it is. What only others were told reaches them a little later. One person does one thing at a time, the most
urgent first. How soon, how well and how truly they act is their behaviour's, drawn from the run's seed, so that the
same run has the same colleagues.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.colleague import Colleague, Task, midnight_of
from engine.knowhow import TURNS, doers, is_blocked, is_visible, is_wanted
from engine.manners import Manners
from engine.second_thoughts import SecondThoughts
from engine.sitting import Sitting
from engine.strain import Strain
from engine.wording import Said, compose
from exercise.audience import is_addressed
from exercise.commands import Command, OpenInject
from exercise.entry import Entry
from exercise.facts import Acted, Fact, InjectDelivered, InjectOpened, SeatTaken, SilenceNoted
from exercise.instances import Instance
from exercise.phases import Phase
from exercise.proceedings import Proceedings
from exercise.rewriting import rewritten
from exercise.setting import Setting
from scenarios.behaviour import TRAINED, USUAL, Behaviour
from scenarios.procedure import ALL, Step
from scenarios.timing import SECOND, Ms

LOOK_AGAIN: Ms = 15 * SECOND


class Bots:
    """All simulated colleagues of one run. Fed with every entry, asked for what is due; they draw on no clock."""

    def __init__(
        self,
        setting: Setting,
        roles: Iterable[str],
        seed: int,
        behaviour: Behaviour = TRAINED,
        proceedings: Proceedings | None = None,
    ) -> None:
        """Let *roles* be played by colleagues of such *behaviour* with the luck of *seed*.

        With *proceedings* they look at those of the run itself, which have heard each entry before they do.
        """
        self._setting = setting
        self._folds = proceedings is None
        self._proceedings = proceedings or Proceedings(setting)
        self._steps = tuple(setting.steps.values())
        self._logs = tuple(r for r in self._proceedings.records.values() if r.step.records)
        self._manners = Manners(behaviour, seed)
        self._doubts = SecondThoughts(self._proceedings)
        self._midnight = midnight_of(setting.scenario.story_start)
        self._logged: dict[str, int] = {}
        self._colleagues = {role: self._colleague(role, role) for role in roles}
        self._sitting = Sitting()
        self._seen: set[tuple[object, ...]] = set()
        self._now: Ms = 0
        self._calls = 0

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
        has_calls = self._proceedings.calls != self._calls
        if isinstance(entry.fact, InjectOpened) and not has_calls:
            return
        if isinstance(entry.fact, Acted) and not has_calls:
            self._look_around(self._setting.steps_of(entry.fact.action))
        elif has_calls or isinstance(entry.fact, TURNS):
            self._look_around(self._steps)
        self._think_again()
        self._take_up()

    def next_due(self) -> Ms | None:
        """Return when somebody acts next; None when nobody will."""
        if not self._proceedings.state.started or self._has_ended():
            return None
        first = self._doubts.next_due(self._now)
        timer = self._proceedings.next_timer()
        if timer is not None and timer[0] > self._now and (first is None or timer[0] < first):
            first = timer[0]
        for colleague in self._colleagues.values():
            due = colleague.next_due(self._now)
            if due is None or (first is not None and due >= first):
                continue
            if colleague.doing is not None or self._is_there(colleague.role):
                first = due
        return None if first is None else max(first, self._now)

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
        if self._proceedings.calls != self._calls:
            self._look_around(self._steps)
        self._think_again()
        self._take_up()
        return done

    def strains(self) -> dict[str, Strain]:
        """Return how much each role's colleague has had to do so far."""
        return {role: one.strain_by(self._now) for role, one in self._colleagues.items()}

    def _colleague(self, role: str, by: str) -> Colleague:
        return Colleague(role, by, self._manners.profile(role).attention, self._midnight)

    def _has_ended(self) -> bool:
        return self._proceedings.state.ended_at is not None

    def _is_there(self, role: str) -> bool:
        if role not in self._colleagues or self._sitting.has(role):
            return False
        return not self._proceedings.state.is_absent(role)

    def _sit(self, fact: Fact) -> None:
        """Mind who sits where: a person goes before a colleague, who has the name under which it sat down."""
        role = self._sitting.hear(fact)
        if role in self._colleagues:
            self._colleagues[role] = self._colleague(role, self._colleagues[role].by)
            self._seen = {key for key in self._seen if key[0] != role}
        elif isinstance(fact, SeatTaken) and fact.simulated and fact.role in self._colleagues:
            self._colleagues[fact.role].by = f"{fact.role}/{fact.person}"

    def _read(self, inject: str) -> None:
        to = self._addressees(inject)
        for role in self._colleagues:
            if self._is_there(role) and is_addressed(role, to):
                self._add(self._reading(role, inject), (role, "read", inject))

    def _reading(self, role: str, inject: str) -> Task:
        """Return the reading of *inject*, which waits until it is noticed and goes before most else."""
        pace = self._manners.profile(role).reading or USUAL.reading
        usual = (pace.median if pace else None) or 0
        noticed = self._now + self._manners.notice(role, None, f"mail:{inject}")
        return Task(
            role,
            None,
            f"mail:{inject}",
            about=inject,
            deadline=noticed + 4 * usual,
            earliest=noticed,
        )

    def _addressees(self, inject: str) -> tuple[str, ...]:
        """Return whom *inject* is for, as the facilitator last wrote it."""
        return rewritten(self._proceedings.state, inject, {}).to

    def _look_around(self, steps: Iterable[Step]) -> None:
        """Find those of *steps* whose turn it is and who does them."""
        self._calls = self._proceedings.calls
        for step in steps:
            record = self._proceedings.records[step.id]
            if not record.is_waiting or step.records:
                continue
            waiting = tuple(record.open_instances())
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
        call, nth = f"{step.id}:{instance.number}", len(instance.reports) + 1
        missed = self._manners.missed(role, step, call, nth)
        if missed and step.every is None:
            self._seen.add(key)
            return
        since, limit = instance.anchor, step.within
        if step.every is not None and (instance.reports or limit is None):
            since, limit = instance.quiet_since() or since, step.every
        earliest = self._earliest(instance, role, call)
        if step.every is not None and instance.reports:
            earliest = max(self._now, since + round(step.every * 0.6))
        task = Task(
            role,
            step.does,
            call,
            nth,
            step,
            instance,
            about=self._cause(instance, role),
            deadline=None if limit is None else since + limit,
            limit=limit,
            earliest=earliest + missed * (step.every or 0),
        )
        self._add(task, key)

    def _earliest(self, instance: Instance, role: str, call: str) -> Ms:
        """Return when *role* notices *instance*: with the mail that calls for it, or by hearsay, which takes longer."""
        step, cause = instance.step, instance.cause
        if cause is not None and is_addressed(role, self._addressees(cause)):
            return self._now + self._manners.notice(role, step.id, f"mail:{cause}")
        noticed = self._now + self._manners.notice(role, step.id, call)
        if cause is None:
            return noticed
        pace = self._manners.profile(role, step.id).hearsay
        return noticed + self._manners.spends(pace, role, f"{call}:hearsay", 1, step.within)

    def _think_again(self) -> None:
        for task in self._doubts.come(self._now, self._doer):
            self._add(task, (task.role, task.call))

    def _doer(self, step: Step) -> str | None:
        turn = doers(self._proceedings, step)
        return next((role for role in turn if self._is_there(role)), None)

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
        call = f"{step_id}:{number}:escalation"
        if role is not None and not self._manners.missed(role, step, call, 1):
            task = Task(
                role,
                step.escalate.does or step.does,
                call,
                1,
                step,
                instance,
                deadline=self._now + step.escalate.within,
                limit=step.escalate.within,
                earliest=self._now + self._manners.notice(role, step.id, call),
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
            call = f"{step.id}:log:{action}"
            nth = self._logged[call] = self._logged.get(call, 0) + 1
            for role in doers(self._proceedings, step):
                if self._is_there(role) and not self._manners.missed(role, step, call, nth):
                    deadline = None if step.within is None else self._now + step.within
                    task = Task(role, step.does, call, nth, step, None, action, deadline)
                    task.limit = step.within
                    task.earliest = self._now + self._manners.notice(role, step.id, call)
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
            ready = [task for task in colleague.waiting if task.earliest <= self._now]
            if not ready or not self._is_there(colleague.role):
                continue
            if colleague.attends_from(self._now) <= self._now:
                task = min(ready, key=lambda one: one.deadline or 1 << 62)
                colleague.waiting.remove(task)
                colleague.doing = task
                takes = self._manners.takes(task, self._now, len(ready))
                task.due = self._now + takes
                colleague.strain.take(self._now - task.earliest, takes, len(ready) - 1)

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
        is_open = instance is None or is_wanted(self._proceedings, instance, role)
        if not (self._doubts.awaits(task) if task.is_afresh else is_open):
            return None
        if not task.is_escalation and is_blocked(self._proceedings, step):
            task.earliest, task.due = self._now + LOOK_AGAIN, None
            colleague.waiting.append(task)
            return None
        said = Said(role, step, task.call, task.nth)
        by, about = colleague.by, task.about
        act = compose(self._proceedings, self._manners, said, task.action, by, about)
        self._doubts.note(task, act.option)
        return act
