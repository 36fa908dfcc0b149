"""Long work in a thread of its own: its result and its refusal come back, and greenlets go on meanwhile."""

from __future__ import annotations

import threading

import gevent
import pytest

from web.aside import aside
from web.errors import Refusal


def test_the_result_comes_back():
    assert aside(divmod, 7, 2) == (3, 1)


def test_what_it_refuses_is_refused_and_nothing_is_printed(capfd):
    def refuse(code: str, **numbers: int) -> None:
        raise Refusal(code, **numbers)

    with pytest.raises(Refusal, match="no_such_plan"):
        aside(refuse, "no_such_plan", plan=1)
    assert capfd.readouterr().err == ""


def test_others_go_on_while_it_works():
    told = threading.Event()
    gevent.spawn(told.set)
    assert aside(told.wait, 10)
