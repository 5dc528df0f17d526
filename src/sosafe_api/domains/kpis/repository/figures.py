"""Counts for indicators, each source by one set-based statement over the whole partnership."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core.db.session import Transaction
from sosafe_api.domains.kpis.repository import statements, wards
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts, Member
from sosafe_api.domains.kpis.rules.definition import Measure
from sosafe_api.domains.kpis.rules.derived import NO_SINGLE_WARD, in_no_single_ward
from sosafe_api.domains.kpis.rules.periods import begins_at
from sosafe_api.domains.kpis.rules.values import Population
from sosafe_api.domains.kpis.vocabulary import Breakdown

Populations = dict[str, dict[date, Population]]


class District(NamedTuple):
    """The partnership's area."""

    partnership_slug: str
    code: str
    code_type: str
    vintage: int | None
    partnership_name: str


class LoadedFile(NamedTuple):
    """A police file as it was loaded last, or a publication of recorded crime with the first month of its quarter."""

    month: date
    force: str | None
    import_id: UUID
    digest: bytes
    rows: int
    loaded_at: datetime
    published_on: date | None = None


class FigureRepository:
    """Reads across agencies and services, so its transaction must have the partnership's reach."""

    def __init__(self, transaction: Transaction, partnership_id: UUID) -> None:
        self._transaction = transaction
        self._execute = transaction.execute
        self._scope: dict[str, Any] = {"partnership_id": partnership_id}

    async def district(self) -> District:
        (row,) = await self._execute(statements.DISTRICT, self._scope)
        return District(*row)

    async def first_referral_on(self) -> date | None:
        """The day in London of the first referral that counts."""
        rows = await self._execute(statements.FIRST_REFERRAL, self._scope)
        found: date | None = rows[0][0] if rows else None
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

    async def referrals_ended(
        self, start: date, end: date, services: Mapping[UUID, Member]
    ) -> dict[CountKey, int]:
        """By the month in which the service ended its work, and by service; those it completed are of these."""
        values = {**self._scope, "start": begins_at(start), "end": begins_at(end)}
        return {
            CountKey(measure, month, Breakdown.SERVICE, services[service].code): number
            for month, service, *numbers in await self._execute(statements.REFERRALS_ENDED, values)
            for measure, number in zip((Measure.ENDED, Measure.COMPLETED), numbers, strict=True)
            if number
        }

    async def service_kinds(self) -> dict[str, str]:
        """The kind of each service, by its slug."""
        return dict(await self._execute(statements.SERVICE_KINDS, self._scope))

    async def touched_months(self, since: datetime) -> set[date]:
        """Months of receipt, and of ends, of the referrals that were added or changed since."""
        rows = await self._execute(statements.TOUCHED_REFERRALS, {**self._scope, "since": since})
        return {month for (month,) in rows}

    async def waits(
        self, start: date, end: date, members: Mapping[UUID, Member]
    ) -> dict[tuple[date, str], Sequence[float]]:
        """Seconds from receipt to first decision, less the time in which information was awaited, sorted: by month
        of receipt and service.
        """
        values = {**self._scope, "start": begins_at(start), "end": begins_at(end)}
        rows = await self._execute(statements.WAITS, values)
        return {(month, members[service].code): seconds for month, service, seconds in rows}

    async def left_out(self, start: date, end: date) -> int:
        """How many referrals of these days were entered in error."""
        values = {**self._scope, "start": begins_at(start), "end": begins_at(end)}
        ((number,),) = await self._execute(statements.ENTERED_IN_ERROR, values)
        return int(number)

    async def incident_files(self, district: District, months: Sequence[date]) -> list[LoadedFile]:
        """The files of the district's own force for these months, earliest first."""
        values = {**self._scope, "district": district.code, "months": list(months)}
        rows = await self._execute(statements.INCIDENT_FILES, values)
        return [LoadedFile(row[0], row[1], row[2], bytes(row[3]), *row[4:]) for row in rows]

    async def incident_counts(self, district: District) -> Counts:
        """By month, of the district's own force, anti-social behaviour by ward as well; months are those whose file is
        loaded.
        """
        values = {**self._scope, "district": district.code}
        by_key: Counter[CountKey] = Counter()
        months = set()
        for month, crime_type, number in await self._execute(statements.INCIDENTS, values):
            months.add(month)
            for measure in _measures_of(crime_type):
                by_key[CountKey(measure, month)] += number
        by_ward = await wards.asb_by_ward(self._transaction, values)
        named = [*await wards.wards(self._transaction, values), NO_SINGLE_WARD]
        by_key.update(by_ward | in_no_single_ward(by_key, by_ward))
        return Counts(by_key, frozenset(months), {Breakdown.WARD: named})

    async def populations(self, district: District) -> Populations:
        """Every series of the district's residents and households, by the day that a figure is of."""
        rows = await self._execute(statements.POPULATIONS, {**self._scope, "areas": [district.code]})
        found: Populations = {}
        for number, series, day, source in rows:
            found.setdefault(series, {})[day] = Population(number, series, day, source)
        return found


# Types that an earlier list had under another code are no measure of their own, and crime all the same.
_BY_CRIME_TYPE = {
    "burglary": Measure.BURGLARIES,
    "criminal_damage_and_arson": Measure.CRIMINAL_DAMAGE_AND_ARSON,
    "drugs": Measure.DRUG_OFFENCES,
    "robbery": Measure.ROBBERIES,
    "vehicle_crime": Measure.VEHICLE_CRIMES,
    "violence_and_sexual_offences": Measure.VIOLENCE_AND_SEXUAL_OFFENCES,
}


def _measures_of(crime_type: str | None) -> Iterator[Measure]:
    """What a row of this type counts in; None stands for a month without any."""
    if crime_type == "anti_social_behaviour":
        yield Measure.ASB_INCIDENTS
        return
    yield Measure.CRIMES
    if crime_type in _BY_CRIME_TYPE:
        yield _BY_CRIME_TYPE[crime_type]


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
