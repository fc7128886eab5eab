"""What officers put off and ask for, notices that wait, announcements with their recipients, multicasts.

Revision: 0003.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
UNIQUE_ITEM = "uq_reminder_item_assignment_id_person_id_step"
UNIQUE_ITEM_DUE = "uq_reminder_item_assignment_id_person_id_due_at_step"


def FK(table, column, target):
    """Return a foreign key of one column."""
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def id_():
    return sa.Column("id", sa.Integer(), primary_key=True)


def upgrade() -> None:
    with op.batch_alter_table("outbox") as table:
        table.add_column(sa.Column("recipients", JSON, nullable=True))
        table.add_column(sa.Column("cost", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("split_of", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_outbox_split_of", "outbox", ["split_of"], ["id"])
    op.create_index("ix_reminder_outbox_id", "reminder", ["outbox_id"])
    op.add_column("submission", sa.Column("open_items", JSON, nullable=True))
    _upgrade_broadcasts()
    _upgrade_items()
    op.create_table(
        "deferral",
        id_(),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        FK("deferral", "assignment_id", "assignment.id"),
        FK("deferral", "person_id", "person.id"),
    )
    op.create_index("ix_deferral_assignment", "deferral", ["assignment_id"])
    op.create_table(
        "petition",
        id_(),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("wanted_due_at", MOMENT, nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        FK("petition", "assignment_id", "assignment.id"),
        FK("petition", "person_id", "person.id"),
        FK("petition", "settled_by", "person.id"),
    )
    op.create_index("ix_petition_assignment", "petition", ["assignment_id"])
    op.create_table(
        "notice",
        id_(),
        sa.Column("dedupe_key", sa.String(length=160), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("replies", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("push_at", MOMENT, nullable=True),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        FK("notice", "person_id", "person.id"),
        FK("notice", "outbox_id", "outbox.id"),
        sa.UniqueConstraint("dedupe_key", name="uq_notice_dedupe_key"),
    )
    op.create_index("ix_notice_person_id", "notice", ["person_id"])
    op.create_table(
        "overview",
        sa.Column("person_id", sa.Integer(), primary_key=True),
        sa.Column("often", sa.String(length=8), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        FK("overview", "person_id", "person.id"),
    )


def _upgrade_broadcasts() -> None:
    op.add_column("broadcast", sa.Column("link", sa.Text(), nullable=False, server_default=""))
    op.add_column("broadcast", sa.Column("audience", JSON, nullable=False, server_default="{}"))
    op.add_column("broadcast", sa.Column("acknowledged", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("broadcast", sa.Column("send_at", MOMENT, nullable=True))
    op.add_column("broadcast", sa.Column("confirmed_at", MOMENT, nullable=True))
    op.add_column("broadcast", sa.Column("cancelled_at", MOMENT, nullable=True))
    op.execute("UPDATE broadcast SET confirmed_at = sent_at")
    op.create_table(
        "broadcast_recipient",
        sa.Column("broadcast_id", sa.Integer(), primary_key=True),
        sa.Column("line_user_id", sa.String(length=64), primary_key=True),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("acknowledged_at", MOMENT, nullable=True),
        FK("broadcast_recipient", "broadcast_id", "broadcast.id"),
        FK("broadcast_recipient", "outbox_id", "outbox.id"),
    )
    op.create_index("ix_broadcast_recipient_outbox_id", "broadcast_recipient", ["outbox_id"])


def _upgrade_items() -> None:
    """A step counts from a deadline, which may move: the deadline becomes part of what makes a step unique."""
    op.add_column("reminder_item", sa.Column("due_at", MOMENT, nullable=True))
    op.execute(
        "UPDATE reminder_item SET due_at = (SELECT coalesce(assignment.own_due_at, round.due_at) FROM assignment"
        " JOIN round ON round.id = assignment.round_id WHERE assignment.id = reminder_item.assignment_id)"
    )
    with op.batch_alter_table("reminder_item") as table:
        table.alter_column("due_at", existing_type=MOMENT, nullable=False)
        table.drop_constraint(UNIQUE_ITEM, type_="unique")
        table.create_unique_constraint(UNIQUE_ITEM_DUE, ["assignment_id", "person_id", "due_at", "step"])


def downgrade() -> None:
    for name in ("overview", "notice", "petition", "deferral", "broadcast_recipient"):
        op.drop_table(name)
    with op.batch_alter_table("reminder_item") as table:
        table.drop_constraint(UNIQUE_ITEM_DUE, type_="unique")
        table.drop_column("due_at")
        table.create_unique_constraint(UNIQUE_ITEM, ["assignment_id", "person_id", "step"])
    with op.batch_alter_table("broadcast") as table:
        for column in ("link", "audience", "acknowledged", "send_at", "confirmed_at", "cancelled_at"):
            table.drop_column(column)
    with op.batch_alter_table("submission") as table:
        table.drop_column("open_items")
    op.drop_index("ix_reminder_outbox_id", "reminder")
    with op.batch_alter_table("outbox") as table:
        table.drop_constraint("fk_outbox_split_of", type_="foreignkey")
        for column in ("recipients", "cost", "split_of"):
            table.drop_column(column)
