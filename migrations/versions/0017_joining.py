"""Menus by duty, newcomers who ask to be let in, lists taken back, groups tied to offices, letters, other ways.

Revision: 0017.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def FK(table, column, target):
    """Return a foreign key of one column."""
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def upgrade() -> None:
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("menu", sa.String(length=16), nullable=False, server_default=""))
        table.add_column(sa.Column("menu_due", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_index("ix_account_menu_due", ["menu_due"])
    with op.batch_alter_table("invitation") as table:
        table.add_column(sa.Column("asks", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("round") as table:
        table.add_column(sa.Column("letter", JSON, nullable=True))
    with op.batch_alter_table("submission") as table:
        table.add_column(sa.Column("received", JSON, nullable=True))
    op.create_table(
        "rich_menu",
        sa.Column("menu", sa.String(length=16), nullable=False),
        sa.Column("rich_menu_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("menu", name="pk_rich_menu"),
    )
    op.create_table(
        "join_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_user_id", sa.String(length=64), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_join_request"),
        FK("join_request", "line_user_id", "account.line_user_id"),
        FK("join_request", "office_id", "office.id"),
        FK("join_request", "settled_by", "person.id"),
    )
    op.create_index("ix_join_request_line_user_id", "join_request", ["line_user_id"])
    op.create_index("ix_join_request_office_id", "join_request", ["office_id"])
    op.create_table(
        "roster_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("undo", JSON, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_roster_import"),
        FK("roster_import", "person_id", "person.id"),
    )
    op.create_index("ix_roster_import_person_id", "roster_import", ["person_id"])
    op.create_table(
        "group_tie",
        sa.Column("group_id", sa.String(length=64), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("names", sa.Boolean(), nullable=False),
        sa.Column("tied_by", sa.Integer(), nullable=False),
        sa.Column("tied_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("group_id", name="pk_group_tie"),
        FK("group_tie", "office_id", "office.id"),
        FK("group_tie", "tied_by", "person.id"),
    )
    op.create_index("ix_group_tie_office_id", "group_tie", ["office_id"])


def downgrade() -> None:
    for table in ("group_tie", "roster_import", "join_request", "rich_menu"):
        op.drop_table(table)
    with op.batch_alter_table("submission") as table:
        table.drop_column("received")
    with op.batch_alter_table("round") as table:
        table.drop_column("letter")
    with op.batch_alter_table("invitation") as table:
        table.drop_column("asks")
    with op.batch_alter_table("account") as table:
        table.drop_index("ix_account_menu_due")
        table.drop_column("menu_due")
        table.drop_column("menu")
