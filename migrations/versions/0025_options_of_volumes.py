"""What was chosen for a volume, its PDF, and what the command line compiled last.

Revision: 0025.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("compiled_file", sa.Column("printed", sa.String(length=64), nullable=True))
    op.add_column("compiled_file", sa.Column("options", JSON, nullable=False, server_default=sa.text("'[]'")))
    op.create_table(
        "compiling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("is_draft", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("contents", JSON, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_compiling_round_id_round"),
        sa.PrimaryKeyConstraint("id", name="pk_compiling"),
        sa.UniqueConstraint("round_id", "is_draft", name="uq_compiling_round_id_is_draft"),
    )


def downgrade() -> None:
    op.drop_table("compiling")
    with op.batch_alter_table("compiled_file") as table:
        table.drop_column("options")
        table.drop_column("printed")
