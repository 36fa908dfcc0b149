"""The patch of an imported plan's own file: empty before anything changed, then what was published, drafted, found."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.plan_cards import SourceRecord
from engine.store.records import Draft
from engine.store.register_records import FindingRecord
from scenarios.reader import read_text
from tests.exercise.exchange.patching import applied
from tests.web.interfaces.office import Office
from web.config import Config
from web.opening import open_house

AT = "2026-03-16T02:00:00.000Z"
SOURCE = """# 钓鱼邮件处置预案

- 值班员在 10 分钟内确认告警
- 通知总指挥
"""
PLAN = """format: startex/plan@1
id: phishing
version: {version}
title: 钓鱼邮件处置预案
owner: duty
imported: {{format: markdown, name: 钓鱼.md, digest: "sha256:ab"}}
roles:
- {{id: duty, title: 值班员}}
actions:
- {{id: confirm, kind: acknowledge, title: 确认告警}}
- {{id: tell, kind: notify, title: 通知总指挥}}
procedures:
- id: detect
  title: 发现
  phase: detect
  steps:
  - id: S1
    title: 值班员确认告警
    does: confirm
    by: [duty]
    when: start
    within: {within}
    origin: {{lines: [3, 3], hints: [{{key: within, value: 10m, words: 10 分钟内, line: 3}}]}}
  - id: S2
    title: 通知总指挥
    does: tell
    by: [duty]
    when: start
    origin: {{lines: [4, 4]}}
"""
PATH = "/plans/phishing/findings.md.patch"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with a plan that was imported and published as its file says; the tests go on from each other."""
    app, house = open_house(Config(tmp_path_factory.mktemp("patched")))
    house.store.plan_cards.keep_source(
        SourceRecord("sha256:ab", "钓鱼.md", "markdown", AT, SOURCE.encode())
    )
    house.library.publish(read_text(PLAN.format(version=1, within="10m"), "phishing.yaml"), "Li")
    yield Office(app, house)
    house.close()


def patched(office: Office, query: str = "") -> str:
    """Return the source with the plan's patch applied by the oracle."""
    return applied(office.ask("GET", PATH + query).data.decode(), SOURCE)


def test_a_plan_that_nobody_changed_gives_an_empty_patch(office):
    answer = office.ask("GET", PATH)
    assert (answer.status_code, answer.data) == (200, b"")


def test_what_a_finding_proposes_and_what_a_draft_holds_is_noted_in_the_language_of_the_file(
    office,
):
    proposal = {"step": "S1", "field": "within", "old": "10m", "new": "15m"}
    office.house.store.register.add(
        FindingRecord(
            "F-1",
            None,
            "phishing",
            1,
            "S1",
            "response",
            "step_late",
            AT,
            "accepted",
            AT,
            automatic={"severity": "high", "change": proposal},
            origin="rehearsal",
        )
    )
    change = {
        "id": "c1",
        "op": "set",
        "step": "S2",
        "key": "within",
        "old": None,
        "new": "5m",
        "decision": "accepted",
        "note": "太晚",
        "evidence": {"findings": ["F-2"]},
    }
    office.house.store.plans.add_draft(Draft("d-1", "phishing", 1, "m", AT, changes=(change,)))
    assert patched(office) == SOURCE.replace("10 分钟", "15 分钟").replace(
        "通知总指挥\n",
        "通知总指挥\n  > **已采纳的修订**；S2 时限：– → 5分；理由：太晚；依据：F-2\n",
    )


def test_only_what_answers_the_findings_that_are_asked_for_is_in_the_patch(office):
    assert patched(office, "?severity=high") == SOURCE.replace("10 分钟", "15 分钟")
    assert patched(office, "?severity=low") == SOURCE


def test_git_applies_it_to_the_file_as_it_was(office, tmp_path: Path):
    file = tmp_path / "钓鱼.md"
    file.write_text(SOURCE, encoding="utf-8")
    patch = office.ask("GET", PATH).data
    done = subprocess.run(
        ["patch", "-p1"], input=patch, cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert file.read_text(encoding="utf-8") == patched(office)


def test_what_was_published_since_the_import_is_in_it_until_the_asker_has_that_version(office):
    office.house.store.plans.change_draft("d-1", state="withdrawn")
    office.house.store.register.change_finding("F-1", state="rejected")
    log = (
        {"step": "S1", "key": "within", "op": "set", "old": "10m", "new": "20m", "findings": []},
    )
    sheet = read_text(PLAN.format(version=2, within="20m"), "phishing.yaml")
    office.house.library.publish(sheet, "Li", changelog=log)
    assert patched(office) == SOURCE.replace("10 分钟", "20 分钟")
    assert office.ask("GET", PATH + "?after=2").data == b""


def test_a_file_that_is_imported_comes_back_as_it_was_until_somebody_changes_a_step(office):
    text = "# Phishing\n\n## Respond\n\n1. **Triage (IR Lead, < 10 min):** look at it\r\n2. Tell the users"
    sent = {"file": (io.BytesIO(text.encode()), "phish.md")}
    upload = office.ask("POST", "/imports", data=sent).get_json()["id"]
    body = {"plan": "phish", "title": None, "name": "Li"}
    draft = office.told("POST", f"/imports/{upload}/draft", body)["draft"]
    path = "/plans/phish/findings.md.patch"
    assert office.ask("GET", path).data == b""
    for step in office.told("GET", f"/imports/{draft}/wizard")["steps"]:
        change = {"step": step["id"], "key": "within", "new": "7m", "note": "", "name": "Li"}
        office.told("POST", f"/drafts/{draft}/changes", change)
    changed = applied(office.ask("GET", path).data.decode(), text)
    assert changed.startswith(text.replace("10 min", "7 min"))
    assert changed.splitlines()[-1].startswith("   > **Accepted change**; ")
