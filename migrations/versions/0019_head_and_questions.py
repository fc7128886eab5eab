"""Reports put before the head of an office, and questions to the coordinator.

Revision: 0019.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_agreement_submission_id"),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name="fk_agreement_asked_by"),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name="fk_agreement_settled_by"),
        sa.PrimaryKeyConstraint("id", name="pk_agreement"),
    )
    op.create_index("ix_agreement_submission_id", "agreement", ["submission_id"])
    op.add_column("schedule", sa.Column("head_presses", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("petition", sa.Column("item", sa.String(), nullable=False, server_default=""))
    op.add_column("petition", sa.Column("answer", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("petition") as table:
        table.drop_column("answer")
        table.drop_column("item")
    with op.batch_alter_table("schedule") as table:
        table.drop_column("head_presses")
    op.drop_table("agreement")
