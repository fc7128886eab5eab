"""Moves of reports to a newer version of their form, gone through in portions.

Revision: 0030.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_version_id"], ["form_version.id"], name="fk_form_move_form_version_id_form_version"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_form_move_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_form_move"),
    )
    op.create_index("ix_form_move_state", "form_move", ["state"])


def downgrade() -> None:
    op.drop_table("form_move")
