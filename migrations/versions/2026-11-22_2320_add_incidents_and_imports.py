"""Create the tables of areas, incidents, imports and waiting work.

Every table of a partnership has row security, also for its owner; each is granted by name.
"""

import sqlalchemy as sa
from alembic import op

revision = "202611222320"
down_revision = "202611222300"
branch_labels = None
depends_on = None

PARTNERSHIP = "partnership_id = (SELECT NULLIF(current_setting('app.partnership_id', true), '')::uuid)"
SECURED = {
    "area_lookups": ("common", "SELECT"),
    "areas": ("common", "SELECT"),
    "incidents": ("partnership", "SELECT, INSERT, DELETE"),
    "populations": ("common", "SELECT"),
    "work_items": ("common", "SELECT, INSERT, UPDATE, DELETE"),
    "incident_files": ("partnership", "SELECT, INSERT, UPDATE"),
    "incident_counts": ("partnership", "SELECT, INSERT, DELETE"),
    "imports": ("partnership", "SELECT, INSERT, UPDATE"),
    "import_faults": ("partnership", "SELECT, INSERT, DELETE"),
    "import_parts": ("partnership", "SELECT, INSERT, DELETE"),
}


def upgrade() -> None:
    create_tables()
    for table, (access, grants) in SECURED.items():
        op.execute(f"GRANT {grants} ON {table} TO sosafe_app")
        if access == "partnership":
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY {table}_{access} ON {table} USING ({PARTNERSHIP})")
    # What a part holds is compressed by nobody: it is read once, soon.
    op.execute("ALTER TABLE import_parts ALTER COLUMN content SET STORAGE EXTERNAL")


def downgrade() -> None:
    drop_tables()


def create_tables() -> None:
    op.create_table(
        "area_lookups",
        sa.Column("lsoa_code", sa.Text(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("vintage", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("lsoa_code", name=op.f("pk_area_lookups")),
    )
    op.create_index(op.f("ix_area_lookups_district_code"), "area_lookups", ["district_code"], unique=False)
    op.create_table(
        "areas",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("vintage", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_areas")),
    )
    op.create_table(
        "incidents",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("crime_id", sa.Text(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("lsoa_code", sa.Text(), nullable=True),
        sa.Column("crime_type", sa.Text(), nullable=False),
        sa.Column("last_outcome", sa.Text(), nullable=True),
        sa.Column("context", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("partnership_id", "file_id", "row_number", name=op.f("pk_incidents")),
    )
    op.create_table(
        "populations",
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("reference_date", sa.Date(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("area_code", "series", "reference_date", name=op.f("pk_populations")),
    )
    op.create_table(
        "work_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("available_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_items")),
    )
    op.create_index(op.f("ix_work_items_available_at"), "work_items", ["available_at"], unique=False)
    op.create_table(
        "incident_files",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("force", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("without_area", sa.Integer(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_incident_files_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_incident_files")),
    )
    op.create_index(
        op.f("ix_incident_files_partnership_id_force_month_kind"),
        "incident_files",
        ["partnership_id", "force", "month", "kind"],
        unique=True,
    )
    op.create_table(
        "incident_counts",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("crime_type", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "file_id"],
            ["incident_files.partnership_id", "incident_files.id"],
            name=op.f("fk_incident_counts_partnership_id_file_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "file_id", "district_code", "crime_type", name=op.f("pk_incident_counts")
        ),
    )
    op.create_index(
        op.f("ix_incident_counts_partnership_id_district_code_month"),
        "incident_counts",
        ["partnership_id", "district_code", "month"],
        unique=False,
    )
    op.create_table(
        "imports",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column("commit_automatically", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("bytes_received", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("force", sa.Text(), nullable=True),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("rows_read", sa.Integer(), nullable=True),
        sa.Column("rows_without_area", sa.Integer(), nullable=True),
        sa.Column("faults", sa.Integer(), nullable=True),
        sa.Column("duplicate_of", sa.Uuid(), nullable=True),
        sa.Column("problem_code", sa.Text(), nullable=True),
        sa.Column("problem_detail", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'validating', 'validated', 'committing', 'committed', 'duplicate', 'failed', 'cancelled')",
            name=op.f("ck_imports_status"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "principal_id"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_imports_partnership_id_principal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_imports_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_imports")),
    )
    op.create_index(
        op.f("ix_imports_partnership_id_principal_id_id"),
        "imports",
        ["partnership_id", "principal_id", "id"],
        unique=False,
    )
    op.create_table(
        "import_faults",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("suggestion", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "import_id"],
            ["imports.partnership_id", "imports.id"],
            name=op.f("fk_import_faults_partnership_id_import_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "import_id", "number", name=op.f("pk_import_faults")),
    )
    op.create_table(
        "import_parts",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "import_id"],
            ["imports.partnership_id", "imports.id"],
            name=op.f("fk_import_parts_partnership_id_import_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "import_id", "position", name=op.f("pk_import_parts")),
    )


def drop_tables() -> None:
    op.drop_table("import_parts")
    op.drop_table("import_faults")
    op.drop_index(op.f("ix_imports_partnership_id_principal_id_id"), table_name="imports")
    op.drop_table("imports")
    op.drop_index(op.f("ix_incident_counts_partnership_id_district_code_month"), table_name="incident_counts")
    op.drop_table("incident_counts")
    op.drop_index(op.f("ix_incident_files_partnership_id_force_month_kind"), table_name="incident_files")
    op.drop_table("incident_files")
    op.drop_index(op.f("ix_work_items_available_at"), table_name="work_items")
    op.drop_table("work_items")
    op.drop_table("populations")
    op.drop_table("incidents")
    op.drop_table("areas")
    op.drop_index(op.f("ix_area_lookups_district_code"), table_name="area_lookups")
    op.drop_table("area_lookups")
