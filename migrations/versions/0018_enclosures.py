"""A photo or file that goes with an announcement.

Revision: 0018.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("broadcast") as table:
        table.add_column(sa.Column("sent_file_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_broadcast_sent_file_id", "sent_file", ["sent_file_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("broadcast") as table:
        table.drop_constraint("fk_broadcast_sent_file_id", type_="foreignkey")
        table.drop_column("sent_file_id")
