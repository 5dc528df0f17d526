"""Reports: asked for, frozen at once, read as JSON by everybody who steers, and as documents once they are made."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec

from sosafe_api.core.clock import london_date, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.agencies.rules import meeting_dates
from sosafe_api.domains.agencies.service import GroupService
from sosafe_api.domains.agencies.vocabulary import Rhythm
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.panels.service import MeetingService
from sosafe_api.domains.reports.errors import DocumentNotReady
from sosafe_api.domains.reports.models import Report
from sosafe_api.domains.reports.repository import CONTENT, DRAWINGS, ReportRepository
from sosafe_api.domains.reports.rules.periods import reporting_period
from sosafe_api.domains.reports.schemas import ReportIn, ReportQuery
from sosafe_api.domains.reports.service.writing import ReportWriter
from sosafe_api.domains.reports.vocabulary import ReportStatus

Json = dict[str, Any]
FURTHEST_BACK = timedelta(days=400)  # further than a quarterly group that missed three meetings


class ReportService(RecordService):
    """What a report says never changes; a later one says what is known later."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ReportRepository(context)

    async def create(self, wanted: ReportIn) -> Json:
        """Raises `ValidationFailed` for a day to come and for a group that is not known."""
        today = london_date(self.context.now)
        stands_on = wanted.stands_on or today
        errors = (
            [_fault("date_in_future", "Must not be after today.", "stands_on")] if stands_on > today else []
        )
        group = await self._group(wanted.group_id) if wanted.group_id else None
        if wanted.group_id and group is None:
            detail = "Names no record that you can use here."
            errors.append(_fault("unknown_reference", detail, "group_id"))
        if errors:
            raise ValidationFailed(errors=errors)
        met = await self._meeting_before(group, stands_on) if group else None
        starts_on, ends_on = reporting_period(wanted.kind, stands_on, met)
        before = await self.repository.before(wanted.kind.value, wanted.group_id, stands_on)
        row = Report(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            kind=wanted.kind.value,
            group_id=wanted.group_id,
            stands_on=stands_on,
            starts_on=starts_on,
            ends_on=ends_on,
            previous_report_id=before.id if before else None,
            status=ReportStatus.PREPARING.value,
            created_by=self.actor.id,
            version=1,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        content = msgspec.json.decode(await self._content(before)) if before else None
        writer = ReportWriter(
            self.context, before=content, before_stands_on=before.stands_on if before else None
        )
        body = msgspec.json.encode(await writer.write(stands_on, starts_on, group))
        drawings = msgspec.json.encode(writer.drawings)
        await self.repository.add(row, {CONTENT: body, DRAWINGS: drawings})
        await self.announce(row, "report.created")
        return {**self._summary(row), "content": msgspec.Raw(body)}

    async def read(self, report_id: UUID) -> Json:
        row = await self._found(report_id)
        return {**self._summary(row), "content": msgspec.Raw(await self._content(row))}

    async def document(self, report_id: UUID, media_type: str) -> tuple[bytes, Json]:
        """The bytes and whose they are; raises `DocumentNotReady` until they are made."""
        row = await self._found(report_id)
        body = await self.repository.document(row.id, media_type)
        if body is None:
            raise DocumentNotReady()
        return body, self._summary(row)

    async def page(self, query: ReportQuery) -> Page[Json]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._summary(row) for row in page.rows], page.next_cursor)

    async def _found(self, report_id: UUID) -> Report:
        row = await self.repository.find(report_id)
        if row is None:
            raise NotFound()
        return row

    async def _content(self, row: Report) -> bytes:
        body = await self.repository.document(row.id, CONTENT)
        if body is None:
            raise NotFound()
        return body

    async def _group(self, group_id: UUID) -> Json | None:
        try:
            return await GroupService(self.context).read(group_id)
        except NotFound:
            return None

    async def _meeting_before(self, group: Json, stands_on: date) -> date | None:
        """The last day before this one on which the group met, else was to meet; None where neither is known."""
        start = stands_on - FURTHEST_BACK
        planned = await MeetingService(self.context).days(group["id"], start, stands_on)
        rhythm = meeting_dates(Rhythm(group["rhythm"]), group["first_meeting_on"], start, stands_on)
        return max(planned or rhythm, default=None)

    def _summary(self, row: Report) -> Json:
        names = (
            "id",
            "kind",
            "group_id",
            "stands_on",
            "starts_on",
            "ends_on",
            "previous_report_id",
            "status",
        )
        return {
            **{name: getattr(row, name) for name in names},
            "created_by": row.created_by,
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, "report"),
        }


def _fault(code: str, detail: str, name: str) -> FieldError:
    return FieldError(code, detail, pointer=f"#/{name}")
