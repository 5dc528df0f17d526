"""Create the tables of indicator releases, which the reader role may read and nobody may change."""

import sqlalchemy as sa
from alembic import op

revision = "202611222330"
down_revision = "202611222320"
branch_labels = None
depends_on = None

PARTNERSHIP = "partnership_id = (SELECT NULLIF(current_setting('app.partnership_id', true), '')::uuid)"
PUBLISHED = ("id", "partnership_id", "number", "status", "published_at", "data_cut_off")


def upgrade() -> None:
    create_tables()
    for table in ("kpi_releases", "kpi_release_tables"):
        op.execute(f"GRANT SELECT, INSERT ON {table} TO sosafe_app")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY {table}_partnership ON {table} USING ({PARTNERSHIP})")
    op.execute(f"GRANT SELECT ({', '.join(PUBLISHED)}) ON kpi_releases TO sosafe_reader")
    op.execute("GRANT SELECT ON kpi_release_tables TO sosafe_reader")
    # A body is read whole, and is sent compressed or not by the proxy in front.
    op.execute("ALTER TABLE kpi_release_tables ALTER COLUMN body SET STORAGE EXTERNAL")


def downgrade() -> None:
    op.drop_table("kpi_release_tables")
    op.drop_table("kpi_releases")


def create_tables() -> None:
    op.create_table(
        "kpi_releases",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data_cut_off", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("status IN ('published')", name=op.f("ck_kpi_releases_status")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "released_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_kpi_releases_partnership_id_released_by"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_kpi_releases_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_kpi_releases")),
        sa.UniqueConstraint("partnership_id", "number", name=op.f("uq_kpi_releases_partnership_id_number")),
    )
    op.create_table(
        "kpi_release_tables",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("kpi_code", sa.Text(), nullable=True),
        sa.Column("period_kind", sa.Text(), nullable=True),
        sa.Column("breakdown", sa.Text(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("content_digest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "release_id"],
            ["kpi_releases.partnership_id", "kpi_releases.id"],
            name=op.f("fk_kpi_release_tables_partnership_id_release_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_kpi_release_tables")),
    )
    op.create_index(
        op.f("ix_kpi_release_tables_partnership_id_release_id_path"),
        "kpi_release_tables",
        ["partnership_id", "release_id", "path"],
        unique=True,
    )
