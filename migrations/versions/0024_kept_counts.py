"""Counts of rounds, kept part by part of the roster, and the notes of what has changed since.

The triggers that write the notes are put by migrations.commands, from models/watching.py. The clock fills the counts.

Revision: 0024.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NUMBERS = ("rank", "on_time", "too_late", "in_progress", "not_started", "unreachable")


def upgrade() -> None:
    op.create_table(
        "changed_office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_changed_office"),
    )
    op.create_index("ix_changed_office_round", "changed_office", ["round_id", "office_id"])
    op.create_table(
        "roster_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_roster_change"),
    )
    op.create_table(
        "office_cell",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", name="pk_office_cell"),
    )
    op.create_index("ix_office_cell_cell", "office_cell", ["cell"])
    op.create_table(
        "kept_round",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("roster", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("late_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("round_id", name="pk_kept_round"),
    )
    op.create_table(
        "kept_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.Column("own_late_at", MOMENT, nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in NUMBERS),
        sa.PrimaryKeyConstraint("id", name="pk_kept_count"),
    )
    op.create_index("ix_kept_count_round", "kept_count", ["round_id", "cell"])


def downgrade() -> None:
    for table in ("kept_count", "kept_round", "office_cell", "roster_change", "changed_office"):
        op.drop_table(table)
