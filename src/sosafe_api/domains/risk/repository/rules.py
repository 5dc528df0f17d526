"""Every query about the partnership's rules of risk."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import col, func, select

from sosafe_api.domains.risk.models import RiskRule
from sosafe_api.domains.risk.repository.base import RiskRepositoryBase
from sosafe_api.domains.risk.schemas import RiskRuleQuery


class RiskRuleRepository(RiskRepositoryBase):
    """Versions are added and never changed."""

    async def next_version(self) -> int:
        newest = select(func.max(RiskRule.rule_version)).where(RiskRule.partnership_id == self.partnership_id)
        return int((await self.session.exec(newest)).one() or 0) + 1

    async def in_force(self, day: date) -> RiskRule | None:
        """The version with the latest beginning; of two that begin on one day the newer corrects the older."""
        statement = self.own(RiskRule).where(RiskRule.valid_from <= day)
        statement = statement.order_by(col(RiskRule.valid_from).desc(), col(RiskRule.rule_version).desc())
        found: RiskRule | None = (await self.session.exec(statement.limit(1))).first()
        return found

    async def page(self, query: RiskRuleQuery, after: Any) -> Sequence[RiskRule]:
        if query.on is None:
            return await self.rows(RiskRule, self.own(RiskRule), query.limit, after)
        found = await self.in_force(query.on)
        return [found] if found is not None else []
