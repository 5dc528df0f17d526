"""Areas of the district beside each other and beside their own past."""

from datetime import date
from typing import Any

from sosafe_api.core.errors import FieldError, InvalidParameter
from sosafe_api.core.months import add_months
from sosafe_api.core.statistics import rounded
from sosafe_api.domains.patterns.repository import RESIDENTS, Residents
from sosafe_api.domains.patterns.rules.comparison import Baseline, ComparedCount, baseline_of, compare
from sosafe_api.domains.patterns.rules.months import Window
from sosafe_api.domains.patterns.schemas import AreaComparisonQuery
from sosafe_api.domains.patterns.service.areas import Areas
from sosafe_api.domains.patterns.service.windows import (
    SOURCE,
    PatternService,
    missing,
    not_first_of_month,
    shown,
)
from sosafe_api.domains.patterns.vocabulary import ComparedAreaKind, ComparedPeriodKind

MONTHS_IN = {ComparedPeriodKind.MONTH: 1, ComparedPeriodKind.QUARTER: 3}
CODE_TYPES = {ComparedAreaKind.LSOA: "LSOA", ComparedAreaKind.WARD: "WD"}


class ComparisonService(PatternService):
    """Every area of the district is listed, also with none; by LSOA of 2011, or by ward put together from them."""

    async def table(self, query: AreaComparisonQuery) -> dict[str, Any]:
        """Raises `InvalidParameter` for a start that begins no such period."""
        written_in = await self.repository.loaded_months()
        period = self._period(query, frozenset(written_in))
        alike = frozenset(month for month, one in written_in.items() if one == written_in.get(period.start))
        absent = missing(period, alike)
        baseline = None if absent else baseline_of(period, alike)
        lines, not_known = ([], 0) if absent else await self._lines(query, period, baseline)
        return {
            "by": query.by,
            "crime_type": query.crime_type,
            "period_kind": query.period,
            "period": shown(period),
            "missing_months": absent,
            "baseline": _windows(baseline),
            "data": lines,
            "not_known": not_known,
            **SOURCE,
        }

    def _period(self, query: AreaComparisonQuery, loaded: frozenset[date]) -> Window:
        length = MONTHS_IN[query.period]
        if query.start is None:
            return self._latest(length, loaded)
        errors = not_first_of_month("start", query.start)
        if (query.start.month - 1) % length:
            detail = "Must begin January, April, July or October."
            errors.append(FieldError("not_a_first_of_quarter", detail, parameter="start"))
        if errors:
            raise InvalidParameter(errors=errors)
        return Window(query.start, add_months(query.start, length))

    def _latest(self, length: int, loaded: frozenset[date]) -> Window:
        """The latest period that is loaded as a whole, else the one that the latest month lies in."""

        def around(month: date) -> Window:
            start = add_months(month, -((month.month - 1) % length))
            return Window(start, add_months(start, length))

        whole = (around(month) for month in sorted(loaded, reverse=True))
        latest = around(self.latest(loaded))
        return next((period for period in whole if loaded.issuperset(period.months)), latest)

    async def _lines(
        self, query: AreaComparisonQuery, period: Window, baseline: Baseline | None
    ) -> tuple[list[dict[str, Any]], int]:
        areas = await Areas.of_district(self.repository, query.by)
        months = [*period.months, *(baseline.months if baseline else [])]
        counts = await self.repository.area_counts(months, query.crime_type)
        monthly, not_known = areas.monthly(counts, period.months)
        residents = await areas.residents(self.repository)
        lines = [
            {
                "area": {"code": code, "code_type": CODE_TYPES[query.by], "name": areas.names[code]},
                **_counted(found, residents.get(code)),
                **_compared(found, baseline),
            }
            for code, found in compare(period, baseline, monthly).items()
        ]
        return lines, not_known


def _counted(found: ComparedCount, residents: Residents | None) -> dict[str, Any]:
    told: dict[str, Any] = {"rank": found.rank, "count": found.count, "rate": None, "residents": None}
    if residents is not None:
        told["rate"] = rounded(1000 * found.count / residents.number, 2)
        told["residents"] = {
            "value": residents.number,
            "series": RESIDENTS,
            "reference_date": residents.reference_date,
            "source": residents.source,
        }
    return told


def _compared(found: ComparedCount, baseline: Baseline | None) -> dict[str, Any]:
    windows = baseline.windows if baseline else ()
    return {
        "earlier": [
            {**shown(window), "count": count} for window, count in zip(windows, found.earlier, strict=True)
        ],
        **_change(found),
        "probability": found.probability,
        "adjusted_probability": found.adjusted_probability,
        "unusual_rise": found.unusual_rise,
    }


def _change(found: ComparedCount) -> dict[str, float | None]:
    if found.expected is None:
        return {"expected": None, "change": None, "change_percent": None}
    change = found.count - found.expected
    return {
        "expected": rounded(found.expected, 2),
        "change": rounded(change, 2),
        "change_percent": rounded(100 * change / found.expected, 1) if found.expected else None,
    }


def _windows(baseline: Baseline | None) -> dict[str, Any] | None:
    if baseline is None:
        return None
    return {"method": baseline.method, "windows": [shown(window) for window in baseline.windows]}
