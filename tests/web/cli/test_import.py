"""`startex import`: what is understood and missing, the plan as a file, refusals in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scenarios.checks import check_plan
from scenarios.reader import read_file
from tests.scenarios.exchange.playbooks import action, name, playbook, text
from web.cli import main

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "exchange" / "gangtong-outage.md"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, arguments)])


def test_it_says_what_is_understood_and_what_is_missing() -> None:
    said = run(SAMPLE, "--lang", "en").stdout
    assert "7 of 7 steps have no limit" in said
    assert "Limit? “3分钟内”" in said
    assert "7 个步骤中有 7 个没有时限" in run(SAMPLE, "--lang", "zh").stdout


def test_it_writes_a_plan_that_has_no_error(tmp_path: Path) -> None:
    target = tmp_path / "plan.yaml"
    told = json.loads(run(SAMPLE, "--to", target, "--json").stdout)
    assert (told["ok"], told["to"]) == (True, str(target))
    assert [one["lacking"] for one in told["lacking"]] == [2, 7, 7, 2, 2, 2]
    assert not [p for p in check_plan(read_file(target)).problems if p.is_error]


def test_every_problem_of_a_playbook_is_told_with_its_path(tmp_path: Path) -> None:
    file = tmp_path / "broken.json"
    step = name("action", 11)
    file.write_bytes(text(playbook(step, {step: action(1, name("action", 12))}, created="soon")))
    result = run(file, "--strict", "--lang", "en")
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert all(str(file) in line and "$." in line for line in lines)


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", b"# Only a title\n"])
def test_what_is_no_plan_leaves_no_file(tmp_path: Path, content: bytes) -> None:
    source, target = tmp_path / "a.md", tmp_path / "plan.yaml"
    source.write_bytes(content)
    result = run(source, "--to", target)
    assert result.exit_code != 0
    assert not target.exists()
