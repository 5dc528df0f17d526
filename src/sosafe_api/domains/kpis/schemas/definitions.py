"""What an indicator is, as a reader gets it."""

from datetime import date
from typing import Any

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out
from sosafe_api.domains.kpis.vocabulary import (
    Breakdown,
    DisclosurePolicy,
    IntervalMethod,
    PeriodKind,
    Polarity,
    Unit,
)

PART: dict[str, Any] = {
    "rule": "Rows of all crime types but anti-social behaviour.",
    "series": "police_recorded_crime_without_asb",
    "source": "Police-recorded street-level data, data.police.uk.",
}
INTERVAL: dict[str, Any] = {"level": 0.95, "method": "byar"}
BREAKDOWN: dict[str, Any] = {"by": "service", "published_periods": ["quarter"]}
BREAK: dict[str, Any] = {"on": "2013-05-01", "note": "The police list more crime types from here on."}
DEFINITION: dict[str, Any] = {
    "code": "crime_rate",
    "title": "Recorded crime per 1,000 residents",
    "description": "Crimes recorded in the district in the period for each 1,000 residents.",
    "unit": "per_1000_population",
    "decimal_places": 2,
    "polarity": "lower_better",
    "numerator": PART,
    "denominator": {
        "rule": "Residents in the middle of the calendar year before the period's last day.",
        "series": "mid_year_first_published",
        "source": "Office for National Statistics, mid-year population estimates.",
    },
    "periods": [
        "month",
        "quarter",
        "financial_year",
        "calendar_year",
        "service_year",
        "rolling_12_months",
        "year_to_date",
    ],
    "breakdowns": [],
    "interval": INTERVAL,
    "disclosure": "open_source",
    "disclosure_version": 1,
    "source": "Police-recorded street-level data, data.police.uk.",
    "licence": "OGL-UK-3.0",
    "lag": "About two months from the month's end to publication by the police.",
    "since": None,
    "valid_from": "2013-05-01",
    "valid_to": None,
    "breaks": [],
    "version": 1,
}
RELEASE_MARK: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000dd",
    "number": 12,
    "data_cut_off": "2026-11-02T09:00:00.123Z",
}


class PartOut(Out):
    """How a numerator or denominator is counted."""

    model_config = ConfigDict(json_schema_extra={"examples": [PART]})
    rule: str = Field(max_length=500, description="What is counted.")
    series: str = Field(max_length=64, description="The series' code.")
    source: str = Field(max_length=200, description="Where the figures come from.")


class IntervalRule(Out):
    """How an indicator's confidence interval is computed."""

    model_config = ConfigDict(json_schema_extra={"examples": [INTERVAL]})
    level: float = Field(ge=0, le=1, description="The confidence level.")
    method: IntervalMethod = Field(description="The method.")


class BreakdownOut(Out):
    """By what an indicator can be split."""

    model_config = ConfigDict(json_schema_extra={"examples": [BREAKDOWN]})
    by: Breakdown = Field(description="Send as `by`.")
    published_periods: list[PeriodKind] = Field(
        max_length=7,
        description="The periods over which the split is shown under disclosure control: one only, so that"
        " no hidden count follows from another length of time.",
    )


class BreakOut(Out):
    """A day from which on the series is counted otherwise: no sum or comparison crosses it."""

    model_config = ConfigDict(json_schema_extra={"examples": [BREAK]})
    on: date = Field(description="The first day that is counted otherwise.")
    note: str = Field(max_length=500, description="What changed.")


class DefinitionOut(Out):
    """An indicator: what it counts, by which rule, from which source, and how it is protected."""

    model_config = ConfigDict(json_schema_extra={"examples": [DEFINITION]})
    code: str = Field(max_length=64, pattern="^[a-z][a-z0-9_]*$", description="The indicator's code.")
    title: str = Field(max_length=200, description="Its name.")
    description: str = Field(max_length=2000, description="What it says and what it leaves out.")
    unit: Unit = Field(description="What a value counts.")
    decimal_places: int = Field(ge=0, le=6, description="To how many places values are rounded.")
    polarity: Polarity = Field(description="Which way is better.")
    numerator: PartOut | None = Field(description="What is counted; null for a median.")
    denominator: PartOut | None = Field(description="What it is counted out of, if anything.")
    periods: list[PeriodKind] = Field(max_length=7, description="Over which periods it is computed.")
    breakdowns: list[BreakdownOut] = Field(max_length=3, description="By what it can be split.")
    interval: IntervalRule | None = Field(description="Its confidence interval, where one exists.")
    disclosure: DisclosurePolicy = Field(
        description="How small counts are protected from readers who do not see every count. `open_source`: nothing is"
        " hidden. `standard`: counts of 1 to 4 are hidden, and others with them. `sensitive`: whole partnership and"
        " years only, counts below 10 hidden and others rounded to the nearest 5."
    )
    disclosure_version: int = Field(
        ge=1, le=1000, description="Counts up when that policy would show or hide other counts than before."
    )
    source: str = Field(max_length=200, description="Where the figures come from.")
    licence: str = Field(max_length=64, description="The licence of published values, as SPDX names it.")
    lag: str = Field(max_length=200, description="How long figures take, and when they are final.")
    since: date | None = Field(
        description="Counts everything from this day to the period's last one; null where it counts the period."
    )
    valid_from: date = Field(description="The first day for which the definition holds.")
    valid_to: date | None = Field(description="The last day for which it holds; null while it goes on.")
    breaks: list[BreakOut] = Field(max_length=20, description="Where the series breaks, earliest first.")
    version: int = Field(ge=1, le=1000, description="Counts up when a value would change its meaning.")


class DefinitionList(Out):
    """Every indicator of the service."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [DEFINITION]}]})
    data: list[DefinitionOut] = Field(max_length=200, description="The indicators, by code.")


class ReleaseMark(Out):
    """The release that a published answer belongs to."""

    model_config = ConfigDict(json_schema_extra={"examples": [RELEASE_MARK]})
    id: str = Field(
        max_length=36, description="The release's identifier.", json_schema_extra={"format": "uuid"}
    )
    number: int = Field(ge=1, le=1_000_000, description="Counts up from 1 in each partnership.")
    data_cut_off: InstantOut = Field(description="What was recorded later is not in it.")


class PublishedDefinition(DefinitionOut):
    """A published indicator with its release."""

    model_config = ConfigDict(json_schema_extra={"examples": [DEFINITION | {"release": RELEASE_MARK}]})
    release: ReleaseMark = Field(description="The release it belongs to.")


class PublishedDefinitionList(Out):
    """Every published indicator of a partnership."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"data": [DEFINITION], "release": RELEASE_MARK}]}
    )
    data: list[DefinitionOut] = Field(max_length=200, description="The indicators, by code.")
    release: ReleaseMark = Field(description="The release they belong to.")
