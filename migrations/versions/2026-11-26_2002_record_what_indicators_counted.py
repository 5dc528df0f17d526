"""Record what indicators counted, from each time on at which it changed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202611262002"
down_revision = "202611262001"
branch_labels = None
depends_on = None

PARTNERSHIP = "partnership_id = (SELECT NULLIF(current_setting('app.partnership_id', true), '')::uuid)"
TABLES = ("kpi_recordings", "kpi_counts", "kpi_medians")


def upgrade() -> None:
    create_tables()
    for table in TABLES:
        op.execute(f"GRANT SELECT, INSERT ON {table} TO sosafe_app")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY {table}_partnership ON {table} USING ({PARTNERSHIP})")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def create_tables() -> None:
    op.create_table(
        "kpi_recordings",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("records", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("basis", sa.LargeBinary(), nullable=False),
        sa.Column("facts", postgresql.JSONB(), nullable=True),
        to_partnership("kpi_recordings"),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_kpi_recordings")),
        sa.UniqueConstraint(
            "partnership_id",
            "records",
            "recorded_at",
            name=op.f("uq_kpi_recordings_partnership_id_records_recorded_at"),
        ),
    )
    op.create_table(
        "kpi_counts",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("records", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("breakdown", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        to_partnership("kpi_counts"),
        sa.PrimaryKeyConstraint(
            "partnership_id",
            "records",
            "measure",
            "month",
            "breakdown",
            "member",
            "recorded_at",
            name=op.f("pk_kpi_counts"),
        ),
    )
    op.create_table(
        "kpi_medians",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("records", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        to_partnership("kpi_medians"),
        sa.PrimaryKeyConstraint(
            "partnership_id",
            "records",
            "starts_on",
            "ends_on",
            "member",
            "recorded_at",
            name=op.f("pk_kpi_medians"),
        ),
    )


def to_partnership(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["partnership_id"], ["partnerships.id"], name=op.f(f"fk_{table}_partnership_id")
    )
