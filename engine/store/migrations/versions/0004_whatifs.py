"""What-ifs that were given a name."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "whatifs",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=True),
        sa.Column("continue_with", sa.Text, nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("result", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_whatifs"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_whatifs_run_runs"),
    )
    op.create_index("ix_whatifs_run", "whatifs", ["run"])


def downgrade() -> None:
    op.drop_table("whatifs")
