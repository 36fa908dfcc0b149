"""The commands of the plan loop on a data folder: what they print, what they refuse, and with which status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.store.store import Store
from tests.web.interfaces.test_pulling import PLAN, opened
from web.cli import main

SHIPPED = Path(__file__).parents[3] / "scenarios" / "library" / f"{PLAN}.yaml"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with three findings; the tests go on from each other."""
    folder = tmp_path_factory.mktemp("folder")
    opened(folder).house.close()
    return folder


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command on the folder; returns status, what it printed and what it complained of."""
    monkeypatch.setenv("STARTEX_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")

    def ran(*arguments: str, on_data: bool = True) -> tuple[int, str, str]:
        more = ["--data", str(data)] if on_data else []
        with pytest.raises(SystemExit) as ended:
            main([*arguments, *more])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return ran


def test_plans_are_listed_shown_and_checked(run):
    status, said, _ = run("plan", "list", "--json")
    assert (status, json.loads(said)["plans"][0]["id"]) == (0, PLAN)
    assert PLAN in run("plan", "list")[1]
    assert "Effective" in run("plan", "show", PLAN)[1]
    assert run("plan", "check", PLAN)[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "show", "none"),
        ("plan", "check", f"{PLAN}@99"),
        ("plan", "check", f"{PLAN}@x"),
        ("plan", "submit", "d-none", "--name", "Li"),
        ("plan", "submit", "d-none"),
        ("plan", "diff", "none.yaml", "none.yaml"),
        ("finding", "export", "--to", "patch"),
        ("finding", "export", "--to", "json", "--since", "yesterday"),
        ("finding", "list", "--plan", "none"),
        ("finding", "push", "/nowhere", "--name", "Li"),
        ("coverage", "none"),
    ],
)
def test_what_is_not_there_or_not_understood_is_said_in_one_line_with_status_two(run, arguments):
    status, said, complaint = run(*arguments)
    assert (status, said) == (2, "")
    assert complaint.startswith(("startex: ", "none.yaml: "))
    assert "Traceback" not in complaint


def test_a_folder_without_data_is_no_place_to_work_in(run, tmp_path):
    status, _, complaint = run("plan", "list", "--data", str(tmp_path), on_data=False)
    assert (status, list(tmp_path.iterdir())) == (2, [])
    assert complaint.startswith("startex: ")


def test_two_files_are_compared_field_by_field(run, tmp_path):
    text = SHIPPED.read_text(encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(text.replace("within: 3m", "within: 8m", 1), encoding="utf-8")
    status, said, _ = run("plan", "diff", str(SHIPPED), str(other))
    assert status == 0
    assert "[-3m-]{+8m+}" in said
    same = run("plan", "diff", str(SHIPPED), f"{PLAN}@1")
    assert same[:2] == (0, "No difference\n")
    paper = json.loads(run("plan", "diff", str(SHIPPED), str(other), "--json")[1])
    assert paper["format"] == "startex/redline@1"


def test_a_draft_of_a_finding_is_submitted_approved_by_another_and_published(run):
    status, said, _ = run("plan", "draft", PLAN, "--finding", "F-a", "--name", "Li", "--json")
    assert status == 0
    draft = json.loads(said)["draft"]
    assert run("plan", "approve", draft, "--name", "Wang")[0] == 1
    assert run("plan", "submit", draft, "--name", "Li", "--note", "limit")[0] == 0
    status, _, complaint = run("plan", "approve", draft, "--name", " li ")
    assert status == 1
    assert complaint.startswith("startex: ")
    assert run("plan", "approve", draft, "--name", "Wang")[0] == 0
    assert run("plan", "publish", draft, "--name", "Wang")[:2] == (0, f"{PLAN}@2\n")
    listed = json.loads(run("finding", "list", "--json")[1])["findings"]
    assert {one["id"]: one["standing"] for one in listed}["F-a"] == "published"
    assert run("plan", "restore", PLAN, "1", "--name", "Zhao")[0] == 0


def test_findings_are_written_in_every_format(run, tmp_path):
    for kind in ("json", "csv", "oscal", "md"):
        target = tmp_path / f"findings.{kind}"
        assert run("finding", "export", "--to", kind, "--out", str(target))[0] == 0
        assert "F-b" in target.read_text(encoding="utf-8")
    assert "F-b" in run("finding", "list")[1]


def test_statuses_are_taken_in_from_a_file_all_or_none(run, data, tmp_path):
    file = tmp_path / "statuses.json"
    rows = [{"id": "A-2", "state": "in_progress"}, {"id": "A-none", "state": "done"}]
    file.write_text(json.dumps(rows), encoding="utf-8")
    status, said, _ = run("finding", "push", str(file), "--name", "Li")
    assert status == 1
    assert "A-none: " in said
    file.write_text(json.dumps(rows[:1]), encoding="utf-8")
    assert run("finding", "push", str(file), "--name", "Li", "--dry")[0] == 0
    assert run("finding", "push", str(file), "--name", "Li")[:2] == (
        0,
        "A-2: in_progress (begin)\n",
    )
    store = Store.in_folder(data)
    assert store.register.history("A-2")[-1].by == "terminal/Li"
    store.close()


def test_coverage_and_the_programme_are_told(run, tmp_path):
    assert "D1" in run("coverage", PLAN)[1]
    assert json.loads(run("coverage", PLAN, "--json")[1])["procedures"]
    assert run("programme", "list")[0] == 0
    assert run("programme", "duties", "--json")[0] in (0, 1)
    assert json.loads(run("programme", "summary", "--year", "2027", "--json")[1])["year"] == 2027
    file = tmp_path / "year.docx"
    assert run("programme", "summary", "--to", str(file))[:2] == (0, f"{file}\n")
    assert file.read_bytes().startswith(b"PK")
    assert run("programme", "summary", "--to", str(tmp_path / "year.exe"))[0] == 2
