"""Duties that hold for one form, or for one round of it.

Revision: 0026.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

BEFORE, SINCE = "uq_role_person_id_office_id_duty", "uq_role_person_id_office_id_duty_only"


def upgrade() -> None:
    for table in ("role", "invitation"):
        op.add_column(table, sa.Column("only", sa.String(length=96), nullable=False, server_default=""))
    with op.batch_alter_table("role") as table:
        table.drop_constraint(BEFORE, type_="unique")
        table.create_unique_constraint(SINCE, ["person_id", "office_id", "duty", "only"])


def downgrade() -> None:
    op.execute("DELETE FROM role WHERE \"only\" <> ''")  # without the column they would hold for everything
    op.execute("DELETE FROM invitation WHERE \"only\" <> ''")
    with op.batch_alter_table("role") as table:
        table.drop_constraint(SINCE, type_="unique")
        table.create_unique_constraint(BEFORE, ["person_id", "office_id", "duty"])
        table.drop_column("only")
    with op.batch_alter_table("invitation") as table:
        table.drop_column("only")
