"""Counts of outcomes: the whole partnership's, with small ones hidden, and the measures made of them."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core.clock import LONDON, london_date
from sosafe_api.core.context import Context
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.outcomes.repository import ClosedCaseRepository, ClosedCaseRow
from sosafe_api.domains.outcomes.rules.figures import (
    ALL,
    ClosedCase,
    Column,
    FigureKey,
    Figures,
    MeasureKey,
    figures_of,
)
from sosafe_api.domains.outcomes.rules.measures import LEAST_RELIABLE_BASE, MEASURES, OutcomeMeasure
from sosafe_api.domains.outcomes.rules.periods import OutcomeYear, year_of
from sosafe_api.domains.outcomes.rules.results import Measurement, told_values
from sosafe_api.domains.outcomes.schemas import CaseOutcomeQuery, OutcomeQuery
from sosafe_api.domains.outcomes.vocabulary import MeasurementPoint, ResultArea, ResultValue


class Listed(NamedTuple):
    """A line of a list, and where it stands in it."""

    place: str
    line: dict[str, Any]


class FigureService(RecordService):
    """The same counts for everybody who may read them: neither the reader nor a filter changes what is hidden."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ClosedCaseRepository(context)

    async def counts(self, query: CaseOutcomeQuery) -> Page[dict[str, Any]]:
        async def read(query: CaseOutcomeQuery, after: Any) -> Sequence[Listed]:
            wanted = _wanted(query)
            year, found = await self._figures(query)
            lines = [
                Listed(f"{service_id}/{'/'.join(map(str, key))}", _count(year, service_id, key, figures))
                for service_id, figures in found
                for key in figures.counts
                if isinstance(key, FigureKey) and wanted(key)
            ]
            return _after(lines, after)[: query.limit + 1]

        page = await self.paged(query, read, "place")
        return Page([row.line for row in page.rows], page.next_cursor)

    async def measures(self, query: OutcomeQuery) -> Page[dict[str, Any]]:
        async def read(query: OutcomeQuery, after: Any) -> Sequence[Listed]:
            year, found = await self._figures(query)
            lines = [
                Listed(f"{service_id}/{measure.code}", _measure(year, service_id, measure, figures))
                for service_id, figures in found
                for measure in MEASURES
                if MeasureKey(measure.code, "denominator") in figures.counts
            ]
            return _after(lines, after)[: query.limit + 1]

        page = await self.paged(query, read, "place")
        return Page([row.line for row in page.rows], page.next_cursor)

    async def _figures(self, query: OutcomeQuery) -> tuple[OutcomeYear, list[tuple[UUID, Figures]]]:
        """Of each service that closed a case; services share no cell, so each is decided by itself.

        A case hidden from the reader counts as well: two readers' counts would differ by it, and tell of it.
        """
        year = year_of(london_date(self.context.now), query.year)
        async with self.transaction.widened(reach="partnership", excluded_ids=()):
            rows = await self.repository.counted(_midnight(year.start), _midnight(year.end), None)
        by_service: dict[UUID, list[ClosedCase]] = defaultdict(list)
        for row in rows:
            if query.service_id is None or row.service_id in query.service_id:
                by_service[row.service_id].append(_closed_case(row))
        found = []
        for service_id, cases in sorted(by_service.items()):
            found.append((service_id, await asyncio.to_thread(figures_of, cases)))
        return year, found


def measurements_of(row: ClosedCaseRow) -> list[Measurement]:
    return [
        Measurement(ResultArea(area), MeasurementPoint(point), months, ResultValue(value))
        for area, point, months, value in row.results
    ]


def _closed_case(row: ClosedCaseRow) -> ClosedCase:
    measured = measurements_of(row)
    points = {(item.point, item.follow_up_months) for item in measured} - {(MeasurementPoint.BASELINE, None)}
    told = {
        Column(point[0].value, point[1] or 0, area): value
        for point in points
        for area, value in told_values(measured, point).items()
    }
    return ClosedCase(row.kind, row.ending, told)


def _wanted(query: CaseOutcomeQuery) -> Callable[[FigureKey], bool]:
    chosen = {
        name: {code.value for code in codes}
        for name in ("kind", "ending", "area")
        if (codes := getattr(query, name)) is not None
    }
    return lambda key: all(getattr(key, name) in codes for name, codes in chosen.items())


def _after(lines: list[Listed], after: Any) -> list[Listed]:
    ordered = sorted(lines, key=lambda listed: listed.place)
    return [listed for listed in ordered if after is None or listed.place > after]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def _period(year: OutcomeYear) -> dict[str, Any]:
    return {"start": year.start, "end": year.end, "label": year.label}


def _count(year: OutcomeYear, service_id: UUID, key: FigureKey, figures: Figures) -> dict[str, Any]:
    count = figures.of(key)
    return {
        "period": _period(year),
        "service_id": service_id,
        **dict(_named(key)),
        "follow_up_months": key.follow_up_months or None,
        "count": count,
        "suppressed": count is None,
    }


def _named(key: FigureKey) -> Iterator[tuple[str, str | None]]:
    for name in ("kind", "ending", "point", "area", "result"):
        value = getattr(key, name)
        yield name, None if value == ALL else value


def _measure(
    year: OutcomeYear, service_id: UUID, measure: OutcomeMeasure, figures: Figures
) -> dict[str, Any]:
    denominator = figures.of(MeasureKey(measure.code, "denominator"))
    numerator = figures.of(MeasureKey(measure.code, "numerator")) if denominator is not None else None
    share = None
    if numerator is not None and denominator:
        share = (200 * numerator + denominator) // (2 * denominator)  # half up, in whole numbers
    return {
        "measure": measure.code,
        "title": measure.title,
        "cohort_rule": measure.cohort_rule,
        "follow_up_months": measure.follow_up_months,
        "period": _period(year),
        "service_id": service_id,
        "numerator": numerator,
        "denominator": denominator,
        "percent": share,
        "low_base": None if denominator is None else denominator < LEAST_RELIABLE_BASE,
        "suppressed": numerator is None,
    }
