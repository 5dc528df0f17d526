"""Say when the imports that were there before were asked for: nothing nearer is known than when they last moved."""

from alembic import op

revision = "202611271201"
down_revision = "202611271200"
branch_labels = None
depends_on = None

# One partnership after another: row security binds the tables' owner too.
FILL = """
DO $$
DECLARE one uuid;
BEGIN
 FOR one IN SELECT id FROM partnerships LOOP
  EXECUTE format('SET LOCAL app.partnership_id = %L', one);
  UPDATE imports SET asked_at = least(updated_at, now()) WHERE partnership_id = one AND asked_at IS NULL;
 END LOOP;
 SET LOCAL app.partnership_id = '';
END $$"""


def upgrade() -> None:
    """In a transaction of its own, so that nobody waits for the table while its rows are written."""
    op.execute(FILL)


def downgrade() -> None:
    """The revision before drops the column."""
