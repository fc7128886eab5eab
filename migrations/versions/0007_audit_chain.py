"""Deeds say from where they came and what they changed, and are sealed into a chain.

Revision: 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

UNSEALED = sa.text("seq IS NULL")
MOMENT = sa.DateTime(timezone=True)


def added():
    """Return the columns a deed gets."""
    return (
    sa.Column("via", sa.String(length=8), nullable=False, server_default=""),
    sa.Column("office_id", sa.Integer(), nullable=True),
    sa.Column("submission_id", sa.Integer(), nullable=True),
    sa.Column("erased_at", MOMENT, nullable=True),
    sa.Column("seq", sa.Integer(), nullable=True),
    sa.Column("content_digest", sa.String(length=64), nullable=True),
    sa.Column("link", sa.String(length=64), nullable=True),
)


def upgrade() -> None:
    with op.batch_alter_table("deed") as table:
        for column in added():
            table.add_column(column)
        table.create_unique_constraint("uq_deed_seq", ["seq"])
    op.create_index("ix_deed_office_id", "deed", ["office_id"])
    op.create_index("ix_deed_unsealed", "deed", ["id"], sqlite_where=UNSEALED, postgresql_where=UNSEALED)
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )


def downgrade() -> None:
    op.drop_table("audit_head")
    op.drop_index("ix_deed_unsealed", "deed")
    op.drop_index("ix_deed_office_id", "deed")
    with op.batch_alter_table("deed") as table:
        table.drop_constraint("uq_deed_seq", type_="unique")
        for column in reversed(added()):
            table.drop_column(column.name)
