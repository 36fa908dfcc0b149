"""`startex check`: one line for each problem, status 0, 1 or 2, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.scenarios.samples import FAULTY, PLAN, RESPONSES, SCENARIO
from web.cli import NAMES, main

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("STARTEX_LANG", "en")


def startex(*arguments):
    """Run the program and return its status, output and errors."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def test_sound_documents_pass():
    status, out, err = startex("check", PLAN, SCENARIO, RESPONSES)
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        f"{PLAN}: plan, 0 errors",
        f"{SCENARIO}: scenario, 0 errors",
        f"{RESPONSES}: responses, 0 errors",
    ]


def test_the_shipped_documents_pass():
    status, out, _ = startex("check", *sorted((ROOT / "scenarios" / "library").glob("*.yaml")))
    assert status == 0, out


def test_a_problem_is_one_line_with_its_place_and_what_was_meant(tmp_path):
    path = tmp_path / "x.yaml"
    text = PLAN.read_text(encoding="utf-8").replace("by: [ops-duty]\n", "by: [dutty]\n", 1)
    path.write_text(text, encoding="utf-8")
    status, out, err = startex("check", path)
    line = 1 + text[: text.index("by: [dutty]")].count("\n")
    assert status == 1
    assert err == ""
    assert out.splitlines() == [
        f'{path}:{line}:9: step D1: "by" names role "dutty", did you mean "ops-duty"?',
        f"{path}: plan, 1 error",
    ]


def test_chinese_says_the_same(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(
        PLAN.read_text(encoding="utf-8").replace("within: 3m ", "within: soon "), "utf-8"
    )
    _, out, _ = startex("check", path, "--lang", "zh")
    assert "步骤 D1：“within”不是时长：soon" in out
    assert out.splitlines()[-1] == f"{path}：预案，1 个错误"


def test_a_warning_alone_does_not_fail(tmp_path):
    shutil.copy(PLAN, tmp_path)
    path = tmp_path / "s.yaml"
    text = SCENARIO.read_text(encoding="utf-8").replace("status: approved", "status: draft")
    path.write_text(text, encoding="utf-8")
    status, out, _ = startex("check", path)
    assert status == 0
    assert 'warning: inject I01: its status is "draft"' in out
    assert out.splitlines()[-1] == f"{path}: scenario, 0 errors, 1 warning"


@pytest.mark.parametrize("path", sorted(FAULTY.iterdir()), ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_problem_has_its_words_without_gaps(path, lang):
    status, out, _ = startex("check", path, PLAN, SCENARIO, "--lang", lang)
    assert status == 1
    assert "{{" not in out
    assert "problem." not in out
    assert "kind." not in out


def test_json_tells_codes_and_words():
    status, out, _ = startex("check", "--json", FAULTY / "plan-sense.yaml", PLAN)
    told = json.loads(out)
    assert (status, told["ok"]) == (1, False)
    faulty, sound = told["files"]
    assert (sound["ok"], sound["id"], sound["kind"], sound["problems"]) == (
        True,
        "small-plan",
        "plan",
        [],
    )
    circle = next(p for p in faulty["problems"] if p["code"] == "dependency_cycle")
    assert circle["params"] == {"circle": "a → b → c → a"}
    assert circle["subject"] == {"kind": "service", "id": "a"}
    assert circle["line"] == 11
    assert circle["message"].endswith("a → b → c → a")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * 50_000_000, "the file is larger than 2000000 bytes"),
        (b"", "the file is empty"),
        (b"a: \xff", "the file is not UTF-8"),
        (b"a: !!python/name:os.system x", "the YAML tag"),
        (b"[" * 9999, "nested more than 40 levels deep"),
        (b"a: 'b", "a quote or bracket is not closed"),
    ],
    ids=["50 MB", "empty", "not UTF-8", "tag", "deep", "unclosed"],
)
def test_a_file_that_cannot_be_read_is_one_line_on_stderr_and_status_two(tmp_path, content, said):
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    status, out, err = startex("check", path)
    assert (status, out) == (2, "")
    assert err.startswith(f"{path}:")
    assert said in err
    assert err.count("\n") == 1


def test_a_directory_and_a_missing_file_are_told_among_others(tmp_path):
    status, out, err = startex("check", tmp_path, PLAN, tmp_path / "none.yaml")
    assert status == 2
    assert err.splitlines() == [
        f"{tmp_path}: this is a directory, not a file",
        f"{tmp_path / 'none.yaml'}: no such file",
    ]
    assert out == f"{PLAN}: plan, 0 errors\n"


@pytest.mark.parametrize("arguments", [["check"], ["chekc"], ["check", "--nope"], ["--nope"]])
def test_wrong_use_is_one_line_on_stderr_and_status_two(arguments):
    status, out, err = startex(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("startex: ")
    assert err.count("\n") == 1


def test_help_lists_the_commands_that_there_are():
    status, out, _ = startex("--help")
    assert status == 0
    listed = {
        line.split()[0] for line in out.splitlines() if line.startswith("  ") and line.split()
    }
    assert "check" in listed & set(NAMES)


def test_check_starts_without_the_server_or_the_engine():
    code = (
        "import sys; from web.cli import main\n"
        f"try: main(['check', {str(PLAN)!r}])\n"
        "except SystemExit: pass\n"
        "heavy = {'flask', 'gevent', 'simpy', 'sqlalchemy', 'engine'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "STARTEX_LANG": "en"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines()[-1] == "[]"
