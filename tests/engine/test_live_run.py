"""Whatever people do and however often a run gets its turn: the journal is the same, and rebuilt equals live."""

from collections.abc import Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.bots import Bots
from engine.clock import ManualClock, WallClock
from engine.live_run import LiveRun
from engine.run import Run
from exercise.commands import (
    Act,
    Command,
    Hold,
    Jump,
    Pause,
    Postpone,
    Release,
    Resume,
    SetSpeed,
    Skip,
    Start,
)
from exercise.entry import Entry
from exercise.evaluation.evaluation import DocumentRefs, evaluate
from scenarios.condition import Did, Signal, Silent
from scenarios.inject import ServiceEffect
from scenarios.plan import Triangular
from scenarios.timing import MINUTE, SECOND, Ms
from tests.engine.making import inject, recovery, service, setting, step

DOCUMENTS = DocumentRefs("sha256:p", "sha256:s")
SCRIPT = setting(
    services=[service("db", rto=5 * MINUTE)],
    recoveries=[recovery("restart", ["db"], takes=Triangular(SECOND, MINUTE, 5 * MINUTE))],
    steps=[
        step("D1", "answer", ["duty"], when=Signal("alarm"), within=2 * MINUTE),
        step("D2", "restart", ["head"], when=Signal("alarm"), within=5 * MINUTE),
    ],
    injects=[
        inject("I1", at=MINUTE, to=("duty",), raises=("alarm",)),
        inject("I2", at=MINUTE, effects=(ServiceEffect("db", "down"),)),
        inject("I3", when=Silent("D1", MINUTE), to=("head",), delay=10 * SECOND),
        inject("I4", when=Did("restart"), to=("all",), leap=MINUTE),
        inject("I5", at=8 * MINUTE, to=("all",), raises=("alarm",)),
    ],
    duration=20 * MINUTE,
)


class Table:
    """A live run on time moved by hand, with all its entries; simulated colleagues play *roles*."""

    def __init__(
        self, roles: Sequence[str] = (), before: Sequence[Entry] = (), reached: Ms = 0
    ) -> None:
        self.time = ManualClock()
        self.entries = list(before)
        collected: list[Entry] = []
        run = Run.rebuild(
            SCRIPT, DOCUMENTS, 7, before, keep=collected.extend, wall=lambda at: str(at)
        )
        bots = Bots(SCRIPT, roles, 7) if roles else None
        clock = WallClock.rebuilt(self.time, before, reached)
        self.live = LiveRun("t", run, clock, collected, None, bots)

    def ask(self, command: Command) -> None:
        self.live.admit(command, self.time.moment())
        self.entries += self.live.take()

    def pass_by(self, length: Ms, stride: Ms) -> None:
        while length > 0:
            self.time.pass_by(min(stride, length))
            length -= stride
            while self.live.play(self.time.moment()):
                pass
        self.entries += self.live.take()

    def judged(self) -> dict[str, object]:
        return evaluate(self.live.run.proceedings, DOCUMENTS, 7)


COMMANDS = st.sampled_from(
    [
        Act("duty", "answer"),
        Act("duty", "restart"),
        Pause(),
        Resume(),
        SetSpeed(0.5),
        SetSpeed(10),
        Hold("I5"),
        Release("I5"),
        Skip("I3"),
        Postpone("I1", 3 * MINUTE),
        Jump(2 * MINUTE),
        Jump(9 * MINUTE),
    ]
)
DOINGS = st.lists(st.tuples(st.integers(0, 3 * MINUTE), COMMANDS), max_size=12)


def play(doings: list[tuple[Ms, Command]], stride: Ms, *roles: str) -> Table:
    table = Table(roles)
    table.ask(Start())
    for length, command in doings:
        table.pass_by(length, stride)
        table.ask(command)
    return table


@settings(deadline=None, max_examples=60)
@given(DOINGS)
def test_how_often_a_run_gets_its_turn_changes_nothing(doings: list[tuple[Ms, Command]]) -> None:
    often, seldom = play(doings, 7 * SECOND, "head"), play(doings, 10 * MINUTE, "head")
    assert often.entries == seldom.entries


@settings(deadline=None, max_examples=60)
@given(DOINGS)
@example([(60_002, Act("duty", "restart")), (0, Pause()), (0, Jump(120_000))])
@example([(0, Act("duty", "restart")), (0, Pause()), (0, Jump(120_000))])
def test_a_run_rebuilt_at_any_moment_equals_the_live_one(
    doings: list[tuple[Ms, Command]],
) -> None:
    live = play(doings, 10 * MINUTE)
    live.ask(Pause())
    known = live.live.time_known(live.time.moment())
    again = Table(before=tuple(live.entries), reached=known)
    assert again.judged() == live.judged()
    for table in (live, again):
        table.ask(Resume())
        table.pass_by(6 * MINUTE, 10 * MINUTE)
    assert again.entries == live.entries
    assert again.judged() == live.judged()


@settings(deadline=None, max_examples=60)
@given(DOINGS)
def test_time_in_the_journal_never_goes_back(doings: list[tuple[Ms, Command]]) -> None:
    entries = play(doings, MINUTE, "head").entries
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    times = [entry.at for entry in entries]
    assert times == sorted(times)
