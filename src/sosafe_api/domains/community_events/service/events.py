"""Events: planned, changed, moved, held, and what came of them. One that is cancelled or moved stays the same event."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.errors import BusinessRule, FieldError, TransitionNotAllowed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.community_events.errors import EventNotChangeable, EventNotHeld
from sosafe_api.domains.community_events.models import (
    CommunityEvent,
    CommunityEventTransition,
    EventReach,
    EventSeries,
)
from sosafe_api.domains.community_events.rules import (
    is_public,
    may_change,
    move_errors,
    period_errors,
)
from sosafe_api.domains.community_events.rules.lives import EVENT_TRANSITIONS
from sosafe_api.domains.community_events.schemas import (
    EventIn,
    EventPatch,
    EventQuery,
    EventResultsIn,
    EventTransitionIn,
)
from sosafe_api.domains.community_events.service import views
from sosafe_api.domains.community_events.service.base import (
    SHOWN,
    EventBase,
    columns_of,
    differing,
    place_errors,
)
from sosafe_api.domains.community_events.vocabulary import AttendanceMode, EventStatus

_COUNTS = frozenset(EventResultsIn.model_fields) - {"agency_ids", "communities_reached", "cost"}


class EventService(EventBase):
    """Every change of a public event is seen by everybody at once, and by nobody before it is kept."""

    async def create(self, wanted: EventIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for references that name nothing, a missing place, or an impossible time."""
        columns = columns_of(wanted)
        self.refuse(
            place_errors(columns)
            + period_errors(wanted.starts_at, wanted.ends_at)
            + await self.reference_errors(columns)
        )
        row = CommunityEvent(
            **self.made(),
            **columns,
            status_since=self.context.now,
            previous_starts=[],
            agency_ids_present=[],
        )
        await self.repository.add(row)
        await self.announce(row, "event.created")
        await self.publisher.events([row])
        return self.summary(row)

    async def read(self, event_id: UUID) -> dict[str, Any]:
        """The event with what came of it."""
        row = await self.found(CommunityEvent, event_id)
        today = london_date(self.context.now)
        reaches = await self.repository.reaches(row.id)
        issues = await self.repository.issues_of(row.id)
        feedback = await self.repository.feedback(row.id)
        return {
            **self.summary(row),
            "results": views.results(row, reaches),
            "issues": [views.issue(issue, self.tag(issue, "event_issue"), today) for issue in issues],
            "feedback": [views.feedback(entry, self.tag(entry, "event_feedback")) for entry in feedback],
        }

    async def page(self, query: EventQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.events, "position")
        return Page([self.summary(row) for row in page.rows], page.next_cursor)

    async def update(self, event_id: UUID, patch: EventPatch) -> dict[str, Any]:
        """Raises `EventNotChangeable`, `ValidationFailed`. Another start keeps the one that was told before."""
        row = await self._to_change(event_id)
        self.check(row, "event")
        was_public = is_public(row.visibility, row.status)
        changed = differing(row, columns_of(patch))
        if changed and not may_change(EventStatus(row.status), changed.keys()):
            raise EventNotChangeable()
        merged = {name: changed.get(name, getattr(row, name)) for name in SHOWN}
        self.refuse(
            place_errors(merged)
            + period_errors(merged["starts_at"], merged["ends_at"])
            + await self.reference_errors(changed)
        )
        await self.apply(row, changed, "event.updated")
        await self._tell(row, was_public=was_public)
        return self.summary(row)

    async def apply(self, row: CommunityEvent, changed: dict[str, Any], happened: str) -> None:
        """Writes the columns; of what was told already, a calendar learns by a new sequence number."""
        if not changed:
            return
        if row.status != EventStatus.DRAFT and (SHOWN | {"status"}) & set(changed):
            changed = {**changed, "sequence": row.sequence + 1}
            if "starts_at" in changed:
                changed["previous_starts"] = [*row.previous_starts, row.starts_at]
            if "attendance_mode" in changed:
                changed["moved_online"] = changed["attendance_mode"] == AttendanceMode.ONLINE
        await self.change(row, changed, happened)

    async def transition(self, event_id: UUID, wanted: EventTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed`, `ValidationFailed`, and `BusinessRule` for one held before it begins."""
        row = await self._to_change(event_id)
        self.check(row, "event")
        was_public = is_public(row.visibility, row.status)
        before = EventStatus(row.status)
        if wanted.to not in EVENT_TRANSITIONS[before]:
            raise TransitionNotAllowed(allowed_to=views.allowed(row))
        errors = move_errors(before, wanted.to, wanted.reason_code, wanted.starts_at, wanted.ends_at)
        if not errors and wanted.starts_at and wanted.ends_at:
            errors = period_errors(wanted.starts_at, wanted.ends_at)
        self.refuse(errors)
        if wanted.to is EventStatus.HELD and row.starts_at > self.context.now:
            detail = "An event is held from its start on."
            raise BusinessRule(errors=[FieldError("not_yet", detail, pointer="#/to")])
        reason = wanted.reason_code.value if wanted.reason_code else None
        changed: dict[str, Any] = {
            "status": wanted.to.value,
            "status_since": self.context.now,
            "status_reason": reason,
        }
        if wanted.starts_at and wanted.ends_at:
            changed |= differing(row, {"starts_at": wanted.starts_at, "ends_at": wanted.ends_at})
        await self.repository.add(self._moved(row, wanted.to, reason))
        await self.apply(row, changed, f"event.{wanted.to.value}")
        await self._tell(row, was_public=was_public)
        return self.summary(row)

    async def record_results(self, event_id: UUID, wanted: EventResultsIn) -> dict[str, Any]:
        """What came of it, replaced as a whole. Raises `EventNotHeld`, `ValidationFailed`."""
        row = await self.found(CommunityEvent, event_id, lock=True)
        self.check(row, "event")
        if row.status != EventStatus.HELD:
            raise EventNotHeld()
        errors = await self.reference_errors({"agency_ids": wanted.agency_ids})
        named = [reach.community for reach in wanted.communities_reached]
        errors += [
            FieldError("repeated", "Must stand once.", pointer=f"#/communities_reached/{place}/community")
            for place, community in enumerate(named)
            if community in named[:place]
        ]
        self.refuse(errors)
        reaches = [
            EventReach(
                partnership_id=row.partnership_id,
                id=new_id(),
                event_id=row.id,
                community=reach.community.value,
                attendances=reach.attendances,
            )
            for reach in wanted.communities_reached
        ]
        await self.repository.replace_reaches(row.id, reaches)
        columns = {name: getattr(wanted, name) for name in _COUNTS}
        columns |= {
            "agency_ids_present": wanted.agency_ids,
            "cost": Decimal(wanted.cost.amount) if wanted.cost else None,
            "results_recorded_at": self.context.now,
        }
        await self.change(row, columns, "event.results_recorded")
        return await self.read(row.id)

    async def publish(self, row: CommunityEvent) -> None:
        await self.publisher.events([row], await self.repository.feedback(row.id))

    async def _to_change(self, event_id: UUID) -> CommunityEvent:
        """Locked after its series, as where a series is changed: neither waits for the other for ever."""
        row = await self.found(CommunityEvent, event_id)
        if row.series_id is not None:
            await self.found(EventSeries, row.series_id, lock=True)
        return await self.found(CommunityEvent, event_id, lock=True)

    async def _tell(self, row: CommunityEvent, *, was_public: bool) -> None:
        """What a series leaves out stands in its own entry, so that becomes another version with it."""
        await self.publish(row)
        if row.series_id is not None and is_public(row.visibility, row.status) is not was_public:
            series = await self.found(EventSeries, row.series_id, lock=True)
            await self.change(series, {"sequence": series.sequence + 1}, "event_series.updated")
            await self.publisher.series(series)

    def summary(self, row: CommunityEvent) -> dict[str, Any]:
        return views.event(row, self.tag(row, "event"))

    def _moved(self, row: CommunityEvent, to: EventStatus, reason: str | None) -> CommunityEventTransition:
        return CommunityEventTransition(
            partnership_id=row.partnership_id,
            id=new_id(),
            event_id=row.id,
            from_status=row.status,
            to_status=to.value,
            reason_code=reason,
            occurred_at=self.context.now,
            actor_id=self.actor.id,
        )
