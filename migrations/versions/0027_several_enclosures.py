"""Several photos and files that go with one announcement.

Revision: 0027.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sent_file") as table:
        table.add_column(sa.Column("broadcast_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_sent_file_broadcast_id", "broadcast", ["broadcast_id"], ["id"])
    op.create_index("ix_sent_file_broadcast_id", "sent_file", ["broadcast_id"])
    op.execute(
        "UPDATE sent_file SET broadcast_id = (SELECT max(id) FROM broadcast WHERE broadcast.sent_file_id = sent_file.id) "
        "WHERE id IN (SELECT sent_file_id FROM broadcast WHERE sent_file_id IS NOT NULL)"
    )
    with op.batch_alter_table("broadcast") as table:
        table.drop_constraint("fk_broadcast_sent_file_id", type_="foreignkey")
        table.drop_column("sent_file_id")


def downgrade() -> None:
    with op.batch_alter_table("broadcast") as table:
        table.add_column(sa.Column("sent_file_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_broadcast_sent_file_id", "sent_file", ["sent_file_id"], ["id"])
    op.execute(
        "UPDATE broadcast SET sent_file_id = (SELECT min(id) FROM sent_file WHERE sent_file.broadcast_id = broadcast.id)"
    )
    op.drop_index("ix_sent_file_broadcast_id", table_name="sent_file")
    with op.batch_alter_table("sent_file") as table:
        table.drop_constraint("fk_sent_file_broadcast_id", type_="foreignkey")
        table.drop_column("broadcast_id")
