"""Every query about tools of scored assessment and the assessments made with them."""

from collections.abc import Sequence
from typing import Any

from sosafe_api.domains.risk.models import AssessmentTool, ScoredAssessment
from sosafe_api.domains.risk.repository.base import RiskRepositoryBase
from sosafe_api.domains.risk.schemas import AssessmentToolQuery, ScoredAssessmentQuery


class AssessmentToolRepository(RiskRepositoryBase):
    """Versions are added and never changed."""

    async def page(self, query: AssessmentToolQuery, after: Any) -> Sequence[AssessmentTool]:
        statement = self.own(AssessmentTool)
        if query.code is not None:
            statement = statement.where(AssessmentTool.code == query.code)
        return await self.rows(AssessmentTool, statement, query.limit, after)


class ScoredAssessmentRepository(RiskRepositoryBase):
    """Of people of the caller's cases."""

    async def page(self, query: ScoredAssessmentQuery, after: Any) -> Sequence[ScoredAssessment]:
        statement = self.own(ScoredAssessment)
        for name in ("person_id", "case_id", "tool_id"):
            wanted = getattr(query, name)
            if wanted is not None:
                statement = statement.where(getattr(ScoredAssessment, name) == wanted)
        return await self.rows(ScoredAssessment, statement, query.limit, after)
