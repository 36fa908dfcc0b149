"""What every store promises about shared drafts, plan cards, the programme, mails and tokens."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest

from engine.store.errors import AlreadyKept, NotFound
from engine.store.plan_cards import PlanCard, SourceRecord
from engine.store.programme import DutyRecord, MailRecord, PlannedExercise
from engine.store.records import Draft
from engine.store.register_records import FindingRecord
from engine.store.store import Store
from engine.store.tokens import TokenRecord

NOON = "2026-01-01T12:00:00.000Z"
LATER = "2026-01-01T13:00:00.000Z"


def test_many_who_work_on_one_draft_at_once_lose_nothing(store: Store) -> None:
    store.plans.add_draft(Draft("d", "p", 1, "li", NOON))
    together = Barrier(8)

    def write(name: str) -> None:
        together.wait()
        store.plans.work("d", lambda now: replace(now, changes=(*now.changes, {"id": name})))

    threads = [Thread(target=write, args=(f"c{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = store.plans.draft("d")
    assert sorted(str(one["id"]) for one in kept.changes) == [f"c{n}" for n in range(8)]
    assert kept.revision == 9


def test_what_refuses_to_change_a_draft_leaves_it_as_it_was(store: Store) -> None:
    before = Draft("d", "p", 1, "li", NOON, contributors=({"person": "a", "name": "李"},))
    store.plans.add_draft(before)

    def refuse(_now: Draft) -> Draft:
        raise LookupError("refused")

    with pytest.raises(LookupError, match="refused"):
        store.plans.work("d", refuse)
    assert store.plans.work("d", lambda now: now) == before
    with pytest.raises(NotFound):
        store.plans.work("other", lambda now: now)


def test_a_card_is_made_when_it_is_first_written_on(store: Store) -> None:
    assert store.plan_cards.card("p") is None
    owners = ({"name": "李", "email": "li@example.org"},)
    assert store.plan_cards.write("p", NOON, owners=owners) == PlanCard("p", NOON, owners)
    store.plan_cards.write("p", LATER, review_by="2027-01-01")
    assert store.plan_cards.cards() == (PlanCard("p", NOON, owners, "2027-01-01"),)


def test_an_imported_file_is_kept_once(store: Store) -> None:
    source = SourceRecord("sha256:1", "预案.docx", "docx", NOON, b"\x00\xff")
    store.plan_cards.keep_source(source)
    store.plan_cards.keep_source(source)
    assert store.plan_cards.source("sha256:1") == source


def test_a_finding_may_come_from_elsewhere_than_an_exercise(store: Store) -> None:
    finding = FindingRecord(
        "F-1", None, "p", 1, "D1", "response", "plan_infeasible", NOON, origin="rehearsal"
    )
    store.register.add(finding)
    assert store.register.finding("F-1") == finding


def test_planned_exercises_come_in_order_of_their_days(store: Store) -> None:
    june = PlannedExercise("x1", "2026-06-01", {"zh": "六月"}, NOON, duties=("d1",))
    may = PlannedExercise("x2", "2026-05-01", {"zh": "五月"}, NOON, remind=("a@example.org",))
    store.programme.plan(june)
    store.programme.plan(may)
    assert store.programme.all_planned() == (may, june)
    changed = store.programme.change_planned("x1", day="2026-04-01", parties=("交易所",))
    assert changed == replace(june, day="2026-04-01", parties=("交易所",), revision=2)
    assert store.programme.all_planned() == (changed, may)


def test_a_duty_is_changed_and_ended_but_never_forgotten(store: Store) -> None:
    store.programme.add_duty(DutyRecord("own", NOON, {"title": {"zh": "年度"}}))
    ended = store.programme.change_duty("own", ended=LATER)
    assert store.programme.duties() == (ended,)
    assert ended.revision == 2


def test_a_mail_about_the_same_is_put_in_line_once(store: Store) -> None:
    mail = MailRecord("m/x1/7", "a@example.org", "演练", "…", NOON, next=NOON)
    assert store.programme.post(mail)
    assert not store.programme.post(replace(mail, text="again"))
    assert store.programme.due_mails("2026-01-01T11:59:59.000Z") == ()
    assert store.programme.due_mails(NOON) == (mail,)
    store.programme.change_mail(mail.id, state="sent", tries=1)
    assert store.programme.due_mails(LATER) == ()


def test_a_revoked_token_is_not_found_by_its_secret(store: Store) -> None:
    token = TokenRecord("t1", "hash", "文档系统", NOON, ("findings",))
    store.tokens.add(token)
    assert store.tokens.find("hash") == token
    store.tokens.change("t1", revoked=LATER)
    assert store.tokens.find("hash") is None
    with pytest.raises(AlreadyKept):
        store.tokens.add(replace(token, id="t2"))
