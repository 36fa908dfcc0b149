"""What was kept before the plan loop came is still there afterwards."""

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from engine.store import migrate
from engine.store.records import Draft, PlanVersion
from engine.store.store import Store

NOON = "2026-01-01T12:00:00.000Z"
ROWS = (
    "insert into documents (digest, kind, name, text) values ('d', 'plan', 'p', '…')",
    (
        "insert into exercises (id, title, scenario, plan, seed, rules, opened, options) "
        "values ('e', '{}', 'd', 'd', 1, '2026.1', :noon, '{}')"
    ),
    "insert into plan_versions (plan, version, digest, published) values ('p', 1, 'd', :noon)",
    (
        "insert into drafts (id, plan, base, author, made, state, author_name, changes) "
        "values ('dr', 'p', 1, 'li', :noon, 'open', '李', '[]')"
    ),
    (
        "insert into findings (id, exercise, plan, version, subject, kind, code, made, state, revision, "
        "automatic, edited) values ('f', 'e', 'p', 1, 'D1', 'response', 'step_late', :noon, 'open', 3, '{}', '{}')"
    ),
    (
        "insert into actions (id, finding, made, state, element, words, owner_kind, revision, automatic, evidence) "
        "values ('a', 'f', :noon, 'accepted', 'training', '{}', 'role', 2, '{}', '[]')"
    ),
)


def test_findings_actions_drafts_and_versions_of_an_older_database_stay(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrate._SCRIPTS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        for row in ROWS:
            connection.execute(text(row), {"noon": NOON} if ":noon" in row else {})
    engine.dispose()
    store = Store.at(url)
    finding = store.register.finding("f")
    assert (finding.exercise, finding.revision) == ("e", 3)
    assert (finding.origin, finding.standing) == ("exercise", "open")
    assert [(one.id, one.state, one.revision) for one in store.register.actions("f")] == [
        ("a", "accepted", 2)
    ]
    assert store.plans.draft("dr") == Draft("dr", "p", 1, "li", NOON, author_name="李")
    assert store.plans.versions("p") == (PlanVersion("p", 1, "d", NOON),)
    store.close()
