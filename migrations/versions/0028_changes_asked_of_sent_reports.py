"""Until when a sent report stays sent while its office answers what a newer version of the form asks anew.

Revision: 0028.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("review", sa.Column("until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.execute("UPDATE review SET state = 'passed' WHERE state = 'amending'")
    with op.batch_alter_table("review") as table:
        table.drop_column("until")
