"""Roll incidents up by area and by map point, and fill both rollups from the files that are loaded."""

import sqlalchemy as sa
from alembic import op

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611262007"
down_revision = "202611262006"
branch_labels = None
depends_on = None

GRANTS = "SELECT, INSERT, DELETE"
OF_OWN_DISTRICT = """
FROM partnerships p
JOIN area_lookups l ON l.district_code = p.area_code
JOIN incident_files f ON f.partnership_id = p.id AND f.kind = 'street'
JOIN incidents i ON i.partnership_id = f.partnership_id AND i.file_id = f.id AND i.lsoa_code = l.lsoa_code
WHERE p.id = one"""

# One partnership after another: row security binds the tables' owner too. Nobody else waits meanwhile, and a file
# that a worker of the new version loads at that moment has its rows already.
FILL = f"""
DO $$
DECLARE one uuid;
BEGIN
 FOR one IN SELECT id FROM partnerships LOOP
  EXECUTE format('SET LOCAL app.partnership_id = %L', one);
  INSERT INTO incident_area_counts (partnership_id, file_id, lsoa_code, crime_type, month, count)
  SELECT p.id, f.id, i.lsoa_code, i.crime_type, f.month, count(*) {OF_OWN_DISTRICT}
  GROUP BY p.id, f.id, i.lsoa_code, i.crime_type, f.month ON CONFLICT DO NOTHING;
  INSERT INTO incident_point_counts (partnership_id, file_id, longitude, latitude, crime_type, month, count)
  SELECT p.id, f.id, i.longitude, i.latitude, i.crime_type, f.month, count(*) {OF_OWN_DISTRICT}
   AND i.longitude IS NOT NULL
  GROUP BY p.id, f.id, i.longitude, i.latitude, i.crime_type, f.month ON CONFLICT DO NOTHING;
 END LOOP;
 SET LOCAL app.partnership_id = '';
END $$"""


def upgrade() -> None:
    op.create_table(
        "incident_area_counts",
        *_key(),
        sa.Column("lsoa_code", sa.Text(), nullable=False),
        *_counted(),
        _to_file("incident_area_counts"),
        sa.PrimaryKeyConstraint(
            "partnership_id", "file_id", "lsoa_code", "crime_type", name=op.f("pk_incident_area_counts")
        ),
    )
    op.create_table(
        "incident_point_counts",
        *_key(),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        *_counted(),
        _to_file("incident_point_counts"),
        sa.PrimaryKeyConstraint(
            "partnership_id",
            "file_id",
            "longitude",
            "latitude",
            "crime_type",
            name=op.f("pk_incident_point_counts"),
        ),
    )
    for table in ("incident_area_counts", "incident_point_counts"):
        for statement in statements(table, Access.PARTNERSHIP, GRANTS):
            op.execute(statement)
    op.execute(FILL)


def _key() -> list[sa.Column]:
    return [
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
    ]


def _counted() -> list[sa.Column]:
    return [
        sa.Column("crime_type", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
    ]


def _to_file(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["partnership_id", "file_id"],
        ["incident_files.partnership_id", "incident_files.id"],
        name=op.f(f"fk_{table}_partnership_id_file_id"),
    )


def downgrade() -> None:
    op.drop_table("incident_point_counts")
    op.drop_table("incident_area_counts")
