"""Add outcomes of crimes, areas of 2021, recorded crime by offence, and groups of most similar areas."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611262004"
down_revision = "202611262003"
branch_labels = None
depends_on = None

SECURED = {
    "crime_outcomes": (Access.PARTNERSHIP, "SELECT, INSERT, DELETE"),
    "crime_outcome_counts": (Access.PARTNERSHIP, "SELECT, INSERT, DELETE"),
    "recorded_crime_versions": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "recorded_crimes": (Access.PARTNERSHIP, "SELECT, INSERT, DELETE"),
    "similar_area_groups": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "similar_area_rates": (Access.PARTNERSHIP, "SELECT, INSERT, DELETE"),
}
COMMON = ("lsoa_matches", "offence_parts", "offences")


# One partnership after another: row security binds the tables' owner too.
SAY_WHICH_LIST = """
DO $$
DECLARE one uuid;
BEGIN
 FOR one IN SELECT id FROM partnerships LOOP
  EXECUTE format('SET LOCAL app.partnership_id = %L', one);
  UPDATE incident_files SET crime_type_list = 'may_2013' WHERE kind = 'street';
 END LOOP;
 SET LOCAL app.partnership_id = '';
END $$"""


def upgrade() -> None:
    """Every street file that is loaded is of May 2013 or later: no earlier one was read."""
    op.add_column("incident_files", sa.Column("crime_type_list", sa.Text(), nullable=True))
    op.execute(SAY_WHICH_LIST)
    # Every area there is so far is of 2011; loading the reference tables states the rest.
    op.add_column(
        "area_lookups", sa.Column("last_vintage", sa.Integer(), nullable=False, server_default="2011")
    )
    op.execute(
        "-- squawk-ignore ban-drop-default\nALTER TABLE area_lookups ALTER COLUMN last_vintage DROP DEFAULT"
    )
    op.add_column("area_lookups", sa.Column("ward_code", sa.Text(), nullable=True))
    create_tables_of_police_files()
    create_tables_of_recorded_crime()
    for table in COMMON:
        op.execute(f"GRANT SELECT ON {table} TO sosafe_app")
    for table, (access, grants) in SECURED.items():
        for statement in statements(table, access, grants):
            op.execute(statement)


def downgrade() -> None:
    for table in (*reversed(SECURED), *COMMON):
        op.drop_table(table)
    op.drop_column("area_lookups", "ward_code")
    op.drop_column("area_lookups", "last_vintage")
    op.drop_column("incident_files", "crime_type_list")


def create_tables_of_police_files() -> None:
    op.create_table(
        "lsoa_matches",
        sa.Column("lsoa_2011_code", sa.Text(), nullable=False),
        sa.Column("lsoa_2021_code", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("lsoa_2011_code", "lsoa_2021_code", name=op.f("pk_lsoa_matches")),
    )
    op.create_index(op.f("ix_lsoa_matches_lsoa_2021_code"), "lsoa_matches", ["lsoa_2021_code"], unique=False)
    op.create_table(
        "crime_outcomes",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("crime_id", sa.Text(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("lsoa_code", sa.Text(), nullable=True),
        sa.Column("outcome_type", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("partnership_id", "file_id", "row_number", name=op.f("pk_crime_outcomes")),
    )
    op.create_table(
        "crime_outcome_counts",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("outcome_group", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "file_id"],
            ["incident_files.partnership_id", "incident_files.id"],
            name=op.f("fk_crime_outcome_counts_partnership_id_file_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id",
            "file_id",
            "district_code",
            "outcome_group",
            name=op.f("pk_crime_outcome_counts"),
        ),
    )
    op.create_index(
        op.f("ix_crime_outcome_counts_partnership_id_district_code_month"),
        "crime_outcome_counts",
        ["partnership_id", "district_code", "month"],
        unique=False,
    )


def create_tables_of_recorded_crime() -> None:
    op.create_table(
        "offences",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("also_in", sa.Text(), nullable=True),
        sa.Column("crime_type", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_offences")),
    )
    op.create_table(
        "offence_parts",
        sa.Column("whole_code", sa.Text(), nullable=False),
        sa.Column("part_code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("whole_code", "part_code", name=op.f("pk_offence_parts")),
    )
    op.create_index(op.f("ix_offence_parts_part_code"), "offence_parts", ["part_code"], unique=False)
    op.create_table(
        "recorded_crime_versions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("quarter_start", sa.Date(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_recorded_crime_versions_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_recorded_crime_versions")),
        sa.UniqueConstraint(
            "partnership_id",
            "area_code",
            "quarter_start",
            "published_on",
            name=op.f("uq_recorded_crime_versions_publication"),
        ),
    )
    op.create_table(
        "recorded_crimes",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("offence_code", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "version_id"],
            ["recorded_crime_versions.partnership_id", "recorded_crime_versions.id"],
            name=op.f("fk_recorded_crimes_partnership_id_version_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "version_id", "offence_code", name=op.f("pk_recorded_crimes")
        ),
    )
    op.create_table(
        "similar_area_groups",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("members", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_similar_area_groups_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_similar_area_groups")),
        sa.UniqueConstraint(
            "partnership_id",
            "area_code",
            "valid_from",
            name=op.f("uq_similar_area_groups_partnership_id_area_code_valid_from"),
        ),
    )
    op.create_table(
        "similar_area_rates",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("quarter_start", sa.Date(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("rate", sa.Numeric(precision=12, scale=4), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint(
            "partnership_id", "measure", "quarter_start", "area_code", name=op.f("pk_similar_area_rates")
        ),
    )
