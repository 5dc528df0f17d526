"""Ambassadors and volunteers: as little of them as can be, a name only for whoever looks after them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.community_events.models import (
    CommunityEvent,
    Volunteer,
    VolunteerTrainingSession,
)
from sosafe_api.domains.community_events.repository import VolunteerRepository
from sosafe_api.domains.community_events.schemas import (
    TrainingTotalsQuery,
    VolunteerIn,
    VolunteerPatch,
    VolunteerQuery,
    VolunteerTrainingIn,
)
from sosafe_api.domains.community_events.service.base import unknown
from sosafe_api.domains.community_events.vocabulary import VolunteerStatus

MOST_SESSIONS = 500


class VolunteerService(RecordService):
    """Nothing of a volunteer is ever published; a list shows references and hours."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = VolunteerRepository(context)

    async def create(self, wanted: VolunteerIn) -> dict[str, Any]:
        """Raises `VolunteerReferenceInUse`, and `ValidationFailed` for an agency that is unknown."""
        row = Volunteer(
            **wanted.model_dump(exclude={"role"}),
            role=wanted.role.value,
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            status=VolunteerStatus.ACTIVE.value,
            version=1,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "volunteer.created")
        return self._summary(row, Decimal(0))

    async def read(self, volunteer_id: UUID) -> dict[str, Any]:
        """With the name; the read is recorded before a byte leaves."""
        row = await self._found(volunteer_id)
        entry = Entry(operation="volunteer:read", object_type="volunteer", object_id=row.id, field_set="F2")
        await record(self.context, entry)
        training = await self.repository.training(row.id, MOST_SESSIONS)
        return {
            **self._summary(row, await self._hours(row)),
            "display_name": row.display_name,
            "training": [_session(session) for session in training],
        }

    async def update(self, volunteer_id: UUID, patch: VolunteerPatch) -> dict[str, Any]:
        """Who ends is called nothing any more. Raises `ValidationFailed` for an agency that is unknown."""
        row = await self._found(volunteer_id, lock=True)
        self.check(row, "volunteer")
        changed = self.changes(row, patch)
        if changed.get("status", row.status) == VolunteerStatus.ENDED:
            changed.pop("display_name", None)
            if row.display_name is not None:
                changed["display_name"] = None
        await self.change(row, changed, "volunteer.updated")
        return self._summary(row, await self._hours(row))

    async def page(self, query: VolunteerQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        hours = await self.repository.hours([row.id for row in page.rows])
        return Page(
            [self._summary(row, hours.get(row.id, Decimal(0))) for row in page.rows], page.next_cursor
        )

    async def train(self, volunteer_id: UUID, wanted: VolunteerTrainingIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for an event that is unknown."""
        row = await self._found(volunteer_id, lock=True)
        if wanted.event_id and await self.repository.find(CommunityEvent, wanted.event_id) is None:
            raise ValidationFailed(errors=[unknown("#/event_id")])
        session = VolunteerTrainingSession(
            **wanted.model_dump(exclude={"hours"}),
            hours=Decimal(wanted.hours),
            partnership_id=row.partnership_id,
            id=new_id(),
            volunteer_id=row.id,
            created_at=self.context.now,
        )
        await self.repository.add(session)
        await self.change(row, {"updated_at": self.context.now}, "volunteer.trained")
        return _session(session)

    async def totals(self, query: TrainingTotalsQuery) -> list[dict[str, Any]]:
        """Training by role, of nobody in particular."""
        return [
            {"role": role, "volunteers": volunteers, "sessions": sessions, "hours": f"{hours:.2f}"}
            for role, volunteers, sessions, hours in await self.repository.totals(query)
        ]

    async def _found(self, volunteer_id: UUID, *, lock: bool = False) -> Volunteer:
        row = await self.repository.find(Volunteer, volunteer_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def _hours(self, row: Volunteer) -> Decimal:
        return (await self.repository.hours([row.id])).get(row.id, Decimal(0))

    def _summary(self, row: Volunteer, hours: Decimal) -> dict[str, Any]:
        return {
            "id": row.id,
            "reference": row.reference,
            "role": row.role,
            "agency_id": row.agency_id,
            "status": row.status,
            "training_hours": f"{hours:.2f}",
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, "volunteer"),
        }


def _session(row: VolunteerTrainingSession) -> dict[str, Any]:
    return {
        "id": row.id,
        "trained_on": row.trained_on,
        "topic": row.topic,
        "hours": f"{row.hours:.2f}",
        "event_id": row.event_id,
    }
