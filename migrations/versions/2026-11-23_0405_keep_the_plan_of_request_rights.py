"""Let each connection keep its plan of `request_rights`: planning anew took two thirds of the function's time."""

from alembic import op

revision = "202611230405"
down_revision = "202611230200"
branch_labels = None
depends_on = None

FUNCTION = "request_rights(uuid, uuid, uuid, boolean)"


def upgrade() -> None:
    op.execute(f"ALTER FUNCTION {FUNCTION} SET plan_cache_mode = 'force_generic_plan'")


def downgrade() -> None:
    op.execute(f"ALTER FUNCTION {FUNCTION} RESET plan_cache_mode")
