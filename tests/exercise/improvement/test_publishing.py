"""Only a sound plan becomes the next version, and a published version never changes."""

import pytest

from exercise.improvement.change import ACCEPTED, Change
from exercise.improvement.publishing import publishable
from exercise.improvement.refusal import RevisionRefused
from exercise.improvement.revision import revised
from scenarios.reader import read_file
from tests.scenarios.samples import PLAN

YES = Change("c1", "D1", "within", "3m", "5m", "step_late", decision=ACCEPTED)


def test_only_a_sound_plan_of_the_next_version_is_published():
    base = read_file(PLAN)
    assert publishable(revised(base, [YES]), base=3).version == 4
    with pytest.raises(RevisionRefused):
        publishable(base, base=3)
    with pytest.raises(RevisionRefused):
        publishable(
            revised(base, [Change("c", "D1", "does", "acknowledge-alarm", "x", "y")]), base=3
        )
