"""Hold the consents and results that were there before to the codes of their lists."""

from alembic import op

revision = "202611261542"
down_revision = "202611261541"
branch_labels = None
depends_on = None

CHECKS = (
    ("consents", "status"),
    ("case_results", "area"),
    ("case_results", "value"),
    ("case_results", "evidence"),
)


def upgrade() -> None:
    """In a transaction of its own: reads and writes go on while the rows are looked through."""
    for table, column in CHECKS:
        op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT ck_{table}_{column}")


def downgrade() -> None:
    """A constraint that has been validated need not be told so again; the revision before drops it."""
