"""A rehearsal with the real engine: the same for any workers, honest about the shipped plan, ended when told to."""

from __future__ import annotations

import json
from dataclasses import asdict

import psutil
import pytest
from distributed import LocalCluster

from engine.bots import Bots
from engine.clock import SystemTime
from engine.play import play
from engine.rehearsal.crews import CrewFault, Here, processes
from engine.rehearsal.one import rehearse_once
from engine.rehearsal.rehearsing import Played, Rehearsal, in_processes, on_cluster, rehearse
from engine.rehearsal.work import REHEARSED, Done, Task, Troupe, Version
from exercise.rehearsal.belief import as_believed
from exercise.rehearsal.feasibility import median_of
from exercise.rehearsal.result import figures
from exercise.setting import Setting
from scenarios.behaviour import TRAINED, Behaviour
from scenarios.condition import Delivered, Did
from scenarios.condition import Done as IsDone
from scenarios.desk import open_behaviour, open_setting
from scenarios.inject import ServiceEffect
from scenarios.plan import Fixed, Lognormal, Plan, Triangular
from scenarios.scenario import Reality, RecoveryReality, Scenario
from tests.engine.making import MINUTE, REFS, action, inject, recovery, service, setting, step


def shipped() -> Setting:
    scenario, plan = open_setting("ups-single-path")
    assert plan is not None
    assert isinstance(scenario.document, Scenario)
    assert isinstance(plan.document, Plan)
    return Setting(plan.document, scenario.document)


def ideal() -> Behaviour:
    behaviour = open_behaviour("ideal").document
    assert isinstance(behaviour, Behaviour)
    return behaviour


def repaired(takes_really: int, rto: int = 12 * MINUTE) -> Setting:
    """A shop goes down at 1m; two steps of 2 minutes lead to its repair, believed to take 5 minutes."""
    return setting(
        services=[service("shop", rto=rto)],
        recoveries=[
            recovery(
                "repair", ["shop"], takes=Fixed(5 * MINUTE), starts_on=Did("repair", each=True)
            )
        ],
        actions=[action("look", kind="verify"), action("repair")],
        steps=[
            step("see", "look", ["duty"], when=Delivered("down"), within=2 * MINUTE),
            step("act", "repair", ["head"], when=IsDone("see"), within=2 * MINUTE),
        ],
        injects=[
            inject(
                "down",
                at=1 * MINUTE,
                to=("all",),
                subject=None,
                effects=(ServiceEffect("shop", "down"),),
            ),
            inject("never", when=Did("pray")),
        ],
        reality=Reality(recoveries={"repair": RecoveryReality(takes=Fixed(takes_really))}),
        duration=40 * MINUTE,
    )


def result_of(made: Setting, runs: int = 20, **more: object) -> dict[str, object]:
    rehearsal = Rehearsal(Played(made, REFS, TRAINED), runs, ideal=ideal(), **more)  # type: ignore[arg-type]
    return rehearse(rehearsal, in_processes(1), SystemTime())


@pytest.mark.parametrize("index", [0, 1, 7])
def test_a_rehearsed_run_is_the_run_that_play_with_bots_plays(index):
    made = shipped()
    seed = 5 + index
    outcome = rehearse_once(made, REFS, TRAINED, 5, index)
    evaluation = play(made, REFS, seed, (), Bots(made, made.seats, seed)).run.evaluation()
    assert outcome.score == evaluation["score"]
    assert outcome.ended == evaluation["ended_ms"]
    assert [(f"{d.duty}#{d.instance}", d.verdict) for d in outcome.duties] == [
        (o["id"], o["verdict"])
        for o in evaluation["obligations"]
        if o["verdict"] != "not_triggered"
    ]


def test_any_number_of_workers_gives_the_same_bytes():
    rehearsal = Rehearsal(Played(shipped(), REFS, TRAINED), 12, 3, ideal())
    papers = {
        json.dumps(rehearse(rehearsal, in_processes(workers), SystemTime()))
        for workers in (1, 2, 3)
    }
    assert len(papers) == 1


def test_a_dask_cluster_of_two_workers_gives_the_same_bytes():
    rehearsal = Rehearsal(Played(repaired(5 * MINUTE), REFS, TRAINED), 40, 3, ideal())
    alone = rehearse(rehearsal, in_processes(1), SystemTime())
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as workers:
        spread = rehearse(rehearsal, on_cluster(workers.scheduler_address), SystemTime())
    assert json.dumps(spread) == json.dumps(alone)


def test_no_cluster_at_an_address_is_a_fault_that_names_it():
    rehearsal = Rehearsal(Played(repaired(5 * MINUTE), REFS), 2)
    with pytest.raises(CrewFault) as caught:
        rehearse(rehearsal, on_cluster("nonsense://nowhere"), SystemTime())
    assert caught.value.code == "cluster_unreachable"
    assert caught.value.numbers == {"address": "nonsense://nowhere"}


def test_a_worker_that_dies_ends_the_rehearsal_with_a_fault():
    before = set(psutil.Process().children())

    def kill(done: int, total: int) -> None:
        for worker in set(psutil.Process().children()) - before:
            if "spawn_main" in " ".join(worker.cmdline()):
                worker.kill()

    rehearsal = Rehearsal(Played(shipped(), REFS, TRAINED), 200)
    with pytest.raises(CrewFault) as caught:
        rehearse(rehearsal, in_processes(2), SystemTime(), kill)
    assert caught.value.code == "worker_died"


def test_a_fault_in_a_run_reaches_whoever_asked():
    troupe = Troupe({}, 1)
    with pytest.raises(KeyError), processes(troupe, 2) as crew:
        list(crew.play([Task((REHEARSED,), 0, 1)]))


def test_the_tally_does_not_depend_on_how_the_runs_are_cut_or_on_the_order():
    made = repaired(5 * MINUTE)
    troupe = Troupe({REHEARSED: Version.of(made, REFS, TRAINED)}, 1)
    papers = set()
    for cuts in ([(0, 12)], [(6, 12), (0, 6)], [(n, n + 1) for n in (3, 1, 0, 2, *range(4, 12))]):
        whole = Done()
        for done in Here(troupe).play(Task((REHEARSED,), *cut) for cut in cuts):
            whole.merge(done)
        papers.add(json.dumps(figures(made, whole.tallies[REHEARSED])))
    assert len(papers) == 1


def test_whoever_watches_is_told_of_every_run_and_may_end_it():
    told: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> None:
        told.append((done, total))
        if done >= 3:
            raise KeyboardInterrupt

    rehearsal = Rehearsal(Played(shipped(), REFS, TRAINED), 30)
    with pytest.raises(KeyboardInterrupt):
        rehearse(rehearsal, in_processes(1), SystemTime(), watch)
    assert told[-1][1] == rehearsal.total == 30 + 3 * 30
    assert told[-1][0] < rehearsal.total


def test_the_shipped_plan_is_wrong_about_the_switch_and_cannot_keep_its_rto_with_it():
    result = result_of(shipped(), 60)
    [finding] = [
        one
        for one in result["best"]["findings"]
        if one["step"] == "dr-switch" and one["service"] == "trading"
    ]
    numbers = finding["numbers"]
    assert finding["code"] == "plan_infeasible"
    assert finding["origin"] == "belief"
    assert numbers["limit_ms"] == 30 * MINUTE
    # triangular: median of 12, 15, 20 is 20 - sqrt(8 * 5 / 2) = 15.528; of 24, 26, 30 it is 30 - sqrt(6 * 4 / 2)
    assert numbers["believed_takes_ms"] == round((20 - 20**0.5) * MINUTE)
    assert numbers["takes_ms"] == round((30 - 12**0.5) * MINUTE)
    assert numbers["start_by_ms"] == 30 * MINUTE - numbers["takes_ms"]
    # at the rehearsed pace never, with everybody ideal hardly more than every other time; by the plan's belief always
    assert numbers["rehearsed_chance"] == 0.0
    assert numbers["rehearsed_median_ms"] > 30 * MINUTE
    assert numbers["chance"] <= numbers["high"] < 0.9
    assert numbers["believed_chance"] == 1.0
    assert numbers["believed_median_ms"] < 20 * MINUTE


def test_a_plan_that_is_right_about_itself_and_has_time_enough_has_no_finding():
    result = result_of(repaired(5 * MINUTE))
    assert result["best"]["findings"] == []
    [shop] = result["services"]
    assert shop["rto_met"]["times"] == 20
    assert result["never_played"] == ["never"]
    assert result["never_called"] == []


def test_a_measure_that_really_takes_longer_than_the_limit_is_a_misbelief():
    result = result_of(repaired(13 * MINUTE))
    found = {(one["kind"], one["step"]): one for one in result["best"]["findings"]}
    assert set(found) == {("rto", "shop"), ("recovery", "repair")}
    assert {one["origin"] for one in found.values()} == {"belief"}
    numbers = found["recovery", "repair"]["numbers"]
    assert (numbers["chance"], numbers["believed_chance"]) == (0.0, 1.0)
    assert (numbers["takes_ms"], numbers["start_by_ms"]) == (13 * MINUTE, -1 * MINUTE)


def test_a_limit_below_what_the_plan_itself_believes_is_the_plans_own_fault():
    result = result_of(repaired(5 * MINUTE, rto=4 * MINUTE))
    assert {one["origin"] for one in result["best"]["findings"]} == {"plan"}


def test_belief_takes_the_plans_measures_and_leaves_what_services_stand_on():
    made = shipped()
    believed = as_believed(made)
    assert believed.real_recovery("dr-switch") == made.recoveries["dr-switch"]
    assert believed.dependencies("gw-sh-1") == made.dependencies("gw-sh-1") == ("power-a",)


def test_versions_are_compared_run_by_run_with_the_same_luck():
    slow, quick = repaired(13 * MINUTE), repaired(5 * MINUTE)
    result = result_of(slow, compared=Played(quick, REFS, TRAINED))
    [shop] = result["compared"]["services"]
    assert result["compared"]["pairs"] == 20
    # people act the same in both: only the repair differs, by exactly 8 minutes in every run
    assert shop["longest_ms"] == {"mean": -8 * MINUTE, "low": -8 * MINUTE, "high": -8 * MINUTE}
    assert result["compared"]["score"]["better"] == 20
    assert result["compared"]["other"]["services"][0]["rto_met"]["times"] == 20


def test_an_outcome_is_small_and_plain():
    outcome = rehearse_once(repaired(5 * MINUTE), REFS, TRAINED, 1, 0)
    paper = json.dumps(asdict(outcome), default=str)
    assert len(paper) < 3000


def test_medians_of_lengths_are_where_half_of_them_lie():
    assert median_of(Fixed(7)) == 7
    assert median_of(Lognormal(9, 0.4)) == 9
    assert median_of(Triangular(0, 5, 10)) == 5
    assert median_of(Triangular(4, 4, 4)) == 4
    assert median_of(Triangular(0, 10, 10)) == round(50**0.5)
