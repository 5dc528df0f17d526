"""Two periods compared, and what one value was computed from."""

from collections.abc import Sequence
from datetime import date
from itertools import product

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Service
from sosafe_api.core.errors import FieldError, InvalidParameter, NotFound
from sosafe_api.domains.kpis.repository import OFFENCES, LoadedFile
from sosafe_api.domains.kpis.rules import comparison, series
from sosafe_api.domains.kpis.rules.changes import change
from sosafe_api.domains.kpis.rules.counts import CountKey, Member
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Records
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.rules.table import Row, Table
from sosafe_api.domains.kpis.rules.values import Observation, population_of
from sosafe_api.domains.kpis.schemas import ComparisonQuery, EvidenceQuery, ObservationQuery
from sosafe_api.domains.kpis.service import views
from sosafe_api.domains.kpis.service.assessing import Assessor
from sosafe_api.domains.kpis.service.calculation import Calculation, TableKey
from sosafe_api.domains.kpis.service.counting import basis_of
from sosafe_api.domains.kpis.service.reading import SEES_EVERY_COUNT, find, table_errors, table_key
from sosafe_api.domains.kpis.vocabulary import PeriodKind


class ComparisonService(Service):
    """Sets two periods against each other, each taken from a table that the reader may see."""

    async def compare(self, code: str, query: ComparisonQuery) -> views.Json:
        """Raises `InvalidParameter` for a table that is not offered, and for a period that is not in it."""
        definition, controlled = find(code), not SEES_EVERY_COUNT & self.actor.roles
        keys = _compared_tables(definition, query, controlled=controlled)
        calculation = await Calculation.open(self.context, controlled=controlled)
        tables = [await calculation.rows_of(key) for key in keys]
        earlier, later = _compared_periods(tables, query)
        data = [
            _pair(definition, tables[0].row(earlier, part), tables[1].row(later, part))
            for part in tables[1].parts
        ]
        whole = tables[0].observation(earlier, None), tables[1].observation(later, None)
        return {
            "kpi_code": definition.code,
            "unit": definition.unit,
            "data": data,
            "caveats": comparison.caveats(definition, *whole),
        }


class EvidenceService(Service):
    """For analysts: counts and files, never a record of a person."""

    async def evidence(self, code: str, query: EvidenceQuery) -> views.Json:
        """Raises `InvalidParameter` for a value that is not in any table."""
        definition = find(code)
        key = table_key(definition, ObservationQuery(period=query.period, by=query.by), controlled=False)
        calculation = await Calculation.open(self.context, controlled=False)
        table = await calculation.rows_of(key)
        period, part = _explained(table, query)
        assessor = await Assessor.open(self.context, [code])
        (observation,) = assessor.assessed(key, await calculation.told(key, [table.row(period, part)]))
        population = None
        if definition.kind is Kind.RATE:
            population = population_of(definition, table.evidence_of(period, part), period)
        months = series.counted(definition, period).months
        files = await _files(calculation, definition.records, months)
        left_out = None
        if definition.records is Records.REFERRALS:
            left_out = await calculation.figures.left_out(period.start, period.end)
        last = await calculation.recorded.recording(definition.records, counts=False)
        return {
            "kpi_code": definition.code,
            "observation": observation,
            "numerator_rule": views.part(definition.numerator),
            "denominator_rule": views.part(definition.denominator),
            "statement": definition.records,
            "statement_sha256": basis_of(definition.records).hex(),
            "counts": _monthly(table, period, part),
            "population": population._asdict() if population else None,
            "files": [_file(item) for item in files],
            "entered_in_error": left_out,
            "recorded_at": wire_instant(last.recorded_at) if last else None,
        }


async def _files(calculation: Calculation, records: Records, months: Sequence[date]) -> list[LoadedFile]:
    """What the counts of these months were loaded from, where they were loaded."""
    if records is Records.POLICE:
        return await calculation.figures.incident_files(calculation.district, months)
    if records in OFFENCES:
        return await calculation.counting.offences.publications(calculation.district, months)
    return []


def _compared_tables(definition: Definition, query: ComparisonQuery, *, controlled: bool) -> list[TableKey]:
    wanted = {"earlier_period": query.earlier_period, "later_period": query.later_period}
    asked = {name: ObservationQuery(period=kind, by=query.by) for name, kind in wanted.items()}
    errors: list[FieldError] = []
    for name, table in asked.items():
        found = table_errors(definition, table, controlled=controlled, named=name)
        errors += [error for error in found if error not in errors]
    if errors:
        raise InvalidParameter(errors=errors)
    return [TableKey(definition=definition, kind=kind, breakdown=query.by) for kind in wanted.values()]


def _compared_periods(tables: Sequence[Table], query: ComparisonQuery) -> tuple[Period, Period]:
    """The earlier and the later one; raises `InvalidParameter` for one that is none, and for a wrong order."""
    errors = []
    later = _begun(tables[1], query.later_start) if query.later_start else _latest(tables[1])
    if later is None:
        errors.append(_no_period("later_start"))
    earlier = None
    if query.earlier_start:
        earlier = _begun(tables[0], query.earlier_start)
        errors += [] if earlier else [_no_period("earlier_start")]
    elif later:
        earlier = next((period for period in tables[0].periods if _a_year_before(period, later)), None)
        detail = "Must be given: the indicator has no value for the same period of the year before."
        errors += [] if earlier else [FieldError("required", detail, parameter="earlier_start")]
    if earlier and later and (earlier.start, earlier.end) > (later.start, later.end):
        detail = "Must not be before `earlier_start`."
        errors.append(FieldError("too_small", detail, parameter="later_start"))
    if errors or earlier is None or later is None:
        raise InvalidParameter(errors=errors)
    return earlier, later


def _explained(table: Table, query: EvidenceQuery) -> tuple[Period, Member | None]:
    """The period and the part asked for; raises `InvalidParameter` for one that is not in the table."""
    errors = []
    period = _begun(table, query.start) if query.start else _latest(table)
    if period is None:
        errors.append(_no_period("start"))
    part = next((part for part in table.parts if part and part.code == query.member), None)
    if part is None and (query.by or query.member):
        detail = "Must be the code of one of the parts of `by`."
        errors.append(FieldError("not_offered", detail, parameter="member"))
    if errors or period is None:
        raise InvalidParameter(errors=errors)
    return period, part


def _latest(table: Table) -> Period:
    """Raises `NotFound` for a table without periods."""
    if not table.periods:
        raise NotFound()
    return table.periods[-1]


def _begun(table: Table, start: date) -> Period | None:
    """The table's period that begins on the day; of years to date the one whose last month does."""
    for period in table.periods:
        named = period.last_month.start if period.kind is PeriodKind.YEAR_TO_DATE else period.start
        if named == start:
            return period
    return None


def _no_period(parameter: str) -> FieldError:
    detail = "Is not the first day of a period that this indicator has a value for."
    return FieldError("not_offered", detail, parameter=parameter)


def _a_year_before(period: Period, later: Period) -> bool:
    ago = later.year_before
    return (period.start, period.end) == (ago.start, ago.end)


def _pair(definition: Definition, earlier: Row, later: Row) -> views.Json:
    old, new = earlier.observation, later.observation
    difference = change(definition.unit, (old.period, old.value), new.value)
    tested = comparison.significance(definition, old, new)
    return {
        "breakdown": views.member(new.breakdown, later.part),
        "earlier": _compared(definition, old),
        "later": _compared(definition, new),
        "change": difference.change if difference else None,
        "percent": difference.percent if difference else None,
        "significance": {
            "method": tested.method,
            "statistic": round(tested.z, 4),
            "p_value": round(tested.p, 6),
            "significant": tested.significant,
        }
        if tested
        else None,
    }


def _compared(definition: Definition, found: Observation) -> views.Json:
    return {
        "period": views.period(found.period),
        "period_kind": found.period.kind,
        "months": len(found.period.months),
        "value": found.value,
        "numerator": views.count(definition.numerator, found.numerator, found.document),
        "denominator": views.denominator(definition, found),
        "interval": views.interval(definition, found),
        "status": found.status,
    }


def _monthly(table: Table, period: Period, part: Member | None) -> list[views.Json]:
    definition, counts = table.definition, table.evidence.counts  # of records alone
    roles = [
        *(("numerator", measure) for measure in definition.measures),
        *(("denominator", measure) for measure in definition.base),
    ]
    of = (table.breakdown, part.code) if part else (None, None)
    return [
        {
            "measure": measure,
            "role": role,
            "month": month,
            "count": counts.by_key.get(CountKey(measure, month, *of), 0),
        }
        for (role, measure), month in product(roles, series.counted(definition, period).months)
        if month in counts.months
    ]


def _file(item: LoadedFile) -> views.Json:
    return {
        "month": item.month,
        "force": item.force,
        "published_on": item.published_on,
        "import_id": item.import_id,
        "sha256": item.digest.hex(),
        "rows": item.rows,
        "loaded_at": wire_instant(item.loaded_at),
    }
