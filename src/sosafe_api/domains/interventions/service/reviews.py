"""ASB case reviews: applied for, judged by the threshold of their day, held, concluded, closed."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.errors import FieldError, NotFound, TransitionNotAllowed
from sosafe_api.core.pagination import Page
from sosafe_api.domains.cases.service import CaseService
from sosafe_api.domains.interventions.models import AsbCaseReview
from sosafe_api.domains.interventions.rules import case_reviews, lives
from sosafe_api.domains.interventions.schemas import (
    AsbCaseReviewIn,
    AsbCaseReviewQuery,
    AsbCaseReviewTransitionIn,
)
from sosafe_api.domains.interventions.service import views
from sosafe_api.domains.interventions.service.base import EnforcementService, refuse
from sosafe_api.domains.interventions.service.procedures import ProcedureService
from sosafe_api.domains.interventions.vocabulary import AsbCaseReviewStatus as Status

# The column that keeps the day of each step.
_DAYS = {
    Status.ACKNOWLEDGED: "acknowledged_on",
    Status.THRESHOLD_MET: "decided_on",
    Status.THRESHOLD_NOT_MET: "decided_on",
    Status.REVIEW_HELD: "held_on",
    Status.RECOMMENDATIONS_MADE: "concluded_on",
    Status.NO_RECOMMENDATIONS: "concluded_on",
    Status.CLOSED: "closed_on",
}
_OF_DECISION = {Status.THRESHOLD_MET: True, Status.THRESHOLD_NOT_MET: False}
_OF_CONCLUSION = {Status.RECOMMENDATIONS_MADE: True, Status.NO_RECOMMENDATIONS: False}


class CaseReviewService(EnforcementService):
    """A review belongs to the service that keeps it; one of a case is seen only where the case is."""

    async def create(self, wanted: AsbCaseReviewIn) -> dict[str, Any]:
        """Judges each complaint by the procedures of the day and sets the clock."""
        await self._refuse_faults(wanted)
        procedure_id, procedure = await ProcedureService(self.context).on(wanted.applied_on)
        complaints = [
            {
                **complaint.model_dump(mode="json"),
                "judgement": case_reviews.judged(_dated(complaint), wanted.applied_on, procedure).value,
            }
            for complaint in wanted.complaints
        ]
        due = case_reviews.deadlines(wanted.applied_on, procedure)
        row = AsbCaseReview(
            **self.made(),
            service_id=wanted.service_id,
            case_id=wanted.case_id,
            procedure_id=procedure_id,
            applicant=wanted.applicant.value,
            applicant_name=wanted.applicant_name,
            applicant_contact=wanted.applicant_contact,
            account=wanted.account,
            complaints=complaints,
            qualifying_complaints=sum(each["judgement"] == "qualifies" for each in complaints),
            complaints_needed=procedure.complaints_needed,
            status=Status.APPLIED.value,
            applied_on=wanted.applied_on,
            acknowledge_by=due.acknowledge_by,
            decide_by=due.decide_by,
            meet_by=due.meet_by,
            next_due_on=due.acknowledge_by,
            updated_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "asb_case_review.created", service_id=row.service_id)
        return self.standing(row)

    async def read(self, review_id: UUID) -> dict[str, Any]:
        row = await self.review(review_id)
        await self.recorded("asb_case_review", row.id)
        return await self.view(row)

    async def page(self, query: AsbCaseReviewQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.reviews, "id")
        summaries = [views.review_summary(row, self.tag(row, "asb_case_review")) for row in page.rows]
        return Page(summaries, page.next_cursor)

    async def transition(self, review_id: UUID, wanted: AsbCaseReviewTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed`, and `ValidationFailed` with all that stands against the step."""
        row = await self.review(review_id, lock=True)
        self.check(row, "asb_case_review")
        status = Status(row.status)
        if wanted.to not in lives.ASB_CASE_REVIEW[status]:
            raise TransitionNotAllowed(allowed_to=lives.allowed(lives.ASB_CASE_REVIEW, status))
        day = wanted.on or self.today
        ground = wanted.ground.value if wanted.ground else None
        made = await self.repository.recommendations(row.id)
        refuse([
            *case_reviews.decision_errors(wanted.to, reached=_reached(row), ground=ground),
            *case_reviews.conclusion_errors(
                wanted.to,
                recommendations=len(made),
                unanswered=sum(each.response is None for each in made),
            ),
            *_day_errors(row, day),
        ])  # fmt: skip
        due = case_reviews.Deadlines(row.acknowledge_by, row.decide_by, row.meet_by)
        columns: dict[str, Any] = {
            "status": wanted.to.value,
            _DAYS[wanted.to]: day,
            "next_due_on": case_reviews.next_due(wanted.to, due),
        }
        if wanted.to in _OF_DECISION:
            columns |= {"threshold_met": _OF_DECISION[wanted.to], "ground": ground}
        if wanted.to in _OF_CONCLUSION:
            columns["recommended"] = _OF_CONCLUSION[wanted.to]
        await self.changed(row, columns, f"asb_case_review.{wanted.to.value}", service_id=row.service_id)
        return self.standing(row)

    async def review(self, review_id: UUID, *, lock: bool = False) -> AsbCaseReview:
        """The row, of one of the caller's services; raises `NotFound`."""
        row = await self.found(AsbCaseReview, review_id, lock=lock)
        if row.service_id not in self.actor.service_ids:
            raise NotFound()
        return row

    def standing(self, row: AsbCaseReview) -> dict[str, Any]:
        """What says nothing about anybody."""
        return {
            **views.review_summary(row, self.tag(row, "asb_case_review")),
            "qualifying_complaints": row.qualifying_complaints,
            "complaints_needed": row.complaints_needed,
            "threshold_reached": _reached(row),
            "allowed_transitions": lives.allowed(lives.ASB_CASE_REVIEW, Status(row.status)),
        }

    async def view(self, row: AsbCaseReview) -> dict[str, Any]:
        names = (
            "procedure_id", "applicant", "applicant_name", "applicant_contact", "account", "complaints",
            "ground",
        )  # fmt: skip
        return {
            **self.standing(row),
            **{name: getattr(row, name) for name in names},
            "recommendations": [
                views.recommendation(each, self.tag(each, "asb_case_review_recommendation"))
                for each in await self.repository.recommendations(row.id)
            ],
        }

    async def _refuse_faults(self, wanted: AsbCaseReviewIn) -> None:
        errors = case_reviews.complaint_errors(
            [_dated(each) for each in wanted.complaints], wanted.applied_on
        )
        if wanted.service_id not in self.actor.service_ids:
            errors.append(FieldError("unknown_reference", "Must be a service of yours.", "#/service_id"))
        if not wanted.victim_consents:
            detail = "Must be true: a review is asked for by the victim, or for a victim who agrees."
            errors.append(FieldError("consent_missing", detail, "#/victim_consents"))
        if wanted.case_id is None and wanted.applicant_name is None:
            errors.append(FieldError("required", "Must be given where no case is named.", "#/applicant_name"))
        if wanted.case_id is not None and not await self._sees(wanted.case_id):
            errors.append(FieldError("unknown_reference", "Must be a case that you can see.", "#/case_id"))
        refuse(errors)

    async def _sees(self, case_id: UUID) -> bool:
        try:
            await CaseService(self.context).found(case_id)
        except NotFound:
            return False
        return True


def _dated(complaint: Any) -> case_reviews.Complaint:
    return case_reviews.Complaint(complaint.behaviour_on, complaint.complained_on)


def _reached(row: AsbCaseReview) -> bool:
    return case_reviews.reaches([each["judgement"] for each in row.complaints], row.complaints_needed)


def _day_errors(row: AsbCaseReview, day: date) -> list[FieldError]:
    """A step is not taken before the one that it follows."""
    days = (row.applied_on, row.acknowledged_on, row.decided_on, row.held_on, row.concluded_on)
    if day >= max(found for found in days if found is not None):
        return []
    return [FieldError("before_last_step", "Must not be before the step that it follows.", "#/on")]
