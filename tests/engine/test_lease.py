"""One process plays the exercises of a data folder."""

from pathlib import Path

import pytest

from engine.lease import FolderTaken, Lease
from exercise.commands import Start
from tests.engine.hall import TABLE, Hall


def test_a_folder_is_held_by_one_until_it_is_given_up(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    with Lease(folder):
        with pytest.raises(FolderTaken) as refused:
            Lease(folder).take()
        assert refused.value.folder == folder
    with Lease(folder):
        pass


def test_a_second_process_on_the_folder_leaves_the_exercises_alone(tmp_path: Path) -> None:
    first, second = Hall(tmp_path), Hall(tmp_path)
    first.room.recover()
    first.launch()
    first.ask(Start())
    with pytest.raises(FolderTaken):
        second.room.recover()
    first.stop()
    assert second.room.recover() == (TABLE,)
    second.stop()


def test_what_was_never_taken_can_be_given_up(tmp_path: Path) -> None:
    Lease(tmp_path).give_up()
