"""Find referrals by when the service ended its work, as indicators count them; built while referrals come in."""

from alembic import op

revision = "202611262009"
down_revision = "202611262008"
branch_labels = None
depends_on = None

INDEX = "ix_referrals_ended"


def upgrade() -> None:
    with op.get_context().autocommit_block():
        # What an interrupted attempt left behind would be taken for the index and never used.
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {INDEX}")
        op.execute(
            f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {INDEX} ON referrals (partnership_id, status_since)"
            " WHERE status IN ('completed', 'not_completed')"
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {INDEX}")
