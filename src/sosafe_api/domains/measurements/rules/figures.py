"""What numbers a figure has: a count and money one, a share and a rate two; and from when on it can be told. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sosafe_api.core.errors import FieldError
from sosafe_api.core.kpi_names import KpiName
from sosafe_api.domains.measurements.rules.periods import end_of
from sosafe_api.domains.measurements.vocabulary import MeasuredPeriodKind


class FigureKind(StrEnum):
    """How a value is made from the numbers; money is entered in pence."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    RATE = "rate"


N = KpiName
_MONEY = {N.FUNDING_BROUGHT_IN, N.FUNDING_SPENT, N.PREDICTED_SAVINGS}
_RATES = {
    *(N.ASB_REPORTED_RATE, N.BURGLARY_RATE, N.CRIME_RATE, N.CRIMINAL_DAMAGE_AND_ARSON_RATE),
    *(N.DELIBERATE_FIRE_RATE, N.DOMESTIC_ABUSE_RATE, N.DOMESTIC_BURGLARY_RATE, N.DRUG_OFFENCE_RATE),
    *(N.ROBBERY_RATE, N.STALKING_AND_HARASSMENT_RATE, N.VEHICLE_CRIME_RATE),
    N.VIOLENCE_AND_SEXUAL_OFFENCES_RATE,
}
_SHARES = {
    *(N.ACTIONS_ON_TRACK, N.AWARE_OF_PARTNERSHIP, N.CLIENTS_SATISFIED, N.COMPLAINANTS_SATISFIED),
    *(N.CRISIS_INTERVENTION_COMPLETED, N.DASH_USED, N.DEATH_REVIEW_RECOMMENDATIONS_IMPLEMENTED),
    *(N.EVENT_FEEDBACK_ANSWERED, N.EVENT_VISITORS_SATISFIED, N.FEELING_SAFE_AFTER_DARK),
    *(N.FEELING_SAFE_BY_DAY, N.FUNDING_SUCCESS_RATE, N.NO_MORE_HOUSED, N.NO_MORE_WITHOUT_ASB_CASE),
    *(N.OFFENDERS_WITHOUT_REOFFENDING, N.PERPETRATOR_PROGRAMME_COMPLETED, N.REFERRALS_ACCEPTED_SHARE),
    *(N.RISK_REDUCED, N.SADA_PANEL_ACTED, N.SAFE_SPACE_MOVED_ON_SAFELY, N.SURVIVORS_FEELING_SAFER),
    N.YOUTH_NUISANCE_SHARE,
}
# A median is made from single waits, and two numbers do not tell it.
NOT_ENTERED = frozenset({N.DAYS_TO_FIRST_DECISION})
# What stands at a period's end needs only its last month.
STOCKS = frozenset({N.ACTIONS_ON_TRACK, N.AGENCIES_REFERRING, N.SADA_PANEL_CASES, N.SURVIVORS_SUPPORTED})
_QUARTERLY = {
    *(N.DOMESTIC_BURGLARY_RATE, N.ROBBERIES_OF_BUSINESSES, N.ROBBERIES_OF_PEOPLE),
    N.STALKING_AND_HARASSMENT_RATE,
}
_OF_QUARTERS = (
    MeasuredPeriodKind.QUARTER,
    MeasuredPeriodKind.FINANCIAL_YEAR,
    MeasuredPeriodKind.CALENDAR_YEAR,
)
_USUAL_START = date(2016, 4, 1)  # of the financial year that the first strategy looks back on
_STARTS = {
    date(2002, 4, 1): _QUARTERLY - {N.STALKING_AND_HARASSMENT_RATE},
    date(2009, 4, 1): {N.DELIBERATE_FIRE_RATE, N.DELIBERATE_FIRES},
    date(2010, 12, 1): {
        *(N.ASB_INCIDENTS, N.BURGLARY_RATE, N.CRIME_RATE, N.ROBBERY_RATE, N.VEHICLE_CRIME_RATE)
    },
    date(2011, 4, 1): {N.ASB_REPORTED, N.ASB_REPORTED_RATE},
    date(2011, 9, 1): {N.CRIMINAL_DAMAGE_AND_ARSON_RATE, N.DRUG_OFFENCE_RATE},
    date(2012, 4, 1): {
        *(N.CRISIS_INTERVENTION_REFERRALS, N.DOMESTIC_ABUSE_SUPPORT_REFERRALS, N.NO_MORE_REFERRALS),
        N.PERPETRATOR_PROGRAMME_REFERRALS,
    },
    date(2013, 4, 1): {N.AWARE_OF_PARTNERSHIP, N.FEELING_SAFE_AFTER_DARK, N.FEELING_SAFE_BY_DAY},
    date(2013, 5, 1): {N.VIOLENCE_AND_SEXUAL_OFFENCES_RATE, N.YOUTH_NUISANCE_SHARE},
    date(2014, 4, 1): {N.STALKING_AND_HARASSMENT_RATE},
    date(2016, 6, 1): {N.SURVIVORS_SUPPORTED},
    date(2017, 4, 1): {N.SADA_PANEL_ACTED, N.SADA_PANEL_CASES},
    date(2020, 4, 1): {
        *(N.DAYS_TO_FIRST_DECISION, N.DECLINES_BY_REASON, N.REFERRALS_ACCEPTED_SHARE, N.REFERRALS_RECEIVED)
    },
}
_FIRST = {kpi: day for day, kpis in _STARTS.items() for kpi in kpis}


@dataclass(frozen=True, slots=True)
class Figure:
    """The numbers entered, and the period that they are about."""

    period_kind: MeasuredPeriodKind
    starts_on: date
    numerator: int
    denominator: int | None


def kind_of(kpi: KpiName) -> FigureKind | None:
    """None for an indicator whose figures cannot be entered."""
    if kpi in NOT_ENTERED:
        return None
    if kpi in _MONEY:
        return FigureKind.MONEY
    if kpi in _RATES:
        return FigureKind.RATE
    return FigureKind.SHARE if kpi in _SHARES else FigureKind.COUNT


def first_day(kpi: KpiName) -> date:
    """From which day on the indicator's definition holds."""
    return _FIRST.get(kpi, _USUAL_START)


def period_kinds(kpi: KpiName) -> tuple[MeasuredPeriodKind, ...]:
    return _OF_QUARTERS if kpi in _QUARTERLY else tuple(MeasuredPeriodKind)


def figure_errors(kpi: KpiName, figure: Figure) -> list[FieldError]:
    """What is wrong with a figure of an indicator, beside the shape of its period."""
    kind = kind_of(kpi)
    if kind is None:
        detail = "Must be an indicator of a count, an amount, a share or a rate."
        return [FieldError("not_entered", detail, "#/kpi_code")]
    return [*_period_errors(kpi, figure), *_number_errors(kind, figure)]


def _period_errors(kpi: KpiName, figure: Figure) -> Iterator[FieldError]:
    if figure.period_kind not in period_kinds(kpi):
        yield FieldError("not_offered", "Must be a length that the indicator is told for.", "#/period/kind")
    stands_until = end_of(figure.period_kind, figure.starts_on)
    since = first_day(kpi)
    too_early = stands_until <= since if kpi in STOCKS else figure.starts_on < since
    if too_early:
        yield FieldError("too_early", "Must be of days for which the indicator is defined.", "#/period/start")


def _number_errors(kind: FigureKind, figure: Figure) -> Iterator[FieldError]:
    if kind in (FigureKind.COUNT, FigureKind.MONEY):
        if figure.denominator is not None:
            yield FieldError("not_wanted", "Must be given for a share or a rate only.", "#/denominator")
    elif figure.denominator is None:
        yield FieldError("required", "Must be given for a share or a rate.", "#/denominator")
    elif kind is FigureKind.SHARE and figure.numerator > figure.denominator:
        yield FieldError("too_large", "Must be at most `denominator`.", "#/numerator")
