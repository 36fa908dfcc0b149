"""The PDF of a 500-entry, 20-seat exercise, from its journal to its bytes: prints one JSON line.

`first_s` is the first one in a fresh process, with libraries and fonts still to be loaded; `again_s` the slowest kind
and language after that, `cpu_s` what it costs the processor when others use it too; `model_s` the part that judges the
journal. `docx_s` and `xlsx_s` are for comparison.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from engine.play import play
from engine.store.records import ExerciseRecord, RunRecord
from exercise.entry import OUTSIDE, Entry
from exercise.evaluation.evaluation import DocumentRefs
from exercise.facts import NoteTaken, SeatTaken
from exercise.setting import Setting
from scenarios.desk import open_files, open_setting
from scenarios.plan import Plan, Role
from scenarios.responses import Responses
from scenarios.scenario import Scenario, Seat
from scenarios.text import Text
from web.i18n import LANGUAGES
from web.reports.files import report_file
from web.reports.model import report_model
from web.table import Documents, Table

REFS = DocumentRefs("sha256:" + "0" * 64, "sha256:" + "1" * 64)
RESPONSES = Path(__file__).resolve().parent.parent / "tests" / "samples" / "ups-deviating.yaml"
SEATS, ENTRIES = 20, 500
TARGET = 2.0
WALL = 1_795_000_000_000
NOTES = (
    "决策与处置之间间隔较长，值班经理两次询问后才得到答复，建议在预案中写明时限和替补人员。",
    "The liaison telephoned before the grade was known and said so; the written report followed with the grade.",
)


def setting_of_twenty() -> tuple[Setting, Responses]:
    """Return the shipped exercise with more seats, and how a team that errs answers it."""
    responses = open_files([RESPONSES])[0].draft
    assert isinstance(responses, Responses)
    scenario, plan = open_setting(responses.scenario)
    assert plan is not None
    assert isinstance(scenario.draft, Scenario)
    assert isinstance(plan.draft, Plan)
    missing = range(len(scenario.draft.seats), SEATS)
    roles = tuple(Role(f"watcher-{n}", Text.plain(f"Watcher 观察席 {n}")) for n in missing)
    seats = tuple(Seat(role.id) for role in roles)
    return Setting(
        replace(plan.draft, roles=(*plan.draft.roles, *roles)),
        replace(scenario.draft, seats=(*scenario.draft.seats, *seats)),
    ), responses


def journal(setting: Setting, responses: Responses) -> list[Entry]:
    """Return ENTRIES entries: the play, everybody taking a seat, and evaluators' notes for the rest."""
    entries = list(play(setting, REFS, 1, responses.responses).entries)
    last = entries[-1]
    for n in range(ENTRIES - len(entries)):
        role = list(setting.roles)[n % SEATS] if n < SEATS else None
        note = NoteTaken(NOTES[n % 2], kind="strength" if n % 2 else "area", about_ms=last.at)
        fact = SeatTaken(role, f"王小明 Person {n}") if role else note
        by = f"role/{role}" if role else f"evaluator/Evaluator {n % 3}"
        last = Entry(last.seq + 1, last.at, OUTSIDE, last.wall, by, fact)
        entries.append(last)
    return entries


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds *work* takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def main() -> None:
    """Measure and print."""
    setting, responses = setting_of_twenty()
    entries = journal(setting, responses)
    title = dict(setting.scenario.title.words)
    exercise = ExerciseRecord(
        "e-1", title, REFS.scenario_digest, REFS.plan_digest, 1, "2026.1", "2026-11-22T10:00:00Z"
    )

    def table() -> Table:
        return Table(RunRecord("t-1", "e-1", "A"), exercise, Documents(setting, REFS, {}), entries)

    def whole(ending: str, kind: str, language: str) -> bytes:
        return report_file(report_model(table(), WALL), ending, kind, language)

    first = timed(lambda: whole("pdf", "summary", "zh-CN"))
    again = {
        f"{kind} {language}": timed(lambda k=kind, to=language: whole("pdf", k, to))  # type: ignore[misc]
        for kind in ("summary", "aar", "eeg", "eeg-blank", "brief", "workbook")
        for language in LANGUAGES
    }
    slowest = max(again, key=lambda one: again[one])
    kind, _, language = slowest.partition(" ")
    began = process_time()
    whole("pdf", kind, language)
    cpu = process_time() - began
    print(
        json.dumps(
            {
                "bench": "report_pdf",
                "entries": len(entries),
                "seats": len(setting.scenario.seats),
                "first_s": round(first, 3),
                "again_s": {one: round(took, 3) for one, took in again.items()},
                "slowest": slowest,
                "cpu_s": round(cpu, 3),
                "model_s": round(timed(lambda: report_model(table(), WALL)), 3),
                "docx_s": round(timed(lambda: whole("docx", "aar", "zh-CN")), 3),
                "xlsx_s": round(timed(lambda: whole("xlsx", "workbook", "zh-CN")), 3),
                "target_s": TARGET,
                "holds": max(first, *again.values()) <= TARGET,
            }
        )
    )


if __name__ == "__main__":
    main()
