"""Counts for indicators, each source by one set-based statement over the whole partnership."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core.db.session import Transaction
from sosafe_api.domains.kpis.repository import statements
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts, Member
from sosafe_api.domains.kpis.rules.definition import Measure
from sosafe_api.domains.kpis.rules.periods import Period, begins_at
from sosafe_api.domains.kpis.rules.values import MedianKey, Population
from sosafe_api.domains.kpis.vocabulary import Breakdown

MID_YEAR_SERIES = "mid_year_first_published"


class District(NamedTuple):
    """The partnership's area."""

    partnership_slug: str
    code: str
    code_type: str
    vintage: int | None


class FigureRepository:
    """Reads across agencies and services, so its transaction must have the partnership's reach."""

    def __init__(self, transaction: Transaction, partnership_id: UUID) -> None:
        self._execute = transaction.execute
        self._scope: dict[str, Any] = {"partnership_id": partnership_id}

    async def district(self) -> District:
        (row,) = await self._execute(statements.DISTRICT, self._scope)
        return District(*row)

    async def first_referral_on(self) -> date | None:
        """The day in London of the first referral that counts."""
        ((day,),) = await self._execute(statements.FIRST_REFERRAL, self._scope)
        found: date | None = day
        return found

    async def members(self) -> dict[Breakdown, Mapping[UUID, Member]]:
        """Every agency and service of the directory, so that a list's length tells nothing."""
        found: dict[Breakdown, dict[UUID, Member]] = {Breakdown.AGENCY: {}, Breakdown.SERVICE: {}}
        for kind, member_id, slug, name in await self._execute(statements.MEMBERS, self._scope):
            found[Breakdown(kind)][member_id] = Member(slug, name)
        return dict(found)

    async def referral_counts(
        self, start: date, end: date, members: Mapping[Breakdown, Mapping[UUID, Member]]
    ) -> dict[CountKey, int]:
        """By month of receipt: for the whole partnership, by agency, by service, and refusals by reason."""
        values = {**self._scope, "start": begins_at(start), "end": begins_at(end)}
        found: dict[CountKey, int] = {}
        for month, agency, service, reason, grouping, *numbers in await self._execute(
            statements.REFERRALS, values
        ):
            breakdown, member = _part(grouping, agency, service, reason, members)
            measured = _MEASURES if breakdown is not Breakdown.REASON else (Measure.DECLINED,)
            counted = numbers if breakdown is not Breakdown.REASON else [numbers[2]]
            for measure, number in zip(measured, counted, strict=True):
                found[CountKey(measure, month, breakdown, member)] = number
        return found

    async def medians(
        self,
        periods: Sequence[Period],
        members: Mapping[UUID, Member],
    ) -> dict[MedianKey, float]:
        """Days from receipt to first decision, less the time in which information was awaited."""
        values = {
            **self._scope,
            "starts": [begins_at(period.start) for period in periods],
            "ends": [begins_at(period.end) for period in periods],
        }
        found = {}
        for number, service, days in await self._execute(statements.MEDIANS, values):
            period = periods[number - 1]
            if service is None:
                found[MedianKey(period)] = days
            else:
                found[MedianKey(period, Breakdown.SERVICE, members[service].code)] = days
        return found

    async def incident_counts(self, district: District) -> Counts:
        """By month, of the district's own force; months are those whose file is loaded."""
        values = {**self._scope, "district": district.code}
        by_key: dict[CountKey, int] = {}
        months = set()
        for month, crimes, asb_incidents in await self._execute(statements.INCIDENTS, values):
            months.add(month)
            by_key[CountKey(Measure.CRIMES, month)] = crimes
            by_key[CountKey(Measure.ASB_INCIDENTS, month)] = asb_incidents
        return Counts(by_key, frozenset(months))

    async def populations(self, district: District) -> dict[int, Population]:
        """First-published mid-year estimates by calendar year."""
        values = {"district": district.code, "series": MID_YEAR_SERIES}
        rows = await self._execute(statements.POPULATIONS, values)
        return {row[2].year: Population(*row) for row in rows}


_MEASURES = (Measure.RECEIVED, Measure.ACCEPTED, Measure.DECLINED, Measure.UNDECIDED)


def _part(
    grouping: int,
    agency: UUID | None,
    service: UUID | None,
    reason: str | None,
    members: Mapping[Breakdown, Mapping[UUID, Member]],
) -> tuple[Breakdown | None, str | None]:
    """Which grouping set a row is of: PostgreSQL sets a bit for each column that it is not grouped by."""
    if grouping == _BY_AGENCY and agency is not None:
        return Breakdown.AGENCY, members[Breakdown.AGENCY][agency].code
    if grouping == _BY_SERVICE and service is not None:
        return Breakdown.SERVICE, members[Breakdown.SERVICE][service].code
    if grouping == _BY_REASON:
        return Breakdown.REASON, reason
    return None, None


_BY_AGENCY, _BY_SERVICE, _BY_REASON = 0b011, 0b101, 0b110
