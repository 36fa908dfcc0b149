"""The library that facilitators choose from: scenarios on the shelf, and published versions of plans."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from engine.store.errors import AlreadyKept, NotFound
from engine.store.records import BEHAVIOUR, PLAN, SCENARIO, DocumentRecord, PlanVersion
from engine.store.store import Store
from exercise.script_paper import text_paper
from scenarios.behaviour import PRESETS, Behaviour
from scenarios.checks import check_scenario
from scenarios.clauses import Clauses
from scenarios.plan import Plan
from scenarios.reader import Sheet, digest_of, read_text
from scenarios.scenario import Scenario
from scenarios.shelf import Listing, Shelf
from scenarios.yaml_tree import Tree
from web.errors import Refusal

_MOST_KEPT = 64
CLAUSES = "clauses"
_NO_TREE = Tree(None, {}, {})
_NAMED = Plan | Scenario | Behaviour

_log = logging.getLogger(__name__)


class Library:
    """Reads documents when they are asked for and remembers the last of them."""

    def __init__(self, shelf: Shelf, store: Store, stamp: Callable[[], str]) -> None:
        """Offer what is on *shelf*, and publish its plans into *store* where they are not yet."""
        self._shelf = shelf
        self._store = store
        self._stamp = stamp
        self._sheets: OrderedDict[str, Sheet] = OrderedDict()
        self._gists: dict[str, dict[str, Any]] = {}
        for listing in shelf.listings(PLAN):
            self._publish_shipped(listing)

    def scenario_ids(self) -> tuple[str, ...]:
        """Return the ids of the scenarios on the shelf."""
        return self._shelf.ids(SCENARIO)

    def plan_ids(self) -> tuple[str, ...]:
        """Return the ids of the plans that have a published version."""
        return tuple(dict.fromkeys(version.plan for version in self._store.plans.versions()))

    def scenario_sheet(self, scenario: str) -> Sheet:
        """Return the sheet of *scenario* from the shelf, checked with its plan; raises Refusal."""
        fitting = [one for one in self._shelf.listings(SCENARIO) if one.id == scenario]
        if not fitting:
            raise Refusal("no_such_scenario", scenario=scenario)
        text = fitting[0].path.read_text(encoding="utf-8")
        return self._remembered(
            "checked:" + digest_of(text), lambda: self._checked(text, fitting[0])
        )

    def behaviour_ids(self) -> tuple[str, ...]:
        """Return the ids of the behaviours on the shelf, from the best preset to the worst, then all others."""
        others = (one for one in self._shelf.ids(BEHAVIOUR) if one not in PRESETS)
        return (*PRESETS, *others)

    def behaviour_sheet(self, behaviour: str) -> Sheet:
        """Return the sheet of *behaviour* from the shelf; raises Refusal."""
        sheet = self._shelf.find(BEHAVIOUR, behaviour)
        if sheet is None:
            raise Refusal("no_such_behaviour", behaviour=behaviour)
        return sheet

    def clause_maps(self) -> tuple[Clauses, ...]:
        """Return the clause maps on the shelf, of each the newest version; a faulty file is left out."""
        newest: dict[str, Clauses] = {}
        for listing in sorted(self._shelf.listings(CLAUSES), key=lambda one: one.version):
            text = listing.path.read_text(encoding="utf-8")
            document = self.read(text, listing.path.name).document
            if isinstance(document, Clauses):
                newest[document.id] = document
        return tuple(newest.values())

    def versions(self, plan: str) -> tuple[PlanVersion, ...]:
        """Return the published versions of *plan*, the newest first; raises Refusal when there is none."""
        versions = self._store.plans.versions(plan)
        if not versions:
            raise Refusal("no_such_plan", plan=plan)
        return tuple(sorted(versions, key=lambda version: -version.version))

    def plan_sheet(self, plan: str, version: int | None = None) -> Sheet:
        """Return the sheet of *plan* in *version*, else the newest; raises Refusal when there is none."""
        for published in self.versions(plan):
            if version in (None, published.version):
                return self.by_digest(published.digest)
        raise Refusal("no_such_version", plan=plan, version=version)

    def by_digest(self, digest: str) -> Sheet:
        """Return the sheet of the document that was pinned by *digest*; raises Refusal when it is not kept."""
        return self._remembered(digest, lambda: self._pinned(digest))

    def read(self, text: str, name: str) -> Sheet:
        """Return the sheet of *text*, which nobody has pinned yet."""
        return self._remembered("read:" + digest_of(text), lambda: read_text(text, name))

    def gist(self, digest: str) -> dict[str, Any]:
        """Return what lists show of the plan under *digest*, also when its sheet is no longer remembered."""
        if digest not in self._gists:
            sheet = self.by_digest(digest)
            self._gists[digest] = gist_of(sheet.document or sheet.draft)
        return self._gists[digest]

    def read_ahead(self) -> None:
        """Read the newest version of every plan, so that nobody who opens one has to wait for that."""
        for plan in self.plan_ids():
            self.gist(self.versions(plan)[0].digest)

    def pin(self, sheet: Sheet) -> str:
        """Keep the document of *sheet* for ever and return its digest."""
        name = sheet.document.id if isinstance(sheet.document, _NAMED) else sheet.name
        self._store.documents.put(DocumentRecord(sheet.digest, sheet.kind or "", name, sheet.text))
        self._remembered(sheet.digest, lambda: sheet)
        return sheet.digest

    def publish(self, sheet: Sheet, by: str | None, **about: Any) -> PlanVersion:
        """Keep the plan of *sheet* as a published version; raises AlreadyKept when that version exists.

        *about* are further fields of its PlanVersion: who approved it, from when it holds, its changelog.
        """
        plan = plan_of(sheet)
        version = PlanVersion(plan.id, plan.version, sheet.digest, self._stamp(), by, **about)
        with self._store.together():
            self.pin(sheet)
            self._store.plans.publish(version)
        return version

    def _publish_shipped(self, listing: Listing) -> None:
        text = listing.path.read_text(encoding="utf-8")
        digest = digest_of(text)
        version = PlanVersion(listing.id, listing.version, digest, self._stamp())
        try:
            with self._store.together():
                self._store.documents.put(DocumentRecord(digest, PLAN, listing.id, text))
                self._store.plans.publish(version)
        except AlreadyKept:
            _log.warning("plan_changed_without_new_version", extra={"plan": listing.id})

    def _pinned(self, digest: str) -> Sheet:
        try:
            record = self._store.documents.get(digest)
        except NotFound as missing:
            raise Refusal("no_such_document", digest=digest) from missing
        return read_text(record.text, f"{record.name}.yaml")

    def _checked(self, text: str, listing: Listing) -> Sheet:
        sheet = read_text(text, listing.path.name)
        plan = sheet.draft.plan if isinstance(sheet.draft, Scenario) else ""
        return check_scenario(sheet, self.plan_sheet(plan) if plan in self.plan_ids() else None)

    def _remembered(self, key: str, read: Callable[[], Sheet]) -> Sheet:
        sheet = self._sheets.pop(key, None)
        if sheet is None:
            sheet = replace(read(), tree=_NO_TREE)
        self._sheets[key] = sheet
        if len(self._sheets) > _MOST_KEPT:
            self._sheets.popitem(last=False)
        return sheet


def gist_of(document: object) -> dict[str, Any]:
    """Return a plan in a few words and numbers; nothing for what is no plan."""
    if not isinstance(document, Plan):
        return {}
    return {
        "title": text_paper(document.title),
        "owner": document.owner,
        "roles": len(document.roles),
        "services": len(document.services),
        "recoveries": len(document.recoveries),
        "steps": len(document.steps()),
    }


def plan_of(sheet: Sheet) -> Plan:
    """Return the plan of *sheet*; raises Refusal with its problems when it cannot be used."""
    if not isinstance(sheet.document, Plan):
        raise Refusal("document_refused", document=sheet.name, problems=len(sheet.problems))
    return sheet.document


def scenario_of(sheet: Sheet) -> Scenario:
    """Return the scenario of *sheet*; raises Refusal when it cannot be used."""
    if not isinstance(sheet.document, Scenario):
        raise Refusal("document_refused", document=sheet.name, problems=len(sheet.problems))
    return sheet.document


def behaviour_of(sheet: Sheet) -> Behaviour:
    """Return the behaviour of *sheet*; raises Refusal when it cannot be used."""
    if not isinstance(sheet.document, Behaviour):
        raise Refusal("document_refused", document=sheet.name, problems=len(sheet.problems))
    return sheet.document
