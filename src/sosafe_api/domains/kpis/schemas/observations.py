"""Values of an indicator with the evidence behind each."""

from datetime import date
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Day, InstantOut, Out, Query
from sosafe_api.domains.kpis.schemas.assessments import ASSESSMENT, AppliedTargetOut, DirectionOut
from sosafe_api.domains.kpis.schemas.definitions import RELEASE_MARK, ReleaseMark
from sosafe_api.domains.kpis.vocabulary import (
    Breakdown,
    IntervalMethod,
    ObservationStatus,
    PeriodKind,
    Unavailable,
    Unit,
)
from sosafe_api.domains.targets.vocabulary import Rating

LARGEST = 1e15
# A slug of an agency or a service, whose words are joined by hyphens, or a code; an area's is the one of the Office for
# National Statistics, such as E05015626.
MemberCode = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")
]
PERIOD: dict[str, Any] = {"start": "2021-04-01", "end": "2021-07-01", "label": "2021/22 Q1"}
AREA: dict[str, Any] = {"code": "E07000243", "code_type": "NMD", "vintage": 2021}
MEMBER: dict[str, Any] = {"by": "service", "code": "refuge", "name": "Example Refuge"}
NUMERATOR: dict[str, Any] = {
    "value": 1972,
    "series": "police_recorded_crime_without_asb",
    "reference_date": None,
    "source": "Police-recorded street-level data, data.police.uk.",
}
DENOMINATOR: dict[str, Any] = {
    "value": 88104,
    "series": "mid_year_first_published",
    "reference_date": "2020-06-30",
    "source": "Office for National Statistics, mid-year population estimates.",
}
LIMITS: dict[str, Any] = {"low": 21.41, "high": 23.39, "level": 0.95, "method": "byar"}
EARLIER: dict[str, Any] = {
    "period": {"start": "2020-04-01", "end": "2020-07-01", "label": "2020/21 Q1"},
    "value": 17.91,
    "change": 4.47,
    "percent": 25.0,
}
OBSERVATION: dict[str, Any] = {
    "period": PERIOD,
    "area": AREA,
    "breakdown": None,
    "value": 22.38,
    "unit": "per_1000_population",
    "decimal_places": 2,
    "numerator": NUMERATOR,
    "denominator": DENOMINATOR,
    "document": None,
    "interval": LIMITS,
    "status": "final",
    "unavailable": None,
    "suppressed": False,
    "revision": 0,
    "break_before": None,
    "previous_period": None,
    "previous_year": EARLIER,
    "definition_version": 1,
    "data_cut_off": "2026-11-02T09:30:00.123Z",
    **ASSESSMENT,
}
LINKS: dict[str, Any] = {
    "self": "/v1/kpis/crime_rate/observations?period=quarter",
    "definition": "/v1/kpis/crime_rate",
}


class ObservationQuery(Query):
    """Which values are asked for. Nothing else can be combined: the tables are fixed."""

    period: PeriodKind = Field(PeriodKind.QUARTER, description="The length of time each value covers.")
    by: Breakdown | None = Field(None, description="Split by this; the whole partnership's value comes too.")
    from_: Day | None = Field(None, alias="from", description="Only periods that begin on or after this day.")
    before: Day | None = Field(None, description="Only periods that end by this day; their end is exclusive.")


class PresentQuery(ObservationQuery):
    """Which values are asked for, and as of when."""

    as_of: Day | None = Field(
        None, description="The values as they had been recorded by the end of this day in London."
    )


class PeriodOut(Out):
    """Days from `start` up to, not including, `end`, in London."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERIOD]})
    start: date = Field(description="The first day.")
    end: date = Field(description="The first day that no longer belongs to it.")
    label: str = Field(max_length=40, description="Its usual name; quarters are of the financial year.")


class KpiAreaOut(Out):
    """The area that a value is about."""

    model_config = ConfigDict(json_schema_extra={"examples": [AREA]})
    code: str = Field(max_length=9, description="The code of the Office for National Statistics.")
    code_type: str = Field(max_length=8, description="What kind of area the code is of.")
    vintage: int | None = Field(ge=1900, le=2100, description="The year of the boundaries, where known.")


class MemberOut(Out):
    """The part of the partnership, or the reason, that a value is about."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEMBER]})
    by: Breakdown = Field(description="What the indicator is split by.")
    code: MemberCode = Field(description="Its slug or code.")
    name: str = Field(max_length=200, description="Its name.")


class CountOut(Out):
    """A numerator or denominator with its series."""

    model_config = ConfigDict(json_schema_extra={"examples": [NUMERATOR]})
    value: int | None = Field(
        ge=0,
        le=10**12,
        description="The count; null where it is hidden or not known. Of a `sensitive` indicator rounded to the nearest"
        " 5, and what depends on it is of rounded counts, except for those who see every count.",
    )
    series: str = Field(max_length=64, description="The series' code.")
    reference_date: date | None = Field(description="The day that a population is of.")
    source: str = Field(max_length=300, description="Where it comes from.")


class LimitsOut(Out):
    """A confidence interval."""

    model_config = ConfigDict(json_schema_extra={"examples": [LIMITS]})
    low: float = Field(ge=0, le=LARGEST, description="The lower limit.")
    high: float = Field(ge=0, le=LARGEST, description="The upper limit.")
    level: float = Field(ge=0, le=1, description="The confidence level.")
    method: IntervalMethod = Field(description="How it was computed.")


class EarlierValueOut(Out):
    """How a value differs from an earlier one, by the values as they are shown."""

    model_config = ConfigDict(json_schema_extra={"examples": [EARLIER]})
    period: PeriodOut = Field(description="The earlier period.")
    value: float = Field(ge=-LARGEST, le=LARGEST, description="The earlier value.")
    change: float = Field(
        ge=-LARGEST,
        le=LARGEST,
        description="The later value less the earlier one; of percentages, in points.",
    )
    percent: float | None = Field(
        ge=-LARGEST,
        le=LARGEST,
        description="The change out of 100 of the earlier value; null where that is 0 or less.",
    )


class ObservationOut(Out):
    """A value and all that explains it. What is hidden or not known is null, never 0."""

    model_config = ConfigDict(json_schema_extra={"examples": [OBSERVATION]})
    period: PeriodOut = Field(description="When.")
    area: KpiAreaOut = Field(description="Where.")
    breakdown: MemberOut | None = Field(description="Whose; null for the whole partnership.")
    value: float | None = Field(
        ge=-LARGEST,
        le=LARGEST,
        description="The value, rounded to its decimal places; money is below 0 where corrections outweigh it.",
    )
    unit: Unit = Field(description="What it counts.")
    decimal_places: int = Field(ge=0, le=6, description="How many places to show.")
    numerator: CountOut | None = Field(description="What was counted.")
    denominator: CountOut | None = Field(description="Out of what.")
    document: str | None = Field(
        max_length=300, description="What a figure entered by hand is taken from; null where records count."
    )
    interval: LimitsOut | None = Field(description="The 95% confidence interval, where one exists.")
    status: ObservationStatus = Field(description="How far the value can be relied on, or why there is none.")
    unavailable: Unavailable | None = Field(description="Why there is no value where none is hidden.")
    suppressed: bool = Field(description="Whether the value is hidden so that no small count is told.")
    revision: int = Field(
        ge=0, le=10_000, description="How often figures of it were published anew with other numbers."
    )
    break_before: str | None = Field(
        max_length=500, description="What is counted otherwise than in the period before; draw no line here."
    )
    previous_period: EarlierValueOut | None = Field(
        description="Against the period that ended where it begins."
    )
    previous_year: EarlierValueOut | None = Field(description="Against the same period of the year before.")
    definition_version: int = Field(ge=1, le=1000, description="The version of the definition.")
    data_cut_off: InstantOut = Field(description="What was recorded later is not in the value.")
    target: AppliedTargetOut | None = Field(description="What it is rated by, where it is.")
    rating: Rating = Field(description="How it stands against the target; grey without one or a value.")
    direction: DirectionOut = Field(description="Which way it went.")


class ObservationLinks(Out):
    """Where the table and its indicator are."""

    model_config = ConfigDict(json_schema_extra={"examples": [LINKS]}, populate_by_name=True)
    self_: str = Field(alias="self", max_length=2048, description="The whole table.")
    definition: str = Field(max_length=2048, description="The indicator's definition.")


class ObservationTable(Out):
    """The values of one indicator, earliest first; split, the whole first in each period."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kpi_code": "crime_rate",
                    "data": [OBSERVATION],
                    "links": LINKS,
                    "release": None,
                }
            ]
        }
    )
    kpi_code: str = Field(max_length=64, pattern="^[a-z][a-z0-9_]*$", description="The indicator's code.")
    data: list[ObservationOut] = Field(max_length=10_000, description="The values.")
    links: ObservationLinks = Field(description="Where the table and its indicator are.")
    release: ReleaseMark | None = Field(description="The release of published values; null for present ones.")


class PresentTable(ObservationTable):
    """The values of one indicator as they stand now, or stood on the day asked for."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kpi_code": "crime_rate",
                    "data": [OBSERVATION],
                    "links": LINKS,
                    "release": None,
                    "recorded_at": None,
                }
            ]
        }
    )
    recorded_at: InstantOut | None = Field(
        description="When the values of the day asked for were recorded; null for present ones."
    )


class PublishedTable(ObservationTable):
    """The published values of one indicator: the same bytes until the next release."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kpi_code": "crime_rate",
                    "data": [OBSERVATION],
                    "links": {
                        "self": "/v1/partnerships/example/kpis/crime_rate/observations?period=quarter",
                        "definition": "/v1/partnerships/example/kpis/crime_rate",
                    },
                    "release": RELEASE_MARK,
                }
            ]
        }
    )
