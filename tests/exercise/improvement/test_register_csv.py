"""The register's CSV: what goes out comes back the same, whatever it says, and what was changed is told."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.improvement.register_csv import (
    COLUMNS,
    FORMULA,
    Preview,
    preview,
    read,
    safe,
    unsafe,
    write,
)

HEADS = {column: column for column in COLUMNS}
VOCABULARY = {"state": {"已接受": "accepted", "accepted": "accepted"}}
ROW = dict.fromkeys(COLUMNS, "") | {
    "id": "A-1",
    "revision": "3",
    "state": "proposed",
    "element": "training",
    "words_zh": "开展培训",
    "owner_kind": "role",
    "owner": "ops-duty",
    "due": "2026-04-15",
}

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
rows = st.lists(
    st.fixed_dictionaries(dict.fromkeys(("words_zh", "words_en", "owner", "exercise"), texts)),
    max_size=6,
).map(lambda found: [ROW | one | {"id": f"A-{n}"} for n, one in enumerate(found)])


def back(text: str, *kept: dict[str, str]) -> Preview:
    return preview(read(text, HEADS, VOCABULARY), {one["id"]: one for one in kept})


def edited(**cells: str) -> str:
    return write([ROW | cells], HEADS)


@given(rows)
def test_a_sheet_that_nobody_edited_changes_nothing(kept: list[dict[str, str]]) -> None:
    assert back(write(kept, HEADS), *kept) == Preview(same=len(kept))


@given(texts)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not safe(text).startswith(FORMULA[:-1])
    assert unsafe(safe(text)) == text


def test_attacks_come_out_as_text() -> None:
    attack = '=HYPERLINK("http://x","点击")'
    sheet = edited(words_zh=attack, owner="@SUM(A1)", words_en="-2+3")
    cells = list(csv.reader(io.StringIO(sheet.removeprefix("\ufeff"))))[1]
    assert cells[COLUMNS.index("words_zh")] == f"'{attack}"
    assert [cell for cell in cells if cell.startswith(("=", "@", "-", "+"))] == []


def test_it_begins_with_the_mark_that_spreadsheets_know_utf8_by() -> None:
    assert edited().startswith("\ufeffid,revision,state,")


def test_changed_cells_are_told_with_before_and_after() -> None:
    found = back(edited(owner="it-head", due="2026-05-06"), ROW)
    (change,) = found.changes
    assert change.line == 2
    assert change.fields == {
        "owner": ("ops-duty", "it-head"),
        "due": ("2026-04-15", "2026-05-06"),
    }


def test_a_spreadsheets_own_way_of_writing_days_is_read() -> None:
    assert back(edited(due="2026/4/15"), ROW).same == 1


def test_words_of_either_language_stand_for_their_code() -> None:
    (change,) = back(edited(state="已接受"), ROW).changes
    assert change.fields == {"state": ("proposed", "accepted")}


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"due": "31.12."}, "no_day", "due"),
        ({"due": "2026-02-30"}, "no_day", "due"),
        ({"element": "magic"}, "no_element", "element"),
        ({"owner_kind": "dog"}, "no_owner_kind", "owner_kind"),
        ({"state": "verified"}, "state_by_page", "state"),
        ({"verifier": "王"}, "read_only", "verifier"),
        ({"words_zh": "长" * 4001}, "too_long", "words_zh"),
    ],
)
def test_what_cannot_be_taken_in_is_told_by_line_and_column(
    cells: dict[str, str], code: str, column: str
) -> None:
    found = back(edited(**cells), ROW)
    assert [(one.line, one.column, one.code) for one in found.problems] == [(2, column, code)]
    assert found.changes == ()


def test_one_wrong_cell_does_not_keep_the_others_out() -> None:
    found = back(edited(due="soon", owner="it-head"), ROW)
    assert [one.code for one in found.problems] == ["no_day"]
    assert found.changes[0].fields == {"owner": ("ops-duty", "it-head")}


def test_an_action_that_was_changed_meanwhile_is_a_conflict() -> None:
    found = back(edited(owner="it-head"), ROW | {"revision": "4", "owner": "commander"})
    assert found.changes == ()
    assert found.conflicts[0].fields["owner"] == ("commander", "it-head")


def test_an_unedited_row_of_an_older_revision_that_says_the_same_is_none() -> None:
    assert back(edited(), ROW | {"revision": "4"}).same == 1


def test_unknown_actions_and_doubled_ones_are_reported() -> None:
    text = write([ROW, ROW, ROW | {"id": "A-9"}], HEADS)
    found = back(text, ROW)
    assert [(one.line, one.code) for one in found.problems] == [(3, "twice")]
    assert [(one.line, one.value) for one in found.unknown] == [(4, "A-9")]


def test_columns_may_be_left_out_and_put_in_another_order() -> None:
    found = back("owner;id\r\nit-head;A-1\r\n\r\n", ROW)
    assert found.changes[0].fields == {"owner": ("ops-duty", "it-head")}
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), ("name,owner\r\na,b\r\n", "column_missing")]
)
def test_what_is_no_register_is_refused(text: str, code: str) -> None:
    assert [one.code for one in back(text, ROW).problems] == [code]
