"""Whatever a file says: what is made of it reads back the same, and no file brings the reader down."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.checks import check_plan
from scenarios.exchange.imported import ImportedPlan, ImportRefused
from scenarios.exchange.plan_making import plan_paper_of
from scenarios.exchange.plan_text import plan_text
from scenarios.exchange.reading import read_plan
from scenarios.exchange.wording import readable
from scenarios.reader import read_text
from tests.scenarios.exchange.reading import UNASSIGNED

WORDS = st.text(max_size=60).map(readable)
VALUES = st.recursive(
    WORDS | st.booleans() | st.integers(0, 10**6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("id", "by", "notes", "title", "when")), inner, max_size=3
        )
    ),
    max_leaves=12,
)
LINES = st.sampled_from(
    (
        *(
            "# Plan",
            "## Response steps",
            "## 一、总则",
            "（一）处置",
            "---",
            "title: x",
            "```",
            "> x",
        ),
        *(
            "1. Do it within 5 minutes",
            "2、核实，30分钟内",
            "- [ ] check",
            "  - inner",
            "* b: [c](d)",
        ),
        *(
            "| Step | Role | Limit |",
            "| --- | --- | --- |",
            "| a | b | 5 min |",
            "**Step 1: x**",
            "",
        ),
        *(
            "`[IR Lead]` acts",
            "【值班员】",
            "<b>",
            "{{X}} &amp; \\",
            "\t1. x",
            "第一条 报告",
            "Role: Lead",
        ),
    )
)


@given(st.dictionaries(st.sampled_from(("a", "roles", "steps", "by")), VALUES, max_size=4))
@settings(max_examples=150, deadline=None)
def test_a_mapping_written_as_yaml_says_the_same(value: dict[str, object]) -> None:
    tree = read_text(plan_text(value), "x").tree
    assert not tree.flaws
    assert tree.value == value or not value


@given(st.lists(LINES | WORDS, max_size=25).map("\n".join))
@settings(max_examples=150, deadline=None)
def test_any_lines_are_refused_or_become_a_plan_without_errors(text: str) -> None:
    imported = tried("plan.md", text.encode())
    if not isinstance(imported, ImportedPlan):
        assert set(imported) <= {"import_empty", "import_unknown_format"}
        return
    sheet = check_plan(read_text(plan_text(plan_paper_of(imported, UNASSIGNED)), "x"))
    assert sheet.is_sound, [(p.code, p.line, p.params) for p in sheet.problems]
    last = len(imported.source)
    for step in imported.steps():
        assert 1 <= step.lines[0] <= step.lines[1] <= last
        assert all(hint.words for hint in step.hints)


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: ("{" + t).encode()))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_refused_in_words(content: bytes) -> None:
    for name in ("a.json", "a.docx", "a"):
        assert tried(name, content, {"a.docx": "docx"}.get(name))


def tried(name: str, content: bytes, format: str | None = None) -> ImportedPlan | list[str]:
    """Return the plan in a file, or the codes for which it is refused."""
    try:
        return read_plan(name, content, format)
    except ImportRefused as refused:
        return [one.code for one in refused.problems]
