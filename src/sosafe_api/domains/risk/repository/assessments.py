"""Every query about assessments by DASH and the referrals to MARAC that followed from them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import column, or_, table
from sqlmodel import col, func, select

from sosafe_api.domains.risk.models import MaracReferral, RiskAssessment
from sosafe_api.domains.risk.repository.base import RiskRepositoryBase
from sosafe_api.domains.risk.schemas import RiskAssessmentQuery

_PEOPLE = table("people", column("partnership_id"), column("id"), column("merged_into_id"))


class RiskAssessmentRepository(RiskRepositoryBase):
    """A pair is the same two people, under whichever of their merged records they stand."""

    async def page(self, query: RiskAssessmentQuery, after: Any) -> Sequence[RiskAssessment]:
        statement = self.own(RiskAssessment)
        if query.person_id is not None:
            statement = statement.where(RiskAssessment.person_id == query.person_id)
        if query.case_id is not None:
            statement = statement.where(RiskAssessment.case_id == query.case_id)
        return await self.rows(RiskAssessment, statement, query.limit, after)

    async def last_referral(self, person_id: UUID, perpetrator_id: UUID, before: date) -> date | None:
        """The day of the pair's last referral to a MARAC before this day."""
        statement = select(func.max(MaracReferral.referred_on)).where(
            MaracReferral.partnership_id == self.partnership_id,
            MaracReferral.referred_on < before,
            col(MaracReferral.person_id).in_(self._records_of(person_id)),
            col(MaracReferral.perpetrator_id).in_(self._records_of(perpetrator_id)),
        )
        found: date | None = (await self.session.exec(statement)).one()
        return found

    async def referral_after(self, assessment_id: UUID) -> MaracReferral | None:
        statement = self.own(MaracReferral).where(MaracReferral.assessment_id == assessment_id)
        found: MaracReferral | None = (await self.session.exec(statement)).first()
        return found

    def _records_of(self, person_id: UUID) -> Any:
        one, root = _PEOPLE.c, _PEOPLE.alias("root").c
        kept = select(func.coalesce(root.merged_into_id, root.id)).where(
            root.partnership_id == self.partnership_id, root.id == person_id
        )
        into = kept.scalar_subquery()
        return select(one.id).where(
            one.partnership_id == self.partnership_id, or_(one.id == into, one.merged_into_id == into)
        )
