"""Let panels meet: meetings, agendas, packs, requests for information, decisions, actions and minutes.

What is before a panel is seen by those who sit in it and by the service that presents it; whoever is excluded
from its case, referral or people, or stepped back from it, sees nothing of it.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611261223"
down_revision = "202611261216"
branch_labels = None
depends_on = None

SECURED = {
    "meetings": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "meeting_minutes": (Access.GROUP, "SELECT, INSERT, UPDATE"),
    "seat_attendances": (Access.GROUP, "SELECT, INSERT, DELETE"),
    "panel_packs": (Access.GROUP, "SELECT, INSERT"),
    "agenda_item_recusals": (Access.PARTNERSHIP, "SELECT, INSERT"),
    "agenda_items": (Access.AGENDA_ITEM, "SELECT, INSERT, UPDATE"),
    "information_requests": (Access.INFORMATION_REQUEST, "SELECT, INSERT, UPDATE"),
    "panel_decisions": (Access.OF_AGENDA_ITEM, "SELECT, INSERT"),
    "panel_actions": (Access.PANEL_ACTION, "SELECT, INSERT, UPDATE"),
    "panel_pack_items": (Access.PACK_ITEM, "SELECT, INSERT"),
}


def upgrade() -> None:
    op.add_column("groups", sa.Column("panel_kind", sa.Text(), nullable=True))
    create_tables()
    for table, (access, grants) in SECURED.items():
        for statement in statements(table, access, grants):
            op.execute(statement)


def create_tables() -> None:
    op.create_table(
        "meetings",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("panel_kind", sa.Text(), nullable=True),
        sa.Column("scheduled_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("attendance_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('planned', 'published', 'held', 'minutes_approved', 'cancelled')",
            name=op.f("ck_meetings_status"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "group_id"],
            ["groups.partnership_id", "groups.id"],
            name=op.f("fk_meetings_partnership_id_group_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_meetings_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_meetings")),
        sa.UniqueConstraint(
            "partnership_id",
            "group_id",
            "scheduled_on",
            name=op.f("uq_meetings_partnership_id_group_id_scheduled_on"),
        ),
    )
    op.create_index(
        op.f("ix_meetings_partnership_id_starts_at"),
        "meetings",
        ["partnership_id", "starts_at"],
        unique=False,
    )
    op.create_table(
        "meeting_minutes",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "meeting_id"],
            ["meetings.partnership_id", "meetings.id"],
            name=op.f("fk_meeting_minutes_partnership_id_meeting_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_meeting_minutes")),
        sa.UniqueConstraint(
            "partnership_id", "meeting_id", name=op.f("uq_meeting_minutes_partnership_id_meeting_id")
        ),
    )
    op.create_table(
        "panel_packs",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_panel_packs_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "meeting_id"],
            ["meetings.partnership_id", "meetings.id"],
            name=op.f("fk_panel_packs_partnership_id_meeting_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_panel_packs")),
        sa.UniqueConstraint(
            "partnership_id",
            "meeting_id",
            "agency_id",
            "number",
            name=op.f("uq_panel_packs_partnership_id_meeting_id_agency_id_number"),
        ),
    )
    op.create_table(
        "seat_attendances",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("group_membership_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("attendance", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "group_membership_id"],
            ["group_memberships.partnership_id", "group_memberships.id"],
            name=op.f("fk_seat_attendances_partnership_id_group_membership_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "meeting_id"],
            ["meetings.partnership_id", "meetings.id"],
            name=op.f("fk_seat_attendances_partnership_id_meeting_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_seat_attendances")),
        sa.UniqueConstraint(
            "partnership_id",
            "meeting_id",
            "group_membership_id",
            name=op.f("uq_seat_attendances_partnership_id_meeting_id_group_membership_id"),
        ),
    )
    op.create_table(
        "agenda_items",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("presented_by", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("subject_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("title_code", sa.Text(), nullable=False),
        sa.Column("person", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("contact", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("account", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('on_agenda', 'decided', 'withdrawn')", name=op.f("ck_agenda_items_status")
        ),
        sa.CheckConstraint("num_nonnulls(case_id, referral_id) > 0", name=op.f("ck_agenda_items_subject")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "case_id"],
            ["cases.partnership_id", "cases.id"],
            name=op.f("fk_agenda_items_partnership_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "meeting_id"],
            ["meetings.partnership_id", "meetings.id"],
            name=op.f("fk_agenda_items_partnership_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "referral_id"],
            ["referrals.partnership_id", "referrals.id"],
            name=op.f("fk_agenda_items_partnership_id_referral_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "service_id"],
            ["services.partnership_id", "services.id"],
            name=op.f("fk_agenda_items_partnership_id_service_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_agenda_items")),
    )
    op.create_index(
        op.f("ix_agenda_items_partnership_id_meeting_id"),
        "agenda_items",
        ["partnership_id", "meeting_id"],
        unique=False,
    )
    op.create_table(
        "agenda_item_recusals",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agenda_item_id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agenda_item_id"],
            ["agenda_items.partnership_id", "agenda_items.id"],
            name=op.f("fk_agenda_item_recusals_partnership_id_agenda_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "principal_id"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_agenda_item_recusals_partnership_id_principal_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_agenda_item_recusals")),
        sa.UniqueConstraint(
            "partnership_id",
            "agenda_item_id",
            "principal_id",
            name=op.f("uq_agenda_item_recusals_partnership_id_agenda_item_id_principal_id"),
        ),
    )
    op.create_table(
        "information_requests",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agenda_item_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("refusal_code", sa.Text(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'answered', 'nothing_held', 'refused')",
            name=op.f("ck_information_requests_status"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_information_requests_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agenda_item_id"],
            ["agenda_items.partnership_id", "agenda_items.id"],
            name=op.f("fk_information_requests_partnership_id_agenda_item_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_information_requests")),
    )
    op.create_index(
        op.f("ix_information_requests_partnership_id_agenda_item_id"),
        "information_requests",
        ["partnership_id", "agenda_item_id"],
        unique=False,
    )
    op.create_table(
        "panel_actions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agenda_item_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("subject_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("owner_agency_id", sa.Uuid(), nullable=False),
        sa.Column("action_code", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("person", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'in_progress', 'completed', 'cancelled')",
            name=op.f("ck_panel_actions_status"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agenda_item_id"],
            ["agenda_items.partnership_id", "agenda_items.id"],
            name=op.f("fk_panel_actions_partnership_id_agenda_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "owner_agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_panel_actions_partnership_id_owner_agency_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_panel_actions")),
    )
    op.create_index(
        op.f("ix_panel_actions_partnership_id_agenda_item_id"),
        "panel_actions",
        ["partnership_id", "agenda_item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_panel_actions_partnership_id_group_id"),
        "panel_actions",
        ["partnership_id", "group_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_panel_actions_partnership_id_owner_agency_id"),
        "panel_actions",
        ["partnership_id", "owner_agency_id"],
        unique=False,
    )
    op.create_table(
        "panel_decisions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agenda_item_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("outcome_code", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agenda_item_id"],
            ["agenda_items.partnership_id", "agenda_items.id"],
            name=op.f("fk_panel_decisions_partnership_id_agenda_item_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_panel_decisions")),
        sa.UniqueConstraint(
            "partnership_id", "agenda_item_id", name=op.f("uq_panel_decisions_partnership_id_agenda_item_id")
        ),
    )
    op.create_table(
        "panel_pack_items",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pack_id", sa.Uuid(), nullable=False),
        sa.Column("agenda_item_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agenda_item_id"],
            ["agenda_items.partnership_id", "agenda_items.id"],
            name=op.f("fk_panel_pack_items_partnership_id_agenda_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "pack_id"],
            ["panel_packs.partnership_id", "panel_packs.id"],
            name=op.f("fk_panel_pack_items_partnership_id_pack_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_panel_pack_items")),
        sa.UniqueConstraint(
            "partnership_id",
            "pack_id",
            "agenda_item_id",
            name=op.f("uq_panel_pack_items_partnership_id_pack_id_agenda_item_id"),
        ),
    )


def downgrade() -> None:
    for table in ("agenda_items", "panel_actions"):  # their policies ask about a table that goes first
        op.execute(f"DROP POLICY {table}_{SECURED[table][0].value} ON {table}")
    op.drop_column("groups", "panel_kind")
    op.drop_table("panel_pack_items")
    op.drop_table("panel_decisions")
    op.drop_index(op.f("ix_panel_actions_partnership_id_owner_agency_id"), table_name="panel_actions")
    op.drop_index(op.f("ix_panel_actions_partnership_id_group_id"), table_name="panel_actions")
    op.drop_index(op.f("ix_panel_actions_partnership_id_agenda_item_id"), table_name="panel_actions")
    op.drop_table("panel_actions")
    op.drop_index(
        op.f("ix_information_requests_partnership_id_agenda_item_id"), table_name="information_requests"
    )
    op.drop_table("information_requests")
    op.drop_table("agenda_item_recusals")
    op.drop_index(op.f("ix_agenda_items_partnership_id_meeting_id"), table_name="agenda_items")
    op.drop_table("agenda_items")
    op.drop_table("seat_attendances")
    op.drop_table("panel_packs")
    op.drop_table("meeting_minutes")
    op.drop_index(op.f("ix_meetings_partnership_id_starts_at"), table_name="meetings")
    op.drop_table("meetings")
