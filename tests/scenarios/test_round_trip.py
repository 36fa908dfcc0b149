"""What is written is what is read: dataclasses -> mapping -> YAML -> dataclasses."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from ruamel.yaml import YAML

from scenarios.reader import read_file, read_text
from scenarios.schemas.documents import dump, load
from tests.scenarios.documents import plans, responses, scenarios
from tests.scenarios.samples import PLAN, RESPONSES, SCENARIO

RELAXED = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def as_yaml(document):
    """Return *document* as an author's file."""
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode = True
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False
    out = io.StringIO()
    yaml.dump(dump(document), out)
    return out.getvalue()


def agrees(document):
    """Check that *document* survives paper and YAML."""
    paper = dump(document)
    kind = type(document).__name__.lower()
    assert paper.pop("format") == f"startex/{kind}@1"
    assert load(kind, paper) == document
    sheet = read_text(as_yaml(document), "written.yaml")
    assert sheet.problems == ()
    assert sheet.document == document


@RELAXED
@given(plans)
def test_a_plan_survives_writing_and_reading(plan):
    agrees(plan)


@RELAXED
@given(scenarios)
def test_a_scenario_survives_writing_and_reading(scenario):
    agrees(scenario)


@RELAXED
@given(responses)
def test_responses_survive_writing_and_reading(document):
    agrees(document)


@pytest.mark.parametrize("path", [PLAN, SCENARIO, RESPONSES], ids=lambda path: path.stem)
def test_the_samples_survive_writing_and_reading(path):
    agrees(read_file(path).document)


def test_what_is_at_its_default_is_not_written():
    paper = dump(read_file(PLAN).document)
    assert paper["roles"][1] == {"id": "it-head", "title": {"zh": "主管", "en": "Head"}}
    assert paper["procedures"][1]["steps"][3] == {
        "id": "R4",
        "title": {"zh": "记录", "en": "Log"},
        "does": "keep-log",
        "by": "all",
        "within": "5m",
        "records": "all",
    }
