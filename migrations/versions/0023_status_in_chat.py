"""Drawings of charts in chat, and the hour of a regular overview.

Revision: 0023.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "drawing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("spec", JSON, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drawing"),
    )
    op.add_column("overview", sa.Column("at", sa.String(length=5), nullable=False, server_default="09:00"))
    op.add_column("overview", sa.Column("weekday", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("overview") as table:
        table.drop_column("weekday")
        table.drop_column("at")
    op.drop_table("drawing")
