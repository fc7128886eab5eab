"""What stood in a report before, and why a sent one was opened again.

Revision: 0008.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "past_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(512), nullable=False),
        sa.Column("pos", sa.String(32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.Column("replaced_at", MOMENT, nullable=False),
        sa.Column("replaced_by", sa.Integer(), nullable=True),
        sa.Column("pieces", JSON, nullable=False),
        sa.Column("messages", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_past_answer_person_id"),
        sa.ForeignKeyConstraint(["replaced_by"], ["person.id"], name="fk_past_answer_replaced_by"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_past_answer_submission_id"),
        sa.PrimaryKeyConstraint("id", name="pk_past_answer"),
    )
    op.create_index("ix_past_answer_answer", "past_answer", ["submission_id", "ref", "pos"])
    op.create_index("ix_past_answer_replaced_by", "past_answer", ["replaced_by"])
    with op.batch_alter_table("submission") as table:
        table.add_column(sa.Column("reopened_at", MOMENT, nullable=True))
        table.add_column(sa.Column("reopened_why", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("submission") as table:
        table.drop_column("reopened_why")
        table.drop_column("reopened_at")
    op.drop_table("past_answer")
