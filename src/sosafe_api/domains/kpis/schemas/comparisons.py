"""Two periods of an indicator set against each other."""

from typing import Any

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, Out, Query
from sosafe_api.domains.kpis.schemas.observations import (
    LARGEST,
    MEMBER,
    NUMERATOR,
    CountOut,
    LimitsOut,
    MemberOut,
    PeriodOut,
)
from sosafe_api.domains.kpis.vocabulary import (
    Breakdown,
    ComparisonCaveat,
    ObservationStatus,
    PeriodKind,
    SignificanceMethod,
    Unit,
)

COUNTED: dict[str, Any] = NUMERATOR | {
    "series": "one_to_one_support_referrals",
    "source": "The partnership's referrals, recorded in this service.",
}
EARLIER: dict[str, Any] = {
    "period": {"start": "2012-09-01", "end": "2013-09-01", "label": "Sep 2012 to Aug 2013"},
    "period_kind": "service_year",
    "months": 12,
    "value": 40,
    "numerator": COUNTED | {"value": 40},
    "denominator": None,
    "interval": None,
    "status": "final",
}
LATER: dict[str, Any] = EARLIER | {
    "period": {"start": "2016-04-01", "end": "2017-04-01", "label": "2016/17"},
    "period_kind": "financial_year",
    "value": 230,
    "numerator": COUNTED | {"value": 230},
}
SIGNIFICANCE: dict[str, Any] = {
    "method": "conditional_poisson",
    "statistic": 11.563,
    "p_value": 0.0,
    "significant": True,
}
PAIR: dict[str, Any] = {
    "breakdown": None,
    "earlier": EARLIER,
    "later": LATER,
    "change": 190,
    "percent": 475.0,
    "significance": SIGNIFICANCE,
}
COMPARISON: dict[str, Any] = {
    "kpi_code": "no_more_referrals",
    "unit": "count",
    "data": [PAIR],
    "caveats": ["different_year_start"],
}


class ComparisonQuery(Query):
    """Which two periods. Each is one of a table that the reader may see."""

    earlier_period: PeriodKind = Field(PeriodKind.QUARTER, description="The earlier one's length of time.")
    earlier_start: Day | None = Field(
        None, description="Its first day; the same period of the year before the later one unless sent."
    )
    later_period: PeriodKind = Field(PeriodKind.QUARTER, description="The later one's length of time.")
    later_start: Day | None = Field(
        None,
        description="Its first day; of a year to date, the first day of its last month. The latest unless sent.",
    )
    by: Breakdown | None = Field(None, description="Compare each part of this too.")


class ComparedOut(Out):
    """A value of one of the two periods."""

    model_config = ConfigDict(json_schema_extra={"examples": [LATER]})
    period: PeriodOut = Field(description="When.")
    period_kind: PeriodKind = Field(description="Its length of time.")
    months: int = Field(ge=1, le=12, description="How many months it has.")
    value: float | None = Field(
        ge=-LARGEST, le=LARGEST, description="The value; null where hidden or not known."
    )
    numerator: CountOut | None = Field(description="What was counted.")
    denominator: CountOut | None = Field(description="Out of what.")
    interval: LimitsOut | None = Field(description="The 95% confidence interval, where one exists.")
    status: ObservationStatus = Field(description="How far it can be relied on, or why there is none.")


class SignificanceOut(Out):
    """A test of whether chance alone would explain the difference."""

    model_config = ConfigDict(json_schema_extra={"examples": [SIGNIFICANCE]})
    method: SignificanceMethod = Field(description="How it was tested.")
    statistic: float = Field(ge=-LARGEST, le=LARGEST, description="Z: above 0 where the later is higher.")
    p_value: float = Field(ge=0, le=1, description="How probable so large a difference is by chance.")
    significant: bool = Field(description="Whether that is less than 5%.")


class PairOut(Out):
    """The two values of the whole partnership, or of one part."""

    model_config = ConfigDict(json_schema_extra={"examples": [PAIR, PAIR | {"breakdown": MEMBER}]})
    breakdown: MemberOut | None = Field(description="Whose; null for the whole partnership.")
    earlier: ComparedOut = Field(description="The earlier value.")
    later: ComparedOut = Field(description="The later value.")
    change: float | None = Field(
        ge=-LARGEST, le=LARGEST, description="The later less the earlier; of percentages, in points."
    )
    percent: float | None = Field(
        ge=-LARGEST,
        le=LARGEST,
        description="The change out of 100 of the earlier; null of percentages, and of 0 or less.",
    )
    significance: SignificanceOut | None = Field(description="Null where the indicator allows no test.")


class ComparisonOut(Out):
    """Two periods compared, and what to mind in doing so."""

    model_config = ConfigDict(json_schema_extra={"examples": [COMPARISON]})
    kpi_code: str = Field(max_length=64, pattern="^[a-z][a-z0-9_]*$", description="The indicator's code.")
    unit: Unit = Field(description="What a value counts.")
    data: list[PairOut] = Field(max_length=1000, description="The whole first, then the parts.")
    caveats: list[ComparisonCaveat] = Field(
        max_length=6, description="Why the difference may mislead; empty when like is compared with like."
    )
