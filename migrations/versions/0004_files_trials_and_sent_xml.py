"""Files sent for us to read, attached tables of forms, forms on trial, the XML of sent reports.

Revision: 0004.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def FK(table, column, target):
    """Return a foreign key of one column."""
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def upgrade() -> None:
    op.add_column("form_version", sa.Column("state", sa.String(length=8), nullable=False, server_default="open"))
    op.add_column("form_version", sa.Column("media_sha256", sa.String(length=64), nullable=False, server_default=""))
    with op.batch_alter_table("submission") as table:
        table.alter_column("assignment_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("trial_by", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_submission_trial_by", "person", ["trial_by"], ["id"])
    op.create_index("ix_submission_trial_by", "submission", ["trial_by"])
    op.create_table(
        "form_attachment",
        sa.Column("form_version_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=128), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("form_version_id", "file_name", name="pk_form_attachment"),
        FK("form_attachment", "form_version_id", "form_version.id"),
    )
    op.create_table(
        "submission_xml",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("instance_id", sa.String(length=64), nullable=False),
        sa.Column("xml", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("submission_id", "n", name="pk_submission_xml"),
        sa.UniqueConstraint("instance_id", name="uq_submission_xml_instance_id"),
        FK("submission_xml", "submission_id", "submission.id"),
    )
    op.create_table(
        "sent_file",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("line_message_id", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=8), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("form_version_id", sa.Integer(), nullable=True),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("ref", sa.String(length=512), nullable=False),
        sa.Column("pos", sa.String(length=32), nullable=False),
        sa.Column("problems", JSON, nullable=False),
        sa.Column("warnings", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.UniqueConstraint("line_message_id", name="uq_sent_file_line_message_id"),
        FK("sent_file", "person_id", "person.id"),
        FK("sent_file", "form_version_id", "form_version.id"),
        FK("sent_file", "submission_id", "submission.id"),
    )
    op.create_index("ix_sent_file_person_id", "sent_file", ["person_id"])


def downgrade() -> None:
    for table in ("sent_file", "submission_xml", "form_attachment"):
        op.drop_table(table)
    op.drop_index("ix_submission_trial_by", "submission")
    op.execute("DELETE FROM submission WHERE assignment_id IS NULL")
    with op.batch_alter_table("submission") as table:
        table.drop_constraint("fk_submission_trial_by", type_="foreignkey")
        table.drop_column("trial_by")
        table.alter_column("assignment_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("form_version") as table:
        table.drop_column("media_sha256")
        table.drop_column("state")
