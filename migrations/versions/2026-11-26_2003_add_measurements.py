"""Say of each service what it is for, and add figures entered by hand. About no person."""

import sqlalchemy as sa
from alembic import op

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611262003"
down_revision = "202611262002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("services", sa.Column("kind", sa.Text(), server_default="other", nullable=False))
    op.create_table(
        "measurements",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kpi_code", sa.Text(), nullable=False),
        sa.Column("period_kind", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=False),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("evidence_title", sa.Text(), nullable=False),
        sa.Column("evidence_url", sa.Text(), nullable=False),
        sa.Column("evidence_dated_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'released', 'superseded', 'withdrawn')", name=op.f("ck_measurements_status")
        ),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_measurements_period")),
        sa.CheckConstraint("numerator >= 0 AND denominator > 0", name=op.f("ck_measurements_numbers")),
        sa.CheckConstraint(
            "released_by <> created_by AND released_by <> changed_by",
            name=op.f("ck_measurements_second_person"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('released', 'superseded') OR released_by IS NOT NULL",
            name=op.f("ck_measurements_released"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_measurements_partnership_id")
        ),
        *(
            sa.ForeignKeyConstraint(
                ["partnership_id", column],
                ["principals.partnership_id", "principals.id"],
                name=op.f(f"fk_measurements_partnership_id_{column}"),
            )
            for column in ("created_by", "changed_by", "released_by")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "import_id"],
            ["imports.partnership_id", "imports.id"],
            name=op.f("fk_measurements_partnership_id_import_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_measurements")),
    )
    op.create_index(
        "uq_measurements_released",
        "measurements",
        ["partnership_id", "kpi_code", "starts_on", "ends_on"],
        unique=True,
        postgresql_where=sa.text("status = 'released'"),
    )
    op.create_index(
        op.f("ix_measurements_partnership_id_import_id"), "measurements", ["partnership_id", "import_id"]
    )
    for statement in statements("measurements", Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_index("uq_measurements_released", table_name="measurements")
    op.drop_table("measurements")
    op.drop_column("services", "kind")
