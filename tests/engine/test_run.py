"""A run numbers, keeps, folds and announces, in that order, and takes nothing twice."""

from __future__ import annotations

import pytest

from engine.run import Result, Run, story_wall
from exercise.commands import Act, End, Jump, Pause, Resume, SendMessage, Start, TakeNote, TakeSeat
from exercise.entry import Entry
from exercise.facts import NoteTaken
from tests.engine.making import MINUTE, REFS, action, inject, setting

MADE = setting(actions=[action("speak")], injects=[inject("I1", at=2 * MINUTE)])


def test_a_batch_is_kept_before_it_is_announced() -> None:
    heard: list[tuple[str, list[int]]] = []
    run = Run(
        MADE,
        REFS,
        1,
        keep=lambda batch: heard.append(("keep", [e.seq for e in batch])),
        announce=lambda batch: heard.append(("announce", [e.seq for e in batch])),
    )
    run.admit(Start(), 0)
    run.admit(Act("duty", "speak"), 3 * MINUTE)
    assert heard == [
        ("keep", [1]),
        ("announce", [1]),
        ("keep", [2, 3]),
        ("announce", [2, 3]),
    ]


def test_what_cannot_be_kept_is_not_announced() -> None:
    announced: list[Entry] = []

    def keep(_: list[Entry]) -> None:
        raise OSError

    run = Run(MADE, REFS, 1, keep=keep, announce=announced.extend)
    with pytest.raises(OSError):  # noqa: PT011  the very error of the store
        run.admit(Start(), 0)
    assert announced == []


def test_what_was_due_earlier_is_told_earlier() -> None:
    entries: list[Entry] = []
    run = Run(MADE, REFS, 1, keep=entries.extend)
    run.admit(Start(), 0)
    assert run.admit(Act("duty", "speak"), 3 * MINUTE) == Result((3,))
    assert [entry.at for entry in entries] == [0, 2 * MINUTE, 3 * MINUTE]


def test_an_act_sent_twice_counts_once_and_gets_its_first_result() -> None:
    run = Run(MADE, REFS, 1)
    run.admit(Start(), 0)
    first = run.admit(Act("duty", "speak", client_id="c1"), MINUTE)
    assert run.admit(Act("duty", "speak", client_id="c1"), 5 * MINUTE) == first
    assert len(run.proceedings.state.acts) == 1
    assert run.admit(Act("head", "speak", client_id="c1"), 5 * MINUTE) != first


def test_an_act_sent_again_after_endex_gets_its_first_result() -> None:
    run = Run(MADE, REFS, 1)
    run.admit(Start(), 0)
    first = run.admit(Act("duty", "speak", client_id="c1"), MINUTE)
    run.admit(End(), 2 * MINUTE)
    assert run.admit(Act("duty", "speak", client_id="c1"), 5 * MINUTE) == first


def test_messages_and_notes_count_once_too() -> None:
    run = Run(MADE, REFS, 1)
    run.admit(Start(), 0)
    for command in (
        SendMessage("duty", ("head",), "hello", client_id="m"),
        TakeNote("evaluator", "good", client_id="n"),
    ):
        assert run.admit(command, MINUTE) == run.admit(command, 2 * MINUTE)


def test_a_refused_act_may_be_sent_again() -> None:
    run = Run(MADE, REFS, 1)
    assert run.admit(Act("duty", "speak", client_id="c"), 0).refused is not None
    run.admit(Start(), 0)
    assert run.admit(Act("duty", "speak", client_id="c"), MINUTE).refused is None


def test_a_rebuilt_run_remembers_what_was_sent() -> None:
    entries: list[Entry] = []
    run = Run(MADE, REFS, 1, keep=entries.extend)
    run.admit(Start(), 0)
    first = run.admit(Act("duty", "speak", client_id="c1"), MINUTE)
    again = Run.rebuild(MADE, REFS, 1, entries)
    assert again.admit(Act("duty", "speak", client_id="c1"), 5 * MINUTE) == first


def test_after_endex_entries_stand_at_endex() -> None:
    entries: list[Entry] = []
    run = Run(MADE, REFS, 1, keep=entries.extend)
    run.admit(Start(), 0)
    run.admit(End(), 7 * MINUTE)
    run.admit(TakeNote("evaluator", "good"), 99 * MINUTE)
    assert entries[-1].fact == NoteTaken("good")
    assert entries[-1].at == 7 * MINUTE


def test_seats_taken_before_startex_stand_at_nought() -> None:
    entries: list[Entry] = []
    run = Run(MADE, REFS, 1, keep=entries.extend)
    run.admit(TakeSeat("duty/li"), 500)
    run.admit(Start(), 0)
    assert [entry.at for entry in entries] == [0, 0]


def test_an_act_while_paused_counts_at_the_millisecond_at_which_the_clock_stands() -> None:
    entries: list[Entry] = []
    run = Run(MADE, REFS, 1, keep=entries.extend)
    run.admit(Start(), 0)
    run.admit(Pause(), MINUTE)
    assert run.admit(Act("duty", "speak"), MINUTE).refused is None
    run.admit(Resume(), MINUTE)
    assert [entry.at for entry in entries[1:]] == [MINUTE] * 3


def test_a_note_taken_inside_a_jump_stands_at_its_end_after_what_happens_there() -> None:
    entries: list[Entry] = []
    run = Run(MADE, REFS, 1, keep=entries.extend)
    run.admit(Start(), 0)
    run.admit(Jump(2 * MINUTE), 0)
    run.admit(TakeNote("evaluator", "good"), 1)
    assert [(e.at, type(e.fact).__name__) for e in entries[2:]] == [
        (2 * MINUTE, "InjectDelivered"),
        (2 * MINUTE, "NoteTaken"),
    ]
    assert Run.rebuild(MADE, REFS, 1, entries).seq == 4


def test_in_virtual_time_the_wall_is_the_storys() -> None:
    wall = story_wall(MADE)
    assert wall(0) == "2026-03-16T02:05:00.000Z"
    assert wall(61_001) == "2026-03-16T02:06:01.001Z"


def test_live_the_wall_is_whatever_the_clock_says() -> None:
    entries: list[Entry] = []
    Run(MADE, REFS, 1, keep=entries.extend, wall=lambda _: "now").admit(Start(), 0)
    assert entries[0].wall == "now"
