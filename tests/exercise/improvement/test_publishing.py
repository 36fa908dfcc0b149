"""The author of a draft never publishes it, and a published version never changes."""

import pytest

from exercise.improvement.change import ACCEPTED, Change
from exercise.improvement.publishing import check_publication, publishable
from exercise.improvement.refusal import RevisionRefused
from exercise.improvement.revision import revised
from scenarios.reader import read_file
from tests.scenarios.samples import PLAN

YES = Change("c1", "D1", "within", "3m", "5m", "step_late", decision=ACCEPTED)
OPEN = Change("c2", "D1", "hard", None, True, "step_late")


def test_another_person_publishes_what_was_accepted():
    check_publication("li", "wang", base=3, newest=3, changes=[OPEN, YES])


@pytest.mark.parametrize(
    ("author", "publisher", "newest", "changes", "code"),
    [
        ("li", "li", 3, [YES], "own_draft"),
        ("li", "wang", 3, [OPEN], "nothing_accepted"),
        ("li", "wang", 3, [], "nothing_accepted"),
        ("li", "wang", 4, [YES], "newer_version_exists"),
    ],
)
def test_a_publication_is_refused(author, publisher, newest, changes, code):
    with pytest.raises(RevisionRefused) as refused:
        check_publication(author, publisher, base=3, newest=newest, changes=changes)
    assert refused.value.code == code


def test_only_a_sound_plan_of_the_next_version_is_published():
    base = read_file(PLAN)
    assert publishable(revised(base, [YES]), base=3).version == 4
    with pytest.raises(RevisionRefused):
        publishable(base, base=3)
    with pytest.raises(RevisionRefused):
        publishable(
            revised(base, [Change("c", "D1", "does", "acknowledge-alarm", "x", "y")]), base=3
        )
