"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def whole(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def big(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False)


def key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def unique(table: str, name: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(name, name=f"uq_{table}_{name}")


def link(table: str, name: str, target: str) -> sa.ForeignKeyConstraint:
    parent = target.partition(".")[0]
    return sa.ForeignKeyConstraint([name], [target], name=f"fk_{table}_{name}_{parent}")


def upgrade() -> None:
    op.create_table(
        "documents",
        text("digest"),
        text("kind"),
        text("name"),
        text("text"),
        key("documents", "digest"),
    )
    exercises()
    people()
    plans()
    register()
    op.create_table("settings", text("key"), text("value"), key("settings", "key"))


def exercises() -> None:
    op.create_table(
        "exercises",
        text("id"),
        json("title"),
        text("scenario"),
        text("plan"),
        big("seed"),
        text("rules"),
        text("opened"),
        text("opened_by", nullable=True),
        text("closed", nullable=True),
        json("options"),
        key("exercises", "id"),
        link("exercises", "scenario", "documents.digest"),
        link("exercises", "plan", "documents.digest"),
    )
    op.create_index("ix_exercises_scenario", "exercises", ["scenario"])
    op.create_index("ix_exercises_plan", "exercises", ["plan"])
    op.create_table(
        "runs",
        text("id"),
        text("exercise"),
        text("name"),
        whole("place"),
        text("code", nullable=True),
        json("seats"),
        big("reached"),
        sa.Column("ended", sa.Boolean(create_constraint=False), nullable=False),
        key("runs", "id"),
        unique("runs", "code"),
        link("runs", "exercise", "exercises.id"),
    )
    op.create_index("ix_runs_exercise", "runs", ["exercise"])
    op.create_table(
        "journal",
        text("run"),
        big("seq"),
        big("at"),
        text("source"),
        text("wall"),
        text("by", nullable=True),
        text("fact"),
        key("journal", "run", "seq"),
        link("journal", "run", "runs.id"),
        sqlite_with_rowid=False,
    )


def people() -> None:
    op.create_table(
        "invitations",
        text("id"),
        text("kind"),
        text("secret_hash"),
        text("made"),
        *whose(),
        text("revoked", nullable=True),
        key("invitations", "id"),
        unique("invitations", "secret_hash"),
        link("invitations", "exercise", "exercises.id"),
        link("invitations", "run", "runs.id"),
    )
    op.create_table(
        "passes",
        text("pass_hash"),
        text("kind"),
        text("person"),
        text("name"),
        text("made"),
        *whose(),
        text("ended", nullable=True),
        key("passes", "pass_hash"),
        link("passes", "exercise", "exercises.id"),
        link("passes", "run", "runs.id"),
    )
    for table in ("invitations", "passes"):
        for column in ("exercise", "run"):
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_table(
        "accounts",
        text("id"),
        text("name"),
        text("made"),
        text("email", nullable=True),
        text("password_hash", nullable=True),
        json("duties"),
        text("disabled", nullable=True),
        key("accounts", "id"),
        unique("accounts", "email"),
    )


def whose() -> tuple[sa.Column[str], ...]:
    return text("exercise", True), text("run", True), text("role", True)


def plans() -> None:
    op.create_table(
        "plan_versions",
        text("plan"),
        whole("version"),
        text("digest"),
        text("published"),
        text("published_by", nullable=True),
        key("plan_versions", "plan", "version"),
        link("plan_versions", "digest", "documents.digest"),
    )
    op.create_index("ix_plan_versions_digest", "plan_versions", ["digest"])
    op.create_table(
        "drafts",
        text("id"),
        text("plan"),
        whole("base"),
        text("author"),
        text("made"),
        text("state"),
        text("author_name"),
        json("changes"),
        whole("published_version", nullable=True),
        text("published_by", nullable=True),
        key("drafts", "id"),
    )
    op.create_index("ix_drafts_plan", "drafts", ["plan"])


def register() -> None:
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


TABLES = (
    "documents",
    "exercises",
    "runs",
    "journal",
    "invitations",
    "passes",
    "accounts",
    "plan_versions",
    "drafts",
    "findings",
    "actions",
    "settings",
)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
