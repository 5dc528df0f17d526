"""Hold the approvals that were there before to a second person."""

from alembic import op

revision = "202611261544"
down_revision = "202611261543"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """In a transaction of its own: reads and writes go on while the rows are looked through."""
    for table in ("strategies", "action_plans"):
        op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT ck_{table}_second_person")


def downgrade() -> None:
    """A constraint that has been validated need not be told so again; the revision before drops it."""
