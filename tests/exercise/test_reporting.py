"""The reporting analysis: due, sent, gaps, contents and class of each duty, worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from exercise.evaluation.duty import Duty, ReportingAnalysis
from exercise.evaluation.evaluation import evaluate
from exercise.evaluation.reporting import analyse
from exercise.facts import ServiceChanged
from exercise.proceedings import Proceedings
from exercise.setting import Setting
from scenarios.clock_shelf import shipped_clocks
from scenarios.condition import Did, Signal
from scenarios.plan import Field, Option, Service
from scenarios.procedure import Escalation, Fact, Step
from scenarios.scenario import Actor, TruthRow
from scenarios.text import Text
from scenarios.timing import HOUR
from tests.exercise.builders import MIN, REFS, Journal, evaluation, setting, step

SINCE = "2026-03-16T10:02:00+08:00"
WEB = Service("web", Text.plain("web"), rto=30 * MIN)
GRADES = tuple(Option(one) for one in ("general", "larger", "major"))
FIELDS = (
    Field("since", "time", Text.plain("since")),
    Field("grade", "choice", Text.plain("grade"), options=GRADES),
    Field("place", "text", Text.plain("place"), required=True),
)


def play(
    *steps: Step,
    to: Sequence[str] = ("bureau",),
    actors: Sequence[str] = ("bureau",),
    truth: dict[str, tuple[TruthRow, ...]] | None = None,
    fields: Sequence[Field] = (),
    kinds: dict[str, str] | None = None,
) -> Setting:
    """Return a setting in which ``tell`` reports to *to*, and the scenario has *actors*."""
    made = setting(
        *steps,
        services=(WEB,),
        fields=fields,
        truth=truth,
        kinds=kinds or {"tell": "report", "close": "report"},
    )
    actions = tuple(
        replace(a, to=tuple(to)) if a.kind == "report" else a for a in made.plan.actions
    )
    scenario = replace(made.scenario, actors=tuple(Actor(a, Text.plain(a)) for a in actors))
    return Setting(replace(made.plan, actions=actions), scenario)


def analysed(made: Setting, journal: Journal, now: int | None = None) -> ReportingAnalysis:
    """Return the analysis of *journal*."""
    proceedings = Proceedings(made)
    for entry in journal.entries:
        proceedings.hear(entry)
    if now is not None:
        proceedings.state.at = now
    judged = evaluate(proceedings, REFS, seed=1)
    return analyse(proceedings, journal.entries, judged, shipped_clocks(), now)


def duties(made: Setting, journal: Journal) -> dict[str, Duty]:
    """Return the duties by id."""
    return {duty.id: duty for duty in analysed(made, journal).duties}


def told(duty: Duty) -> dict[str, tuple[str | None, dict[str, Any]]]:
    """Return class and numbers of each reason by its code."""
    return {one.code: (one.report_class, dict(one.numbers)) for one in duty.reasons}


def report(**keys: Any) -> Step:
    """Return the step R: tell within 15 minutes of the incident."""
    return step("R", "tell", **{"when": Signal("incident"), "within": 15 * MIN, **keys})


def incident() -> Journal:
    """Return a journal in which the incident is called at two minutes."""
    return Journal().signal(2 * MIN, "incident")


def test_a_report_at_its_limit_is_on_time() -> None:
    duty = duties(play(report()), incident().act(17 * MIN, "duty", "tell").end(60 * MIN))
    kept = duty["R#1@bureau"]
    assert (kept.status, kept.classes, kept.due) == ("kept", (), 17 * MIN)
    assert [(one.seq, one.at, one.to) for one in kept.sent] == [(3, 17 * MIN, ("bureau",))]


def test_a_first_report_after_its_limit_is_late_by_so_much() -> None:
    late = duties(play(report()), incident().act(17 * MIN + 1, "duty", "tell").end(60 * MIN))
    assert late["R#1@bureau"].classes == ("late",)
    assert told(late["R#1@bureau"]) == {"step_late": ("late", {"due_ms": 17 * MIN, "late_ms": 1})}


def test_a_report_that_is_never_sent_is_concealed() -> None:
    silent = duties(play(report()), incident().end(60 * MIN))["R#1@bureau"]
    assert silent.classes == ("concealed",)
    assert told(silent) == {"step_missed": ("concealed", {"due_ms": 17 * MIN})}


def test_a_limit_that_is_not_over_at_the_end_accuses_nobody() -> None:
    waiting = duties(play(report()), incident().end(17 * MIN))["R#1@bureau"]
    assert (waiting.status, waiting.classes) == ("pending", ())


def test_a_duty_that_nothing_called_for_is_not_triggered() -> None:
    idle = duties(play(report()), Journal().end(60 * MIN))["R#1@bureau"]
    assert (idle.status, idle.anchor, idle.classes) == ("not_triggered", None, ())


def cadenced(**keys: Any) -> Step:
    """Return the step R, told again every 30 minutes until ``normal`` is declared."""
    return report(every=30 * MIN, until=Did("normal"), **keys)


def test_a_silence_longer_than_the_interval_is_late_and_measured() -> None:
    """Call at 2, reports at 10 and 55, close at 70: silences of 8, 45 and 15 minutes where 30 are allowed."""
    made = play(cadenced(), step("N", "normal"))
    journal = incident().act(10 * MIN, "duty", "tell").act(55 * MIN, "duty", "tell")
    duty = duties(made, journal.act(70 * MIN, "duty", "normal").end(80 * MIN))["R#1@bureau"]
    assert [(gap.length, gap.over) for gap in duty.gaps] == [
        (8 * MIN, 0),
        (45 * MIN, 15 * MIN),
        (15 * MIN, 0),
    ]
    numbers = {"longest_ms": 45 * MIN, "every_ms": 30 * MIN, "count": 1}
    assert told(duty) == {"cadence_gap": ("late", numbers)}
    assert duty.closed == 70 * MIN


def test_what_is_jumped_over_is_no_silence() -> None:
    """Reports at 10 and 70, a jump from 20 to 50 between them: 60 minutes less 30 are just allowed."""
    made = play(cadenced(), step("N", "normal"))
    journal = incident().act(10 * MIN, "duty", "tell").jump(20 * MIN, 50 * MIN)
    journal.act(70 * MIN, "duty", "tell").act(80 * MIN, "duty", "normal").end(85 * MIN)
    duty = duties(made, journal)["R#1@bureau"]
    assert [(gap.length, gap.over, gap.jumped) for gap in duty.gaps] == [
        (8 * MIN, 0, 0),
        (30 * MIN, 0, 30 * MIN),
        (10 * MIN, 0, 0),
    ]
    assert duty.status == "kept"


def test_a_report_that_comes_when_all_is_over_is_late() -> None:
    """Normal at 40, told at 50: after the limit of 17, and the 38 minutes up to the close were silent."""
    made = play(cadenced(), step("N", "normal"))
    journal = incident().act(40 * MIN, "duty", "normal").act(50 * MIN, "duty", "tell")
    duty = duties(made, journal.end(80 * MIN))["R#1@bureau"]
    assert duty.classes == ("late",)
    assert told(duty)["step_late"] == ("late", {"due_ms": 17 * MIN, "late_ms": 33 * MIN})
    assert told(duty)["cadence_gap"][1]["longest_ms"] == 38 * MIN
    assert [one.is_after_close for one in duty.sent] == [True]


def graded(**keys: Any) -> Step:
    """Return the step R with facts about since and grade."""
    facts = (Fact("since", SINCE), Fact("grade", "truth.grade"))
    return report(facts=facts, **keys)


TRUTH = {"grade": (TruthRow("general"), TruthRow("larger", Signal("worse")))}


def form(grade: str | None = "larger", since: str | None = SINCE) -> dict[str, object]:
    """Return a filled form."""
    return {"since": since, "grade": grade, "place": "hall"}


def test_a_grade_below_the_truth_of_that_moment_is_false() -> None:
    made = play(graded(), truth=TRUTH, fields=FIELDS)
    journal = incident().signal(5 * MIN, "worse").act(9 * MIN, "duty", "tell", form=form("general"))
    duty = duties(made, journal.end(60 * MIN))["R#1@bureau"]
    assert duty.classes == ("false",)
    assert told(duty) == {
        "fact_false": ("false", {"fields": ["grade"]}),
        "under_graded": ("false", {"said": "general", "truth": "larger", "known": False}),
    }


def test_the_truth_of_the_moment_of_sending_counts_not_that_of_later() -> None:
    made = play(graded(), truth=TRUTH, fields=FIELDS)
    journal = (
        incident().act(9 * MIN, "duty", "tell", form=form("general")).signal(10 * MIN, "worse")
    )
    assert duties(made, journal.end(60 * MIN))["R#1@bureau"].classes == ()


def test_a_sender_who_had_stated_the_higher_grade_conceals_it() -> None:
    made = play(
        graded(),
        step("G", "assess"),
        truth=TRUTH,
        fields=FIELDS,
        kinds={"tell": "report", "assess": "assess"},
    )
    journal = incident().signal(5 * MIN, "worse")
    journal.act(7 * MIN, "duty", "assess", form=form("larger"))
    journal.act(9 * MIN, "duty", "tell", form=form("general"))
    duty = duties(made, journal.end(60 * MIN))["R#1@bureau"]
    assert told(duty)["under_graded"][0] == "concealed"
    assert duty.classes == ("false", "concealed")


def test_a_grade_above_the_truth_is_false_but_no_under_grading() -> None:
    made = play(graded(), truth=TRUTH, fields=FIELDS)
    journal = incident().act(9 * MIN, "duty", "tell", form=form("major")).end(60 * MIN)
    assert told(duties(made, journal)["R#1@bureau"]) == {
        "fact_false": ("false", {"fields": ["grade"]})
    }


def test_a_fact_left_out_is_omitted_and_an_empty_required_field_is_named() -> None:
    made = play(graded(), truth=TRUTH, fields=FIELDS)
    journal = incident().act(9 * MIN, "duty", "tell", form={"grade": "general"}).end(60 * MIN)
    duty = duties(made, journal)["R#1@bureau"]
    assert told(duty) == {"fact_omitted": ("omitted", {"fields": ["since"]})}
    assert duty.sent[0].left_empty == ("place",)


def test_one_addressee_told_and_the_other_not_is_omitted_for_the_other() -> None:
    made = play(report(), to=("sse", "szse"), actors=("sse", "szse"))
    journal = incident().act(9 * MIN, "duty", "tell", to=("sse",)).end(60 * MIN)
    found = duties(made, journal)
    assert found["R#1@sse"].classes == ()
    assert found["R#1@szse"].classes == ("omitted",)


def test_a_closing_report_that_stays_out_is_omitted_where_the_authority_had_been_told() -> None:
    made = play(report(), step("C", "close", when=Did("tell"), within=5 * MIN))
    journal = incident().act(9 * MIN, "duty", "tell").end(60 * MIN)
    assert duties(made, journal)["C#1@bureau"].classes == ("omitted",)


def test_a_stand_in_who_reports_makes_it_late_and_not_concealed() -> None:
    made = play(report(escalate=Escalation(("lead",), 10 * MIN)))
    journal = incident().act(20 * MIN, "lead", "tell").end(60 * MIN)
    duty = duties(made, journal)["R#1@bureau"]
    assert duty.classes == ("late",)
    assert [one.is_by_stand_in for one in duty.sent] == [True]
    (finding,) = [f for f in evaluation(made, journal)["findings"] if f["code"] == "step_missed"]
    assert finding["class"] == "late"


def relapsed(until: int, at: int | None = None) -> Duty:
    """Return the duty after a close at 40 and an outage from 50 on; *at* is when it is reported, if it is."""
    made = play(cadenced(), step("N", "normal"))
    journal = incident().service(3 * MIN, "web", "up", "down").act(10 * MIN, "duty", "tell")
    journal.act(35 * MIN, "duty", "tell").service(38 * MIN, "web", "down", "up")
    journal.act(40 * MIN, "duty", "normal").service(50 * MIN, "web", "up", "down")
    if at is not None:
        journal.act(at, "duty", "tell")
    return duties(made, journal.end(until))["R#1@bureau"]


def test_a_relapse_after_the_close_that_nobody_reports_is_omitted() -> None:
    assert told(relapsed(81 * MIN)) == {
        "relapse_unreported": ("omitted", {"at_ms": 50 * MIN, "service": "web"})
    }


def test_a_relapse_that_is_reported_or_still_has_time_accuses_nobody() -> None:
    assert relapsed(81 * MIN, 60 * MIN).classes == ()
    assert relapsed(80 * MIN).classes == ()


def test_a_first_outage_after_the_close_is_no_relapse() -> None:
    made = play(cadenced(), step("N", "normal"))
    journal = incident().act(10 * MIN, "duty", "tell").act(20 * MIN, "duty", "normal")
    journal.entries.append(
        replace(journal.entries[-1], seq=5, at=30 * MIN, fact=ServiceChanged("web", "up", "down"))
    )
    assert duties(made, journal.end(80 * MIN))["R#1@bureau"].classes == ()


def test_a_waived_duty_accuses_nobody() -> None:
    journal = incident().waive(20 * MIN, "R.response#1").end(60 * MIN)
    duty = duties(play(report()), journal)["R#1@bureau"]
    assert (duty.status, duty.classes) == ("waived", ())


def test_a_running_exercise_is_analysed_up_to_now() -> None:
    made = play(report())
    before, after = (analysed(made, incident(), now).duties[0] for now in (17 * MIN, 17 * MIN + 1))
    assert (before.status, before.classes) == ("pending", ())
    assert (after.status, after.classes) == ("broken", ("concealed",))


def test_the_first_report_and_the_longest_silence_are_told() -> None:
    made = play(cadenced(), step("N", "normal"))
    journal = incident().act(10 * MIN, "duty", "tell").act(70 * MIN, "duty", "normal")
    found = analysed(made, journal.end(80 * MIN))
    assert (found.first_report, found.longest_silence) == (10 * MIN, 60 * MIN)


def dora(journal: Journal) -> dict[str, Duty]:
    """Return the duties to the EU authority by their row's id."""
    made = play(step("T", "tell"), to=("nca",), actors=("nca",))
    return {str(d.clock): d for d in analysed(made, journal).duties if d.origin == "clock"}


def test_the_initial_notification_counts_from_the_classification() -> None:
    """Aware at 1 h, major at 3 h: due at 7 h; told at 6 h."""
    journal = Journal().signal(HOUR, "aware").signal(3 * HOUR, "classified-major")
    found = dora(journal.act(6 * HOUR, "duty", "tell").end(80 * HOUR))["EU-DORA-INIT"]
    assert (found.anchor and found.anchor.at, found.due, found.status) == (
        3 * HOUR,
        7 * HOUR,
        "kept",
    )


def test_a_late_classification_leaves_no_more_than_a_day_from_awareness() -> None:
    """Aware at 1 h, major at 23 h: 27 h by classification, but 25 h by awareness."""
    journal = Journal().signal(HOUR, "aware").signal(23 * HOUR, "classified-major")
    found = dora(journal.act(26 * HOUR, "duty", "tell").end(80 * HOUR))["EU-DORA-INIT"]
    assert (found.due, found.classes) == (25 * HOUR, ("late",))


def test_a_classification_more_than_a_day_after_awareness_gives_its_own_four_hours() -> None:
    journal = Journal().signal(HOUR, "aware").signal(30 * HOUR, "classified-major")
    found = dora(journal.act(34 * HOUR, "duty", "tell").end(80 * HOUR))["EU-DORA-INIT"]
    assert (found.due, found.classes) == (34 * HOUR, ())


def test_the_intermediate_report_counts_from_the_initial_one_and_not_from_detection() -> None:
    """Aware at 0:30, initial at 6 h: 78 h is the limit; 77 h would be late were it counted from detection."""
    journal = Journal().signal(MIN, "aware").signal(3 * HOUR, "classified-major")
    journal.act(6 * HOUR, "duty", "tell").act(78 * HOUR, "duty", "tell").end(79 * HOUR)
    found = dora(journal)["EU-DORA-INT"]
    assert (found.anchor and found.anchor.code, found.due) == ("submission-initial", 78 * HOUR)
    assert (found.status, [one.at for one in found.sent]) == ("kept", [78 * HOUR])


def test_an_intermediate_report_one_millisecond_too_late_is_late() -> None:
    journal = Journal().signal(3 * HOUR, "classified-major").act(6 * HOUR, "duty", "tell")
    journal.act(78 * HOUR + 1, "duty", "tell").end(79 * HOUR)
    assert dora(journal)["EU-DORA-INT"].classes == ("late",)


def test_the_final_report_needs_a_step_that_names_it() -> None:
    journal = Journal().signal(3 * HOUR, "classified-major").end(4 * HOUR)
    made = play(step("T", "tell"), to=("nca",), actors=("nca",))
    reasons = {one.clock: one.reason for one in analysed(made, journal).not_judged}
    assert reasons == {"EU-DORA-FIN": "needs_step"}


def test_a_step_that_names_the_final_report_counts_from_the_latest_one() -> None:
    """Intermediate reports at 10 h and 20 h on 16 March, 10:00 + 20 h = 17 March 06:00; due on 17 April, 06:00."""
    made = play(
        step("I", "tell", when=Signal("incident"), every=100 * HOUR, clock="EU-DORA-INT"),
        step("F", "close", when=Did("tell"), within=800 * HOUR, clock="EU-DORA-FIN"),
        to=("nca",),
        actors=("nca",),
    )
    journal = incident().act(10 * HOUR, "duty", "tell").act(20 * HOUR, "duty", "tell")
    found = duties(made, journal.act(30 * HOUR, "duty", "close").end(31 * HOUR))
    final = found["EU-DORA-FIN/F#1@nca"]
    assert final.anchor is not None
    assert (final.anchor.code, final.anchor.at) == ("submission-latest", 20 * HOUR)
    assert final.due == (20 + 31 * 24) * HOUR


def test_an_exchange_is_owed_a_report_for_which_the_rule_states_no_limit() -> None:
    made = play(step("T", "tell", when=Did("never")), to=("sse", "szse"), actors=("sse", "szse"))
    journal = incident().act(50 * MIN, "duty", "tell", to=("sse",)).end(60 * MIN)
    found = duties(made, journal)
    assert (found["CN-EXCH@sse"].status, found["CN-EXCH@sse"].due) == ("unmeasured", None)
    assert found["CN-EXCH@szse"].classes == ("omitted",)


def test_a_rule_without_a_limit_leaves_the_judgement_to_the_plan() -> None:
    made = play(report(), to=("sse",), actors=("sse",))
    found = analysed(made, incident().act(9 * MIN, "duty", "tell").end(60 * MIN))
    assert [duty.id for duty in found.duties] == ["R#1@sse"]
    assert [(one.clock, one.reason) for one in found.not_judged] == [("CN-EXCH", "plan_covers")]


def test_a_rule_that_a_step_names_is_left_to_that_step() -> None:
    made = play(report(clock="CN-EXCH"), to=("sse",), actors=("sse",))
    found = analysed(made, incident().act(9 * MIN, "duty", "tell").end(60 * MIN))
    assert [duty.id for duty in found.duties] == ["R#1@sse"]
    assert found.not_judged == ()


def test_a_step_stricter_than_the_rule_that_it_names_is_late_by_the_plan_alone() -> None:
    made = play(report(clock="CN-CAC-OTHER"), to=("cac",), actors=("cac",), truth=TRUTH)
    found = duties(made, incident().act(30 * MIN, "duty", "tell").end(60 * MIN))
    assert found["R#1@cac"].classes == ("late",)
    assert found["CN-CAC-OTHER/R#1@cac"].classes == ()
    assert found["CN-CAC-OTHER/R#1@cac"].due == 2 * MIN + 4 * HOUR


def test_rules_that_are_superseded_or_unverified_judge_nobody_and_are_named() -> None:
    journal = incident().end(60 * MIN)
    found = analysed(play(report()), journal)
    assert {one.clock: one.reason for one in found.not_judged} == {
        "CN-SEC-2012-A": "superseded",
        "CN-SEC-2012-B": "superseded",
        "CN-SEC-2012-C": "superseded",
        "CN-SEC-2021": "unverified",
    }
    assert [duty.origin for duty in found.duties] == ["plan"]


def cac(grade: str | None) -> ReportingAnalysis:
    """Return the analysis of a silent exercise with the provincial office among its actors."""
    truth = None if grade is None else {"grade": (TruthRow(grade),)}
    made = play(step("T", "tell"), actors=("cac",), truth=truth)
    return analysed(made, incident().end(5 * HOUR))


def test_a_rule_for_graver_events_is_left_aside_below_its_grade() -> None:
    assert [one.reason for one in cac("general").not_judged] == ["below_grade"]
    assert [one.reason for one in cac(None).not_judged] == ["no_grade"]
    (duty,) = [one for one in cac("larger").duties if one.origin == "clock"]
    assert (duty.due, duty.classes) == (2 * MIN + 4 * HOUR, ("concealed",))


def test_the_police_alone_do_not_make_an_operator_of_critical_infrastructure() -> None:
    made = play(step("T", "tell"), actors=("police",), truth=TRUTH)
    assert analysed(made, incident().end(5 * HOUR)).not_judged == ()


def test_a_drill_report_is_owed_fifteen_working_days_after_the_drill() -> None:
    """EndEx on Monday 16 March 2026 at 11:00; the fifteenth working day is Monday 6 April, its end is midnight."""
    made = play(step("T", "tell"), actors=("csrc",))
    (duty,) = [d for d in analysed(made, Journal().end(HOUR)).duties if d.clock == "CN-DRILL-CORE"]
    assert duty.status == "pending"
    assert duty.due == (21 * 24 + 14) * HOUR
