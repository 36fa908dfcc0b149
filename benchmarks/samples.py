"""How much of other programs' real files is read, and whether what we write keeps the formats' own rules."""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from benchmarks._exports import checked
from benchmarks._imports import read_playbooks, read_texts
from exercise.exchange.poam_reading import ROOT as ROOT_OF_POAM
from exercise.exchange.poam_reading import read_poam

ROOT = Path(__file__).resolve().parent.parent
FORMATS = {
    "msel_xlsx": ("scenarios.exchange.msel", (".xlsx", ".csv")),
    "openaev": ("scenarios.exchange.openaev", (".zip", ".json")),
    "cexf": ("scenarios.exchange.cexf", (".json",)),
}
"""A folder of samples, the module whose ``read(path)`` reads such files, and their endings."""
WRITTEN_ONLY = ("oscal", "xapi", "icalendar")
"""Formats that are to be written, not read; their samples serve to compare."""


def main() -> int:
    """Read every sample; prints one JSON line, and on standard error what has no reader yet."""
    folder = Path(os.environ.get("STARTEX_SAMPLES") or ROOT.parent / "shared" / "samples")
    if not folder.is_dir():
        print(f"no samples in {folder}; name their folder in STARTEX_SAMPLES", file=sys.stderr)
        return 2
    results = {name: measure(folder / name, *FORMATS[name]) for name in FORMATS}
    for name, result in results.items():
        if not result["reader"]:
            print(f"{name}: no reader yet, {result['files']} files left unread", file=sys.stderr)
    written = checked(folder)
    imported = {"plans": read_texts(folder / "plans"), "cacao": read_playbooks(folder / "cacao")}
    for name in imported["cacao"].get("not_here", ()):
        print(f"cacao: {name} is not among the samples", file=sys.stderr)
    plans_of_action = read_back(folder / "oscal")
    print(
        json.dumps(
            {
                "benchmark": "samples",
                "formats": results,
                "written_only": WRITTEN_ONLY,
                "written": written,
                "imported": imported,
                "plans_of_action": plans_of_action,
            },
            ensure_ascii=False,
        )
    )
    return 1 if any(one["faults"] for one in (*written.values(), *imported.values())) else 0


def read_back(folder: Path) -> dict[str, object]:
    """Return what other programs' plans of action come to: their items, and references that lead to nothing."""
    found: dict[str, object] = {}
    for file in sorted(folder.glob("*.json")):
        document = json.loads(file.read_text(encoding="utf-8"))
        if ROOT_OF_POAM not in document:
            continue
        poam = read_poam(document)
        dangling = [f"{one.where} -> {one.found or 'nothing'} {one.uuid}" for one in poam.dangling]
        found[file.name] = {"items": len(poam.items), "dangling": dangling}
    return found


def measure(folder: Path, module: str, endings: tuple[str, ...]) -> dict[str, object]:
    """Return how many files of *folder* the reader in *module* takes, and how long that took."""
    files = [
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix in endings and "schemas" not in file.parts
    ]
    if not has_reader(module):
        return {"reader": None, "files": len(files), "read": 0}
    read = importlib.import_module(module).read
    refused: dict[str, str] = {}
    started = time.perf_counter()
    for file in files:
        try:
            read(file)
        except Exception as problem:
            refused[file.name] = f"{type(problem).__name__}: {problem}"[:200]
    taken = round((time.perf_counter() - started) * 1000)
    return {
        "reader": module,
        "files": len(files),
        "read": len(files) - len(refused),
        "ms": taken,
        "refused": refused,
    }


def has_reader(module: str) -> bool:
    """Whether *module* is there."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


if __name__ == "__main__":
    raise SystemExit(main())
