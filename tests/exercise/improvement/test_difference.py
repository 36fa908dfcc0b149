"""Two versions become the fewest changes; made of the old one, they mean the new one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from exercise.improvement.difference import plan_changes
from exercise.improvement.refusal import RevisionRefused
from exercise.improvement.revision import revised
from scenarios.reader import read_file, read_text
from tests.exercise.improvement.shuffled import meaning, papers, sheet_of
from tests.scenarios.samples import PLAN


@pytest.fixture(scope="module")
def base():
    """Return the sheet of the small plan, version 3."""
    return read_file(PLAN)


def rewritten(base, *swaps):
    """Return the sheet of *base* with stretches of its text swapped for others."""
    text = base.text
    for old, new in swaps:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return read_text(text, "p.yaml")


def told(changes):
    """Return *changes* as op, item, field, old and new."""
    return [(c.op, c.step, c.field, c.old, c.new) for c in changes]


def test_a_plan_does_not_differ_from_itself(base):
    assert plan_changes(base, base) == ()


def test_a_renamed_title_is_one_change(base):
    new = rewritten(base, ("version: 3", "version: 4"), ("en: Head}", "en: Head of IT}"))
    assert told(plan_changes(base, new)) == [
        ("set", "role:it-head", "title.en", "Head", "Head of IT")
    ]


def test_a_faulty_plan_has_no_changes(base):
    with pytest.raises(RevisionRefused) as refused:
        plan_changes(base, rewritten(base, ("version: 3", "version: x")))
    assert refused.value.code == "document_refused"


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(papers(), papers())
def test_the_changes_between_two_plans_make_the_one_mean_the_other(old, new):
    old, new = map(sheet_of, (old, new))
    changes = plan_changes(old, new)
    sheet = revised(old, changes)
    assert meaning(sheet) == meaning(new)
    assert plan_changes(sheet, new) == ()
    assert [c.id for c in changes] == [f"c{n}" for n in range(1, len(changes) + 1)]
