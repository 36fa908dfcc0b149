"""The register of findings and actions with its history, feeds and webhooks; the first shape of it was never used."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def whole(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False)


def key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def link(table: str, name: str, target: str) -> sa.ForeignKeyConstraint:
    parent = target.partition(".")[0]
    return sa.ForeignKeyConstraint([name], [target], name=f"fk_{table}_{name}_{parent}")


def upgrade() -> None:
    op.drop_table("actions")
    op.drop_table("findings")
    register()
    feeds()
    webhooks()


def register() -> None:
    op.create_table(
        "findings",
        text("id"),
        text("exercise"),
        text("plan"),
        whole("version"),
        text("subject"),
        text("kind"),
        text("code"),
        text("made"),
        text("state"),
        text("taken", nullable=True),
        text("into", nullable=True),
        whole("revision"),
        json("automatic"),
        json("edited"),
        key("findings", "id"),
        link("findings", "exercise", "exercises.id"),
    )
    op.create_index("ix_findings_exercise", "findings", ["exercise"])
    op.create_index("ix_findings_plan_subject_code", "findings", ["plan", "subject", "code"])
    op.create_table(
        "actions",
        text("id"),
        text("finding"),
        text("made"),
        text("state"),
        text("element"),
        json("words"),
        text("owner_kind"),
        text("owner", nullable=True),
        text("start", nullable=True),
        text("due", nullable=True),
        text("verifier", nullable=True),
        text("into", nullable=True),
        whole("revision"),
        json("automatic"),
        json("evidence"),
        key("actions", "id"),
        link("actions", "finding", "findings.id"),
    )
    op.create_index("ix_actions_finding", "actions", ["finding"])
    op.create_table(
        "register_history",
        text("item"),
        whole("number"),
        text("at"),
        text("by", nullable=True),
        text("did"),
        text("reason", nullable=True),
        json("changes"),
        key("register_history", "item", "number"),
    )


def feeds() -> None:
    op.create_table(
        "feeds",
        text("id"),
        text("name"),
        text("language"),
        json("wanted"),
        text("made"),
        text("made_by", nullable=True),
        text("revoked", nullable=True),
        key("feeds", "id"),
    )


def webhooks() -> None:
    op.create_table(
        "webhooks",
        text("id"),
        text("url"),
        text("secret"),
        json("events"),
        text("made"),
        text("made_by", nullable=True),
        text("ended", nullable=True),
        key("webhooks", "id"),
    )
    op.create_table(
        "deliveries",
        text("id"),
        text("webhook"),
        text("event"),
        text("body"),
        text("made"),
        text("state"),
        whole("tries"),
        text("next", nullable=True),
        text("tried", nullable=True),
        whole("status", nullable=True),
        text("problem", nullable=True),
        key("deliveries", "id"),
        link("deliveries", "webhook", "webhooks.id"),
    )
    op.create_index("ix_deliveries_webhook", "deliveries", ["webhook"])
    op.create_index("ix_deliveries_state_next", "deliveries", ["state", "next"])


def downgrade() -> None:
    for table in ("deliveries", "webhooks", "feeds", "register_history", "actions", "findings"):
        op.drop_table(table)
    op.create_table(
        "findings",
        text("id"),
        text("run"),
        text("plan"),
        whole("version"),
        text("code"),
        text("made"),
        text("subject", nullable=True),
        text("severity"),
        text("state"),
        json("numbers"),
        json("evidence"),
        key("findings", "id"),
        link("findings", "run", "runs.id"),
    )
    op.create_index("ix_findings_run", "findings", ["run"])
    op.create_index("ix_findings_plan_subject", "findings", ["plan", "subject"])
    op.create_table(
        "actions",
        text("id"),
        text("finding"),
        text("element"),
        text("owner", nullable=True),
        text("due", nullable=True),
        text("state"),
        json("numbers"),
        key("actions", "id"),
        link("actions", "finding", "findings.id"),
    )
    op.create_index("ix_actions_finding", "actions", ["finding"])
