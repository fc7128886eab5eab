"""The report an office sent before of the same form: what it said is offered again.

Revision: 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KEY = "fk_submission_before_id"


def upgrade() -> None:
    with op.batch_alter_table("submission") as table:
        table.add_column(sa.Column("before_id", sa.Integer(), nullable=True))
        table.create_foreign_key(KEY, "submission", ["before_id"], ["id"])
        table.create_index("ix_submission_before_id", ["before_id"])


def downgrade() -> None:
    with op.batch_alter_table("submission") as table:
        table.drop_index("ix_submission_before_id")
        table.drop_constraint(KEY, type_="foreignkey")
        table.drop_column("before_id")
