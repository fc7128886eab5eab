"""Word templates that coordinators gave for a form.

Revision: 0022.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "word_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.String(length=64), nullable=False),
        sa.Column("layout", sa.String(length=12), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=128), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_word_template_office_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_word_template_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_word_template"),
    )
    op.create_index("ix_word_template_form_id", "word_template", ["form_id"])
    op.create_index("ix_word_template_office_id", "word_template", ["office_id"])
    with op.batch_alter_table("compiled_file") as table:
        table.add_column(sa.Column("template_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_compiled_file_template_id", "word_template", ["template_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("compiled_file") as table:
        table.drop_constraint("fk_compiled_file_template_id", type_="foreignkey")
        table.drop_column("template_id")
    op.drop_table("word_template")
