"""Totals of awards by funder, deliverer and financial year, and how many bids succeed."""

from collections.abc import Iterable
from typing import Any

from sosafe_api.core.context import Context, Service
from sosafe_api.core.financial_years import FinancialYear
from sosafe_api.core.money import money
from sosafe_api.domains.funding_bids.repository import FigureRepository
from sosafe_api.domains.funding_bids.schemas import FundingSuccessQuery, FundingTotalQuery
from sosafe_api.domains.funding_bids.vocabulary import FundingDecision, FundingGrouping

COUNTS = ("awards", "through_intermediary")
AMOUNTS = ("requested", "awarded", "paid", "spent")
RATE_PLACES = 4


class FigureService(Service):
    """Figures are worked out when asked for; none is kept."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = FigureRepository(context)

    async def totals(self, query: FundingTotalQuery) -> dict[str, Any]:
        """Withdrawn and rejected bids do not count; an award counts in the year in which it was received."""
        rows = await self.repository.totals(query)
        by_year = query.by is FundingGrouping.FINANCIAL_YEAR
        names = {} if by_year else await self.repository.names()
        return {
            "by": query.by.value,
            "data": [
                {
                    "organisation_id": None if by_year else row.key,
                    "organisation_name": names.get(row.key),
                    "financial_year": _label(row.key) if by_year else None,
                    **_sums([row]),
                }
                for row in rows
            ],
            "whole": _sums(rows),
        }

    async def success(self, query: FundingSuccessQuery) -> dict[str, Any]:
        """Awarded as a share of decided; bids that wait, or were withdrawn before a decision, do not count."""
        found = await self.repository.decisions(query)
        part = found.get(FundingDecision.PART_AWARDED, 0)
        awarded = found.get(FundingDecision.AWARDED, 0) + part
        decided = awarded + found.get(FundingDecision.REJECTED, 0)
        return {
            "submitted": await self.repository.waiting(query),
            "decided": decided,
            "awarded": awarded,
            "part_awarded": part,
            "rejected": decided - awarded,
            "success_rate": round(awarded / decided, RATE_PLACES) if decided else None,
        }


def _sums(rows: Iterable[Any]) -> dict[str, Any]:
    found = list(rows)
    counts = {name: sum(getattr(row, name) for row in found) for name in COUNTS}
    amounts = {f"amount_{name}": money(sum((getattr(row, name) for row in found), 0)) for name in AMOUNTS}
    return {**counts, **amounts}


def _label(first_year: int | None) -> str | None:
    return FinancialYear(first_year).label if first_year is not None else None
