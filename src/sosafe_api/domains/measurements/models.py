"""The table of figures entered by hand."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Date, Index, Integer, text

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    one_of,
    references,
    secured,
    to_partnership,
)
from sosafe_api.core.db.faults import on_violation
from sosafe_api.core.errors import TransientFault
from sosafe_api.domains.measurements.vocabulary import MeasurementStatus

# Two figures of one period released at once: the second follows on the first.
on_violation("uq_measurements_released", TransientFault)


class Measurement(PartnershipRow, table=True):
    """A figure of one indicator for one period. `ends_on` is the first day after it.

    `revision` counts the releases of the indicator and period; a draft has none. `import_id` is the file's that it
    came with.
    """

    __tablename__ = "measurements"
    __table_args__ = (
        to_partnership(),
        references("principals", "created_by"),
        references("principals", "changed_by"),
        references("principals", "released_by"),
        references("imports", "import_id"),
        one_of("status", MeasurementStatus),
        CheckConstraint("ends_on > starts_on", name="period"),
        CheckConstraint("numerator >= 0 AND denominator > 0", name="numbers"),
        CheckConstraint("released_by <> created_by AND released_by <> changed_by", name="second_person"),
        CheckConstraint(
            "status NOT IN ('released', 'superseded') OR released_by IS NOT NULL", name="released"
        ),
        Index(
            "uq_measurements_released",
            "partnership_id",
            "kpi_code",
            "starts_on",
            "ends_on",
            unique=True,
            postgresql_where=text("status = 'released'"),
        ),
        Index(None, "partnership_id", "import_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    kpi_code: str = column(DataClass.C1, str)
    period_kind: str = column(DataClass.C1, str)
    starts_on: date = column(DataClass.C1, Date)
    ends_on: date = column(DataClass.C1, Date)
    numerator: int = column(DataClass.C1, BigInteger)
    denominator: int | None = column(DataClass.C1, BigInteger, nullable=True)
    evidence_title: str = column(DataClass.C1, str)
    evidence_url: str = column(DataClass.C1, str)
    evidence_dated_on: date = column(DataClass.C1, Date)
    note: str | None = column(DataClass.C1, str, nullable=True)
    import_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    reason_code: str | None = column(DataClass.C1, str, nullable=True)
    revision: int | None = column(DataClass.C1, Integer, nullable=True)
    created_by: UUID = column(DataClass.C1, UUID)
    changed_by: UUID = column(DataClass.C1, UUID)
    released_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    released_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)
