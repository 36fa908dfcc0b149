"""Exports of played exercises, held against the schemas and samples of the formats' own makers."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]

from engine.play import play
from engine.store.records import ExerciseRecord, RunRecord
from exercise.evaluation.evaluation import DocumentRefs
from exercise.exchange.findings_poam import Happened, Reported, findings_poam
from exercise.exchange.standing import Planned
from exercise.improvement.proof import STANDINGS
from exercise.setting import Setting
from scenarios.desk import open_files, open_setting
from scenarios.plan import Plan
from scenarios.responses import Responses
from scenarios.scenario import Scenario
from tests.exercise.exchange.xapi_rules import faults_of
from web.exporting import FORMATS, source_of
from web.reports.speech import Words
from web.table import Documents, Table

PLAYS = Path(__file__).resolve().parent.parent / "tests" / "samples"
SCHEMAS = {
    "oscal-ar": "oscal_assessment-results_schema.json",
    "oscal-poam": "oscal_poam_schema.json",
}
_LETTERS, _DIGITS = (r"\\p{L}", r"[^\\W\\d_]"), (r"\\p{N}", "[0-9]")
"""Classes of characters as the schemas write them, and as Python knows them."""


def checked(folder: Path) -> dict[str, dict[str, Any]]:
    """Return, for each format that is written, how many exports were held against its rules, and what was wrong."""
    sources = [
        source_of(table, table.entries, language, b"bench")
        for table in (_table("ups-model.yaml"), _table("ups-deviating.yaml"))
        for language in ("zh-CN", "en")
    ]
    results = {}
    for kind, chosen in FORMATS.items():
        started = time.perf_counter()
        written = [chosen.write([source]) for source in sources]
        ms = round((time.perf_counter() - started) * 1000 / len(written), 1)
        faults = [fault for text in written for fault in _faults(folder, kind, text)]
        results[kind] = {"files": len(written), "ms_a_file": ms, "faults": faults[:10]}
    results["samples of xapi"] = _known_samples(folder / "xapi")
    results["oscal-poam of findings"] = _findings(folder)
    return results


def _findings(folder: Path) -> dict[str, Any]:
    """Return what is wrong in the plan of action of findings that other systems pull, in either language."""
    evaluation = _table("ups-deviating.yaml").evaluation()
    stamp = "2026-03-16T02:00:00.000Z"
    findings = [
        Reported(
            id=f"F-{number}",
            plan="p",
            version=1,
            exercise=None if number % 2 else "e-bench",
            subject=one["step"],
            code=one["code"],
            words=f"* {one['code']}",
            statement="`x`",
            severity=one["severity"],
            standing=STANDINGS[number % len(STANDINGS)],
            made=stamp,
            changed=stamp,
            course=(Happened(stamp, "Open", "found", "Li"),),
            actions=(Planned(f"A-{number}", "training", "done", "it-head", stamp),)
            * (number % 3 > 0),
            evidence={"t-1": one["evidence"]},
        )
        for number, one in enumerate(evaluation["findings"])
    ]
    written = [
        json.dumps(findings_poam(some, Words(language), "p", stamp, "2026.1"))
        for language in ("zh-CN", "en")
        for some in (findings, [])
    ]
    faults = [fault for text in written for fault in _faults(folder, "oscal-poam", text)]
    return {"files": len(written), "findings": len(findings), "faults": faults[:10]}


def _table(name: str) -> Table:
    draft = open_files([PLAYS / name])[0].draft
    if not isinstance(draft, Responses):
        raise TypeError(name)
    scenario, plan = open_setting(draft.scenario)
    if plan is None or not isinstance(plan.draft, Plan) or not isinstance(scenario.draft, Scenario):
        raise TypeError(name)
    setting, refs = Setting(plan.draft, scenario.draft), DocumentRefs("sha256:0", "sha256:1")
    played = play(setting, refs, 1, draft.responses)
    title = dict(scenario.draft.title.words)
    record = ExerciseRecord("e-bench", title, "sha256:1", "sha256:0", 1, "2026.1", "")
    documents = Documents(setting, refs, {"plan": "", "scenario": ""})
    return Table(RunRecord(f"t-{name}", "e-bench", name), record, documents, played.entries)


def _faults(folder: Path, kind: str, text: str) -> list[str]:
    if kind in SCHEMAS:
        return _by_schema(folder / "oscal" / SCHEMAS[kind], json.loads(text))
    if kind == "xapi":
        return [fault for statement in json.loads(text) for fault in faults_of(statement)]
    if kind == "xes":
        etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False))
    return []


def _by_schema(path: Path, document: object) -> list[str]:
    """Return what the schema in *path* finds wrong; Python's patterns know no classes of characters."""
    written = path.read_text(encoding="utf-8")
    schema = json.loads(written.replace(*_LETTERS).replace(*_DIGITS))
    found = jsonschema.Draft7Validator(schema).iter_errors(document)
    return [f"{error.json_path}: {error.message}"[:200] for error in found]


def _known_samples(folder: Path) -> dict[str, Any]:
    """Hold our own reading of the rules against the makers' samples: good ones pass, bad ones do not."""
    faults = []
    wrong = ("no_actor", "no_verb")
    files = sorted(folder.glob("*statements-*.json"))
    for file in files:
        found = faults_of(json.loads(file.read_text(encoding="utf-8")), is_ours=False)
        if bool(found) != any(name in file.name for name in wrong):
            faults.append(f"{file.name}: {found}")
    return {"files": len(files), "faults": faults}
