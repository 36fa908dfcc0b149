"""Opens documents together: each is read, then checked against those that it builds on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from scenarios.behaviour import Behaviour
from scenarios.checks import check_behaviour, check_plan, check_responses, check_scenario
from scenarios.hints import nearest
from scenarios.plan import Plan
from scenarios.reader import Sheet, read_file
from scenarios.responses import Responses
from scenarios.scenario import Scenario
from scenarios.shelf import Shelf


def open_files(paths: Sequence[str | Path], folders: Iterable[Path] = ()) -> tuple[Sheet, ...]:
    """Return the checked sheets of the files at *paths*, in their order.

    What a scenario or responses build on is looked for among *paths*, then beside them, then in
    *folders*, then among the shipped documents.
    """
    sheets = [read_file(path) for path in paths]
    beside = [Path(sheet.name).parent for sheet in sheets if sheet.is_readable]
    desk = _Desk(sheets, Shelf([*beside, *folders]))
    return tuple(desk.checked(sheet) for sheet in sheets)


def open_setting(
    scenario: str | Path, plan: str | Path | None = None, folders: Iterable[Path] = ()
) -> tuple[Sheet, Sheet | None]:
    """Return the checked sheets of a scenario and of its plan, None where no such plan is found.

    *scenario* is a file or the id of one on the shelf; *plan* is a file that is used whatever plan
    the scenario names.
    """
    beside = [] if is_id(scenario) else [Path(scenario).parent]
    shelf = Shelf([*beside, *folders])
    found = shelf.find("scenario", str(scenario)) if is_id(scenario) else None
    sheet = found if found is not None else read_file(scenario)
    desk = _Desk([sheet], shelf)
    plan_sheet = desk.plan_of(sheet) if plan is None else check_plan(read_file(plan))
    if plan is None:
        return desk.checked(sheet), plan_sheet
    return check_scenario(sheet, plan_sheet), plan_sheet


def open_behaviour(
    behaviour: str | Path, plan: Sheet | None = None, folders: Iterable[Path] = ()
) -> Sheet:
    """Return the checked sheet of a behaviour, a file or the id of one on the shelf; *plan* is what it is used with."""
    shelf = Shelf(folders)
    found = shelf.find("behaviour", str(behaviour)) if is_id(behaviour) else None
    return check_behaviour(found if found is not None else read_file(behaviour), plan)


def is_id(name: str | Path) -> bool:
    """Whether *name* can only be the id of a document on the shelf: no file is called so."""
    return not Path(name).exists() and Path(name).suffix == "" and Path(name).name == str(name)


class _Desk:
    """The sheets that lie open, and the shelf from which others are fetched once."""

    def __init__(self, sheets: Sequence[Sheet], shelf: Shelf) -> None:
        self.sheets = sheets
        self.shelf = shelf
        self.fetched: dict[tuple[str, str], Sheet | None] = {}

    def checked(self, sheet: Sheet) -> Sheet:
        match sheet.draft:
            case Plan():
                return check_plan(sheet)
            case Scenario(plan=plan):
                return self._scenario(sheet, plan)
            case Responses(scenario=scenario):
                return self._responses(sheet, scenario)
            case Behaviour(plan=named):
                return self._behaviour(sheet, named)
        return sheet

    def plan_of(self, sheet: Sheet) -> Sheet | None:
        if not isinstance(sheet.draft, Scenario):
            return None
        plan = self._fetch("plan", sheet.draft.plan)
        return check_plan(plan) if plan is not None else None

    def _scenario(self, sheet: Sheet, plan: str) -> Sheet:
        plan_sheet = self._fetch("plan", plan)
        checked = check_scenario(sheet, plan_sheet)
        if plan_sheet is None and plan:
            return self._not_found(checked, "plan", plan)
        if plan_sheet is not None and plan_sheet not in self.sheets:
            errors = [p for p in check_plan(plan_sheet).problems if p.is_blocking]
            if errors:
                faulty = checked.problem(
                    ("plan",), "plan_faulty", name=errors[0].file, n=len(errors)
                )
                return checked.with_problems((faulty,))
        return checked

    def _responses(self, sheet: Sheet, scenario: str) -> Sheet:
        scenario_sheet = self._fetch("scenario", scenario)
        if scenario_sheet is None:
            return self._not_found(sheet, "scenario", scenario) if scenario else sheet
        plan_sheet = None
        if isinstance(scenario_sheet.draft, Scenario):
            plan_sheet = self._fetch("plan", scenario_sheet.draft.plan)
        return check_responses(sheet, plan_sheet, scenario_sheet)

    def _behaviour(self, sheet: Sheet, plan: str | None) -> Sheet:
        """Check a behaviour against the plan it names, or else the only one that lies open."""
        if plan:
            plan_sheet = self._fetch("plan", plan)
            checked = check_behaviour(sheet, plan_sheet)
            return checked if plan_sheet else self._not_found(checked, "plan", plan)
        opened = [each for each in self.sheets if each.kind == "plan"]
        return check_behaviour(sheet, opened[0] if len(opened) == 1 else None)

    def _fetch(self, kind: str, id: str) -> Sheet | None:
        """Return the sheet of the document *id*: an open one, the newest first, or one from the shelf."""
        opened = [s for s in self.sheets if s.kind == kind and getattr(s.draft, "id", None) == id]
        if opened:
            return max(opened, key=lambda sheet: getattr(sheet.draft, "version", 0))
        if (kind, id) not in self.fetched:
            self.fetched[kind, id] = self.shelf.find(kind, id) if id else None
        return self.fetched[kind, id]

    def _not_found(self, sheet: Sheet, kind: str, name: str) -> Sheet:
        opened = [getattr(s.draft, "id", "") for s in self.sheets if s.kind == kind]
        hint = nearest(name, [*opened, *self.shelf.ids(kind)])
        problem = sheet.problem((kind,), "document_not_found", hint, key=kind, kind=kind, name=name)
        return sheet.with_problems((problem,))
