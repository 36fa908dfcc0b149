"""Small plans that differ in every way a revision can differ, for properties of changes and merges."""

from __future__ import annotations

from copy import deepcopy

from hypothesis import strategies as st

from scenarios.plan import Plan
from scenarios.reader import Sheet, read_text
from scenarios.schemas.documents import dump, load
from scenarios.yaml_paper import written

STEPS = tuple(f"S{n}" for n in range(1, 7))
PROCEDURES = ("detect", "respond", "restore")
ROLES = ("duty", "head", "liaison")
TITLES = ("报告", {"zh": "切换到灾备", "en": "Switch"}, {"zh": "一\n二\n"}, "x: y #z")

_keys = {
    "within": st.sampled_from(["5m", "10m", "90s"]),
    "by": st.sampled_from([["duty"], ["duty", "head"], ["head", "liaison", "duty"], "all"]),
    "escalate": st.sampled_from([{"by": ["head"], "within": "5m"}, {"by": "all", "within": "1h"}]),
    "clause": st.sampled_from([["A 1"], ["A 1", "B 2"], ["C 3"]]),
    "notes": st.sampled_from(["值班人员应在30分钟内报告。", {"zh": "备注", "en": "note"}]),
    "choices": st.sampled_from([{"a": 1.0, "b": 0.5}]),
    "hard": st.just(True),
}


@st.composite
def steps(draw, name):
    """Draw a step called *name* on paper."""
    keys = draw(st.lists(st.sampled_from(sorted(_keys)), unique=True, max_size=4))
    step = {"id": name, "title": draw(st.sampled_from(TITLES)), "does": "act", "by": "all"}
    return step | {key: draw(_keys[key]) for key in keys}


@st.composite
def papers(draw):
    """Draw a whole plan on paper."""
    names = draw(st.permutations(STEPS))[: draw(st.integers(0, len(STEPS)))]
    procedures = draw(st.permutations(PROCEDURES))[: draw(st.integers(1, 3))]
    homes = {name: draw(st.sampled_from(procedures)) for name in names}
    roles = draw(st.permutations(ROLES))
    services = ["db", *draw(st.permutations(("web", "app")))[: draw(st.integers(0, 2))]]
    plan = {
        "id": "p",
        "version": 1,
        "title": draw(st.sampled_from(TITLES)),
        "owner": draw(st.sampled_from(ROLES)),
        "sections": draw(
            st.dictionaries(
                st.sampled_from(("purpose", "other")), st.sampled_from(TITLES), max_size=2
            )
        ),
        "roles": [{"id": r, "title": draw(st.sampled_from(TITLES))} for r in roles],
        "services": [{"id": s, "title": s} | (draw(_rto) if s != "db" else {}) for s in services],
        "resources": draw(st.dictionaries(st.sampled_from(("dba", "van")), st.integers(1, 3))),
        "actions": [{"id": "act", "kind": "verify", "title": "Act"}],
        "procedures": [
            {
                "id": p,
                "title": draw(st.sampled_from(TITLES)),
                "phase": "detect",
                "steps": [draw(steps(name)) for name in names if homes[name] == p],
            }
            for p in procedures
        ],
    }
    return {key: value for key, value in plan.items() if value not in ({}, [])}


_rto = st.sampled_from([{}, {"rto": "10m"}, {"rto": "1h", "depends_on": ["db"]}])


def sheet_of(paper) -> Sheet:
    """Return the sheet of a plan on *paper*, written as the program writes plans."""
    sheet = read_text(written(load("plan", deepcopy(paper))), "p.yaml")
    assert isinstance(sheet.document, Plan), sheet.problems
    return sheet


def meaning(sheet: Sheet) -> object:
    """Return what the plan of *sheet* says, its version aside."""
    draft = sheet.document or sheet.draft
    return {key: value for key, value in dump(draft).items() if key != "version"}
