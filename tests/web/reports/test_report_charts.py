"""Charts: well-formed, nothing cut, told apart without colours."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.reports.played import model_of
from web.i18n import LANGUAGES
from web.reports.builders.figures import (
    score_figures,
    service_figure,
    shared_out,
    timeline_figures,
)
from web.reports.charts_scores import Bar, score_chart
from web.reports.document import Figure
from web.reports.drawing import LABELS, WIDTH, TimeAxis, width_of, wrapped
from web.reports.speech import Words

SVG = "{http://www.w3.org/2000/svg}"


def figures(language: str) -> list[Figure]:
    """Return every chart of the team that did badly."""
    model, say = model_of("deviating"), Words(language)
    scores = [one for one in score_figures(model, say) if isinstance(one, Figure)]
    return [*timeline_figures(model, say), service_figure(model, say), *scores]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_is_well_formed_and_keeps_its_texts_inside(language):
    for figure in figures(language):
        root = ET.fromstring(figure.svg)
        height = float(root.attrib["height"])
        for text in root.iter(f"{SVG}text"):
            x, y = float(text.attrib["x"]), float(text.attrib["y"])
            wide = width_of(text.text or "")
            left = {"start": x, "middle": x - wide / 2, "end": x - wide}[text.attrib["text-anchor"]]
            assert left >= -1, text.text
            assert left + wide <= WIDTH + 1, text.text
            assert 0 < y <= height, text.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_of_a_chart_is_named_in_full(language):
    say = Words(language)
    for figure in timeline_figures(model_of("deviating"), say):
        said = "".join(ET.fromstring(figure.svg).itertext()).replace(" ", "")
        assert "…" not in said
    title = say.text(model_of("deviating")["subjects"]["G3"]).replace(" ", "")
    drawn = "".join(
        "".join(ET.fromstring(one.svg).itertext())
        for one in timeline_figures(model_of("deviating"), say)
    )
    assert title in drawn.replace(" ", "")


def test_tones_differ_by_pattern_and_not_by_colour_alone():
    svg = score_chart([Bar("a", 1.0, "P", "100%"), Bar("b", 0.1, "U", "10%")], "x")
    patterns = {
        one.attrib["id"]: len(list(one)) + len("".join(p.attrib.get("d", "") for p in one))
        for one in ET.fromstring(svg).iter(f"{SVG}pattern")
    }
    assert len(set(patterns.values())) == len(patterns)


@given(st.text(max_size=80), st.integers(40, 300))
def test_wrapped_lines_fit_and_lose_nothing(words, room):
    lines = wrapped(words, room)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(width_of(one) <= room or len(one) == 1 for one in lines)


@given(st.integers(0, 10**9), st.integers(-(10**9), 2 * 10**9))
def test_a_moment_is_always_on_the_axis(length, at):
    assert LABELS <= TimeAxis(length).x(at) <= WIDTH


@given(st.lists(st.tuples(st.text(max_size=30), st.none() | st.floats(0, 1)), max_size=6))
def test_any_scores_can_be_drawn(rows):
    bars = [Bar(title, score, None, title) for title, score in rows]
    ET.fromstring(score_chart(bars, "x"))


@given(st.integers(0, 200), st.integers(1, 20))
def test_rows_are_shared_out_evenly_over_as_few_charts_as_hold_them(count, most):
    parts = shared_out([{"n": n} for n in range(count)], most)
    sizes = [len(one) for one in parts]
    assert [one["n"] for part in parts for one in part] == list(range(count))
    assert len(parts) == -(-count // most)
    assert not sizes or (max(sizes) <= most and max(sizes) - min(sizes) <= 1)
