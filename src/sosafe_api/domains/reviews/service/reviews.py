"""Death reviews: recorded when notified, led from step to step, and published by a second person."""

from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, TransitionNotAllowed, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.agencies.service import AgencyService
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.reviews.errors import NotPublishable, NotWritable, ReleasedByTwo
from sosafe_api.domains.reviews.models import DeathReview, DeathReviewStep, PublishedDeathReview
from sosafe_api.domains.reviews.repository import ReviewRepository
from sosafe_api.domains.reviews.rules import REVIEW_TRANSITIONS, WRITABLE, reason_errors
from sosafe_api.domains.reviews.schemas import (
    DeathReviewIn,
    DeathReviewPatch,
    DeathReviewQuery,
    DeathReviewTransitionIn,
)
from sosafe_api.domains.reviews.service import views
from sosafe_api.domains.reviews.vocabulary import DeathReviewStatus

_NEEDED = ("pseudonym", "died_on", "relationship", "agency_ids")


class DeathReviewService(RecordService):
    """A group's reviews, seen by its coordinators and by nobody who is excluded from the one who died."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ReviewRepository(context)
        self.agencies = AgencyService(context)

    async def create(self, wanted: DeathReviewIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for another's group or a person the caller must not see, `ReferenceInUse`."""
        errors = []
        if wanted.group_id not in self.actor.group_ids:
            errors.append(unknown("#/group_id"))
        scope = self.transaction.scope
        if scope is None or wanted.victim_person_id in scope.excluded_ids:
            errors.append(unknown("#/victim_person_id"))
        if errors:
            raise ValidationFailed(errors=errors)
        row = DeathReview(
            **wanted.model_dump(exclude={"name"}),
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            name=wanted.name.value,
            status=DeathReviewStatus.NOTIFIED.value,
            status_since=self.context.now,
            agency_ids=[],
            version=1,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        await self.repository.add(row, self._step(row, None))
        await self.announce(row, "death_review.created")
        return self._summary(row)

    async def read(self, review_id: UUID) -> dict[str, Any]:
        """The internal record; the read is recorded before a byte leaves."""
        row = await self.found(review_id)
        entry = Entry(
            operation="death_review:read", object_type="death_review", object_id=row.id, field_set="F3"
        )
        await record(self.context, entry)
        steps = [views.step(step) for step in await self.repository.steps(row.id)]
        return {
            **self._summary(row),
            **views.details(row),
            "steps": steps,
            "recommendations": await self.recommendations(row.id),
        }

    async def recommendations(self, review_id: UUID) -> list[dict[str, Any]]:
        return views.recommendations(
            await self.repository.recommendations(review_id), await self.repository.actions_of(review_id)
        )

    async def update(self, review_id: UUID, patch: DeathReviewPatch) -> dict[str, Any]:
        """Raises `NotWritable` from quality assurance on, `ValidationFailed` for agencies that are unknown."""
        row = await self.writable(review_id)
        self.check(row, "death_review")
        changed = self.changes(row, patch)
        await self._check_agencies(changed.get("agency_ids", []))
        await self.change(row, changed, "death_review.updated")
        return self._summary(row)

    async def _check_agencies(self, agency_ids: list[UUID]) -> None:
        errors = []
        for place, agency_id in enumerate(agency_ids):
            try:
                await self.agencies.read(agency_id)
            except NotFound:
                errors.append(unknown(f"#/agency_ids/{place}"))
        if errors:
            raise ValidationFailed(errors=errors)

    async def transition(self, review_id: UUID, wanted: DeathReviewTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed`, `ReleasedByTwo`, `NotPublishable`."""
        row = await self.found(review_id, lock=True)
        self.check(row, "death_review")
        if wanted.to not in REVIEW_TRANSITIONS[DeathReviewStatus(row.status)]:
            raise TransitionNotAllowed(allowed_to=views.allowed(row))
        reason = wanted.reason_code.value if wanted.reason_code else None
        errors = reason_errors(wanted.to, reason)
        if errors:
            raise ValidationFailed(errors=errors)
        columns: dict[str, Any] = {"status": wanted.to.value, "status_since": self.context.now}
        if wanted.to is DeathReviewStatus.QUALITY_ASSURANCE:
            columns["handed_over_by"] = self.actor.id
        if wanted.to is DeathReviewStatus.PUBLISHED:
            await self._publish(row)
        await self.change(row, columns, f"death_review.{wanted.to.value}")
        await self.repository.add(self._step(row, reason))
        return self._summary(row)

    async def _publish(self, row: DeathReview) -> None:
        if row.handed_over_by == self.actor.id:
            raise ReleasedByTwo()
        missing = [name for name in _NEEDED if not getattr(row, name)]
        if missing:
            raise NotPublishable(missing)
        await self.repository.add(
            PublishedDeathReview(
                partnership_id=row.partnership_id,
                id=row.id,
                content=views.published(row, await self.recommendations(row.id)),
                published_at=self.context.now,
            )
        )

    async def page(self, query: DeathReviewQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._summary(row) for row in page.rows], page.next_cursor)

    async def found(self, review_id: UUID, *, lock: bool = False) -> DeathReview:
        row = await self.repository.find(DeathReview, review_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def writable(self, review_id: UUID) -> DeathReview:
        row = await self.found(review_id, lock=True)
        if DeathReviewStatus(row.status) not in WRITABLE:
            raise NotWritable()
        return row

    def _step(self, row: DeathReview, reason: str | None) -> DeathReviewStep:
        return DeathReviewStep(
            partnership_id=row.partnership_id,
            id=new_id(),
            review_id=row.id,
            version=row.version,
            status=row.status,
            reason_code=reason,
            occurred_at=self.context.now,
            actor_id=self.actor.id,
        )

    def _summary(self, row: DeathReview) -> dict[str, Any]:
        return {
            "id": row.id,
            "group_id": row.group_id,
            "reference": row.reference,
            "name": row.name,
            "status": row.status,
            "status_since": wire_instant(row.status_since),
            "notified_on": row.notified_on,
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "allowed_transitions": views.allowed(row),
            "etag": self.tag(row, "death_review"),
        }


def unknown(pointer: str) -> FieldError:
    return FieldError("unknown_reference", "Names no record that you can use here.", pointer=pointer)
