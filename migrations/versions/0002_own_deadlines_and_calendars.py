"""Own deadlines of offices, exemptions, paused and cancelled rounds, changed days off, calendar addresses.

Revision: 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
MOMENTS = (
    ("schedule", "paused_at"),
    ("schedule", "resumed_at"),
    ("round", "paused_at"),
    ("round", "cancelled_at"),
    ("round", "moved_at"),
    ("assignment", "added_at"),
    ("assignment", "own_due_at"),
    ("assignment", "own_late_at"),
    ("assignment", "own_closes_at"),
    ("assignment", "exempt_at"),
)


def upgrade() -> None:
    for table, column in MOMENTS:
        op.add_column(table, sa.Column(column, MOMENT, nullable=True))
    op.add_column("assignment", sa.Column("exempt_reason", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "day_off_change",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("day", name="pk_day_off_change"),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name="fk_day_off_change_created_by"),
    )
    op.create_table(
        "calendar_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_link"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_calendar_link_person_id"),
    )
    op.create_index("ix_calendar_link_person_id", "calendar_link", ["person_id"])


def downgrade() -> None:
    op.drop_table("calendar_link")
    op.drop_table("day_off_change")
    with op.batch_alter_table("assignment") as table:
        table.drop_column("exempt_reason")
    for name, column in reversed(MOMENTS):
        with op.batch_alter_table(name) as table:
            table.drop_column(column)
