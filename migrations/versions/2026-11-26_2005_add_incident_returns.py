"""Add incidents of anti-social behaviour and fires as agencies return them; let imports count what they changed.

All new and about no person; the new column of imports may be null.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611262005"
down_revision = "202611262004"
branch_labels = None
depends_on = None

HEADINGS = (
    "'vehicle_abandoned', 'vehicle_nuisance', 'rowdy_or_inconsiderate', 'rowdy_or_nuisance_neighbours',"
    " 'littering_or_drug_paraphernalia', 'animal_problems', 'trespass', 'nuisance_communications', 'street_drinking',"
    " 'prostitution_related', 'noise', 'begging_or_vagrancy', 'fireworks', 'other'"
)
PROPERTIES = (
    "'dwelling', 'other_building', 'vehicle', 'outdoor_structure', 'derelict_building', 'derelict_vehicle', 'refuse',"
    " 'grassland', 'other'"
)


def upgrade() -> None:
    create_incidents(
        "asb_incidents",
        [
            sa.Column("opening_heading", sa.Text(), nullable=False),
            sa.Column("closing_heading", sa.Text(), nullable=True),
            sa.Column("qualifier", sa.Text(), nullable=False),
            sa.Column("youth_related", sa.Boolean(), nullable=False),
        ],
        {
            "opening_heading": HEADINGS,
            "closing_heading": HEADINGS,
            "qualifier": "'personal', 'nuisance', 'environmental'",
        },
    )
    create_incidents(
        "fire_incidents",
        [
            sa.Column("kind", sa.Text(), nullable=False),
            sa.Column("cause", sa.Text(), nullable=True),
            sa.Column("property", sa.Text(), nullable=True),
            sa.Column("smoke_alarm", sa.Text(), nullable=True),
            sa.Column("violence_against_crew", sa.Boolean(), nullable=False),
        ],
        {
            "kind": "'primary_fire', 'secondary_fire', 'other_call'",
            "cause": "'deliberate', 'accidental', 'not_known'",
            "property": PROPERTIES,
            "smoke_alarm": "'fitted', 'not_fitted', 'not_known'",
        },
    )
    create_versions("asb_incident_versions", "asb_incidents")
    create_versions("fire_incident_versions", "fire_incidents")
    op.add_column("imports", sa.Column("rows_updated", sa.Integer(), nullable=True))


def create_incidents(table: str, own: list[sa.Column], codes: dict[str, str]) -> None:
    """The columns that every return has, the table's own, and the codes that columns are held to."""
    held = codes | {
        "status": "'recorded', 'entered_in_error'",
        "error_reason": "'duplicate', 'outside_the_area', 'other_kind_of_incident', 'mistake'",
        "occurred_precision": "'day', 'month'",
        "lsoa_vintage": "2001, 2011, 2021",
    }
    op.create_table(
        table,
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("agency_reference", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_digest", sa.LargeBinary(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("occurred_precision", sa.Text(), nullable=False),
        sa.Column("occurred_time", sa.Text(), nullable=True),
        sa.Column("lsoa_code", sa.Text(), nullable=True),
        sa.Column("lsoa_vintage", sa.Integer(), nullable=True),
        sa.Column("outward_postcode", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("error_reason", sa.Text(), nullable=True),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *own,
        *(
            sa.CheckConstraint(f"{name} IN ({listed})", name=op.f(f"ck_{table}_{name}"))
            for name, listed in held.items()
        ),
        sa.CheckConstraint(
            "(status = 'entered_in_error') = (error_reason IS NOT NULL)", name=op.f(f"ck_{table}_error")
        ),
        sa.CheckConstraint("(lsoa_code IS NULL) = (lsoa_vintage IS NULL)", name=op.f(f"ck_{table}_lsoa")),
        to_partners(table, "agencies", "agency_id"),
        to_partners(table, "principals", "recorded_by"),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f(f"fk_{table}_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "partnership_id",
            "agency_id",
            "agency_reference",
            name=op.f(f"uq_{table}_partnership_id_agency_id_agency_reference"),
        ),
    )
    op.create_index(op.f(f"ix_{table}_partnership_id_occurred_on"), table, ["partnership_id", "occurred_on"])
    op.create_index(op.f(f"ix_{table}_partnership_id_updated_at"), table, ["partnership_id", "updated_at"])
    secure(table, "SELECT, INSERT, UPDATE")


def create_versions(table: str, incidents: str) -> None:
    op.create_table(
        table,
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_by", sa.Uuid(), nullable=False),
        to_partners(table, incidents, "incident_id"),
        to_partners(table, "principals", "replaced_by"),
        sa.PrimaryKeyConstraint("partnership_id", "incident_id", "version", name=op.f(f"pk_{table}")),
    )
    secure(table, "SELECT, INSERT")


def to_partners(table: str, target: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["partnership_id", column],
        [f"{target}.partnership_id", f"{target}.id"],
        name=op.f(f"fk_{table}_partnership_id_{column}"),
    )


def secure(table: str, grants: str) -> None:
    for statement in statements(table, Access.PARTNERSHIP, grants):
        op.execute(statement)


def downgrade() -> None:
    op.drop_column("imports", "rows_updated")
    for table in ("fire_incident_versions", "asb_incident_versions", "fire_incidents", "asb_incidents"):
        op.drop_table(table)
