"""Know everybody who wrote a draft of a strategy or of an action plan, so that a second person approves it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202611261543"
down_revision = "202611261542"
branch_labels = None
depends_on = None

APPROVED_BY = {"strategies": "adopted_by", "action_plans": "agreed_by"}


def upgrade() -> None:
    for table, approver in APPROVED_BY.items():
        op.add_column(
            table,
            sa.Column(
                "written_by", postgresql.ARRAY(sa.Uuid()), server_default=sa.text("'{}'"), nullable=False
            ),
        )
        # The one that takes its place in this transaction guarantees more.
        op.execute(
            "-- squawk-ignore ban-drop-constraint\n"
            f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_second_person"
        )
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_second_person"
            f" CHECK ({approver} <> created_by AND {approver} <> ALL (written_by)) NOT VALID"
        )


def downgrade() -> None:
    for table, approver in reversed(APPROVED_BY.items()):
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_second_person")
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_second_person CHECK ({approver} <> created_by) NOT VALID"
        )
        op.drop_column(table, "written_by")
