"""Counts of casework, each source by one statement over the whole partnership; nobody is named or listed."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sosafe_api.core.db.session import Transaction
from sosafe_api.domains.kpis.repository import casework_statements as statements
from sosafe_api.domains.kpis.rules.counts import CountKey
from sosafe_api.domains.kpis.rules.definition import Measure, Records
from sosafe_api.domains.kpis.rules.measured import Days, Measured, MeasuredFigure
from sosafe_api.domains.kpis.rules.periods import begins_at
from sosafe_api.domains.kpis.rules.stocks import SINCE

STATEMENTS = {
    Records.DASH: statements.DASH,
    Records.DEATH_REVIEWS: statements.DEATH_REVIEWS,
    Records.EVENT_FEEDBACK: statements.EVENT_FEEDBACK,
    Records.PANELS: statements.PANELS,
    Records.PLACEMENTS: statements.PLACEMENTS,
    Records.PROGRAMMES: statements.PROGRAMMES,
    Records.RESULTS: statements.RESULTS,
    Records.RISK: statements.RISK,
    Records.SAVINGS: statements.SAVINGS,
    Records.SURVIVORS: statements.SURVIVORS,
}
CASEWORK = frozenset(STATEMENTS)


class CaseworkRepository:
    """Reads across agencies and services, so its transaction must have the partnership's reach."""

    def __init__(self, transaction: Transaction, partnership_id: UUID) -> None:
        self._execute = transaction.execute
        self._scope: dict[str, Any] = {"partnership_id": partnership_id}

    async def counts(self, records: Records, start: date, end: date) -> dict[CountKey, int]:
        """By month, for the whole partnership; `end` is exclusive. What stands is told for every month."""
        values = {
            **self._scope,
            "start": begins_at(start),
            "end": begins_at(end),
            "start_day": start,
            "end_day": end,
            "since": SINCE.get(records),
        }
        rows = await self._execute(STATEMENTS[records], values)
        return {CountKey(Measure(measure), month): int(number) for month, measure, _, _, number in rows}

    async def measured(self, until: datetime) -> dict[str, Measured]:
        """The figures entered by hand that stood at an instant, by indicator, and all days of which one ever did."""
        figures: dict[str, dict[Days, MeasuredFigure]] = defaultdict(dict)
        released: dict[str, dict[Days, datetime]] = defaultdict(dict)
        for code, start, end, released_at, stands, *figure in await self._execute(
            statements.MEASURED, {**self._scope, "until": until}
        ):
            days = Days(start, end)
            released[code].setdefault(days, released_at)
            if stands:
                figures[code][days] = MeasuredFigure(*figure)
        return {code: Measured(figures[code], days) for code, days in released.items()}
