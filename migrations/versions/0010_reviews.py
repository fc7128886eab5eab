"""Reports are looked over: where each stands, and the items it was sent back for.

Revision: 0010.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def FK(table, column, target):
    """Return a foreign key of one column."""
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def upgrade() -> None:
    with op.batch_alter_table("schedule") as table:
        table.add_column(sa.Column("review", sa.String(length=16), nullable=False, server_default=""))
    op.create_table(
        "review",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("first_sent_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("submission_id", name="pk_review"),
        FK("review", "submission_id", "submission.id"),
        FK("review", "changed_by", "person.id"),
    )
    op.create_table(
        "returned_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=512), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("old", JSON, nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_returned_item"),
        FK("returned_item", "submission_id", "submission.id"),
        FK("returned_item", "asked_by", "person.id"),
    )
    op.create_index("ix_returned_item_submission_id", "returned_item", ["submission_id"])


def downgrade() -> None:
    op.drop_table("returned_item")
    op.drop_table("review")
    with op.batch_alter_table("schedule") as table:
        table.drop_column("review")
