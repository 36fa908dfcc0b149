"""Rehearsals asked for in the browser, and their results."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rehearsals",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("scenario_digest", sa.Text, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("plan_version", sa.Integer, nullable=False),
        sa.Column("plan_digest", sa.Text, nullable=False),
        sa.Column("runs", sa.Integer, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("made", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=True),
        sa.Column("ended", sa.Text, nullable=True),
        sa.Column("problem", sa.Text, nullable=True),
        sa.Column("people", sa.JSON, nullable=False),
        sa.Column("compared", sa.JSON, nullable=False),
        sa.Column("headline", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rehearsals"),
        sa.ForeignKeyConstraint(
            ["scenario_digest"],
            ["documents.digest"],
            name="fk_rehearsals_scenario_digest_documents",
        ),
        sa.ForeignKeyConstraint(
            ["plan_digest"], ["documents.digest"], name="fk_rehearsals_plan_digest_documents"
        ),
    )
    op.create_index("ix_rehearsals_scenario", "rehearsals", ["scenario"])
    op.create_index("ix_rehearsals_scenario_digest", "rehearsals", ["scenario_digest"])
    op.create_index("ix_rehearsals_plan_digest", "rehearsals", ["plan_digest"])
    op.create_table(
        "rehearsal_results",
        sa.Column("rehearsal", sa.Text, nullable=False),
        sa.Column("result", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("rehearsal", name="pk_rehearsal_results"),
        sa.ForeignKeyConstraint(
            ["rehearsal"], ["rehearsals.id"], name="fk_rehearsal_results_rehearsal_rehearsals"
        ),
    )


def downgrade() -> None:
    op.drop_table("rehearsal_results")
    op.drop_table("rehearsals")
