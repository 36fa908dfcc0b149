"""What `startex` says of documents that are wrong: every problem with its place, and the status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.cli.playing import act, plan, put, responses, scenario, startex, step

SERVICES = "{id: db, title: D}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(
        tmp_path,
        plan=plan(services=SERVICES),
        scenario=scenario(),
        responses=responses(act("1m", "duty", "ack")),
    )
    return tmp_path


def problems(path: Path, text: str) -> list[str]:
    """Return the lines of errors that check prints of *text*, without the file's name."""
    path.write_text(text, encoding="utf-8")
    outcome = startex("check", path)
    assert outcome.exit_code == 1, outcome.output
    found = [line for line in outcome.stdout.splitlines()[:-1] if " warning: " not in line]
    assert all(line.startswith(f"{path}:") for line in found)
    return [line.removeprefix(f"{path}:") for line in found]


def test_sound_documents_pass_wherever_they_stand_in_the_list(folder: Path) -> None:
    files = [folder / f"{name}.yaml" for name in ("responses", "scenario", "plan")]
    assert startex("check", *files).exit_code == 0
    assert startex("check", files[1]).exit_code == 0


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_json_is_yaml(folder: Path, suffix: str) -> None:
    for name in ("plan", "scenario"):
        paper = YAML(typ="safe", pure=True).load(folder / f"{name}.yaml")
        (folder / f"other-{name}.{suffix}").write_text(json.dumps(paper), encoding="utf-8")
    given = (folder / f"other-scenario.{suffix}", "--plan", folder / f"other-plan.{suffix}")
    assert startex("play", *given, "--json").exit_code == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("witin: 5m", 'unknown key "witin", did you mean "within"?'),
        ("criticality: criticl", '"criticality" cannot be "criticl", did you mean "critical"?'),
        ("within: 5 m", '"within" is no duration: 5 m, write 90s, 5m, 2m30s, 1h30m or seconds'),
        ("within: -5", '"within" is no duration: -5, write 90s, 5m, 2m30s, 1h30m or seconds'),
        ("within: 1:30", '"within" is no duration: 1:30, write 90s, 5m, 2m30s, 1h30m or seconds'),
        ("hard: yes", '"hard" must be true or false, not yes'),
        ("hard: off", '"hard" must be true or false, not off'),
        ("after: B", '"after" must be a list, not B, write [B]'),
        ("until: start", '"until" means nothing without "every"'),
        ("quorum: 9", '"quorum" asks for 9 roles, "by" has only 1'),
    ],
)
def test_a_faulty_key_is_told_with_its_place_and_what_may_be_meant(
    folder: Path, more: str, said: str
) -> None:
    text = plan(step(more))
    line = next(n for n, written in enumerate(text.split("\n"), 1) if more in written)
    column = text.split("\n")[line - 1].index(more) + 1
    found = problems(folder / "plan.yaml", text)
    assert found[0] == f"{line}:{column}: step A: {said}"


@pytest.mark.parametrize(
    "condition",
    [
        *("stat", "5m", "{}", "[start]", "{foo: bar}", "{silent: A}", "{service: db}"),
        *("{all: []}", "{service: db, is: dwn}", "{done: B}", "{did: ack, option: go}"),
        *("{service: db, is: down, for: 1m, total: 1m}", "{signal: a, at: 5m}", "{at: x}"),
        *("{recovery: r, is: running}", "{role: duty, is: gone}", "{done: A, each: yes}"),
    ],
)
def test_what_is_no_condition_is_refused(folder: Path, condition: str) -> None:
    text = plan(step("within: 5m", when=condition), services=SERVICES)
    assert problems(folder / "plan.yaml", text)


def test_every_problem_of_a_file_is_told_at_once(folder: Path) -> None:
    text = scenario(
        "{id: Y, title: T, at: 2h, to: [dutty], chanel: sms}",
        "{id: X, title: T, when: start, at: 1m, effects: [{service: dbb, becomes: dwn}]}",
        duration="1h",
    )
    found = problems(folder / "scenario.yaml", text)
    for said in (
        "inject Y: at 2h it is after the end of the exercise (1h)",
        '"to" names role "dutty", did you mean "duty"?',
        'unknown key "chanel", did you mean "channel"?',
        '"when" and "at" cannot stand together',
        '"becomes" cannot be "dwn", did you mean "down"?',
        '"service" names service "dbb", did you mean "db"?',
    ):
        assert sum(said in line for line in found) == 1, said


def test_a_missing_language_is_a_warning(folder: Path) -> None:
    text = plan().replace("title: Plan", "title: {zh: 预案, en: Plan}")
    text = text.replace("title: Detect", "title: {zh: 发现}")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    outcome = startex("check", folder / "plan.yaml")
    assert outcome.exit_code == 0
    assert (
        sum(
            " warning: procedure detect: " in line and "in en" in line
            for line in outcome.stdout.splitlines()
        )
        >= 1
    )


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{one}: &{one} [{', '.join(['*' + before] * 9)}]\n"
    for before, one in zip("abcdefghijk", "bcdefghijkl", strict=True)
)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# nothing but a comment\n",
        b"format: startex/plan@1\nid: \xff\xfe\n",
        plan().encode("utf-16"),
        b"format: startex/plan@1\n\tid: x\n",
        b"format: startex/plan@1\nid: [a\n",
        b"format: startex/plan@1\nid: !!python/object/apply:os.system [x]\n",
        b"format: startex/plan@1\nid: " + b"[" * 20_000,
        b"# " + b"x" * 3_000_000 + b"\n",
        BOMB.encode(),
        plan().encode() + b"---\n" + plan().encode(),
    ],
    ids=["empty", "comment", "latin", "utf16", "tab", "open", "tag", "deep", "big", "bomb", "two"],
)
def test_what_cannot_be_read_ends_with_two_and_one_line(folder: Path, content: bytes) -> None:
    path = folder / "plan.yaml"
    path.write_bytes(content)
    for command in ("check", "play"):
        outcome = startex(command, path)
        assert (outcome.exit_code, outcome.stdout) == (2, "")
        assert outcome.stderr.startswith(f"{path}")
        assert outcome.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "first", ["", "format: startex/plan@2\n", "format: startex/plam@1\n", "format: 3\n"]
)
def test_a_wrong_format_line_is_told_whichever_command_reads_it(folder: Path, first: str) -> None:
    path = folder / "plan.yaml"
    text = first + plan().partition("\n")[2]
    assert "format" in problems(path, text)[0]
    assert startex("play", folder / "scenario.yaml", "--plan", path).exit_code == 2


def test_documents_in_each_others_places_are_refused(folder: Path) -> None:
    made, played, acts = (folder / f"{n}.yaml" for n in ("plan", "scenario", "responses"))
    for given in (
        [made],
        [played, "--plan", played],
        [played, "--responses", made],
        [acts],
        [folder],
        [folder / "none.yaml"],
        [played, "--plan", folder / "none.yaml"],
        [played, "--responses", folder],
    ):
        outcome = startex("play", *given, "--json")
        assert (outcome.exit_code, outcome.stdout) == (2, ""), given
        assert outcome.stderr.count("\n") == 1


def test_a_plan_is_looked_for_beside_its_scenario_and_named_from_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "other.yaml").write_bytes((folder / "scenario.yaml").read_bytes())
    monkeypatch.chdir(folder / "sub")
    assert startex("play", "../scenario.yaml", "--json").exit_code == 0
    assert startex("play", "other.yaml", "--plan", "../plan.yaml", "--json").exit_code == 0
    outcome = startex("play", "other.yaml")
    assert outcome.exit_code == 2
    assert '"p"' in outcome.stderr
    assert startex("play", "../scenario.yaml", "--plan", "plan.yaml").exit_code == 2


def test_off_and_times_of_day_are_texts(folder: Path) -> None:
    told = "{id: X, title: no, at: 1m, to: [duty], subject: off, body: 08:50}"
    put(folder, scenario=scenario(told))
    assert startex("check", folder / "scenario.yaml").exit_code == 0
