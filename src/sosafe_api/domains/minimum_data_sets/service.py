"""The minimum data set of a quarter, assembled from what the agencies returned and the police publish."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context, Service
from sosafe_api.core.errors import NotFound
from sosafe_api.core.partial_dates import DatePrecision, PartialDate
from sosafe_api.domains.minimum_data_sets.repository import HeldRow, MinimumDataRepository
from sosafe_api.domains.minimum_data_sets.rules import SCHEDULE, InformationPeriod, Source, information_period
from sosafe_api.domains.minimum_data_sets.vocabulary import MinimumDataCategory

Json = dict[str, Any]
_HOLDERS = {item.category: item.holder for item in SCHEDULE}


@dataclass(frozen=True, slots=True)
class AssembledSet:
    """`head` is all but the rows."""

    head: Json
    rows: list[Json]


class MinimumDataService(Service):
    """About no person: what is prescribed is depersonalised, and no source holds anything else."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = MinimumDataRepository(context)

    async def export(self, quarter: str) -> AssembledSet:
        """Raises `NotFound` for what names no information period that has begun. The export is recorded."""
        today = london_date(self.context.now)
        period = information_period(quarter, today)
        if period is None:
            raise NotFound()
        district = await self.repository.area()
        months = await self.repository.months(period, district)
        rows = await self.repository.rows(period, district)
        await record(self.context, Entry(operation="minimum_data_set:export", object_type="minimum_data_set"))
        counted = Counter(row.category for row in rows)
        head = _head(period, district, today) | {"categories": _categories(months, counted)}
        return AssembledSet(head, [_row(row) for row in rows])


def _head(period: InformationPeriod, district: str, today: date) -> Json:
    return {
        "quarter": period.name,
        "starts_on": period.start,
        "ends_on": period.end - timedelta(days=1),
        "due_on": period.due_on,
        "over": period.end <= today,
        "area_code": district,
    }


def _categories(
    months: Mapping[Source, Sequence[date]], counted: Mapping[MinimumDataCategory, int]
) -> list[Json]:
    """What is not held is said to be so: it has no count, not even 0."""
    found = []
    for item in SCHEDULE:
        held = months[item.source] if item.source else []
        found.append(
            {
                "category": item.category,
                "paragraph": item.paragraph,
                "holder": item.holder,
                "held": bool(held),
                "months": [str(PartialDate(month, DatePrecision.MONTH)) for month in held],
                "rows": counted.get(item.category, 0) if held else None,
                "note": item.note,
            }
        )
    return found


def _row(row: HeldRow) -> Json:
    return {
        "category": row.category,
        "holder": _HOLDERS[row.category],
        "agency": row.agency,
        "occurred_on": str(PartialDate(row.occurred_on, DatePrecision(row.occurred_precision))),
        "occurred_time": row.occurred_time,
        "sub_category": row.sub_category,
        "lsoa_code": row.lsoa_code,
        "outward_postcode": row.outward_postcode,
    }
