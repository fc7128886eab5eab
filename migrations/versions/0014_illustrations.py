"""Pictures, sounds and films beside the questions of forms.

Revision: 0014.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "illustration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("preview", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_illustration"),
        sa.UniqueConstraint("sha256", name="uq_illustration_sha256"),
    )
    with op.batch_alter_table("form_version") as table:
        table.add_column(sa.Column("illustrations", JSON, nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("form_version") as table:
        table.drop_column("illustrations")
    op.drop_table("illustration")
