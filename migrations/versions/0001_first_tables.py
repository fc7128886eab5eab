"""The first tables.

Revision: 0001.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def FK(column, target, name):
    """Return a foreign key of one column."""
    return sa.ForeignKeyConstraint([column], [target], name=name)


TABLES = """
    deed event failed_code form_version job lease office outbox person quota unsent invitation
    office_parent reminder role schedule round schedule_office assignment broadcast reminder_item
    submission account answer attachment interview answer_piece
""".split()


def upgrade() -> None:
    op.create_table(
        "deed",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", JSON, nullable=False),
    )
    op.create_index("ix_deed_at", "deed", ["at"])
    op.create_table(
        "event",
        sa.Column("webhook_event_id", sa.String(length=64), primary_key=True),
        sa.Column("line_user_id", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("occurred_at", MOMENT, nullable=True),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("raw", JSON, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
    )
    op.create_index("ix_event_line_user_id", "event", ["line_user_id"])
    op.create_table(
        "failed_code",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("line_user_id", sa.String(length=64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_failed_code_at", "failed_code", ["at"])
    op.create_index("ix_failed_code_line_user_id", "failed_code", ["line_user_id"])
    op.create_table(
        "form_version",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("form_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("workbook", sa.LargeBinary(), nullable=False),
        sa.Column("workbook_sha256", sa.String(length=64), nullable=False),
        sa.Column("xform", sa.String(), nullable=False),
        sa.Column("warnings", JSON, nullable=False),
        sa.Column("pyxform_version", sa.String(length=16), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.UniqueConstraint("form_id", "version", name="uq_form_version_form_id_version"),
    )
    op.create_index("ix_form_version_form_id", "form_version", ["form_id"])
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("dedupe_key", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.UniqueConstraint("dedupe_key", name="uq_job_dedupe_key"),
    )
    op.create_index("ix_job_waiting", "job", ["state", "next_at"])
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=32), primary_key=True),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("beat_at", MOMENT, nullable=True),
    )
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("province", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.UniqueConstraint("code", name="uq_office_code"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("dedupe_key", sa.String(length=160), nullable=False),
        sa.Column("retry_key", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("line_user_id", sa.String(length=64), nullable=False),
        sa.Column("reply_token", sa.String(length=64), nullable=True),
        sa.Column("reply_until", MOMENT, nullable=True),
        sa.Column("may_push", sa.Boolean(), nullable=False),
        sa.Column("replies", JSON, nullable=False),
        sa.Column("payload", JSON, nullable=True),
        sa.Column("pushed", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("in_doubt", sa.Boolean(), nullable=False),
        sa.Column("business_at", MOMENT, nullable=False),
        sa.Column("first_at", MOMENT, nullable=True),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.UniqueConstraint("dedupe_key", name="uq_outbox_dedupe_key"),
        sa.UniqueConstraint("retry_key", name="uq_outbox_retry_key"),
    )
    op.create_index("ix_outbox_line_user_id", "outbox", ["line_user_id"])
    op.create_index("ix_outbox_waiting", "outbox", ["state", "next_at"])
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "quota",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("allowance", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
    )
    op.create_table(
        "unsent",
        sa.Column("line_message_id", sa.String(length=64), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        FK("office_id", "office.id", "fk_invitation_office_id"),
        FK("person_id", "person.id", "fk_invitation_person_id"),
        sa.UniqueConstraint("code_hash", name="uq_invitation_code_hash"),
    )
    op.create_index("ix_invitation_office_id", "invitation", ["office_id"])
    op.create_table(
        "office_parent",
        sa.Column("office_id", sa.Integer(), primary_key=True),
        sa.Column("parent_id", sa.Integer(), primary_key=True),
        FK("office_id", "office.id", "fk_office_parent_office_id"),
        FK("parent_id", "office.id", "fk_office_parent_parent_id"),
    )
    op.create_index("ix_office_parent_parent_id", "office_parent", ["parent_id"])
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("slot", sa.String(length=16), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        FK("outbox_id", "outbox.id", "fk_reminder_outbox_id"),
        FK("person_id", "person.id", "fk_reminder_person_id"),
        sa.UniqueConstraint("person_id", "local_day", "slot", name="uq_reminder_person_id_local_day_slot"),
    )
    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(length=16), nullable=False),
        FK("office_id", "office.id", "fk_role_office_id"),
        FK("person_id", "person.id", "fk_role_person_id"),
        sa.UniqueConstraint("person_id", "office_id", "duty", name="uq_role_person_id_office_id_duty"),
    )
    op.create_index("ix_role_office_id", "role", ["office_id"])
    op.create_table(
        "schedule",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("form_id", sa.String(length=64), nullable=False),
        sa.Column("rule", JSON, nullable=False),
        sa.Column("ladder", JSON, nullable=False),
        sa.Column("asks_head", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        FK("created_by", "person.id", "fk_schedule_created_by"),
    )
    op.create_index("ix_schedule_form_id", "schedule", ["form_id"])
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("form_version_id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.String(length=64), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("opens_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("late_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        FK("form_version_id", "form_version.id", "fk_round_form_version_id"),
        FK("schedule_id", "schedule.id", "fk_round_schedule_id"),
        sa.UniqueConstraint("form_id", "period", name="uq_round_form_id_period"),
    )
    op.create_index("ix_round_schedule_id", "round", ["schedule_id"])
    op.create_table(
        "schedule_office",
        sa.Column("schedule_id", sa.Integer(), primary_key=True),
        sa.Column("office_id", sa.Integer(), primary_key=True),
        FK("office_id", "office.id", "fk_schedule_office_office_id"),
        FK("schedule_id", "schedule.id", "fk_schedule_office_schedule_id"),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        FK("office_id", "office.id", "fk_assignment_office_id"),
        FK("round_id", "round.id", "fk_assignment_round_id"),
        sa.UniqueConstraint("round_id", "office_id", name="uq_assignment_round_id_office_id"),
    )
    op.create_index("ix_assignment_office_id", "assignment", ["office_id"])
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recipients", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        FK("person_id", "person.id", "fk_broadcast_person_id"),
        FK("round_id", "round.id", "fk_broadcast_round_id"),
    )
    op.create_table(
        "reminder_item",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=True),
        FK("assignment_id", "assignment.id", "fk_reminder_item_assignment_id"),
        FK("person_id", "person.id", "fk_reminder_item_person_id"),
        FK("reminder_id", "reminder.id", "fk_reminder_item_reminder_id"),
        sa.UniqueConstraint("assignment_id", "person_id", "step", name="uq_reminder_item_assignment_id_person_id_step"),
    )
    op.create_index("ix_reminder_item_reminder_id", "reminder_item", ["reminder_id"])
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("form_version_id", sa.Integer(), nullable=False),
        sa.Column("instance_id", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("repeats", JSON, nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("receipt", sa.String(length=32), nullable=True),
        FK("assignment_id", "assignment.id", "fk_submission_assignment_id"),
        FK("form_version_id", "form_version.id", "fk_submission_form_version_id"),
        FK("submitted_by", "person.id", "fk_submission_submitted_by"),
        sa.UniqueConstraint("assignment_id", name="uq_submission_assignment_id"),
        sa.UniqueConstraint("instance_id", name="uq_submission_instance_id"),
        sa.UniqueConstraint("receipt", name="uq_submission_receipt"),
    )
    op.create_index("ix_submission_submitted_at", "submission", ["submitted_at"])
    op.create_table(
        "account",
        sa.Column("line_user_id", sa.String(length=64), primary_key=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("privacy_version", sa.String(), nullable=False),
        sa.Column("privacy_accepted_at", MOMENT, nullable=True),
        sa.Column("blocked_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_said_at", MOMENT, nullable=True),
        sa.Column("waiting", JSON, nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        FK("person_id", "person.id", "fk_account_person_id"),
        FK("submission_id", "submission.id", "fk_account_submission_id"),
        sa.UniqueConstraint("person_id", name="uq_account_person_id"),
    )
    op.create_table(
        "answer",
        sa.Column("submission_id", sa.Integer(), primary_key=True),
        sa.Column("ref", sa.String(length=512), primary_key=True),
        sa.Column("pos", sa.String(length=32), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=False),
        FK("person_id", "person.id", "fk_answer_person_id"),
        FK("submission_id", "submission.id", "fk_answer_submission_id"),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("line_message_id", sa.String(length=64), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=512), nullable=False),
        sa.Column("pos", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("blob", sa.String(length=128), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        FK("submission_id", "submission.id", "fk_attachment_submission_id"),
        sa.UniqueConstraint("line_message_id", name="uq_attachment_line_message_id"),
    )
    op.create_index("ix_attachment_answer", "attachment", ["submission_id", "ref", "pos"])
    op.create_table(
        "interview",
        sa.Column("person_id", sa.Integer(), primary_key=True),
        sa.Column("submission_id", sa.Integer(), primary_key=True),
        sa.Column("state", JSON, nullable=False),
        sa.Column("asked_outbox_id", sa.Integer(), nullable=True),
        sa.Column("updated_at", MOMENT, nullable=False),
        FK("asked_outbox_id", "outbox.id", "fk_interview_asked_outbox_id"),
        FK("person_id", "person.id", "fk_interview_person_id"),
        FK("submission_id", "submission.id", "fk_interview_submission_id"),
    )
    op.create_table(
        "answer_piece",
        sa.Column("line_message_id", sa.String(length=64), primary_key=True),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=512), nullable=False),
        sa.Column("pos", sa.String(length=32), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id", "ref", "pos"],
            ["answer.submission_id", "answer.ref", "answer.pos"],
            name="fk_answer_piece_submission_id_ref_pos",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_answer_piece_answer", "answer_piece", ["submission_id", "ref", "pos"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
