"""Open placements: places, stays, the duty roster, and the one function that reads a location.

Row security binds the owner as well, so the policy of `place_locations` names what the function alone brings:
the owner's rights and a reveal that is not opened yet. The application holds INSERT there and nothing else.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import PARTNERSHIP, statements

revision = "202611261216"
down_revision = "202611261215"
branch_labels = None
depends_on = None

# When it was asked, approved and opened is the database's to say, so those columns are not granted.
OF_A_REVEAL = (
    "partnership_id, id, place_id, service_id, principal_id, ground, purpose, reason, needs_approval,"
    " token_digest, day, number"
)
OF_AN_APPROVAL = "partnership_id, id, reveal_id, place_id, principal_id"
SECURED = {
    "live_stays": (Access.PARTNERSHIP, "SELECT, INSERT, DELETE"),
    "places": (Access.PLACE, "SELECT, INSERT, UPDATE"),
    "placements": (Access.OF_CASE, "SELECT, INSERT, UPDATE"),
    "place_bookings": (Access.OF_PLACE, "SELECT, INSERT, UPDATE"),
    "duty_shifts": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "reveals": (Access.OF_PLACE, f"SELECT, INSERT ({OF_A_REVEAL})"),
    "reveal_approvals": (Access.OF_PLACE, f"SELECT, INSERT ({OF_AN_APPROVAL})"),
    "reveal_notices": (Access.PARTNERSHIP, "INSERT"),
}
SEALED = f"""
CREATE POLICY place_locations_sealed ON place_locations
 USING ({PARTNERSHIP} AND current_user = 'sosafe_owner' AND EXISTS (SELECT FROM reveals reveal
  WHERE reveal.partnership_id = place_locations.partnership_id AND reveal.place_id = place_locations.place_id
  AND reveal.id = (SELECT NULLIF(current_setting('app.reveal_id', true), '')::uuid)
  AND reveal.opened_at IS NULL))
 WITH CHECK ({PARTNERSHIP} AND EXISTS (SELECT FROM places place
  WHERE place.partnership_id = place_locations.partnership_id AND place.id = place_locations.place_id))"""

# The token is used up by the statement that reads. Of two at once the second waits for the first, and then
# finds the reveal opened. The minute runs by the database's clock, from the asking or from the approval.
OPENING = "open_place_location(uuid, uuid, uuid, text, text)"
OPEN_PLACE_LOCATION = """
CREATE FUNCTION open_place_location(
 the_partnership uuid, the_reveal uuid, the_principal uuid, the_purpose text, the_token text)
RETURNS TABLE (location_id uuid, key_number smallint, location bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
 own_reveal text := COALESCE(current_setting('app.reveal_id', true), '');
BEGIN
 EXECUTE format('SET LOCAL app.reveal_id = %L', the_reveal);
 RETURN QUERY
 WITH used AS (
  UPDATE public.reveals r SET opened_at = clock_timestamp()
  WHERE r.partnership_id = the_partnership AND r.id = the_reveal AND r.opened_at IS NULL
   AND r.principal_id = the_principal
   AND r.principal_id = NULLIF(current_setting('app.principal_id', true), '')::uuid
   AND r.purpose = the_purpose AND r.token_digest = sha256(convert_to(the_token, 'UTF8'))
   AND clock_timestamp() < interval '60 seconds' + CASE WHEN r.needs_approval THEN (
    SELECT a.approved_at FROM public.reveal_approvals a WHERE a.partnership_id = the_partnership
     AND a.reveal_id = r.id AND a.principal_id <> r.principal_id
     AND a.approved_at < r.asked_at + interval '10 minutes') ELSE r.asked_at END
  RETURNING r.place_id)
 SELECT l.id, l.key_number, l.location FROM used
 JOIN public.place_locations l ON l.partnership_id = the_partnership AND l.place_id = used.place_id
 ORDER BY l.version DESC LIMIT 1;
 EXECUTE format('SET LOCAL app.reveal_id = %L', own_reveal);
END $$"""


def upgrade() -> None:
    create_tables()
    for table, (access, grants) in SECURED.items():
        for statement in statements(table, access, grants):
            op.execute(statement)
    op.execute("GRANT INSERT ON place_locations TO sosafe_app")
    op.execute("ALTER TABLE place_locations ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE place_locations FORCE ROW LEVEL SECURITY")
    op.execute(SEALED)
    op.execute(OPEN_PLACE_LOCATION)
    op.execute(f"REVOKE ALL ON FUNCTION {OPENING} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {OPENING} TO sosafe_app")


def create_tables() -> None:
    op.create_table(
        "duty_shifts",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at >= starts_at", name=op.f("ck_duty_shifts_period")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "principal_id"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_duty_shifts_partnership_id_principal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "service_id"],
            ["services.partnership_id", "services.id"],
            name=op.f("fk_duty_shifts_partnership_id_service_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_duty_shifts_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_duty_shifts")),
    )
    op.create_index(
        "ix_duty_shifts_of_principal",
        "duty_shifts",
        ["partnership_id", "principal_id", "service_id", "ends_at"],
        unique=False,
    )
    op.create_index(
        "ix_duty_shifts_of_service", "duty_shifts", ["partnership_id", "service_id", "ends_at"], unique=False
    )
    op.create_table(
        "places",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code_name", sa.Text(), nullable=False),
        sa.Column("capacity", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reader_group_id", sa.Uuid(), nullable=True),
        sa.Column("location_version", sa.Integer(), nullable=False),
        sa.Column("location_stated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('safe_space', 'refuge_room', 'dispersed_flat', 'temporary_stay')",
            name=op.f("ck_places_kind"),
        ),
        sa.CheckConstraint("status IN ('open', 'closed')", name=op.f("ck_places_status")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "reader_group_id"],
            ["groups.partnership_id", "groups.id"],
            name=op.f("fk_places_partnership_id_reader_group_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "service_id"],
            ["services.partnership_id", "services.id"],
            name=op.f("fk_places_partnership_id_service_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_places_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_places")),
        sa.UniqueConstraint(
            "partnership_id",
            "service_id",
            "code_name",
            name=op.f("uq_places_partnership_id_service_id_code_name"),
        ),
    )
    op.create_table(
        "live_stays",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "case_id"],
            ["cases.partnership_id", "cases.id"],
            name=op.f("fk_live_stays_partnership_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_live_stays")),
    )
    op.create_index("ix_live_stays_of_service", "live_stays", ["partnership_id", "service_id"], unique=False)
    op.create_table(
        "place_bookings",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("unit", sa.SmallInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("staying", sa.Boolean(), nullable=False),
        postgresql.ExcludeConstraint(
            ("partnership_id", "="),
            ("place_id", "="),
            ("unit", "="),
            (sa.text("daterange(starts_on, ends_on)"), "&&"),
            using="gist",
            name="ex_place_bookings_unit",
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_place_bookings_period")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "place_id"],
            ["places.partnership_id", "places.id"],
            name=op.f("fk_place_bookings_partnership_id_place_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_place_bookings")),
    )
    op.create_table(
        "place_locations",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key_number", sa.SmallInteger(), nullable=False),
        sa.Column("location", sa.LargeBinary(), nullable=False),
        sa.Column("stated_by", sa.Uuid(), nullable=False),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "place_id"],
            ["places.partnership_id", "places.id"],
            name=op.f("fk_place_locations_partnership_id_place_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_place_locations")),
        sa.UniqueConstraint(
            "partnership_id",
            "place_id",
            "version",
            name=op.f("uq_place_locations_partnership_id_place_id_version"),
        ),
    )
    op.create_table(
        "placements",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('safe_space', 'refuge_room', 'dispersed_flat', 'temporary_stay')",
            name=op.f("ck_placements_kind"),
        ),
        sa.CheckConstraint(
            "status IN ('requested', 'offered', 'occupied', 'ended', 'refused', 'cancelled')",
            name=op.f("ck_placements_status"),
        ),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_placements_period")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "case_id"],
            ["cases.partnership_id", "cases.id"],
            name=op.f("fk_placements_partnership_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "service_id"],
            ["services.partnership_id", "services.id"],
            name=op.f("fk_placements_partnership_id_service_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_placements")),
    )
    op.create_index("ix_placements_of_case", "placements", ["partnership_id", "case_id", "id"], unique=False)
    op.create_table(
        "reveals",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        sa.Column("token_digest", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column(
            "asked_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "ground IN ('duty_roster', 'current_placement', 'panel')", name=op.f("ck_reveals_ground")
        ),
        sa.CheckConstraint("number BETWEEN 1 AND 3", name=op.f("ck_reveals_number")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "place_id"],
            ["places.partnership_id", "places.id"],
            name=op.f("fk_reveals_partnership_id_place_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "principal_id"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_reveals_partnership_id_principal_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_reveals")),
        sa.UniqueConstraint(
            "partnership_id",
            "principal_id",
            "day",
            "number",
            name=op.f("uq_reveals_partnership_id_principal_id_day_number"),
        ),
    )
    op.create_index("ix_reveals_of_place", "reveals", ["partnership_id", "place_id", "id"], unique=False)
    op.create_table(
        "reveal_approvals",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reveal_id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column(
            "approved_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "principal_id"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_reveal_approvals_partnership_id_principal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "reveal_id"],
            ["reveals.partnership_id", "reveals.id"],
            name=op.f("fk_reveal_approvals_partnership_id_reveal_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_reveal_approvals")),
        sa.UniqueConstraint(
            "partnership_id", "reveal_id", name=op.f("uq_reveal_approvals_partnership_id_reveal_id")
        ),
    )
    op.create_table(
        "reveal_notices",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reveal_id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "reveal_id"],
            ["reveals.partnership_id", "reveals.id"],
            name=op.f("fk_reveal_notices_partnership_id_reveal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_reveal_notices_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_reveal_notices")),
    )
    op.create_index(
        "ix_reveal_notices_of_service",
        "reveal_notices",
        ["partnership_id", "service_id", "created_at"],
        unique=False,
    )


def downgrade() -> None:
    op.execute(f"DROP FUNCTION {OPENING}")
    op.execute("DROP POLICY place_locations_sealed ON place_locations")
    for table, (access, _) in SECURED.items():  # policies ask about tables that go first
        op.execute(f"DROP POLICY {table}_{access.value} ON {table}")
    op.drop_index("ix_reveal_notices_of_service", table_name="reveal_notices")
    op.drop_table("reveal_notices")
    op.drop_table("reveal_approvals")
    op.drop_index("ix_reveals_of_place", table_name="reveals")
    op.drop_table("reveals")
    op.drop_index("ix_placements_of_case", table_name="placements")
    op.drop_table("placements")
    op.drop_table("place_locations")
    op.drop_table("place_bookings")
    op.drop_index("ix_live_stays_of_service", table_name="live_stays")
    op.drop_table("live_stays")
    op.drop_table("places")
    op.drop_index("ix_duty_shifts_of_service", table_name="duty_shifts")
    op.drop_index("ix_duty_shifts_of_principal", table_name="duty_shifts")
    op.drop_table("duty_shifts")
