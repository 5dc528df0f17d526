"""The use of DASH by each agency: referrals for domestic abuse that state an assessment, over all of them."""

from datetime import timedelta
from typing import Any

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context, Service
from sosafe_api.core.errors import FieldError, InvalidParameter
from sosafe_api.domains.referrals.service.measuring import MeasuringService
from sosafe_api.domains.reviews.rules import DashCount, Quarter, quarters, shown
from sosafe_api.domains.reviews.schemas import DashUseQuery
from sosafe_api.domains.reviews.vocabulary import DashUseStatus

LONGEST = timedelta(days=3 * 366)


class DashUseService(Service):
    """Whole quarters that have ended, each decided by its own counts: no two of them overlap."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.referrals = MeasuringService(context)

    async def table(self, query: DashUseQuery) -> list[dict[str, Any]]:
        """Raises `InvalidParameter` for more than three years."""
        today = london_date(self.context.now)
        before = query.before or today
        start = query.from_ or before - LONGEST
        if before - start > LONGEST:
            detail = "Must be at most three years after `from`."
            raise InvalidParameter(errors=[FieldError("period_too_long", detail, parameter="before")])
        found = []
        for quarter in quarters(start, min(before, today)):
            counted = await self.referrals.dash_use(quarter.start, quarter.end)
            parts, total = shown({name: DashCount(*counts) for name, counts in counted.items()})
            found.append(_observation(quarter, None, total))
            found += [_observation(quarter, agency, count) for agency, count in sorted(parts.items())]
        return found


def _observation(quarter: Quarter, agency: str | None, count: DashCount | None) -> dict[str, Any]:
    return {
        "period": {"start": quarter.start, "end": quarter.end, "label": quarter.label},
        "agency_id": agency,
        "numerator": None if count is None else count.numerator,
        "denominator": None if count is None else count.denominator,
        "status": DashUseStatus.SUPPRESSED if count is None else DashUseStatus.SHOWN,
    }
