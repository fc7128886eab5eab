"""Files compiled for one person: volumes, workbooks, an office's own copy.

Revision: 0005.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def FK(column, target):
    """Return a foreign key of one column."""
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_compiled_file_{column}")


def upgrade() -> None:
    op.create_table(
        "compiled_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("offices", JSON, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=True),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_compiled_file"),
        FK("round_id", "round.id"),
        FK("office_id", "office.id"),
        FK("person_id", "person.id"),
    )
    op.create_index("ix_compiled_file_person_id", "compiled_file", ["person_id"])
    op.create_index("ix_compiled_file_expires_at", "compiled_file", ["expires_at"])


def downgrade() -> None:
    op.drop_table("compiled_file")
