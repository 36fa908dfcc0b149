"""What the time until a service was back went into, and whether a measure came in time: worked out by hand."""

from __future__ import annotations

from exercise.entry import WORLD, Entry
from exercise.facts import Acted, RecoveryChanged
from exercise.ledger import ServiceLedger
from exercise.rehearsal.attempts import Attempt, attempts
from exercise.rehearsal.paths import PARTS, helped_by, path_of, reaches
from scenarios.plan import Fixed, Recovery
from tests.engine.making import MINUTE, action, recovery, service, setting

ENDED = 60 * MINUTE


def stage():
    """A site that carries a shop, and its repair, which needs a technician."""
    return setting(
        services=[
            service("site"),
            service("shop", depends_on=("site",), rto=15 * MINUTE),
            service("mail", rto=5 * MINUTE),
        ],
        recoveries=[recovery("repair", ["site"])],
        actions=[
            action("look", kind="verify"),
            action("choose", kind="decide"),
            action("repair"),
        ],
    )


def ledger(play, name: str, *changes: tuple[int, str]) -> ServiceLedger:
    """The account of a service that changed at these minutes."""
    kept = ServiceLedger(play.services[name])
    for seq, (minute, state) in enumerate(changes, 1):
        kept.change(state, minute * MINUTE, seq)
    return kept


def act(minute: float, what: str) -> Entry:
    return Entry(1, round(minute * MINUTE), "outside", "", "duty", Acted(what))


def world(minute: int, to: str) -> Entry:
    return Entry(1, minute * MINUTE, WORLD, "", None, RecoveryChanged("repair", to))


def test_every_try_of_a_recovery_is_read_from_asking_to_its_end():
    entries = [
        *(world(1, "waiting"), world(3, "running"), world(9, "failed")),
        *(world(10, "running"), world(12, "succeeded"), world(20, "waiting")),
    ]
    assert attempts(entries) == (
        Attempt("repair", 1 * MINUTE, 3 * MINUTE, 9 * MINUTE, succeeded=False),
        Attempt("repair", 10 * MINUTE, 10 * MINUTE, 12 * MINUTE, succeeded=True),
        Attempt("repair", 20 * MINUTE),
    )


def test_the_way_back_is_cut_where_people_noticed_decided_and_began():
    play = stage()
    acts = [act(2, "look"), act(4, "look"), act(6, "choose"), act(7, "repair")]
    tried = [Attempt("repair", 7 * MINUTE, 9 * MINUTE, 21 * MINUTE, succeeded=True)]
    path = path_of(play, ledger(play, "shop", (1, "down"), (21, "up")), acts, tried, ENDED)
    assert path.recovery == "repair"
    minutes = dict(zip(PARTS, (part // MINUTE for part in path.parts), strict=True))
    assert minutes == {"detect": 1, "decide": 4, "start": 1, "wait": 2, "recover": 12, "other": 0}
    assert sum(path.parts) == 20 * MINUTE


def test_a_relapse_belongs_to_the_same_way_back():
    play = stage()
    tried = [Attempt("repair", 5 * MINUTE, 5 * MINUTE, 30 * MINUTE, succeeded=True)]
    shop = ledger(play, "shop", (1, "down"), (10, "up"), (12, "down"), (30, "up"))
    path = path_of(play, shop, [], tried, ENDED)
    assert sum(path.parts) == 29 * MINUTE
    assert path.parts[PARTS.index("recover")] == 25 * MINUTE


def test_a_service_that_comes_back_without_a_measure_has_one_part_only():
    play = stage()
    tried = [Attempt("repair", 5 * MINUTE, 5 * MINUTE, 12 * MINUTE, succeeded=True)]
    path = path_of(play, ledger(play, "shop", (1, "down"), (11, "up")), [], tried, ENDED)
    assert path.recovery is None
    assert path.parts == (0, 0, 0, 0, 0, 10 * MINUTE)


def test_a_service_that_never_comes_back_is_counted_to_the_end():
    play = stage()
    path = path_of(play, ledger(play, "shop", (1, "down")), [], [], ENDED)
    assert not path.has_returned
    assert path.parts[-1] == 59 * MINUTE


def test_a_measure_helps_what_it_restores_and_what_stands_on_that():
    play = stage()
    assert helped_by(play, "repair") == ("shop",)


def test_a_measure_is_in_time_up_to_the_very_limit():
    play = stage()
    ledgers = {"shop": ledger(play, "shop", (1, "down"), (40, "up"))}
    found = [
        list(reaches(play, ledgers, [Attempt("repair", 2 * MINUTE, 2 * MINUTE, end, True)], ENDED))
        for end in (16 * MINUTE, 16 * MINUTE + 1)
    ]
    assert [(one.elapsed, one.is_in_time) for [one] in found] == [
        (15 * MINUTE, True),
        (15 * MINUTE + 1, False),
    ]
    assert found[0][0].started == 1 * MINUTE


def test_a_measure_that_fails_or_is_not_done_in_time_reaches_nothing():
    play = stage()
    ledgers = {"shop": ledger(play, "shop", (1, "down"))}
    failed = Attempt("repair", 2 * MINUTE, 2 * MINUTE, 4 * MINUTE)
    running = Attempt("repair", 50 * MINUTE, 50 * MINUTE)
    found = list(reaches(play, ledgers, [failed, running], ENDED))
    assert [(one.elapsed, one.is_in_time) for one in found] == [(None, False), (None, False)]


def test_a_measure_that_endex_cuts_off_inside_the_limit_says_nothing():
    play = stage()
    ledgers = {"shop": ledger(play, "shop", (50, "down"))}
    running = Attempt("repair", 51 * MINUTE, 51 * MINUTE)
    assert not list(reaches(play, ledgers, [running], ENDED))


def test_a_measure_outside_an_outage_is_not_judged():
    play = stage()
    ledgers = {"shop": ledger(play, "shop", (5, "down"), (8, "up"))}
    early = Attempt("repair", 2 * MINUTE, 2 * MINUTE, 20 * MINUTE, True)
    assert not list(reaches(play, ledgers, [early], ENDED))


def test_a_recovery_is_believed_to_take_what_the_plan_says():
    play = stage()
    assert isinstance(play.recoveries["repair"], Recovery)
    assert play.recoveries["repair"].takes == Fixed(10 * MINUTE)
