"""Give principals and their roles versions, so that an administrator can change them by the API."""

import sqlalchemy as sa
from alembic import op

revision = "202611261540"
down_revision = "202611261535"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("principals", "role_assignments"):
        op.add_column(table, sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False))


def downgrade() -> None:
    for table in ("role_assignments", "principals"):
        op.drop_column(table, "version")
