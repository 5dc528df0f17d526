"""Take figures entered by hand for every indicator, and know the import that one came with."""

import sqlalchemy as sa
from alembic import op

revision = "202611262101"
down_revision = "202611262008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Which indicators there are is the product's list, which grows; the service checks a code against it.
    op.drop_constraint(op.f("ck_measurements_kpi_code"), "measurements", type_="check")
    op.add_column("measurements", sa.Column("import_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_measurements_partnership_id_import_id"),
        "measurements",
        "imports",
        ["partnership_id", "import_id"],
        ["partnership_id", "id"],
    )
    op.create_index(
        op.f("ix_measurements_partnership_id_import_id"), "measurements", ["partnership_id", "import_id"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_measurements_partnership_id_import_id"), table_name="measurements")
    op.drop_constraint(op.f("fk_measurements_partnership_id_import_id"), "measurements", type_="foreignkey")
    op.drop_column("measurements", "import_id")
    # Figures of other indicators stay, unread; only new ones are held to the shorter list again.
    op.create_check_constraint(
        op.f("ck_measurements_kpi_code"),
        "measurements",
        "kpi_code IN ('clients_satisfied', 'domestic_abuse_incidents', 'domestic_abuse_rate')",
        postgresql_not_valid=True,
    )
