"""Let consents and results hold the codes of their lists only: checked from now on."""

from alembic import op

revision = "202611261541"
down_revision = "202611261540"
branch_labels = None
depends_on = None

AREAS = (
    "housing", "asb_case", "reoffending", "substance_use", "employment_training_volunteering",
    "school_attendance", "risk", "feels_safer", "parenting", "debts", "health", "family_education",
    "family_early_years", "family_mental_and_physical_health", "family_substance_use", "family_relationships",
    "family_safe_from_abuse_and_exploitation", "family_diverted_from_crime", "family_safe_from_domestic_abuse",
    "family_secure_housing", "family_financial_stability",
)  # fmt: skip
VALUES = (
    "housed", "at_risk_of_losing_home", "no_fixed_abode", "sustained", "gained", "lost", "none_after_closure",
    "reopened", "none_known", "offended_again", "using", "not_using", "stopped", "reduced", "same", "increased",
    "taking_part", "not_taking_part", "started", "ended", "regular", "irregular", "improved", "worse", "low",
    "standard", "medium", "high", "safer", "less_safe", "cleared", "need_found", "met", "partly_met", "not_met",
)  # fmt: skip
CHECKS = (
    ("consents", "status", ("given", "refused", "withdrawn", "not_sought")),
    ("case_results", "area", AREAS),
    ("case_results", "value", VALUES),
    ("case_results", "evidence", ("worker_observation", "partner_record", "client_report", "document")),
)


def upgrade() -> None:
    """Not valid, so that nobody waits; the next revision looks through the rows that are there."""
    for table, column, codes in CHECKS:
        listed = ", ".join(f"'{code}'" for code in codes)
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{column} CHECK ({column} IN ({listed})) NOT VALID"
        )


def downgrade() -> None:
    for table, column, _ in CHECKS:
        op.drop_constraint(op.f(f"ck_{table}_{column}"), table, type_="check")
