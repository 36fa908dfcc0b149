"""What every store promises about documents, exercises, people and plans."""

import pytest

from engine.store.errors import AlreadyKept, NotFound
from engine.store.records import (
    PLAN,
    SCENARIO,
    Account,
    DocumentRecord,
    Draft,
    ExerciseRecord,
    Invitation,
    PassRecord,
    PlanVersion,
    RunRecord,
)
from engine.store.store import Store

NOON = "2026-01-01T12:00:00.000Z"
LATER = "2026-01-01T13:00:00.000Z"


def an_exercise(store: Store, name: str = "e") -> ExerciseRecord:
    store.documents.put(DocumentRecord("sha256:s", SCENARIO, "s", "…"))
    store.documents.put(DocumentRecord("sha256:p", PLAN, "p", "…"))
    return ExerciseRecord(
        name, {"zh": "演练"}, "sha256:s", "sha256:p", 2**62, "2026.1", NOON, options={"speed": 1}
    )


def test_a_document_is_kept_once_under_its_digest(store: Store) -> None:
    document = DocumentRecord("sha256:1", PLAN, "x", "title: 预案\n")
    store.documents.put(document)
    store.documents.put(document)
    assert store.documents.get("sha256:1") == document


def test_a_document_never_changes(store: Store) -> None:
    store.documents.put(DocumentRecord("sha256:1", PLAN, "x", "one"))
    with pytest.raises(AlreadyKept):
        store.documents.put(DocumentRecord("sha256:1", PLAN, "x", "two"))
    assert store.documents.get("sha256:1").text == "one"


def test_an_exercise_is_opened_with_its_tables_in_order(store: Store) -> None:
    exercise = an_exercise(store)
    runs = (
        RunRecord("t2", "e", "A", 0, "K7M-2QX", {"ops-duty": "open"}),
        RunRecord("t1", "e", "B", 1),
    )
    store.exercises.open(exercise, runs)
    assert store.exercises.get("e") == exercise
    assert store.exercises.runs("e") == runs
    assert store.exercises.run("t1") == runs[1]
    assert store.exercises.run_by_code("K7M-2QX") == runs[0]
    assert store.exercises.run_by_code("none") is None


def test_an_exercise_with_a_taken_code_is_not_opened_at_all(store: Store) -> None:
    store.exercises.open(an_exercise(store), [RunRecord("t1", "e", "A", code="K7M-2QX")])
    with pytest.raises(AlreadyKept):
        store.exercises.open(
            an_exercise(store, "other"), [RunRecord("t2", "other", "A", code="K7M-2QX")]
        )
    with pytest.raises(NotFound):
        store.exercises.get("other")


def test_live_runs_have_neither_ended_nor_been_closed(store: Store) -> None:
    store.exercises.open(an_exercise(store), [RunRecord("t1", "e", "A"), RunRecord("t2", "e", "B")])
    store.exercises.open(an_exercise(store, "f"), [RunRecord("t3", "f", "A")])
    store.exercises.end("t1")
    store.exercises.close("f", LATER)
    assert [run.id for run in store.exercises.live_runs()] == ["t2"]
    assert [e.id for e in store.exercises.all(with_closed=False)] == ["e"]
    assert store.exercises.get("f").closed == LATER


def test_how_far_time_has_come_is_kept(store: Store) -> None:
    store.exercises.open(an_exercise(store), [RunRecord("t1", "e", "A"), RunRecord("t2", "e", "B")])
    store.exercises.reach({})
    store.exercises.reach({"t1": 5_000, "t2": 2**40})
    assert [store.exercises.run(run).reached for run in ("t1", "t2")] == [5_000, 2**40]


def test_what_a_launch_chose_can_be_changed(store: Store) -> None:
    store.exercises.open(an_exercise(store), [RunRecord("t1", "e", "A")])
    store.exercises.set_options("e", {"open_book": False})
    store.exercises.set_code("t1", "AAA-BBB")
    store.exercises.set_seats("t1", {"ops-duty": "simulated"})
    assert store.exercises.get("e").options == {"open_book": False}
    assert store.exercises.run("t1").code == "AAA-BBB"
    assert store.exercises.run("t1").seats == {"ops-duty": "simulated"}


def test_a_link_leads_in_until_it_is_revoked(store: Store) -> None:
    link = Invitation("i1", "facilitator", "hash", NOON)
    store.people.invite(link)
    assert store.people.invitation("hash") == link
    assert store.people.invitations(None) == (link,)
    assert store.people.invitations("e") == ()
    store.people.revoke("i1", LATER)
    assert store.people.invitation("hash") is None


def test_a_pass_counts_until_it_is_ended(store: Store) -> None:
    store.exercises.open(an_exercise(store), [RunRecord("t1", "e", "A")])
    record = PassRecord("hash", "participant", "li", "李", NOON, "e", "t1", "ops-duty")
    store.people.let_in(record)
    assert store.people.find_pass("hash") == record
    assert store.people.passes("t1") == (record,)
    store.people.end_pass("hash", LATER)
    assert store.people.find_pass("hash") is None
    assert store.people.passes("t1") == ()


def test_an_address_belongs_to_one_account(store: Store) -> None:
    account = Account("u1", "李", NOON, "li@example.com", "argon", ("admin", "owner"))
    store.people.add_account(account)
    with pytest.raises(AlreadyKept):
        store.people.add_account(Account("u2", "张", NOON, "li@example.com"))
    store.people.change_account("u1", disabled=LATER, duties=("owner",))
    assert store.people.account("u1").disabled == LATER
    assert store.people.accounts()[0].duties == ("owner",)
    with pytest.raises(NotFound):
        store.people.change_account("u2", disabled=LATER)


def test_a_published_version_never_changes(store: Store) -> None:
    for digest in ("sha256:1", "sha256:2"):
        store.documents.put(DocumentRecord(digest, PLAN, "p", digest))
    version = PlanVersion("p", 10, "sha256:1", NOON, "li")
    store.plans.publish(PlanVersion("p", 9, "sha256:1", NOON))
    store.plans.publish(version)
    store.plans.publish(version)
    with pytest.raises(AlreadyKept):
        store.plans.publish(PlanVersion("p", 10, "sha256:2", NOON))
    assert store.plans.get("p", 10) == version
    assert store.plans.newest("p") == 10
    assert store.plans.newest("q") is None
    assert [v.version for v in store.plans.versions("p")] == [9, 10]


def test_a_draft_moves_on_until_it_is_published(store: Store) -> None:
    draft = Draft("d1", "p", 3, "li", NOON, changes=({"id": "c1", "new": "8m"},))
    store.plans.add_draft(draft)
    assert store.plans.draft("d1") == draft
    changes = ({"id": "c1", "decision": "accepted"}, {"id": "c2"})
    changed = store.plans.change_draft("d1", changes=changes, state="published")
    assert store.plans.draft("d1") == changed
    assert store.plans.drafts("p") == (changed,)
    assert changed.changes == changes
    assert store.plans.drafts("q") == ()
