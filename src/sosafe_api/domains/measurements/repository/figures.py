"""Every query about measurements."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from sosafe_api.core.context import Context
from sosafe_api.domains.measurements.models import Measurement
from sosafe_api.domains.measurements.schemas import MeasurementQuery
from sosafe_api.domains.measurements.vocabulary import MeasurementStatus


class MeasurementRepository:
    """Measurements of the actor's partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._session = context.transaction.session
        self._partnership_id = context.actor.partnership_id

    async def find(self, measurement_id: UUID, *, lock: bool = False) -> Measurement | None:
        statement = self._every().where(Measurement.id == measurement_id)
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: Measurement | None = result.first()
        return found

    async def add(self, row: Measurement) -> None:
        self._session.add(row)
        await self._session.flush()

    async def released(self, row: Measurement) -> Measurement | None:
        """The figure that stands for the same indicator and days, locked."""
        statement = self._same(self._every(), row).where(
            Measurement.status == MeasurementStatus.RELEASED.value
        )
        found: Measurement | None = (await self._session.exec(statement.with_for_update())).first()
        return found

    async def of_import(self, import_id: UUID) -> Sequence[Measurement]:
        """In the order of the file, locked."""
        statement = self._every().where(Measurement.import_id == import_id).order_by(col(Measurement.id))
        return list((await self._session.exec(statement.with_for_update())).all())

    async def next_revision(self, row: Measurement) -> int:
        statement = select(func.coalesce(func.max(Measurement.revision), 0) + 1).where(
            Measurement.partnership_id == self._partnership_id
        )
        return int((await self._session.exec(self._same(statement, row))).one())

    async def page(self, query: MeasurementQuery, after: Any) -> Sequence[Measurement]:
        """In the order of entering, one more than the page holds."""
        statement = self._every()
        if query.kpi_code is not None:
            statement = statement.where(Measurement.kpi_code == query.kpi_code.value)
        if query.import_id is not None:
            statement = statement.where(Measurement.import_id == query.import_id)
        if query.status is not None:
            statement = statement.where(col(Measurement.status).in_([each.value for each in query.status]))
        if after is not None:
            statement = statement.where(col(Measurement.id) > UUID(after))
        statement = statement.order_by(col(Measurement.id)).limit(query.limit + 1)
        return list((await self._session.exec(statement)).all())

    def _every(self) -> Any:
        return select(Measurement).where(Measurement.partnership_id == self._partnership_id)

    @staticmethod
    def _same(statement: Any, row: Measurement) -> Any:
        return statement.where(
            Measurement.kpi_code == row.kpi_code,
            Measurement.starts_on == row.starts_on,
            Measurement.ends_on == row.ends_on,
        )
