"""Assessments by DASH: recorded with what they came to, read for a purpose, followed by a referral to MARAC."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.context import Context
from sosafe_api.core.errors import BusinessRule, FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.referrals.service import FollowingService
from sosafe_api.domains.risk.models import MaracReferral, RiskAssessment
from sosafe_api.domains.risk.repository import RiskAssessmentRepository
from sosafe_api.domains.risk.rules.bands import Terms
from sosafe_api.domains.risk.rules.dash import Circumstances, Finding, assess, question_errors
from sosafe_api.domains.risk.rules.repeats import pair_history
from sosafe_api.domains.risk.schemas import MaracReferralIn, RiskAssessmentIn, RiskAssessmentQuery
from sosafe_api.domains.risk.service import views
from sosafe_api.domains.risk.service.base import AssessmentService, unknown
from sosafe_api.domains.risk.service.rules import RiskRuleService, stated
from sosafe_api.domains.risk.vocabulary import PairHistory, RiskRoute

NOT_ROUTED = "Only an assessment that names the perpetrator and goes to MARAC by its rule is followed there."


class RiskAssessmentService(AssessmentService):
    """What an assessment came to is worked out once, under the rule of its day, and kept with it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = RiskAssessmentRepository(context)
        self.rules = RiskRuleService(context)

    async def create(self, wanted: RiskAssessmentIn) -> dict[str, Any]:
        """Raises `ValidationFailed` naming everything that is wrong."""
        rule_id, terms = await self.rules.in_force(wanted.assessed_on)
        errors = [*_errors(wanted, terms), *await self._reference_errors(wanted)]
        if errors:
            raise ValidationFailed(errors=errors)
        event_on = wanted.event_on or wanted.assessed_on
        history, last = await self._history(wanted, event_on, terms)
        beside = Circumstances(
            judged=wanted.judgement.grade if wanted.judgement else None,
            domestic_events=wanted.domestic_events_in_12_months,
            history=history,
        )
        answers = {item.question: item.answer for item in wanted.answers}
        finding = assess(wanted.dash_version, answers, terms, beside)
        row = RiskAssessment(
            **self._asked_for(wanted),
            **_came_to(finding),
            event_on=event_on,
            rule_id=rule_id,
            terms=stated(terms),
            pair_history=history.value,
            last_marac_referral_on=last,
        )
        await self.repository.add(row)
        await self.announce(row, "risk_assessment.created")
        return views.summary(row, self.tag(row, "risk_assessment"))

    async def read(self, assessment_id: UUID) -> dict[str, Any]:
        """Raises `NotFound`. The read is recorded."""
        row = await self._found(assessment_id)
        entry = Entry(
            operation="risk_assessment:read", object_type="risk_assessment", object_id=row.id, field_set="F3"
        )
        await record(self.context, entry)
        referral = await self.repository.referral_after(row.id)
        return views.details(
            row,
            self.tag(row, "risk_assessment"),
            rule_version=await self.rules.version_of(row.rule_id),
            marac_referred_on=referral.referred_on if referral else None,
        )

    async def page(self, query: RiskAssessmentQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        rows = [views.summary(row, self.tag(row, "risk_assessment")) for row in page.rows]
        return Page(rows, page.next_cursor)

    async def refer_to_marac(self, assessment_id: UUID, wanted: MaracReferralIn) -> dict[str, Any]:
        """Raises `NotFound`, `BusinessRule`, and `Conflict` where it was already referred."""
        row = await self._found(assessment_id)
        if row.route != RiskRoute.MARAC or row.perpetrator_id is None:
            raise BusinessRule(NOT_ROUTED)
        if wanted.referred_on < row.assessed_on:
            detail = "Must not be before the day of the assessment."
            raise ValidationFailed(errors=[FieldError("before_assessment", detail, pointer="#/referred_on")])
        made = MaracReferral(
            partnership_id=row.partnership_id,
            id=new_id(),
            person_id=row.person_id,
            perpetrator_id=row.perpetrator_id,
            assessment_id=row.id,
            referred_on=wanted.referred_on,
            recorded_by=self.actor.id,
            created_at=self.context.now,
        )
        await self.repository.add(made)
        await self.announce(made, "marac_referral.created")
        return views.marac_receipt(made)

    async def _found(self, assessment_id: UUID) -> RiskAssessment:
        row = await self.repository.find(RiskAssessment, assessment_id)
        if row is None:
            raise NotFound()
        return row

    async def _reference_errors(self, wanted: RiskAssessmentIn) -> list[FieldError]:
        errors = await self.person_errors(person_id=wanted.person_id, perpetrator_id=wanted.perpetrator_id)
        errors += await self.case_errors(self.repository, wanted.case_id, wanted.person_id)
        if wanted.referral_id is not None:
            received = await FollowingService(self.context).service_of(wanted.referral_id)
            errors += [] if received else [unknown("referral_id")]
        return errors

    async def _history(
        self, wanted: RiskAssessmentIn, event_on: date, terms: Terms
    ) -> tuple[PairHistory, date | None]:
        """What the pair's last referral means, whichever service recorded it."""
        if wanted.perpetrator_id is None:
            return PairHistory.PERPETRATOR_NOT_STATED, None
        async with self.transaction.widened(reach="partnership"):
            last = await self.repository.last_referral(wanted.person_id, wanted.perpetrator_id, event_on)
        return pair_history(last, event_on, terms.repeat_months), last

    def _asked_for(self, wanted: RiskAssessmentIn) -> Mapping[str, Any]:
        judgement = wanted.judgement
        return {
            "partnership_id": self.actor.partnership_id,
            "id": new_id(),
            "person_id": wanted.person_id,
            "perpetrator_id": wanted.perpetrator_id,
            "case_id": wanted.case_id,
            "referral_id": wanted.referral_id,
            "dash_version": wanted.dash_version.value,
            "assessed_on": wanted.assessed_on,
            "answers": sorted(
                (item.model_dump(mode="json") for item in wanted.answers), key=lambda item: item["question"]
            ),
            "domestic_events_in_12_months": wanted.domestic_events_in_12_months,
            "judged_grade": judgement.grade.value if judgement else None,
            "judgement_rationale": judgement.rationale if judgement else None,
            "assessed_by": self.actor.id,
            "created_at": self.context.now,
        }


def _errors(wanted: RiskAssessmentIn, terms: Terms) -> list[FieldError]:
    """What is wrong with the content itself."""
    errors = question_errors(wanted.dash_version, [item.question for item in wanted.answers])
    if wanted.judgement is not None and wanted.judgement.grade not in terms.grades:
        detail = "Must be one of the grades of the rule in force on the day of the assessment."
        errors.append(FieldError("not_a_grade_of_the_rule", detail, pointer="#/judgement/grade"))
    if wanted.event_on is not None and wanted.event_on > wanted.assessed_on:
        detail = "Must not be after the day of the assessment."
        errors.append(FieldError("after_assessment", detail, pointer="#/event_on"))
    if wanted.perpetrator_id == wanted.person_id:
        detail = "Must be somebody else than the victim."
        errors.append(FieldError("same_person", detail, pointer="#/perpetrator_id"))
    return errors


def _came_to(finding: Finding) -> Mapping[str, Any]:
    return {
        "yes_count": finding.yes_count,
        "count_grade": finding.count_grade.value,
        "grade": finding.grade.value,
        "grounds": [ground.value for ground in finding.grounds],
        "route": finding.route.value,
    }
