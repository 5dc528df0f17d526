"""Move cases on: endings, approval of closure where a service asks for it, history, records of the work, families, programmes."""

import sqlalchemy as sa
from alembic import op

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import OWN_SERVICE, PARTNERSHIP, WHOLE_PARTNERSHIP, excluded, statements

revision = "202611261210"
down_revision = "202611261144"
branch_labels = None
depends_on = None

SECURED = {
    "case_transitions": (Access.OF_CASE, "SELECT, INSERT"),
    "case_needs": (Access.OF_CASE, "SELECT, INSERT, UPDATE"),
    "case_goals": (Access.OF_CASE, "SELECT, INSERT, UPDATE"),
    "case_plan_steps": (Access.OF_CASE, "SELECT, INSERT, UPDATE"),
    "case_contacts": (Access.OF_CASE, "SELECT, INSERT, UPDATE"),
    "families": (Access.FAMILY, "SELECT, INSERT, UPDATE"),
    "family_cases": (Access.OF_CASE, "SELECT, INSERT, DELETE"),
    "programmes": (Access.SERVICE, "SELECT, INSERT, UPDATE"),
    "programme_sessions": (Access.SERVICE, "SELECT, INSERT, UPDATE"),
    "programme_enrolments": (Access.OF_CASE, "SELECT, INSERT, UPDATE"),
    "programme_attendance": (Access.OF_CASE, "SELECT, INSERT, UPDATE"),
}
ENDINGS = (
    "planned_needs_met", "planned_partly_met", "transferred_in_area", "transferred_out_of_area", "custody",
    "hospital", "moved_away", "disengaged", "declined_service", "unable_to_contact", "died", "excluded",
    "duplicate",
)  # fmt: skip
# Written not valid, so that nobody waits: the columns are new, and no case was closed before there were moves.
CHECKS = {
    "ck_cases_ending": "ending IN ({})".format(", ".join(f"'{ending}'" for ending in ENDINGS)),
    "ck_cases_ended": "status NOT IN ('closing', 'closed') OR ending IS NOT NULL",
}

SENT_BY_OWN_AGENCY = "agency_id = (SELECT NULLIF(current_setting('app.agency_id', true), '')::uuid)"
ON_EITHER_SIDE = f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR {SENT_BY_OWN_AGENCY} OR {OWN_SERVICE})"
OWN_REFERRAL = f"{ON_EITHER_SIDE} AND NOT {excluded('id')}"
# What a case has taken up is the receiving service's through the case alone; senders are not concerned.
THROUGH_CASE = f"(case_id IS NULL OR NOT {OWN_SERVICE} OR sees_case(partnership_id, case_id))"
# A function is entered only where a case has taken the referral up; a subquery would be made ready at each read.
# Row security binds it as the caller.
SEES_CASE = """
CREATE FUNCTION sees_case(the_partnership uuid, the_case uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
 RETURN EXISTS (SELECT FROM public.cases c WHERE c.partnership_id = the_partnership AND c.id = the_case);
END $$"""
# What belongs to a referral is seen by whoever sees the referral. Written in one statement with it, it cannot ask.
# What a referral says is read with it, on the busiest route: asked twice, the question took half the read's time.
OF_REFERRAL = {
    "referral_transitions": "referral_id",
    "referral_questions": "referral_id",
}


def of_referral(table: str, column: str) -> str:
    return (
        f"{PARTNERSHIP} AND EXISTS (SELECT FROM referrals parent"
        f" WHERE parent.partnership_id = {table}.partnership_id AND parent.id = {table}.{column})"
    )


def upgrade() -> None:
    op.add_column(
        "services",
        sa.Column("closure_approval_required", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column("cases", sa.Column("ending", sa.Text(), nullable=True))
    op.add_column("cases", sa.Column("closing_asked_by", sa.Uuid(), nullable=True))
    for name, condition in CHECKS.items():
        op.execute(f"ALTER TABLE cases ADD CONSTRAINT {name} CHECK ({condition}) NOT VALID")
    op.add_column(
        "case_workers", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False)
    )
    create_tables()
    for table, (access, grants) in SECURED.items():
        for statement in statements(table, access, grants):
            op.execute(statement)
    op.execute(SEES_CASE)
    op.execute("REVOKE ALL ON FUNCTION sees_case(uuid, uuid) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION sees_case(uuid, uuid) TO sosafe_app")
    op.execute(f"ALTER POLICY referrals_referral ON referrals USING ({OWN_REFERRAL} AND {THROUGH_CASE})")
    for table, column in OF_REFERRAL.items():
        op.execute(
            f"ALTER POLICY {table}_referral ON {table} USING ({of_referral(table, column)})"
            f" WITH CHECK ({ON_EITHER_SIDE})"
        )


def to_record(table: str, target: str, column: str) -> sa.ForeignKeyConstraint:
    """A reference that carries the partnership."""
    return sa.ForeignKeyConstraint(
        ["partnership_id", column],
        [f"{target}.partnership_id", f"{target}.id"],
        name=op.f(f"fk_{table}_partnership_id_{column}"),
    )


def create_tables() -> None:
    op.create_table(
        "case_transitions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("from_status", sa.Text(), nullable=True),
        sa.Column("to_status", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("ending", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        to_record("case_transitions", "cases", "case_id"),
        to_record("case_transitions", "principals", "actor_id"),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_case_transitions")),
    )
    op.create_index(
        "ix_case_transitions_of_case", "case_transitions", ["partnership_id", "case_id", "id"], unique=False
    )
    create_work()
    create_families()
    create_programmes()
    create_enrolments()


def create_work() -> None:
    create_record(
        "case_needs",
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("identified_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        to_record("case_needs", "people", "person_id"),
    )
    create_record(
        "case_goals",
        sa.Column("need_id", sa.Uuid(), nullable=True),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        to_record("case_goals", "case_needs", "need_id"),
    )
    create_record(
        "case_plan_steps",
        sa.Column("goal_id", sa.Uuid(), nullable=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        to_record("case_plan_steps", "case_goals", "goal_id"),
        to_record("case_plan_steps", "agencies", "agency_id"),
    )
    create_record(
        "case_contacts",
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attendance", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        to_record("case_contacts", "people", "person_id"),
        to_record("case_contacts", "principals", "principal_id"),
    )


def keys() -> list[sa.Column]:
    return [
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
    ]


def create_families() -> None:
    op.create_table(
        "families",
        *keys(),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_families_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_families")),
    )
    op.create_table(
        "family_cases",
        *keys(),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        to_record("family_cases", "families", "family_id"),
        to_record("family_cases", "cases", "case_id"),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_family_cases")),
        sa.UniqueConstraint(
            "partnership_id",
            "family_id",
            "case_id",
            name=op.f("uq_family_cases_partnership_id_family_id_case_id"),
        ),
    )
    op.create_index("ix_family_cases_of_case", "family_cases", ["partnership_id", "case_id"], unique=False)


def create_programmes() -> None:
    op.create_table(
        "programmes",
        *keys(),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("first_session_on", sa.Date(), nullable=False),
        sa.Column("start_time", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("session_count", sa.Integer(), nullable=False),
        sa.Column("minimum_attended", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "minimum_attended BETWEEN 1 AND session_count", name=op.f("ck_programmes_minimum_attended")
        ),
        to_record("programmes", "services", "service_id"),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_programmes")),
    )
    op.create_index(
        "ix_programmes_of_service", "programmes", ["partnership_id", "service_id", "id"], unique=False
    )
    op.create_table(
        "programme_sessions",
        *keys(),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('planned', 'held', 'cancelled')", name=op.f("ck_programme_sessions_status")
        ),
        to_record("programme_sessions", "programmes", "programme_id"),
        to_record("programme_sessions", "services", "service_id"),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_programme_sessions")),
        sa.UniqueConstraint(
            "partnership_id",
            "programme_id",
            "number",
            name=op.f("uq_programme_sessions_partnership_id_programme_id_number"),
        ),
    )


def create_enrolments() -> None:
    op.create_table(
        "programme_enrolments",
        *keys(),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('enrolled', 'completed', 'left', 'entered_in_error')",
            name=op.f("ck_programme_enrolments_status"),
        ),
        to_record("programme_enrolments", "programmes", "programme_id"),
        to_record("programme_enrolments", "cases", "case_id"),
        to_record("programme_enrolments", "people", "person_id"),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_programme_enrolments")),
    )
    op.create_index(
        "uq_programme_enrolments_in_force",
        "programme_enrolments",
        ["partnership_id", "programme_id", "case_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("status <> 'entered_in_error'"),
    )
    op.create_table(
        "programme_attendance",
        *keys(),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attendance", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        to_record("programme_attendance", "programme_sessions", "session_id"),
        to_record("programme_attendance", "programme_enrolments", "enrolment_id"),
        to_record("programme_attendance", "cases", "case_id"),
        to_record("programme_attendance", "principals", "recorded_by"),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_programme_attendance")),
        sa.UniqueConstraint(
            "partnership_id",
            "enrolment_id",
            "session_id",
            name=op.f("uq_programme_attendance_partnership_id_enrolment_id_session_id"),
        ),
    )
    op.create_index(
        "ix_programme_attendance_of_session",
        "programme_attendance",
        ["partnership_id", "session_id"],
        unique=False,
    )


def create_record(table: str, *more: sa.Column | sa.ForeignKeyConstraint) -> None:
    """A table of records of the work on a case."""
    op.create_table(
        table,
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        *more,
        to_record(table, "cases", "case_id"),
        to_record(table, "principals", "created_by"),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_of_case", table, ["partnership_id", "case_id", "id"], unique=False)


def downgrade() -> None:
    op.execute(f"ALTER POLICY referrals_referral ON referrals USING ({OWN_REFERRAL})")
    op.execute("DROP FUNCTION sees_case(uuid, uuid)")
    for table, column in OF_REFERRAL.items():  # a policy's check cannot be taken back, only the policy
        op.execute(f"DROP POLICY {table}_referral ON {table}")
        op.execute(
            f"CREATE POLICY {table}_referral ON {table} USING ({ON_EITHER_SIDE} AND NOT {excluded(column)})"
        )
    op.execute("DROP POLICY families_family ON families")  # it asks about a table that goes first
    for table in reversed(SECURED):
        op.drop_table(table)
    op.drop_column("case_workers", "version")
    for name in CHECKS:
        op.drop_constraint(op.f(name), "cases", type_="check")
    op.drop_column("cases", "closing_asked_by")
    op.drop_column("cases", "ending")
    op.drop_column("services", "closure_approval_required")
