"""What readers of reports ask; never commits."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core import work_items
from sosafe_api.core.context import Context
from sosafe_api.domains.reports.models import Report, ReportDocument
from sosafe_api.domains.reports.schemas import ReportQuery
from sosafe_api.domains.reports.vocabulary import ReportStatus

CONTENT = "application/json"
DRAWINGS = "application/json; charts"  # what the charts are drawn from, for the background work alone


class ReportRepository:
    """Reports of the actor's partnership."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._session = context.transaction.session
        self._partnership_id = context.actor.partnership_id

    async def add(self, row: Report, documents: dict[str, bytes]) -> None:
        """The report with what is known of it; the workers hear of the rest when the transaction commits."""
        self._session.add(row)
        await self._session.flush()
        self._session.add_all(
            ReportDocument(partnership_id=self._partnership_id, report_id=row.id, media_type=name, body=body)
            for name, body in documents.items()
        )
        await self._session.flush()
        await work_items.queue(self._context, "report", row.id)

    async def find(self, report_id: UUID) -> Report | None:
        found: Report | None = (await self._session.exec(self._own().where(Report.id == report_id))).first()
        return found

    async def document(self, report_id: UUID, media_type: str) -> bytes | None:
        statement = select(ReportDocument.body).where(
            ReportDocument.partnership_id == self._partnership_id,
            ReportDocument.report_id == report_id,
            ReportDocument.media_type == media_type,
        )
        return (await self._session.exec(statement)).first()

    async def before(self, kind: str, group_id: UUID | None, stands_on: date) -> Report | None:
        """The last report of the kind for the group that is as at an earlier day."""
        statement = self._own().where(
            Report.kind == kind,
            Report.stands_on < stands_on,
            Report.status != ReportStatus.FAILED.value,
            col(Report.group_id).is_(None) if group_id is None else Report.group_id == group_id,
        )
        latest = statement.order_by(col(Report.stands_on).desc(), col(Report.id).desc()).limit(1)
        found: Report | None = (await self._session.exec(latest)).first()
        return found

    async def page(self, query: ReportQuery, after: Any) -> list[Report]:
        """The latest first, one more than the page holds."""
        statement = self._own()
        if query.kind is not None:
            statement = statement.where(Report.kind == query.kind.value)
        if after is not None:
            statement = statement.where(col(Report.id) < UUID(after))
        statement = statement.order_by(col(Report.id).desc()).limit(query.limit + 1)
        return list((await self._session.exec(statement)).all())

    def _own(self) -> Any:
        return select(Report).where(Report.partnership_id == self._partnership_id)
