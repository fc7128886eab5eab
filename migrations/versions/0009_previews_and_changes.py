"""What compiled files show in chat: a picture of their first pages, how far the work is, what they were made of.

Revision: 0009.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("compiled_file") as table:
        table.add_column(sa.Column("picture", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("stage", sa.String(length=12), nullable=False, server_default=""))
        table.add_column(sa.Column("contents", JSON, nullable=True))
        table.create_index("ix_compiled_file_picture", ["picture"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("compiled_file") as table:
        table.drop_index("ix_compiled_file_picture")
        for column in ("contents", "stage", "picture"):
            table.drop_column(column)
