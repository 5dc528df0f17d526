"""Stays: asked for by a case, offered by the duty, lived through, ended; each move with its change and audit."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.cases.rules import CaseStatus
from sosafe_api.domains.cases.service import CaseService
from sosafe_api.domains.placements.errors import CaseNotAtWork, NoRoom
from sosafe_api.domains.placements.models import LiveStay, Placement
from sosafe_api.domains.placements.repository import StayRepository
from sosafe_api.domains.placements.rules import LONGEST_STAY, PlacementStatus, Taken
from sosafe_api.domains.placements.schemas import (
    PlacementIn,
    PlacementPatch,
    PlacementQuery,
    PlacementTransitionIn,
)
from sosafe_api.domains.placements.service.moving import MovingService

_AT_WORK = frozenset({CaseStatus.OPEN, CaseStatus.PAUSED})
_BEFORE_ARRIVAL = frozenset({PlacementStatus.REQUESTED, PlacementStatus.OFFERED})


class StayService(MovingService):
    """A stay is visible with its case. Where it is stands in the booking, which is visible with the place."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.stays = StayRepository(context)
        self.cases = CaseService(context)

    async def ask(self, case_id: UUID, wanted: PlacementIn) -> dict[str, Any]:
        """Raises `NotFound` for a case that the caller cannot see, `CaseNotAtWork` for one that is closed."""
        case = await self.cases.found(case_id, lock=True)
        self.refuse(_period_error(wanted.starts_on, wanted.ends_on))
        if case.status not in _AT_WORK:
            raise CaseNotAtWork()
        row = Placement(
            partnership_id=case.partnership_id,
            id=new_id(),
            case_id=case.id,
            service_id=case.service_id,
            kind=wanted.kind.value,
            starts_on=wanted.starts_on,
            ends_on=wanted.ends_on,
            status=PlacementStatus.REQUESTED.value,
            status_since=self.context.now,
            requested_by=self.actor.id,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        live = LiveStay(
            partnership_id=row.partnership_id, id=row.id, case_id=case.id, service_id=case.service_id
        )
        await self.stays.add(row, live)
        await self.announce(row, "placement.requested", service_id=row.service_id)
        return await self.view(row)

    async def read(self, placement_id: UUID) -> dict[str, Any]:
        """The stay; raises `NotFound`. The read is recorded, since it may tell how the stay ended."""
        row = await self.found(placement_id)
        await record(
            self.context,
            Entry(operation="placement:read", object_type="placement", object_id=row.id, field_set="F3"),
        )
        return await self.view(row)

    async def page(self, case_id: UUID, query: PlacementQuery) -> Page[dict[str, Any]]:
        await self.cases.found(case_id)

        async def read(query: PlacementQuery, after: Any) -> Any:
            return await self.stays.of_case(case_id, query.limit, after)

        page = await self.paged(query, read, "id", within=case_id)
        return Page([self.summary(row) for row in page.rows], page.next_cursor)

    async def update(self, placement_id: UUID, patch: PlacementPatch) -> dict[str, Any]:
        """Raises `NoRoom` when the place is taken on a day that the stay would have."""
        row = await self.found(placement_id, lock=True)
        self.check(row, "placement")
        changed = self.changes(row, patch)
        self.refuse(
            _period_error(changed.get("starts_on", row.starts_on), changed.get("ends_on", row.ends_on)),
            *self._unchangeable(row, changed),
        )
        if changed:
            await self._rebook(row, changed)
            self._renew(row, changed)
            await self.announce(row, "placement.updated", service_id=row.service_id)
        return self.summary(row)

    async def transition(
        self, placement_id: UUID, wanted: PlacementTransitionIn
    ) -> tuple[dict[str, Any], str]:
        """Answers the move and the new entity tag; raises `TransitionNotAllowed` with where it may go."""
        row = await self.found(placement_id, lock=True)
        self.check(row, "placement")
        before = row.status
        await self.move(row, wanted)
        body = {
            "placement_id": row.id,
            "from": before,
            "to": row.status,
            "allowed_transitions": await self.allowed(row),
        }
        return body, self.tag(row, "placement")

    async def found(self, placement_id: UUID, *, lock: bool = False) -> Placement:
        row = await self.stays.find(placement_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def _rebook(self, row: Placement, changed: dict[str, Any]) -> None:
        """Takes a unit for the changed days: the same if it is free, else another of the place."""
        if row.status == PlacementStatus.REQUESTED:
            return
        booking = await self.stays.booking(row.id)
        place = await self.places.find(booking.place_id, lock=True) if booking else None
        if booking is None or place is None:
            raise NoRoom("#/ends_on")
        starts_on, ends_on = changed.get("starts_on", row.starts_on), changed.get("ends_on", row.ends_on)
        unit = await self.free_unit(row, place, Taken(booking.unit, starts_on, ends_on))
        if unit is None:
            raise NoRoom("#/ends_on")
        booking.unit, booking.starts_on, booking.ends_on = unit, starts_on, ends_on

    def _unchangeable(self, row: Placement, changed: dict[str, Any]) -> list[FieldError]:
        """The days of a stay change while it lies ahead or lasts, its first one before anybody has moved in."""
        status, errors = PlacementStatus(row.status), []
        detail = "Cannot change any more."
        for name in changed:
            fixed = name == "starts_on" and status is PlacementStatus.OCCUPIED
            if fixed or status not in {*_BEFORE_ARRIVAL, PlacementStatus.OCCUPIED}:
                errors.append(FieldError("not_changeable", detail, pointer=f"#/{name}"))
        return errors

    def summary(self, row: Placement) -> dict[str, Any]:
        return {
            "id": row.id,
            "case_id": row.case_id,
            "service_id": row.service_id,
            "kind": row.kind,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "status": row.status,
            "status_since": wire_instant(row.status_since),
            "ended_on": row.ended_on,
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, "placement"),
        }

    async def view(self, row: Placement) -> dict[str, Any]:
        return {
            **self.summary(row),
            "place_id": await self.shown_place(row),
            "reason_code": row.reason_code,
            "allowed_transitions": await self.allowed(row),
        }


def _period_error(starts_on: date, ends_on: date) -> FieldError | None:
    if starts_on < ends_on <= starts_on + LONGEST_STAY:
        return None
    detail = f"Must be later than `starts_on`, by at most {LONGEST_STAY.days} days."
    return FieldError("period_out_of_range", detail, pointer="#/ends_on")
