"""The plan loop: approval and effect of plan versions, shared drafts, imported files, the programme, mails, tokens."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False)


def key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def upgrade() -> None:
    plans()
    findings()
    programme()
    letters()


def fill(table: str, types: Mapping[str, sa.types.TypeEngine[Any]], **values: str) -> None:
    """Add columns that are never null to a table that has rows: what is there gets *values*, written as SQL."""
    with op.batch_alter_table(table) as altered:
        for name in values:
            altered.add_column(sa.Column(name, types[name], nullable=True))
    op.execute(f"update {table} set " + ", ".join(f"{k} = {v}" for k, v in values.items()))  # noqa: S608
    with op.batch_alter_table(table) as altered:
        for name in values:
            altered.alter_column(name, existing_type=types[name], nullable=False)


def plans() -> None:
    with op.batch_alter_table("plan_versions") as versions:
        for name in ("effective", "approved_by", "draft", "note"):
            versions.add_column(text(name, nullable=True))
    fill("plan_versions", {"changelog": sa.JSON()}, changelog="'[]'")
    op.create_table(
        "plan_cards",
        text("plan"),
        text("made"),
        json("owners"),
        text("review_by", nullable=True),
        text("archived", nullable=True),
        key("plan_cards", "plan"),
    )
    with op.batch_alter_table("drafts") as drafts:
        for name in ("title", "text", "source"):
            drafts.add_column(text(name, nullable=True))
    fill(
        "drafts",
        {"revision": sa.Integer(), "contributors": sa.JSON(), "approval": sa.JSON()},
        revision="1",
        contributors="'[]'",
        approval="'{}'",
    )
    op.create_table(
        "sources",
        text("digest"),
        text("name"),
        text("type"),
        text("made"),
        text("made_by", nullable=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        key("sources", "digest"),
    )


def findings() -> None:
    """Let findings come from elsewhere; SQLite makes the table anew, which no action may refer to meanwhile."""
    op.execute("create temporary table kept_actions as select * from actions")
    op.execute("delete from actions")
    with op.batch_alter_table("findings") as table:
        table.alter_column("exercise", existing_type=sa.Text, nullable=True)
        table.add_column(text("source", nullable=True))
    types = {"origin": sa.Text(), "standing": sa.Text()}
    fill("findings", types, origin="'exercise'", standing="'open'")
    op.execute("insert into actions select * from kept_actions")
    op.execute("drop table kept_actions")


def programme() -> None:
    op.create_table(
        "planned_exercises",
        text("id"),
        text("day"),
        json("title"),
        text("made"),
        text("state"),
        text("made_by", nullable=True),
        text("scenario", nullable=True),
        text("plan", nullable=True),
        json("duties"),
        sa.Column("joint", sa.Boolean(create_constraint=False), nullable=False),
        json("parties"),
        text("owner", nullable=True),
        json("remind"),
        text("exercise", nullable=True),
        text("reported", nullable=True),
        text("note", nullable=True),
        whole("revision"),
        key("planned_exercises", "id"),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercises.id"], name="fk_planned_exercises_exercise_exercises"
        ),
    )
    op.create_index("ix_planned_exercises_exercise", "planned_exercises", ["exercise"])
    op.create_table(
        "duties",
        text("id"),
        json("body"),
        text("made"),
        text("made_by", nullable=True),
        text("ended", nullable=True),
        whole("revision"),
        key("duties", "id"),
    )


def letters() -> None:
    op.create_table(
        "mails",
        text("id"),
        text("to"),
        text("subject"),
        text("text"),
        text("made"),
        text("state"),
        whole("tries"),
        text("next", nullable=True),
        text("tried", nullable=True),
        text("problem", nullable=True),
        key("mails", "id"),
    )
    op.create_index("ix_mails_state_next", "mails", ["state", "next"])
    op.create_table(
        "tokens",
        text("id"),
        text("secret_hash"),
        text("name"),
        json("may"),
        text("made"),
        text("made_by", nullable=True),
        text("used", nullable=True),
        text("revoked", nullable=True),
        key("tokens", "id"),
        sa.UniqueConstraint("secret_hash", name="uq_tokens_secret_hash"),
    )
