"""Real plans and playbooks of others, read, held against the formats' own schemas, and written back."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from referencing import Registry, Resource

from exercise.exchange.plan_patch import plan_patch
from exercise.improvement.difference import plan_changes
from scenarios.checks import check_plan
from scenarios.exchange.imported import ImportedPlan, ImportRefused
from scenarios.exchange.lacking import asked, counted, lacks
from scenarios.exchange.plan_cacao import plan_cacao
from scenarios.exchange.plan_making import plan_paper_of
from scenarios.exchange.plan_text import plan_text
from scenarios.exchange.reading import read, read_plan
from scenarios.exchange.rereading import reread
from scenarios.plan import Plan
from scenarios.reader import Sheet, read_file, read_text
from scenarios.schemas.documents import dump

ROOT = Path(__file__).resolve().parent.parent
STAMP = "2026-01-01T00:00:00.000Z"
NOBODY = {"zh": "未指定", "en": "Unassigned"}
CLEAN, SLIPS, REFUSED = "clean", "slips", "refused"
EXPECTED: Mapping[str, str] = {
    "oasis-basic-example-1.json": CLEAN,
    "oasis-spec-3.1-example.json": CLEAN,
    "oasis-layout-playbook.json": SLIPS,
    "soarca-example-manual.json": CLEAN,
    "soarca-example-ssh.json": CLEAN,
    "soarca-test-playbook.json": CLEAN,
    "soarca-test-invalid_playbook.json": REFUSED,
    "soarca-test-missing_step_playbook.json": REFUSED,
}
"""What becomes of the known playbooks: read strictly, leniently only, or not at all."""
KNOWN_ELSEWHERE = (
    *("oasis-locky-bart-mbc-examples", "cisa-vulnerability-response-process"),
    *("misp-malware-triage.cacao", "casp-openc2-kestrel-hunting", "soarca-example-http"),
    *("soarca-example-openc2", "soarca-example-powershell", "soarca-example-fin"),
    *("soarca-docs-executable-playbook", "soarca-test-parallels", "soarca-test-infinite_playbook"),
    *("soarca-test-invalid_email_playbook", "soarca-test-changed-playbook"),
)
"""Playbooks that other programs publish and that are read too when somebody puts them among the samples."""


def read_playbooks(folder: Path) -> dict[str, Any]:
    """Return what became of every CACAO playbook in *folder*, and what is not as expected."""
    files = sorted(folder.glob("*.json"))
    if not files:
        return {"files": 0, "faults": []}
    schema = _schema(folder / "schemas")
    started = time.perf_counter()
    rows = {file.name: _playbook(file, schema) for file in files}
    faults = [f"{name}: {why}" for name, row in rows.items() for why in _unlike(name, row)]
    ours = [ROOT / "scenarios" / "library" / "broker-trading-continuity.yaml"]
    for file in ours:
        plan = _plan(read_file(file))
        errors = [one.message[:120] for one in schema.iter_errors(plan_cacao(plan, STAMP))]
        faults += [f"{file.name} as a playbook: {error}" for error in errors[:5]]
    return {
        "files": len(files),
        "ms": round((time.perf_counter() - started) * 1000),
        "playbooks": rows,
        "not_here": [name for name in KNOWN_ELSEWHERE if not (folder / f"{name}.json").is_file()],
        "plans_written_as_playbooks": len(ours),
        "faults": faults,
    }


def read_texts(folder: Path) -> dict[str, Any]:
    """Return what was understood of every Markdown plan in *folder*, and what is not as it must be."""
    files = [one for one in sorted(folder.rglob("*.md")) if one.is_file()]
    started = time.perf_counter()
    rows: dict[str, Any] = {}
    faults: list[str] = []
    for file in files:
        imported = read(file)
        sheet = _sheet(imported)
        faults += [f"{file.name}: {p.code}" for p in sheet.problems if p.is_error]
        plan = _plan(sheet)
        rows[file.name] = {
            "procedures": len(imported.procedures),
            "steps": len(imported.steps()),
            "roles": len(imported.roles),
            "with_role": sum(bool(step.roles) for step in imported.steps()),
            "suggested_times": [h.words for s in imported.steps() for h in s.hints],
            "asked": asked(plan),
            "lacking": counted(lacks(plan)),
            "limits_set": sum(step.within is not None for step in plan.steps()),
            "notices": len(imported.notices),
            "patch_without_edits": len(_patch(file, sheet)),
        }
        if rows[file.name]["limits_set"] or rows[file.name]["patch_without_edits"]:
            faults.append(f"{file.name}: a limit was made up, or a patch of nothing is not empty")
    taken = round((time.perf_counter() - started) * 1000)
    return {"files": len(files), "ms": taken, "plans": rows, "faults": faults}


def _playbook(file: Path, schema: Any) -> dict[str, Any]:
    original = json.loads(file.read_text(encoding="utf-8"))
    row: dict[str, Any] = {"schema_errors": len(list(schema.iter_errors(original)))}
    for how in ("strict", "lenient"):
        try:
            imported = read(file, strict=how == "strict")
        except ImportRefused as refused:
            row[how] = {"refused": [one.code for one in refused.problems]}
            continue
        written = plan_cacao(_plan(_sheet(imported)), STAMP, original)
        row[how] = {
            "steps": len(imported.steps()),
            "notices": len(imported.notices),
            "written_back_equal": written == original,
        }
    return row


def _unlike(name: str, row: Mapping[str, Any]) -> list[str]:
    """Return what of *row* is not as expected of the playbook called *name*."""
    wanted = EXPECTED.get(name)
    strict, lenient = row["strict"], row["lenient"]
    found = []
    if wanted == CLEAN and "refused" in strict:
        found.append("must be read strictly")
    if wanted == SLIPS and ("refused" not in strict or "refused" in lenient):
        found.append("must be read leniently alone")
    if wanted == REFUSED and ("refused" not in strict or "refused" not in lenient):
        found.append("must be refused")
    if wanted == SLIPS and len(strict.get("refused", ())) != row["schema_errors"]:
        found.append("the strict reading says another number of problems than the schema")
    if any(one.get("written_back_equal") is False for one in (strict, lenient)):
        found.append("is not the same when it is written back")
    return found


def _schema(folder: Path) -> Any:
    """Return the validator of playbooks; the schemas name each other by their addresses, which nobody asks."""
    documents = [json.loads(file.read_text(encoding="utf-8")) for file in folder.rglob("*.json")]
    pairs = [(one["$id"], Resource.from_contents(one)) for one in documents if "$id" in one]
    registry: Any = Registry().with_resources(pairs)
    main = json.loads((folder / "playbook.json").read_text(encoding="utf-8"))
    return Draft7Validator(main, registry=registry)


def _sheet(imported: ImportedPlan) -> Sheet:
    return check_plan(read_text(plan_text(plan_paper_of(imported, NOBODY)), imported.name))


def _plan(sheet: Sheet) -> Plan:
    if not isinstance(sheet.document, Plan):
        raise TypeError(sheet.name)
    return sheet.document


def _patch(file: Path, sheet: Sheet) -> bytes:
    """Return the patch of a file that was imported, read again and not edited."""
    content = file.read_bytes()
    again = dump(_plan(_sheet(read_plan(file.name, content))))
    paper, _ = reread(dump(_plan(sheet)), again)
    changes = plan_changes(sheet, check_plan(read_text(plan_text(paper), sheet.name)))
    if changes:
        return str(changes).encode()
    return plan_patch(file.name, content, [])
