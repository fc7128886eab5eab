"""One message may be behind several answers: a pasted table, a sheet.

Revision: 0006.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = "pk_answer_piece"


def upgrade() -> None:
    with op.batch_alter_table("answer_piece") as table:
        table.drop_constraint(KEY, type_="primary")
        table.create_primary_key(KEY, ["line_message_id", "submission_id", "ref", "pos"])


def downgrade() -> None:
    op.execute(  # only one answer of a message can keep it
        "DELETE FROM answer_piece WHERE EXISTS (SELECT 1 FROM answer_piece other"
        " WHERE other.line_message_id = answer_piece.line_message_id"
        " AND (other.submission_id, other.ref, other.pos)"
        " < (answer_piece.submission_id, answer_piece.ref, answer_piece.pos))"
    )
    with op.batch_alter_table("answer_piece") as table:
        table.drop_constraint(KEY, type_="primary")
        table.create_primary_key(KEY, ["line_message_id"])
