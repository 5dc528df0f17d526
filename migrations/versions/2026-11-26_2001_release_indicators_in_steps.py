"""Let a release of indicators be drafted, checked, approved by a second person and withdrawn; keep what it tells."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202611262001"
down_revision = "202611261544"
branch_labels = None
depends_on = None

PARTNERSHIP = "partnership_id = (SELECT NULLIF(current_setting('app.partnership_id', true), '')::uuid)"
PEOPLE = ("created_by", "changed_by", "withdrawn_by")
INSTANTS = ("created_at", "updated_at", "withdrawn_at")
NUMBERS = ("follows", "tables_done", "tables_total")
LISTS = ("revisions", "findings")
STATUSES = "'draft', 'checked', 'refused', 'published', 'withdrawn', 'discarded'"
OPEN_TO_READERS = ("notes", "revisions", "withdrawn_at", "withdrawn_reason")
CHECKS = {
    "status": f"status IN ({STATUSES})",
    "number": "(number IS NULL) = (status NOT IN ('published', 'withdrawn'))",
    "second_person": "released_by <> created_by AND released_by <> changed_by",
    "withdrawn": "(status = 'withdrawn') = (withdrawn_reason IS NOT NULL)",
}


def upgrade() -> None:
    add_columns()
    # Releases are a few rows a year: nobody waits for a lock on them.
    op.execute(
        "-- squawk-ignore ban-drop-constraint\nALTER TABLE kpi_releases DROP CONSTRAINT ck_kpi_releases_status"
    )
    for name, condition in CHECKS.items():
        op.execute(
            f"ALTER TABLE kpi_releases ADD CONSTRAINT ck_kpi_releases_{name} CHECK ({condition}) NOT VALID"
        )
        op.execute(
            "-- squawk-ignore constraint-missing-not-valid\n"
            f"ALTER TABLE kpi_releases VALIDATE CONSTRAINT ck_kpi_releases_{name}"
        )
    op.execute("GRANT UPDATE ON kpi_releases TO sosafe_app")
    op.execute(f"GRANT SELECT ({', '.join(OPEN_TO_READERS)}) ON kpi_releases TO sosafe_reader")
    renditions()
    pages()


def downgrade() -> None:
    op.drop_table("kpi_release_pages")
    op.drop_index("ix_kpi_release_tables_partnership_id_release_id_path_media_type", "kpi_release_tables")
    op.create_index(
        "ix_kpi_release_tables_partnership_id_release_id_path",
        "kpi_release_tables",
        ["partnership_id", "release_id", "path"],
        unique=True,
    )
    op.execute("REVOKE UPDATE ON kpi_releases FROM sosafe_app")
    for name in CHECKS:
        op.execute(f"ALTER TABLE kpi_releases DROP CONSTRAINT ck_kpi_releases_{name}")
    op.execute(
        "ALTER TABLE kpi_releases ADD CONSTRAINT ck_kpi_releases_status CHECK (status IN ('published'))"
    )
    for name in ("number", "published_at", "data_cut_off", "released_by"):
        op.alter_column("kpi_releases", name, nullable=False)
    for name in (*PEOPLE, *INSTANTS, *NUMBERS, *LISTS, "before", "withdrawn_reason", "version"):
        op.drop_column("kpi_releases", name)


def add_columns() -> None:
    for name in ("number", "published_at", "data_cut_off", "released_by"):
        op.execute(
            f"-- squawk-ignore ban-drop-not-null\nALTER TABLE kpi_releases ALTER COLUMN {name} DROP NOT NULL"
        )
    for name in LISTS:
        op.add_column(
            "kpi_releases",
            sa.Column(name, postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        )
    for name in NUMBERS:
        op.add_column(
            "kpi_releases", sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
    op.add_column(
        "kpi_releases", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False)
    )
    op.add_column("kpi_releases", sa.Column("before", sa.Date(), nullable=True))
    op.add_column("kpi_releases", sa.Column("withdrawn_reason", sa.Text(), nullable=True))
    for name in INSTANTS:
        op.add_column("kpi_releases", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    for name in PEOPLE:
        op.add_column("kpi_releases", sa.Column(name, sa.Uuid(), nullable=True))
        constraint = f"fk_kpi_releases_partnership_id_{name}"
        op.execute(
            f"ALTER TABLE kpi_releases ADD CONSTRAINT {constraint} FOREIGN KEY (partnership_id, {name})"
            " REFERENCES principals (partnership_id, id) NOT VALID"
        )
        op.execute(
            "-- squawk-ignore constraint-missing-not-valid\n"
            f"ALTER TABLE kpi_releases VALIDATE CONSTRAINT {constraint}"
        )


def renditions() -> None:
    """A table may be frozen as several media types."""
    op.execute(
        "-- squawk-ignore require-concurrent-index-creation\n"
        "CREATE UNIQUE INDEX ix_kpi_release_tables_partnership_id_release_id_path_media_type"
        " ON kpi_release_tables (partnership_id, release_id, path, media_type)"
    )
    op.execute(
        "-- squawk-ignore require-concurrent-index-deletion\n"
        "DROP INDEX ix_kpi_release_tables_partnership_id_release_id_path"
    )


def pages() -> None:
    op.create_table(
        "kpi_release_pages",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("records", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "release_id"],
            ["kpi_releases.partnership_id", "kpi_releases.id"],
            name=op.f("fk_kpi_release_pages_partnership_id_release_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_kpi_release_pages")),
    )
    op.create_index(
        op.f("ix_kpi_release_pages_partnership_id_release_id_records_policy"),
        "kpi_release_pages",
        ["partnership_id", "release_id", "records", "policy"],
        unique=True,
    )
    op.execute("GRANT SELECT, INSERT ON kpi_release_pages TO sosafe_app")
    op.execute("ALTER TABLE kpi_release_pages ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE kpi_release_pages FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY kpi_release_pages_partnership ON kpi_release_pages USING ({PARTNERSHIP})")
