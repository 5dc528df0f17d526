"""Add outcomes of crimes, the crime-type list of a file, and the areas of 2021 beside those of 2011."""

import sqlalchemy as sa
from alembic import op

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611262004"
down_revision = "202611261542"
branch_labels = None
depends_on = None

SECURED = {
    "crime_outcomes": (Access.PARTNERSHIP, "SELECT, INSERT, DELETE"),
    "crime_outcome_counts": (Access.PARTNERSHIP, "SELECT, INSERT, DELETE"),
}


def upgrade() -> None:
    """Every street file that is loaded is of May 2013 or later: no earlier one was read."""
    op.add_column("incident_files", sa.Column("crime_type_list", sa.Text(), nullable=True))
    op.execute("UPDATE incident_files SET crime_type_list = 'may_2013' WHERE kind = 'street'")
    # Every area there is so far is of 2011; loading the reference tables states the rest.
    op.add_column(
        "area_lookups", sa.Column("last_vintage", sa.Integer(), nullable=False, server_default="2011")
    )
    op.alter_column("area_lookups", "last_vintage", server_default=None)
    op.add_column("area_lookups", sa.Column("ward_code", sa.Text(), nullable=True))
    create_tables()
    op.execute("GRANT SELECT ON lsoa_matches TO sosafe_app")
    for table, (access, grants) in SECURED.items():
        for statement in statements(table, access, grants):
            op.execute(statement)


def downgrade() -> None:
    for table in (*reversed(SECURED), "lsoa_matches"):
        op.drop_table(table)
    op.drop_column("area_lookups", "ward_code")
    op.drop_column("area_lookups", "last_vintage")
    op.drop_column("incident_files", "crime_type_list")


def create_tables() -> None:
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
