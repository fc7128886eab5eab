"""Reports pasted in several messages: which message goes on with which.

Revision: 0029.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sent_file") as table:
        table.add_column(sa.Column("part_of", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_sent_file_part_of", "sent_file", ["part_of"], ["id"])
    op.create_index("ix_sent_file_part_of", "sent_file", ["part_of"])


def downgrade() -> None:
    op.drop_index("ix_sent_file_part_of", table_name="sent_file")
    with op.batch_alter_table("sent_file") as table:
        table.drop_constraint("fk_sent_file_part_of", type_="foreignkey")
        table.drop_column("part_of")
