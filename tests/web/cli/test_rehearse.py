"""`startex rehearse` as it is used: what it prints, what it refuses, how it ends."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner, Result

from scenarios.desk import open_setting
from web.cli import main

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SCENARIO = str(SAMPLES / "small-scenario.yaml")
PLAN = str(SAMPLES / "small-plan.yaml")


def rehearsed(*words: str) -> Result:
    return CliRunner().invoke(main, ["rehearse", *words])


def small(*words: str) -> Result:
    return rehearsed(SCENARIO, "--plan", PLAN, "--workers", "1", *words)


def test_the_result_is_json_with_the_digests_of_what_was_rehearsed():
    came = small("--runs", "5", "--seed", "3", "--json")
    assert came.exit_code == 0, came.output
    result = json.loads(came.stdout)
    scenario, plan = open_setting(SCENARIO, PLAN)
    assert plan is not None
    assert result["format"] == "startex/rehearsal@1"
    assert (result["runs"], result["seed"]) == (5, 3)
    assert result["scenario"]["digest"] == scenario.digest
    assert result["plan"]["digest"] == plan.digest
    assert result["behaviour"]["id"] == "trained"
    assert sum(rating["times"] for rating in result["ratings"]) <= 5


def test_the_same_seed_gives_the_same_bytes_and_another_one_others():
    first, again, other = (small("--runs", "4", "--seed", n, "--json").stdout for n in "113")
    assert first == again
    assert other != first


def test_people_are_told_in_their_language():
    english = small("--runs", "3", "--lang", "en").stdout
    chinese = small("--runs", "3", "--lang", "zh").stdout
    assert "3 runs" in english
    assert "3 次预演" in chinese


def test_poor_people_do_worse_than_ideal_ones():
    scores = [
        json.loads(
            rehearsed("ups-single-path", "--runs", "6", "--behaviour", each, "--json").stdout
        )["score"]["mean"]
        for each in ("poor", "ideal")
    ]
    assert scores[0] < scores[1]


def test_another_plan_is_compared_run_by_run():
    came = small("--runs", "4", "--compare", PLAN, "--json")
    compared = json.loads(came.stdout)["compared"]
    assert compared["pairs"] == 4
    assert compared["score"]["same"] == 4
    assert compared["score"]["mean"] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--runs", "0"), "--runs"),
        (("--workers", "2", "--dask", "tcp://x:1"), "--dask"),
        (("--behaviour", "sleepy"), '"sleepy"; there are average, ideal, poor, trained'),
        (("--behaviour", PLAN), "behaviour"),
        (("--compare", "no-such-plan.yaml"), "no-such-plan.yaml"),
    ],
)
def test_wrong_use_is_refused_in_a_line_with_status_two(words, said):
    came = rehearsed(SCENARIO, "--plan", PLAN, "--lang", "en", *words)
    assert came.exit_code == 2
    assert said in came.stderr
    assert "Traceback" not in came.stderr


def test_a_cluster_that_does_not_answer_is_named():
    came = rehearsed(
        SCENARIO, "--plan", PLAN, "--runs", "2", "--dask", "nonsense://x", "--lang", "en"
    )
    assert came.exit_code == 2
    assert "nonsense://x" in came.stderr


def test_an_interruption_ends_it_at_once_with_its_workers_and_no_traceback():
    program = [str(Path(sys.executable).with_name("startex")), "rehearse", "ups-single-path"]
    with subprocess.Popen(
        [*program, "--runs", "100000", "--workers", "2", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        workers = started(process, 2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert out == ""
    _, left = psutil.wait_procs(workers, timeout=30, callback=None)
    assert all(worker.status() == psutil.STATUS_ZOMBIE for worker in left)


def started(process: subprocess.Popen[str], number: int) -> list[psutil.Process]:
    """The processes that *process* has started, once there are so many."""
    children: list[psutil.Process] = []
    for _ in range(600):
        children = psutil.Process(process.pid).children(recursive=True)
        if len(children) >= number:
            break
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
    assert len(children) >= number
    return children
