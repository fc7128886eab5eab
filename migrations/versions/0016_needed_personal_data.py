"""Answers whose personal data their writer said to be needed.

Revision: 0016.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("submission", sa.Column("confirmed", JSON, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("submission") as table:
        table.drop_column("confirmed")
