"""What follows from death reviews: recommendations, the agencies' actions, and the view that is published."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound, TransitionNotAllowed, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.schemas import RecordQuery
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.reviews.errors import NotWritable
from sosafe_api.domains.reviews.models import (
    DeathReviewAction,
    DeathReviewRecommendation,
    PublishedDeathReview,
)
from sosafe_api.domains.reviews.repository import ReviewRepository
from sosafe_api.domains.reviews.rules import ACTION_TRANSITIONS, is_overdue
from sosafe_api.domains.reviews.schemas import (
    RecommendationIn,
    ReviewActionIn,
    ReviewActionQuery,
    ReviewActionTransitionIn,
)
from sosafe_api.domains.reviews.service import views
from sosafe_api.domains.reviews.service.reviews import DeathReviewService, unknown
from sosafe_api.domains.reviews.vocabulary import DeathReviewStatus, ReviewActionStatus

_CLOSED = frozenset(
    {
        DeathReviewStatus.NOT_CONDUCTED,
        DeathReviewStatus.NOT_CONDUCTED_TOLD,
        DeathReviewStatus.ENTERED_IN_ERROR,
    }
)


class ReviewActionService(RecordService):
    """Recommendations stand from quality assurance on; actions are agreed and followed up after it as well."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ReviewRepository(context)
        self.reviews = DeathReviewService(context)

    async def recommend(self, review_id: UUID, wanted: RecommendationIn) -> dict[str, Any]:
        """Raises `NotWritable`, and `ValidationFailed` for an agency that is unknown."""
        review = await self.reviews.writable(review_id)
        row = DeathReviewRecommendation(
            partnership_id=review.partnership_id,
            id=new_id(),
            review_id=review.id,
            agency_id=wanted.agency_id,
            theme=wanted.theme.value,
            recommendation=wanted.recommendation,
        )
        await self.repository.add(row)
        await self.change(review, {"updated_at": self.context.now}, "death_review.updated")
        return views.recommendations([row], [])[0]

    async def agree(self, review_id: UUID, wanted: ReviewActionIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for a recommendation of another review, or an agency that is unknown."""
        review = await self.reviews.found(review_id, lock=True)
        if DeathReviewStatus(review.status) in _CLOSED:
            raise NotWritable()
        recommendation = await self.repository.find(DeathReviewRecommendation, wanted.recommendation_id)
        if recommendation is None or recommendation.review_id != review.id:
            raise ValidationFailed(errors=[unknown("#/recommendation_id")])
        row = DeathReviewAction(
            **wanted.model_dump(),
            partnership_id=review.partnership_id,
            id=new_id(),
            review_id=review.id,
            status=ReviewActionStatus.OPEN.value,
            version=1,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "death_review_action.created")
        await self._show(review.id)
        return self._view(row)

    async def transition(self, action_id: UUID, wanted: ReviewActionTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed`. A published review shows at once where its actions stand."""
        row = await self._found(action_id)
        await self.reviews.found(row.review_id, lock=True)
        row = await self._found(action_id, lock=True)
        self.check(row, "death_review_action")
        if wanted.to not in ACTION_TRANSITIONS[ReviewActionStatus(row.status)]:
            raise TransitionNotAllowed(allowed_to=_allowed(row))
        await self.change(row, {"status": wanted.to.value}, f"death_review_action.{wanted.to.value}")
        await self._show(row.review_id)
        return self._view(row)

    async def page(self, query: ReviewActionQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.actions, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def published(self, query: RecordQuery) -> Page[dict[str, Any]]:
        """For everybody who reads figures; nothing of it leads to a person."""
        page = await self.paged(query, self.repository.published, "id")
        shown = [
            {"id": row.id, **row.content, "published_at": wire_instant(row.published_at)} for row in page.rows
        ]
        return Page(shown, page.next_cursor)

    async def _show(self, review_id: UUID) -> None:
        """Brings the published view up to its actions; the rest of it stays as it was released."""
        published = await self.repository.find(PublishedDeathReview, review_id, lock=True)
        if published is not None:
            recommended = await self.reviews.recommendations(review_id)
            published.content = {**published.content, "recommendations": recommended}

    async def _found(self, action_id: UUID, *, lock: bool = False) -> DeathReviewAction:
        row = await self.repository.find(DeathReviewAction, action_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def _view(self, row: DeathReviewAction) -> dict[str, Any]:
        today = london_date(self.context.now)
        return {
            **views.action_state(row),
            "review_id": row.review_id,
            "recommendation_id": row.recommendation_id,
            "overdue": is_overdue(ReviewActionStatus(row.status), row.due_on, today),
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "allowed_transitions": _allowed(row),
            "etag": self.tag(row, "death_review_action"),
        }


def _allowed(row: DeathReviewAction) -> list[ReviewActionStatus]:
    open_to = ACTION_TRANSITIONS[ReviewActionStatus(row.status)]
    return [status for status in ReviewActionStatus if status in open_to]
