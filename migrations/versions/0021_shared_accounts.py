"""Accounts that several people use, and who of them reports.

Revision: 0021.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("shared", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("submission", sa.Column("reported_by", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("submission") as table:
        table.drop_column("reported_by")
    with op.batch_alter_table("account") as table:
        table.drop_column("shared")
