"""Every obligation of scoring.md section 2, judged one by one from the finished tale."""

from __future__ import annotations

from itertools import pairwise

from exercise.entry import Entry, is_same_person, role_of
from exercise.facts import Acted, Jumped
from scenarios.procedure import Step
from tests.oracle import forms
from tests.oracle.answers import doings, first_doing
from tests.oracle.losses import service_goals
from tests.oracle.moments import Tale
from tests.oracle.obligations import WEIGHTS, Judged, kinds, timed
from tests.oracle.scenes import Instance, ceiling, limit, may_escalate


class Court:
    """Judges all obligations of one tale."""

    def __init__(self, tale: Tale) -> None:
        self.tale = tale
        self.last = len(tale.positions) - 1
        self.end = tale.ms(self.last)
        self.jumps = [
            (p, e.at, min(e.fact.to, self.end))
            for p, e in tale.entries(self.last)
            if isinstance(e.fact, Jumped)
        ]

    def judge(self) -> list[Judged]:
        """Return every obligation that has an instance, in document order."""
        found = []
        for step in self.tale.plan.steps():
            instances = [i for i in self.tale.instances if i.step.id == step.id]
            for kind in kinds(step):
                if kind == "order":
                    order = self._order(step)
                    found += [order] if order.verdict != "not_triggered" or instances else []
                elif kind == "forbidden":
                    found.append(self._forbidden(step))
                else:
                    found += [getattr(self, "_" + kind)(instance) for instance in instances]
        for one in found:
            self._compensate(one, found)
        for service in self.tale.plan.services:
            found += service_goals(self.tale, service)
        return found

    def _compensate(self, one: Judged, found: list[Judged]) -> None:
        if one.kind in ("response", "quorum") and one.verdict in ("missed", "very_late"):
            for other in found:
                same = (other.owner, other.instance) == (one.owner, one.instance)
                if same and other.kind == "escalation" and other.verdict in ("met", "late"):
                    one.verdict, one.score = "compensated", 0.6

    def _new(self, about: Instance | Step, kind: str, verdict: str, score: float) -> Judged:
        step = about if isinstance(about, Step) else about.step
        judged = Judged(step.id, kind, 1, verdict, score, WEIGHTS[step.criticality])
        if isinstance(about, Instance):
            judged.instance = about.number
            judged.anchor = self.tale.ms(about.anchor)
        return judged

    def _entry(self, p: int) -> Entry:
        entry = self.tale.positions[p].entry
        assert entry is not None
        return entry

    def _act(self, p: int) -> Acted:
        fact = self._entry(p).fact
        assert isinstance(fact, Acted)
        return fact

    def _is_jumped_over(self, moment: int | None, answered: int | None) -> bool:
        return moment is not None and any(
            a < moment < b and (answered is None or self.tale.ms(answered) > a)
            for _, a, b in self.jumps
        )

    def _response(self, instance: Instance) -> Judged:
        return self._timed(instance, "response")

    def _quorum(self, instance: Instance) -> Judged:
        judged = self._timed(instance, "quorum")
        if judged.verdict == "missed":
            roles = {name for _, name in instance.acts}
            judged.score = 0.2 * len(roles) / (instance.step.quorum or 1)
        return judged

    def _timed(self, instance: Instance, kind: str) -> Judged:
        anchor, filled = self.tale.ms(instance.anchor), instance.filled
        delay = None if filled is None else self.tale.ms(filled) - anchor
        within, most = instance.step.within, ceiling(instance.step)
        verdict, score = timed(delay, within, most, self.end - anchor)
        judged = self._new(instance, kind, verdict, score)
        judged.due = limit(instance, self.tale)
        if filled is not None:
            judged.done = self.tale.ms(filled)
            judged.by = role_of(self._entry(filled).by or "")
        if self._is_jumped_over(judged.due, filled):
            judged.verdict, judged.score = "waived", None
        return judged

    def _cadence(self, instance: Instance) -> Judged:
        tale, step = self.tale, instance.step
        if step.until is not None and tale.holds(step.until, instance.anchor):
            return self._new(instance, "cadence", "not_triggered", 0)
        start = tale.ms(instance.anchor)
        closed = tale.close(instance, self.last)
        close = self.end if closed is None else tale.ms(closed)
        times = [tale.ms(r) for r in tale.reports(instance, self.last)]
        marks = [start, *times, close]
        gaps = [self._length(a, b) for a, b in pairwise(marks)]
        every = step.every or 0
        whole = self._length(start, close)
        if not times:
            verdict = "not_triggered" if whole <= every else "missed"
            return self._new(instance, "cadence", verdict, 0.0)
        over = sum(max(0, gap - every) for gap in gaps)
        score = max(0.0, 1 - over / whole) if whole else 1.0
        return self._new(instance, "cadence", "late" if over else "met", score)

    def _length(self, start: int, stop: int) -> int:
        """Return the milliseconds from *start* to *stop*, without those that were jumped over."""
        cuts = {start, stop} | {cut for _, a, b in self.jumps for cut in (a, b)}
        marks = sorted(cut for cut in cuts if start <= cut <= stop)
        parts = pairwise(marks)
        return sum(y - x for x, y in parts if not any(a <= x < b for _, a, b in self.jumps))

    def _choice(self, instance: Instance) -> Judged:
        p = instance.filled
        if p is None:
            return self._new(instance, "choice", "not_triggered", 0)
        option, worth = self._act(p).option, 0.0
        for row in instance.step.choices:
            if row.option == option and (
                row.condition is None or self.tale.holds(row.condition, p - 1)
            ):
                worth = row.value
                break
        verdict = "met" if worth >= 1 else "partial" if worth > 0 else "violated"
        return self._new(instance, "choice", verdict, worth)

    def _facts(self, instance: Instance) -> Judged:
        sent = [instance.filled] if instance.filled is not None else []
        if instance.step.every is not None:
            sent = self.tale.reports(instance, self.last) or sent
        if not sent:
            return self._new(instance, "facts", "not_triggered", 0)
        sheets = [
            forms.marks(self.tale, instance.step, self._act(p).form or {}, p - 1) for p in sent
        ]
        score = sum(forms.worth(instance.step, sheet) for sheet in sheets) / len(sheets)
        marks = [mark for sheet in sheets for mark in sheet]
        verdict = "violated" if any(m < 0 for m in marks) else "partial"
        verdict = "met" if all(m == 1 for m in marks) else verdict
        judged = self._new(instance, "facts", verdict, score)
        judged.with_false = any(m < 0 for m in marks)
        judged.with_omitted = any(0 <= m < 1 for m in marks)
        return judged

    def _escalation(self, instance: Instance) -> Judged:
        tale, step, filled = self.tale, instance.step, instance.filled
        due = limit(instance, tale)
        assert step.escalate is not None
        within = step.escalate.within
        made = self.escalated(instance)
        if due is None or self.end <= due or (filled is not None and tale.ms(filled) <= due):
            judged = self._new(instance, "escalation", "not_triggered", 0)
            judged.anchor = due
            return judged
        first = filled is not None and (made is None or filled < made)
        if filled is not None and first and tale.ms(filled) <= due + within:
            verdict, score = "not_triggered", 0.0
        else:
            delay = None if made is None else max(0, tale.ms(made) - due)
            verdict, score = timed(delay, within, 2 * within, self.end - due)
        judged = self._new(instance, "escalation", verdict, score)
        judged.anchor, judged.due = due, due + within
        if made is not None:
            judged.done, judged.by = tale.ms(made), role_of(self._entry(made).by or "")
        answers = [p for p in (made, filled) if p is not None]
        if verdict != "not_triggered" and self._is_jumped_over(
            judged.due, min(answers, default=None)
        ):
            judged.verdict, judged.score = "waived", None
        return judged

    def escalated(self, instance: Instance) -> int | None:
        """Return the act that escalates the instance, None without one."""
        step = instance.step
        assert step.escalate is not None
        taken: dict[int, int] = {}  # instance -> the act that escalates it
        for p, entry, act in self.tale.acts():
            role = role_of(entry.by or "")
            is_asked = act.action == (step.escalate.does or step.does)
            if is_asked and may_escalate(self.tale, step, role, p):
                chosen = self._escalates(step, p, act, taken)
                if chosen is not None:
                    taken[chosen] = p
        return taken.get(instance.number)

    def _escalates(self, step: Step, p: int, act: Acted, taken: dict[int, int]) -> int | None:
        """Return the number of the instance that an escalation act serves: as an answer does, one of each step."""
        mine = [i for i in self.tale.instances if i.step.id == step.id]
        answered = [i for i in mine if i.filled == p]
        if any(i.number in taken for i in answered):
            return None
        fit = [i for i in mine if i.anchor < p and i.number not in taken and self._wants(i, p)]
        named = [i for i in fit if act.about and i.opened_by == act.about]
        chosen = answered or named or fit
        return chosen[0].number if chosen else None

    def _wants(self, instance: Instance, p: int) -> bool:
        """Whether an instance may still be escalated: it is not answered before."""
        return instance.filled is None or instance.filled >= p

    def _separation(self, instance: Instance) -> Judged:
        wanted = instance.step.distinct_from
        others = [
            i.filled for i in self.tale.instances if i.step.id == wanted and i.filled is not None
        ]
        if instance.filled is None or not others:
            return self._new(instance, "separation", "not_triggered", 0)
        one, other = self._entry(instance.filled).by or "", self._entry(min(others)).by or ""
        if is_same_person(one, other):
            return self._new(instance, "separation", "violated", 0.0)
        return self._new(instance, "separation", "met", 1.0)

    def _record(self, instance: Instance) -> Judged:
        step = instance.step
        named = [
            (p, e, act)
            for p, e, act in self.tale.acts()
            if p >= instance.anchor
            and (
                act.action != step.does if step.records == ("all",) else act.action in step.records
            )
        ]
        if not named:
            return self._new(instance, "record", "not_triggered", 0)
        logged = sum(1 for p, e, act in named if self._is_logged(step, p, e, act))
        share = logged / len(named)
        verdict = "met" if share == 1 else "partial" if share else "missed"
        return self._new(instance, "record", verdict, share)

    def _is_logged(self, step: Step, p: int, entry: Entry, act: Acted) -> bool:
        return any(
            q > p
            and note.action == step.does
            and (step.within is None or other.at - entry.at <= step.within)
            and (is_same_person(other.by or "", entry.by or "") or note.about == act.action)
            for q, other, note in self.tale.acts()
        )

    def _order(self, step: Step) -> Judged:
        first = first_doing(self.tale, step)
        triggered = {i.step.id for i in self.tale.instances}
        pairs = [self.tale.steps[name] for name in step.after if name in triggered]
        if first is None or not pairs:
            return self._new(step, "order", "not_triggered", 0)
        earlier = [first_doing(self.tale, other) for other in pairs]
        right = sum(1 for p in earlier if p is not None and p < first)
        verdict = "met" if right == len(pairs) else "violated"
        return self._new(step, "order", verdict, right / len(pairs))

    def _forbidden(self, step: Step) -> Judged:
        done = doings(self.tale, step)
        if any(self._was_forbidden(step, p - 1) for p in done):
            return self._new(step, "forbidden", "violated", 0.0)
        if not done and not step.is_prohibition:
            return self._new(step, "forbidden", "not_triggered", 0)
        return self._new(step, "forbidden", "met", 1.0)

    def _was_forbidden(self, step: Step, p: int) -> bool:
        before = step.not_before is not None and not self.tale.has_held(step.not_before, p)
        return before or (step.not_while is not None and self.tale.holds(step.not_while, p))
