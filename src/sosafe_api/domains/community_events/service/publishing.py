"""Keeps what everybody may read of events beside them: written with each change, and withdrawn."""

from typing import Any

import msgspec

from sosafe_api.core.context import Context, Service
from sosafe_api.domains.agencies.service import AgencyService
from sosafe_api.domains.community_events.models import (
    CommunityEvent,
    EventFeedback,
    EventSeries,
    PublishedEvent,
    PublishedEventSeries,
)
from sosafe_api.domains.community_events.repository import PublishingRepository
from sosafe_api.domains.community_events.rules import Face, PublicEvent, PublicSeries, SaidAndDone, is_public
from sosafe_api.domains.community_events.vocabulary import EventVisibility
from sosafe_api.domains.incidents.service import AreaService


class Publisher(Service):
    """A public view is a copy: whoever reads it reaches no other table."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = PublishingRepository(context)
        self.agencies = AgencyService(context)
        self.areas = AreaService(context)
        self._names: dict[Any, str] = {}

    async def events(self, rows: list[CommunityEvent], feedback: list[EventFeedback] | None = None) -> None:
        """The events as they stand; `feedback` are the entries of a single one, or None for new ones."""
        changed = [await self._event(row, feedback or []) for row in rows]
        if any(changed):
            await self.repository.calendar_changed()

    async def series(self, row: EventSeries) -> None:
        known = await self.repository.series(row.id)
        if row.visibility != EventVisibility.PUBLIC:
            content = None
        else:
            content = PublicSeries(
                id=row.id,
                face=await self._face(row),
                status=row.begins_as,
                interval_unit=row.interval_unit,
                interval_length=row.interval_length,
                starts_at=row.starts_at,
                last_starts_at=row.last_starts_at,
                duration_minutes=row.duration_minutes,
                sequence=row.sequence,
                created_at=row.created_at,
                updated_at=row.updated_at,
            )
        if await self._keep(known or PublishedEventSeries, row, content):
            await self.repository.calendar_changed()

    async def _event(self, row: CommunityEvent, feedback: list[EventFeedback]) -> bool:
        known = await self.repository.event(row.id)
        content = None
        if is_public(row.visibility, row.status):
            content = PublicEvent(
                id=row.id,
                face=await self._face(row),
                status=row.status,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                previous_starts=row.previous_starts,
                moved_online=row.moved_online,
                series_id=row.series_id,
                series_starts_at=row.series_starts_at,
                sequence=row.sequence,
                created_at=row.created_at,
                updated_at=row.updated_at,
                said_and_done=[
                    SaidAndDone(entry.you_said, entry.we_did) for entry in feedback if entry.public
                ],
            )
        times = {"series_id": row.series_id, "starts_at": row.starts_at, "ends_at": row.ends_at}
        return await self._keep(known or PublishedEvent, row, content, **times)

    async def _face(self, row: CommunityEvent | EventSeries) -> Face:
        return Face(
            title=row.title,
            kind=row.kind,
            description=row.description,
            attendance_mode=row.attendance_mode,
            place_name=row.place_name,
            longitude=row.longitude,
            latitude=row.latitude,
            ward_code=row.ward_code,
            ward_name=await self._ward_name(row.ward_code),
            organiser=await self._agency_name(row.lead_agency_id),
        )

    async def _ward_name(self, code: str | None) -> str | None:
        if code is not None and code not in self._names:
            self._names[code] = await self.areas.ward(code) or code
        return None if code is None else self._names[code]

    async def _agency_name(self, agency_id: Any) -> str:
        if agency_id not in self._names:
            self._names[agency_id] = (await self.agencies.read(agency_id))["name"]
        return self._names[agency_id]

    async def _keep(
        self,
        known: PublishedEvent | PublishedEventSeries | type[PublishedEvent | PublishedEventSeries],
        row: CommunityEvent | EventSeries,
        view: PublicEvent | PublicSeries | None,
        **columns: Any,
    ) -> bool:
        """Whether anything that everybody reads has changed."""
        content = {} if view is None else msgspec.to_builtins(view)
        if isinstance(known, type):
            if view is None:
                return False
            known = known(partnership_id=row.partnership_id, id=row.id, version=0)
        elif known.content == content:
            return False
        columns |= {
            "ward_code": row.ward_code if view else None,
            "withdrawn": view is None,
            "content": content,
        }
        for name, value in columns.items():
            setattr(known, name, value)
        known.version += 1
        known.updated_at = self.context.now
        await self.repository.add(known)
        return True
