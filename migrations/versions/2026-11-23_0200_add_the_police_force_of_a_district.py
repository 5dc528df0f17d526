"""Say which police force records a district's incidents, so that no other force's file makes a month look loaded."""

import sqlalchemy as sa
from alembic import op

revision = "202611230200"
down_revision = "202611222330"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("areas", sa.Column("police_force", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("areas", "police_force")
