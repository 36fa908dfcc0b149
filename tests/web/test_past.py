"""Any moment looked at again is what was told live: every audience, after every entry of a whole exercise."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.audience import EVALUATOR, FACILITATOR, OBSERVER, PARTICIPANT, Audience
from exercise.entry import OUTSIDE, Entry
from exercise.evaluation.evaluation import DocumentRefs, evaluate
from exercise.facts import NoteTaken, RatingGiven
from exercise.judging_facts import GuideSigned, PanelNamed
from exercise.past import Past, uncovered
from exercise.proceedings import Proceedings
from exercise.screen import merge
from exercise.snapshot import Screens
from tests.web.drilled import drilled

SETTING = drilled().run.setting
PLAYED = drilled().entries
REFS = DocumentRefs("sha256:0", "sha256:0")
JUDGES = [Audience(EVALUATOR, person="An"), Audience(EVALUATOR, person="Bo")]
OPEN = [Audience(FACILITATOR), Audience(OBSERVER)]
OPEN += [Audience(PARTICIPANT, role) for role in SETTING.roles]


@cache
def entries() -> tuple[Entry, ...]:
    """Return the drill with what two evaluators judge in between and after it, each unseen by the other."""
    judged = (
        ("facilitator", PanelNamed(("An", "Bo"), None)),
        ("evaluator/An", NoteTaken("slow", "evaluators")),
        ("evaluator/Bo", RatingGiven("whole", "S", "fair")),
        ("evaluator/An", RatingGiven("whole", "M", "slow")),
        ("evaluator/An", GuideSigned("done")),
        ("evaluator/Bo", GuideSigned(None)),
        ("evaluator/Bo", RatingGiven("objective:O1", "P", None)),
    )
    end = PLAYED[-1]
    made: list[Entry] = []
    for entry in PLAYED:
        made.append(replace(entry, seq=len(made) + 1))
        if entry.seq == 40:
            fact = NoteTaken("early", "evaluators")
            made.append(Entry(len(made) + 1, entry.at, OUTSIDE, entry.wall, "evaluator/Bo", fact))
    for by, fact in judged:
        made.append(Entry(len(made) + 1, end.at, OUTSIDE, end.wall, by, fact))
    return tuple(made)


@cache
def live() -> dict[Audience, list[tuple[dict[str, Any], list[Any]]]]:
    """Return view and lines of every audience's snapshot after each entry, as they were given then."""
    screens = Screens(SETTING)
    kept = {audience: [_shot(screens, audience)] for audience in (*OPEN, *JUDGES)}
    for entry in entries():
        screens.hear([entry])
        for audience, shots in kept.items():
            shots.append(_shot(screens, audience))
    return kept


def _shot(screens: Screens, audience: Audience) -> tuple[dict[str, Any], list[Any]]:
    shot = screens.snapshot(audience)
    return shot["view"], shot["lines"]


@cache
def past() -> Past:
    """Return the same exercise as a past."""
    made = Past(SETTING)
    made.hear(entries())
    return made


@pytest.mark.parametrize("audience", OPEN, ids=str)
def test_the_screen_after_every_entry_is_the_one_that_was_shown_then(audience):
    film = past().film(audience)
    for seq, (view, lines) in enumerate(live()[audience]):
        assert film.view(seq) == view
        assert film.lines(0, seq) == lines


@pytest.mark.parametrize("judge", JUDGES, ids=str)
def test_an_evaluator_s_screen_after_every_entry_hides_what_it_hid_then(judge):
    film = past().film(judge)
    for seq, (view, lines) in enumerate(live()[judge]):
        then = past().assessment(seq)

        def hidden(entry: int, then=then) -> bool:
            return then.hides(judge.person or "", entry)

        assert uncovered(film.view(seq), hidden) == view
        assert [line for line in film.lines(0, seq) if not hidden(line["seq"])] == lines


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(OPEN), st.data())
def test_what_changed_between_two_moments_leads_from_the_one_screen_to_the_other(audience, data):
    after = data.draw(st.integers(0, len(entries())))
    seq = data.draw(st.integers(after, len(entries())))
    film = past().film(audience)
    view = film.view(after)
    merge(view, film.changes(after, seq))
    assert view == film.view(seq)
    assert film.lines(0, after) + film.lines(after, seq) == film.lines(0, seq)


def test_looking_back_and_forth_changes_nothing_of_what_is_seen():
    film = past().film(OPEN[0])
    last = film.view(len(entries()))
    film.view(10)["injects"].clear()
    merge(film.view(10), film.changes(10, 90))
    assert film.view(len(entries())) == last == live()[OPEN[0]][-1][0]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, len(PLAYED)), min_size=1, max_size=4))
def test_the_verdicts_at_a_moment_are_those_of_the_entries_before_it(seqs):
    for seq in seqs:
        alone = Proceedings(SETTING)
        for entry in entries()[:seq]:
            alone.hear(entry)
        then = evaluate(past().proceedings(seq), REFS, 1)
        assert then == evaluate(alone, REFS, 1)


def test_a_past_that_grows_is_the_past_that_was_read_at_once():
    grown = Past(SETTING)
    for first in range(0, len(entries()), 37):
        grown.hear(entries()[first : first + 37])
        assert grown.seq == min(first + 37, len(entries()))
    for audience in OPEN:
        assert grown.film(audience).view(101) == past().film(audience).view(101)


def test_a_time_leads_to_the_last_entry_of_its_millisecond():
    at = entries()[60].at
    seq = past().seq_at(at)
    assert past().time_of(seq) == at
    assert all(entry.at > at for entry in entries()[seq:])
    assert past().seq_at(0) >= 1  # StartEx itself
    assert past().time_of(0) == 0
    assert past().seq_at(10**9) == len(entries())


def test_a_role_that_nobody_has_has_no_film():
    with pytest.raises(KeyError):
        past().film(Audience(PARTICIPANT, "nobody"))
