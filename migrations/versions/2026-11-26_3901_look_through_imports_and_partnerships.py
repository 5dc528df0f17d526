"""Look through the rows that were there before the checks of imports and of partnerships' clocks."""

from alembic import op

revision = "202611263901"
down_revision = "202611263502"
branch_labels = None
depends_on = None

CHECKS = (
    ("imports", "ck_imports_mode"),
    ("imports", "ck_imports_status"),
    ("partnerships", "ck_partnerships_clock_ahead"),
)


def upgrade() -> None:
    for table, name in CHECKS:
        op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")


def downgrade() -> None:
    """A check that has been looked through stays so."""
