"""Find referrals by date of birth, for those who must not see the person; built while referrals come in."""

from alembic import op

revision = "202611261232"
down_revision = "202611261231"
branch_labels = None
depends_on = None

INDEX = "ix_referral_details_date_of_birth"


def upgrade() -> None:
    with op.get_context().autocommit_block():
        # What an interrupted attempt left behind would be taken for the index and never used.
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {INDEX}")
        op.execute(
            f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {INDEX} ON referral_details (partnership_id, date_of_birth)"
            " WHERE date_of_birth IS NOT NULL"
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {INDEX}")
