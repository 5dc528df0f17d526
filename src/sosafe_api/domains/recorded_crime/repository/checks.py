"""The rules of the values of recorded crime, as conditions on the staging table, and what breaks them."""

from collections.abc import Mapping

from sosafe_api.core.db.staging import Check, Stage
from sosafe_api.domains.recorded_crime.rules.files import COLUMNS, FigureFile

_YEARS = "(mod(left(quarter, 4)::int + 1, 100) = substr(quarter, 6, 2)::int)"
IS_QUARTER = f"(CASE WHEN quarter ~ '^(19|20)[0-9]{{2}}/[0-9]{{2}} Q[1-4]$' THEN {_YEARS} ELSE false END)"
# The first day of a quarter; the fourth lies in the year after.
START = (
    "make_date(left(quarter, 4)::int + (right(quarter, 1) = '4')::int,"
    " mod(right(quarter, 1)::int * 3, 12) + 1, 1)"
)
END = f"({START} + interval '3 months')::date"
_DATE = "^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def _is_day(column: str) -> str:
    """A day that no month has must not be cast; the form alone does not tell."""
    return (
        f"(CASE WHEN {column} ~ '{_DATE}' THEN substr({column}, 9, 2)::int <= extract(day FROM"
        f" (date_trunc('month', (left({column}, 7) || '-01')::date) + interval '1 month - 1 day')) ELSE false END)"
    )


IS_DAY = _is_day("published_on")


def _when(known: str, condition: str) -> str:
    """The condition where the values it casts are sound."""
    return f"CASE WHEN {known} THEN {condition} ELSE false END"


_AREA: Check = ("area_code", "not_an_area_code", "coalesce(area_code !~ '^[A-Z][0-9]{8}$', true)")
_QUARTER: tuple[Check, ...] = (
    ("quarter", "not_a_quarter", f"NOT coalesce({IS_QUARTER}, false)"),
    ("quarter", "quarter_not_ended", _when(IS_QUARTER, f"{END} > %(today)s")),
)
_COUNT = "^-?[0-9]{1,9}$"
_CRIME_CHECKS: tuple[Check, ...] = (
    _AREA,
    *_QUARTER,
    ("offence", "unknown_offence", "NOT EXISTS (SELECT FROM offences o WHERE o.code = offence)"),
    (
        "offence",
        "series_closed",
        _when(
            f"{IS_QUARTER} AND count ~ '{_COUNT}'",
            f"count::int <> 0 AND EXISTS (SELECT FROM offences o WHERE o.code = offence AND o.valid_to < {START})",
        ),
    ),
    (
        "offence",
        "series_not_begun",
        _when(
            IS_QUARTER,
            f"EXISTS (SELECT FROM offences o WHERE o.code = offence AND o.valid_from >= {END})",
        ),
    ),
    ("count", "not_a_count", f"coalesce(count !~ '{_COUNT}', true)"),
    ("published_on", "not_a_date", f"NOT coalesce({IS_DAY}, false)"),
    ("published_on", "other_publication", f"{IS_DAY} AND published_on <> %(published_on)s"),
    ("published_on", "date_in_future", _when(IS_DAY, "published_on::date > %(today)s")),
    (
        "published_on",
        "published_too_early",
        f"CASE WHEN {IS_QUARTER} AND {IS_DAY} THEN published_on::date < {END} ELSE false END",
    ),
)
_RATE_CHECKS: tuple[Check, ...] = (
    _AREA,
    *_QUARTER,
    ("measure", "not_a_measure", "coalesce(measure !~ '^[a-z][a-z0-9_]{0,63}$', true)"),
    ("rate", "not_a_rate", "coalesce(rate !~ '^[0-9]{1,6}([.][0-9]{1,4})?$', true)"),
)
_IS_REFERENCE = f"coalesce({_is_day('reference_date')}, false)"
_POPULATION_CHECKS: tuple[Check, ...] = (
    _AREA,
    (
        "area_code",
        "unknown_area",
        "area_code ~ '^[A-Z][0-9]{8}$' AND NOT EXISTS (SELECT FROM areas a WHERE a.code = area_code)",
    ),
    ("series", "not_a_series", "coalesce(series !~ '^[a-z][a-z0-9_]{0,63}$', true)"),
    (
        "reference_date",
        "not_a_reference_date",
        f"CASE WHEN {_IS_REFERENCE} THEN reference_date::date > %(today)s ELSE true END",
    ),
    (
        "population",
        "not_a_population",
        "CASE WHEN population ~ '^[0-9]{1,9}$' THEN population::int > 100000000 ELSE true END",
    ),
    ("source", "not_a_source", "coalesce(source !~ '^[^[:cntrl:]]{1,200}$', true)"),
)


def _stage(kind: FigureFile, checks: tuple[Check, ...]) -> Stage:
    """These files are short: every row is looked at by every rule."""
    return Stage(f"{kind.value}_stage", COLUMNS[kind], checks, "true")


STAGES: Mapping[FigureFile, Stage] = {
    FigureFile.RECORDED_CRIME: _stage(FigureFile.RECORDED_CRIME, _CRIME_CHECKS),
    FigureFile.SIMILAR_AREA_RATES: _stage(FigureFile.SIMILAR_AREA_RATES, _RATE_CHECKS),
    FigureFile.POPULATIONS: _stage(FigureFile.POPULATIONS, _POPULATION_CHECKS),
}
# Rows that are sound each for itself, and not beside another one.
_STATED_BEFORE = """
SELECT row_number, line_number, '{column}' AS column_name, 'stated_before' AS code FROM (
 SELECT row_number, line_number, row_number() OVER (PARTITION BY area_code, {day}, {column} ORDER BY row_number) AS n
 FROM {table}) stated WHERE n > 1"""
_COUNTED_TWICE = """
SELECT DISTINCT w.row_number, w.line_number, 'offence', 'counted_twice' FROM recorded_crime_stage w
JOIN offence_parts p ON p.whole_code = w.offence AND p.part_code <> p.whole_code
JOIN recorded_crime_stage s ON s.area_code = w.area_code AND s.quarter = w.quarter AND s.offence = p.part_code"""
BESIDE: Mapping[FigureFile, str] = {
    FigureFile.RECORDED_CRIME: _STATED_BEFORE.format(
        day="quarter", column="offence", table="recorded_crime_stage"
    )
    + " UNION ALL "
    + _COUNTED_TWICE,
    FigureFile.SIMILAR_AREA_RATES: _STATED_BEFORE.format(
        day="quarter", column="measure", table="similar_area_rates_stage"
    ),
    FigureFile.POPULATIONS: _STATED_BEFORE.format(
        day="reference_date", column="series", table="populations_stage"
    ),
}
