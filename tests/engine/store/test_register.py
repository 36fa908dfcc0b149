"""What the store promises about the register: findings, actions, history, feeds, webhooks and deliveries."""

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from engine.store import migrate
from engine.store.errors import NotFound
from engine.store.records import PLAN, SCENARIO, DocumentRecord, ExerciseRecord
from engine.store.register_records import ActionRecord, FeedRecord, FindingRecord
from engine.store.store import Store
from engine.store.webhook_records import DELIVERED, DeliveryRecord, WebhookRecord

NOON = "2026-01-01T12:00:00.000Z"
LATER = "2026-01-01T13:00:00.000Z"
LATEST = "2026-01-01T14:00:00.000Z"


@pytest.fixture
def register(store: Store) -> Store:
    """A store with one exercise, one finding and one action."""
    store.documents.put(DocumentRecord("sha256:s", SCENARIO, "s", "…"))
    store.documents.put(DocumentRecord("sha256:p", PLAN, "p", "…"))
    exercise = ExerciseRecord("e", {}, "sha256:s", "sha256:p", 1, "2026.1", NOON)
    store.exercises.open(exercise, [])
    finding = FindingRecord("f1", "e", "p", 3, "D2", "response", "step_late", NOON)
    action = ActionRecord("a1", "f1", NOON, element="training", owner="it-head")
    store.register.add(finding, action)
    return store


def test_a_database_of_the_first_version_gets_the_register(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrate._SCRIPTS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("insert into settings values ('key', 'kept')"))
    engine.dispose()
    store = Store.at(url)
    assert store.setting("key") == "kept"
    assert store.register.findings() == ()
    assert store.webhooks.all() == ()
    store.close()


def test_findings_come_with_their_actions(register: Store) -> None:
    found = register.register.finding("f1")
    assert (found.state, found.taken, found.revision) == ("open", None, 1)
    assert [one.id for one in register.register.actions("f1")] == ["a1"]
    assert register.register.findings("q") == ()
    assert register.register.findings(taken=True) == ()


def test_every_change_raises_the_revision_by_one(register: Store) -> None:
    register.register.change_finding("f1", state="accepted", taken=LATER)
    register.register.change_action("a1", evidence=({"text": "演练记录"},))
    assert register.register.finding("f1").revision == 2
    assert register.register.action("a1").evidence == ({"text": "演练记录"},)
    assert register.register.action("a1").revision == 2
    assert [one.id for one in register.register.findings("p", "e", taken=True)] == ["f1"]
    with pytest.raises(NotFound):
        register.register.change_action("a2", state="done")


def test_the_history_of_one_thing_is_told_in_order(register: Store) -> None:
    register.register.note("f1", NOON, "taken", "li")
    register.register.note("f1", LATER, "edited", "li", "错了", {"severity": ["low", "high"]})
    register.register.note("a1", LATER, "accepted")
    told = register.register.history("f1")
    assert [(one.number, one.did, one.reason) for one in told] == [
        (1, "taken", None),
        (2, "edited", "错了"),
    ]
    assert told[1].changes == {"severity": ["low", "high"]}


def test_a_revoked_feed_is_still_known(register: Store) -> None:
    feed = FeedRecord("k", "整改", "zh-CN", NOON, {"plan": "p"})
    register.register.add_feed(feed)
    assert register.register.feed("k") == feed
    register.register.revoke_feed("k", LATER)
    assert register.register.feeds()[0].revoked == LATER
    with pytest.raises(NotFound):
        register.register.feed("no")


def test_what_waits_to_be_delivered_is_due_at_its_time(register: Store) -> None:
    hook = WebhookRecord("w", "http://localhost/", "s3cret", NOON, ("finding.taken",))
    register.webhooks.add(hook)
    register.webhooks.send(DeliveryRecord("d1", "w", "ping", "{}", NOON, next=LATER))
    register.webhooks.send(DeliveryRecord("d2", "w", "ping", "{}", NOON, next=NOON))
    assert register.webhooks.all() == (hook,)
    assert [one.id for one in register.webhooks.due(NOON)] == ["d2"]
    assert [one.id for one in register.webhooks.due(LATEST)] == ["d2", "d1"]
    register.webhooks.change("d2", state=DELIVERED, status=200, tries=1, next=None)
    assert [one.id for one in register.webhooks.due(LATEST)] == ["d1"]
    assert register.webhooks.delivery("d2").status == 200
    register.webhooks.end("w", LATER)
    assert register.webhooks.all() == ()
    assert register.webhooks.get("w").ended == LATER
