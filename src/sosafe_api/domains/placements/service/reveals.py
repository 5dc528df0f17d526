"""Asking for a location: who may ask, how often, and who is told. What is asked for is opened elsewhere."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sosafe_api.core import outbox
from sosafe_api.core.actor import AllowedPurpose
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import LONDON, true_now, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound, QuotaExceeded, SharingAgreementMissing, StepUpRequired
from sosafe_api.core.pagination import Page
from sosafe_api.domains.placements import rules
from sosafe_api.domains.placements.errors import LocationNotStated, NothingToApprove
from sosafe_api.domains.placements.models import Place
from sosafe_api.domains.placements.repository import RevealRepository, RevealRow, StayRepository
from sosafe_api.domains.placements.rules import RevealGround, RevealStatus
from sosafe_api.domains.placements.schemas import RevealIn, RevealQuery
from sosafe_api.domains.placements.service.base import PlacementServiceBase

TOKEN_BYTES = 32


class RevealServiceBase(PlacementServiceBase):
    """Whoever may not know that a place exists is answered as if there were none, before anything else."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.reveals = RevealRepository(context)
        self.stays = StayRepository(context)

    async def askable(self, place_id: UUID) -> tuple[Place, RevealGround]:
        """The place and by what the caller may ask for its location now; raises `NotFound`."""
        place = await self.places.find_askable(place_id)
        ground = await self._ground(place) if place is not None else None
        if place is None or ground is None:
            raise NotFound()
        return place, ground

    async def _ground(self, place: Place) -> RevealGround | None:
        """Who works for the service asks by duty or by a stay, and never as a member of a panel."""
        if place.service_id not in self.actor.service_ids:
            return RevealGround.PANEL if place.reader_group_id in self.actor.group_ids else None
        if await self.places.on_duty(place.service_id):
            return RevealGround.DUTY_ROSTER
        return RevealGround.CURRENT_PLACEMENT if await self.stays.holds(place.id) else None

    def agreed(self, code: str) -> AllowedPurpose:
        """The purpose, as an agreement of the caller's agency names it; raises `SharingAgreementMissing`."""
        purpose = self.actor.purpose(code)
        if purpose is None:
            raise SharingAgreementMissing()
        return purpose

    def require_fresh(self) -> None:
        """Raises `StepUpRequired` unless the caller proved who they are within the last five minutes."""
        if not rules.fresh(self.actor.authenticated_at, true_now()):
            raise StepUpRequired(max_age=rules.STEP_UP_SECONDS)

    async def log(
        self, operation: str, row_id: UUID, *, object_type: str = "reveal", fields: str = ""
    ) -> None:
        entry = Entry(
            operation=operation, object_type=object_type, object_id=row_id, field_set=fields or None
        )
        await record(self.context, entry)

    def status(self, row: RevealRow) -> RevealStatus:
        return rules.reveal_status(
            needs_approval=row.needs_approval,
            asked_at=row.asked_at,
            approved_at=row.approved_at,
            opened_at=row.opened_at,
            now=self.context.now,
        )

    def summary(self, row: RevealRow) -> dict[str, Any]:
        waits = row.needs_approval and row.approved_at is None
        until = None if waits else rules.usable_until(row.asked_at, row.approved_at)
        return {
            "id": row.id,
            "place_id": row.place_id,
            "principal_id": row.principal_id,
            "ground": row.ground,
            "purpose": row.purpose,
            "needs_approval": row.needs_approval,
            "status": self.status(row),
            "asked_at": wire_instant(row.asked_at),
            "approved_at": _instant(row.approved_at),
            "approved_by": row.approved_by,
            "usable_until": _instant(until),
            "opened_at": _instant(row.opened_at),
        }


class RevealService(RevealServiceBase):
    """A token that opens one location, for one person and purpose, once within a minute."""

    async def ask(self, place_id: UUID, wanted: RevealIn) -> dict[str, Any]:
        """The reveal with its token. Raises, in this order: `NotFound`, `SharingAgreementMissing`,
        `StepUpRequired`, `LocationNotStated`, and `QuotaExceeded` for the fourth of a day.
        """
        place, ground = await self.askable(place_id)
        self.context.purpose = self.agreed(wanted.purpose)
        self.require_fresh()
        if place.location_version == 0:
            raise LocationNotStated()
        number = 1 + await self.reveals.count_of_day(self.today)
        if number > rules.REVEALS_A_DAY:
            raise QuotaExceeded(retry_after=self._seconds_of_day_left(), violated_policies=["reveal"])
        token = secrets.token_urlsafe(TOKEN_BYTES)
        reveal_id = await self.reveals.ask(
            place_id=place.id,
            service_id=place.service_id,
            ground=ground,
            purpose=wanted.purpose,
            reason=wanted.reason,
            needs_approval=ground is RevealGround.PANEL,
            token=token,
            day=self.today,
            number=number,
        )
        await self._tell(place, reveal_id, approved=ground is not RevealGround.PANEL)
        await self.log("place:reveal", place.id, object_type="place", fields="F4")
        return {**self.summary(await self._found(reveal_id)), "token": token}

    async def read(self, reveal_id: UUID) -> dict[str, Any]:
        """For the asker and for the service whose place it is; raises `NotFound`. The read is recorded."""
        row = await self._found(reveal_id)
        await self.log("reveal:read", row.id, fields="F3")
        return {**self.summary(row), "reason": row.reason}

    async def page(self, place_id: UUID, query: RevealQuery) -> Page[dict[str, Any]]:
        """For those who work for the place's service."""
        place = await self.found_place(place_id)

        async def read(query: RevealQuery, after: Any) -> Any:
            return await self.reveals.of_place(place.id, query.limit, after)

        page = await self.paged(query, read, "id", within=place.id)
        return Page([self.summary(row) for row in page.rows], page.next_cursor)

    async def approve(self, reveal_id: UUID) -> dict[str, Any]:
        """A second person, of the place's service; raises `NotFound`, `StepUpRequired`, `NothingToApprove`."""
        row = await self._found(reveal_id)
        place = await self.places.find(row.place_id)
        if place is None or row.principal_id == self.actor.id:
            raise NotFound()
        self.require_fresh()
        if self.status(row) is not RevealStatus.AWAITING_APPROVAL:
            raise NothingToApprove()
        await self.reveals.approve(row)
        await self._emit(place, "place.location_revealed")
        await self.log("reveal:approve", row.id, fields="F4")
        approved = await self._found(reveal_id)
        return {"reveal_id": row.id, "place_id": row.place_id, "status": self.status(approved)}

    async def _found(self, reveal_id: UUID) -> RevealRow:
        row = await self.reveals.find(reveal_id)
        own = row is not None and (
            row.principal_id == self.actor.id or row.service_id in self.actor.service_ids
        )
        if row is None or not own:
            raise NotFound()
        return row

    async def _tell(self, place: Place, reveal_id: UUID, *, approved: bool) -> None:
        """The owner service's duty lead, at once, and readers of changes: ids only."""
        await self.reveals.notify(reveal_id=reveal_id, place_id=place.id, service_id=place.service_id)
        await self._emit(place, "place.location_revealed" if approved else "place.reveal_asked")

    async def _emit(self, place: Place, event: str) -> None:
        await outbox.emit(self.context, event, place.id, place.version, service_id=place.service_id)

    def _seconds_of_day_left(self) -> int:
        now = self.context.now.astimezone(LONDON)
        tomorrow = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), LONDON)
        return max(1, int(tomorrow.timestamp() - now.timestamp()))


def _instant(instant: datetime | None) -> str | None:
    return wire_instant(instant) if instant else None
