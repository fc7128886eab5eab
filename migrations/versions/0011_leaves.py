"""Who is away, and who acts for them.

Revision: 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "leave",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("acting_id", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_leave_person_id"),
        sa.ForeignKeyConstraint(["acting_id"], ["person.id"], name="fk_leave_acting_id"),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_leave_made_by"),
    )
    op.create_index("ix_leave_person_id", "leave", ["person_id"])
    with op.batch_alter_table("role") as table:
        table.add_column(sa.Column("leave_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_role_leave_id", "leave", ["leave_id"], ["id"])


def downgrade() -> None:
    op.execute("DELETE FROM role WHERE leave_id IS NOT NULL")
    with op.batch_alter_table("role") as table:
        table.drop_constraint("fk_role_leave_id", type_="foreignkey")
        table.drop_column("leave_id")
    op.drop_index("ix_leave_person_id", "leave")
    op.drop_table("leave")
