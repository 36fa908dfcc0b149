"""Every fault of a document is found at once, each with its line and column and what was probably meant."""

from __future__ import annotations

import pytest

from scenarios.desk import open_files
from tests.scenarios.samples import FAULTY, PLAN, RESPONSES, SCENARIO, announced, found


@pytest.mark.parametrize("path", sorted(FAULTY.iterdir()), ids=lambda path: path.stem)
def test_all_problems_of_a_faulty_document_are_found_where_they_are(path):
    sheet = open_files([path, PLAN, SCENARIO])[0]
    assert found(sheet.problems) == announced(path)
    assert not sheet.is_faultless


@pytest.mark.parametrize("path", [PLAN, SCENARIO, RESPONSES], ids=lambda path: path.stem)
def test_a_sound_document_has_no_problems(path):
    sheet = open_files([path, PLAN, SCENARIO])[0]
    assert sheet.problems == ()
    assert sheet.is_sound
