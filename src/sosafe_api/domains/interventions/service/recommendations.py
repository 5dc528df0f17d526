"""Recommendations of ASB case reviews, and the responses to them."""

from typing import Any
from uuid import UUID

from sosafe_api.core.errors import BusinessRule, FieldError, NotFound
from sosafe_api.domains.interventions.models import AsbReviewRecommendation
from sosafe_api.domains.interventions.schemas import ReviewRecommendationIn, ReviewRecommendationPatch
from sosafe_api.domains.interventions.service import views
from sosafe_api.domains.interventions.service.base import refuse
from sosafe_api.domains.interventions.service.reviews import CaseReviewService
from sosafe_api.domains.interventions.vocabulary import AsbCaseReviewStatus as Status

MOST_RECOMMENDATIONS = 100


class RecommendationService(CaseReviewService):
    """Made while a review is held and not concluded; answered until it is closed."""

    async def add(self, review_id: UUID, wanted: ReviewRecommendationIn) -> dict[str, Any]:
        """Raises `BusinessRule` unless the review was held and is not concluded."""
        review = await self.review(review_id, lock=True)
        self.check(review, "asb_case_review")
        if review.status != Status.REVIEW_HELD:
            raise BusinessRule("Only a review that was held and is not concluded takes recommendations.")
        if len(await self.repository.recommendations(review.id)) >= MOST_RECOMMENDATIONS:
            raise BusinessRule("A review takes 100 recommendations at most.")
        row = AsbReviewRecommendation(
            **self.made(),
            asb_case_review_id=review.id,
            service_id=review.service_id,
            case_id=review.case_id,
            agency_id=wanted.agency_id,
            recommendation=wanted.recommendation,
            updated_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "asb_case_review_recommendation.created", service_id=row.service_id)
        unchanged = {"status": review.status}
        await self.changed(review, unchanged, "asb_case_review.updated", service_id=review.service_id)
        return self._recorded(row)

    async def read_recommendation(self, recommendation_id: UUID) -> dict[str, Any]:
        row = await self._recommendation(recommendation_id)
        await self.recorded("asb_case_review_recommendation", row.id)
        return self._view(row)

    async def respond(self, recommendation_id: UUID, patch: ReviewRecommendationPatch) -> dict[str, Any]:
        """Raises `ValidationFailed` for words or a day without a response."""
        review_id = (await self._recommendation(recommendation_id)).asb_case_review_id
        review = await self.review(review_id, lock=True)
        row = await self._recommendation(recommendation_id, lock=True)
        self.check(row, "asb_case_review_recommendation")
        if review.status == Status.CLOSED:
            raise BusinessRule("A closed review takes no more responses.")
        changed = self.changes(row, patch)
        after = {name: changed.get(name, getattr(row, name)) for name in _OF_RESPONSE}
        if after["response"] is None:
            detail = "Must not be given without a response."
            refuse([
                FieldError("not_wanted", detail, f"#/{name}")
                for name in ("response_note", "responded_on")
                if after[name] is not None
            ])  # fmt: skip
        elif after["responded_on"] is None:
            changed["responded_on"] = self.today
        event = "asb_case_review_recommendation.updated"
        await self.changed(row, changed, event, service_id=row.service_id)
        return self._recorded(row)

    async def _recommendation(self, row_id: UUID, *, lock: bool = False) -> AsbReviewRecommendation:
        row = await self.found(AsbReviewRecommendation, row_id, lock=lock)
        if row.service_id not in self.actor.service_ids:
            raise NotFound()
        return row

    def _recorded(self, row: AsbReviewRecommendation) -> dict[str, Any]:
        """Without the words of either side."""
        shown = self._view(row)
        return {name: value for name, value in shown.items() if name not in _NARRATIVE}

    def _view(self, row: AsbReviewRecommendation) -> dict[str, Any]:
        return views.recommendation(row, self.tag(row, "asb_case_review_recommendation"))


_OF_RESPONSE = ("response", "response_note", "responded_on")
_NARRATIVE = frozenset({"recommendation", "response_note"})
