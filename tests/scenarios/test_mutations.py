"""Whatever stands in a document, it is checked to the end: problems come out, never a crash."""

from __future__ import annotations

import io
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from scenarios.checks import check_plan, check_responses, check_scenario
from scenarios.reader import read_file, read_text
from scenarios.yaml_tree import Path, grow
from tests.scenarios.samples import PLAN, RESPONSES, SCENARIO

WORDS = ("", "D1", "all", "x y", "truth.x", "99999999999999999999h")
SHAPES = ([], {}, [[]], [None], {"id": "D1"}, {"at": "5m"}, {"any": []}, {"not": None}, [{"is": 1}])
JUNK = st.sampled_from((None, 0, -1, 5, 1.5, True, *WORDS, *SHAPES))
SHEETS = {path: read_file(path) for path in (PLAN, SCENARIO, RESPONSES)}
TREES = {path: grow(path.read_text(encoding="utf-8")) for path in SHEETS}
PATHS = {path: sorted(tree.places, key=str) for path, tree in TREES.items()}


def written(value: object) -> str:
    """Return *value* as YAML."""
    yaml = YAML(typ="safe", pure=True)
    out = io.StringIO()
    yaml.dump(value, out)
    return out.getvalue()


def mutated(path, place: Path, junk: object, remove: bool) -> str:
    """Return the text of the sample at *path* with what stands at *place* replaced or removed."""
    value = deepcopy(TREES[path].value)
    if not place:
        return written(junk)
    owner = value
    for step in place[:-1]:
        owner = owner[step]
    if remove:
        del owner[place[-1]]
    else:
        owner[place[-1]] = deepcopy(junk)
    return written(value)


def check(path, text):
    """Return the checked sheet of *text* in place of the sample at *path*."""
    sheet = read_text(text, path.name)
    if path is PLAN:
        for other in (SCENARIO, RESPONSES):
            check_scenario(SHEETS[other], sheet)
        return check_plan(sheet)
    if path is SCENARIO:
        check_responses(SHEETS[RESPONSES], SHEETS[PLAN], sheet)
        return check_scenario(sheet, SHEETS[PLAN])
    return check_responses(sheet, SHEETS[PLAN], SHEETS[SCENARIO])


@pytest.mark.parametrize("path", [PLAN, SCENARIO, RESPONSES], ids=lambda path: path.stem)
def test_junk_anywhere_is_a_problem_at_most(path):
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(PATHS[path]), JUNK, st.booleans())
    def holds(place, junk, remove):
        sheet = check(path, mutated(path, place, junk, remove))
        assert sheet.is_sound == (not any(problem.is_blocking for problem in sheet.problems))
        assert all(p.line >= 1 and p.column >= 1 for p in sheet.problems)

    holds()
