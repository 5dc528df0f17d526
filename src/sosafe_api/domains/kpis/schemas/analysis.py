"""Control charts and the baselines of their limits, as they cross the wire."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, InstantOut, Out, Query, Schema, text
from sosafe_api.domains.kpis.schemas.observations import LARGEST, MEMBER, MemberOut, PeriodOut
from sosafe_api.domains.kpis.vocabulary import Breakdown, ObservationStatus, PeriodKind, Polarity, Unit
from sosafe_api.domains.targets.vocabulary import (
    BaselineStatus,
    ChartAssurance,
    ChartSignal,
    ChartVariation,
    WantedDirection,
)

LINES: dict[str, Any] = {
    "mean": 236.75,
    "upper_limit": 348.47,
    "lower_limit": 125.03,
    "near_upper_limit": 311.23,
    "near_lower_limit": 162.27,
}
POINT: dict[str, Any] = {
    "period": {"start": "2021-06-01", "end": "2021-07-01", "label": "Jun 2021"},
    "value": 325,
    "status": "final",
    "part": 1,
    "moving_range": 57.0,
    **LINES,
    "target": None,
    "signals": ["two_of_three_near_limit"],
    "variation": "special_cause_neutral_high",
}
PART: dict[str, Any] = {
    "number": 1,
    "start": "2021-01-01",
    "end": "2021-09-01",
    "reason": None,
    **LINES,
    "computed_lower_limit": 125.03,
    "mean_moving_range": 42.0,
    "points": 8,
    "screened_out": 0,
    "trial": True,
}
SERIES: dict[str, Any] = {
    "points": [POINT],
    "parts": [PART],
    "missing": 0,
    "wanted": None,
    "assurance": None,
}
ANALYSIS: dict[str, Any] = {
    "kpi_code": "asb_incidents",
    "period_kind": "month",
    "unit": "count",
    "polarity": "neutral",
    "screening": True,
    **SERIES,
    "split": [],
}
KPI_BASELINE: dict[str, Any] = {
    "period_kind": "month",
    "starts_on": "2020-04-01",
    "ends_on": None,
    "reason": "Reports are taken online as well from April 2020.",
}
KPI_BASELINE_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000df",
    "kpi_code": "asb_incidents",
    **KPI_BASELINE,
    "status": "in_force",
    "created_by": "019a0000-0000-7000-8000-0000000000ee",
    "created_at": "2026-11-02T09:30:00.123Z",
    "etag": '"q7Zk0wAbCdEfGhIj"',
}


class AnalysisQuery(Query):
    """Which chart is asked for."""

    period: PeriodKind = Field(PeriodKind.MONTH, description="The length of a point; none that overlap.")
    by: Breakdown | None = Field(None, description="Split by this as well.")
    screening: bool = Field(
        True,
        description="Leave outlying moving ranges, of 3.267 times their mean or more, out of the limits.",
    )


class ChartLines(Out):
    """A mean and its limits, lower than 0 only where a value is; null without two neighbouring values."""

    model_config = ConfigDict(json_schema_extra={"examples": [LINES]})
    mean: float | None = Field(ge=-LARGEST, le=LARGEST, description="The mean.")
    upper_limit: float | None = Field(
        ge=-LARGEST, le=LARGEST, description="2.66 mean moving ranges above it."
    )
    lower_limit: float | None = Field(ge=-LARGEST, le=LARGEST, description="As many below it, or 0.")
    near_upper_limit: float | None = Field(ge=-LARGEST, le=LARGEST, description="Two thirds of the way up.")
    near_lower_limit: float | None = Field(
        ge=-LARGEST, le=LARGEST, description="Two thirds of the way down, or 0."
    )


class ChartPointOut(ChartLines):
    """One period on the chart. Without a value it is a gap, which ends every run."""

    model_config = ConfigDict(json_schema_extra={"examples": [POINT]})
    period: PeriodOut = Field(description="When.")
    value: float | None = Field(ge=-LARGEST, le=LARGEST, description="The value as the reader may see it.")
    status: ObservationStatus = Field(description="How far it can be relied on, or why there is none.")
    part: int = Field(ge=1, le=1000, description="The part whose limits hold.")
    moving_range: float | None = Field(ge=0, le=LARGEST, description="The difference from the point before.")
    target: float | None = Field(ge=0, le=LARGEST, description="What a year's target is for such a period.")
    signals: list[ChartSignal] = Field(max_length=4, description="Those that hold, the first naming it.")
    variation: ChartVariation | None = Field(description="What it tells; null for a gap.")


class ChartPartOut(ChartLines):
    """A part of the series with limits of its own."""

    model_config = ConfigDict(json_schema_extra={"examples": [PART]})
    number: int = Field(ge=1, le=1000, description="Counts up from 1.")
    start: date = Field(description="The first day of its first period.")
    end: date = Field(description="The day after its last.")
    reason: str | None = Field(max_length=500, description="Why it begins here: a break or a known change.")
    computed_lower_limit: float | None = Field(
        ge=-LARGEST, le=LARGEST, description="The lower limit as reckoned, below 0 as well."
    )
    mean_moving_range: float | None = Field(ge=0, le=LARGEST, description="What limits rest on.")
    points: int = Field(ge=0, le=10_000, description="How many values do.")
    screened_out: int = Field(ge=0, le=10_000, description="How many moving ranges were left out.")
    trial: bool = Field(description="Fewer than 12 values: limits to be taken with care.")


class ChartSeriesOut(Out):
    """A series with its limits, signals and assurance."""

    model_config = ConfigDict(json_schema_extra={"examples": [SERIES]})
    points: list[ChartPointOut] = Field(max_length=1000, description="One a period, earliest first.")
    parts: list[ChartPartOut] = Field(max_length=1000, description="Its parts.")
    missing: int = Field(ge=0, le=1000, description="Periods without a value: left out, and each ends a run.")
    wanted: WantedDirection | None = Field(description="Which way is better, if one is.")
    assurance: ChartAssurance | None = Field(description="Whether the process will meet its target.")


class SplitSeriesOut(ChartSeriesOut):
    """The series of one part of the partnership."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"breakdown": MEMBER, **SERIES}]})
    breakdown: MemberOut = Field(description="Whose.")


class KpiAnalysis(ChartSeriesOut):
    """An indicator as a control chart of single values (XmR)."""

    model_config = ConfigDict(json_schema_extra={"examples": [ANALYSIS]})
    kpi_code: str = Field(max_length=64, pattern="^[a-z][a-z0-9_]*$", description="The indicator's code.")
    period_kind: PeriodKind = Field(description="The length of a point.")
    unit: Unit = Field(description="What a value counts.")
    polarity: Polarity = Field(description="Which way is better by the indicator itself.")
    screening: bool = Field(description="Whether outlying moving ranges were left out of the limits.")
    split: list[SplitSeriesOut] = Field(max_length=1000, description="Each part, where `by` is given.")


class KpiBaselineIn(Schema):
    """A known change of the process, from which on mean and limits are reckoned anew."""

    model_config = ConfigDict(json_schema_extra={"examples": [KPI_BASELINE]})
    period_kind: PeriodKind = Field(description="For charts of which periods.")
    starts_on: Day = Field(description="The first period that begins on it or later is the new part's first.")
    ends_on: Day | None = Field(
        None, description="The last day that limits rest on; they hold on after it. Null: all that follow."
    )
    reason: text(500) = Field(description="What changed, without naming anybody.")  # type: ignore[valid-type]


class KpiBaselinePatch(Schema):
    """An end to what limits rest on, or a withdrawal of what was stated in error."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ends_on": "2021-03-31"}]})
    ends_on: Day | None = Field(None, description="The last day that limits rest on.")
    status: BaselineStatus = Field(
        BaselineStatus.IN_FORCE, description="`withdrawn`: it no longer counts, for good."
    )


class KpiBaselineOut(Out):
    """A baseline and whether it counts."""

    model_config = ConfigDict(json_schema_extra={"examples": [KPI_BASELINE_OUT]})
    id: UUID = Field(description="The baseline's identifier.")
    kpi_code: str = Field(max_length=64, pattern="^[a-z][a-z0-9_]*$", description="The indicator's code.")
    period_kind: PeriodKind = Field(description="For charts of which periods.")
    starts_on: date = Field(description="From when mean and limits are reckoned anew.")
    ends_on: date | None = Field(description="The last day that limits rest on, if any.")
    reason: str = Field(max_length=500, description="What changed.")
    status: BaselineStatus = Field(description="Whether it counts.")
    created_by: UUID = Field(description="Who stated it.")
    created_at: InstantOut = Field(description="When.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class KpiBaselineList(Out):
    """An indicator's baselines, by kind of period and first day."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [KPI_BASELINE_OUT]}]})
    data: list[KpiBaselineOut] = Field(max_length=1000, description="The baselines.")
