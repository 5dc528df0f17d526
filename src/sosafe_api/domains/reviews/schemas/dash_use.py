"""What crosses the wire about the use of DASH by each agency."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Out, Query
from sosafe_api.domains.auth.schemas import QueryDay
from sosafe_api.domains.reviews.vocabulary import DashUseStatus

MOST_QUARTERS, MOST_OBSERVATIONS = 12, 20_000
PERIOD: dict[str, Any] = {"start": "2026-07-01", "end": "2026-10-01", "label": "2026/27 Q2"}
OBSERVATION: dict[str, Any] = {
    "period": PERIOD,
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "numerator": 12,
    "denominator": 20,
    "status": "shown",
}
TOTAL: dict[str, Any] = {**OBSERVATION, "agency_id": None}


class DashUseQuery(Query):
    """Which quarters are counted."""

    from_: QueryDay | None = Field(
        None,
        alias="from",
        description="Only quarters that begin on or after this day; three years before `before` by default.",
    )
    before: QueryDay | None = Field(
        None,
        description="Only quarters that end by this day, at most three years after `from`; today by default.",
    )


class DashUsePeriod(Out):
    """A quarter of the financial year: whole days of Europe/London, the end exclusive."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERIOD]})
    start: str = Field(max_length=10, pattern=r"^\d{4}-\d{2}-\d{2}$", description="The first day.")
    end: str = Field(max_length=10, pattern=r"^\d{4}-\d{2}-\d{2}$", description="The day after the last.")
    label: str = Field(max_length=20, description="Its name.")


class DashUseObservation(Out):
    """Referrals for domestic abuse that an agency made in a quarter, and those that state a DASH assessment.

    Under the standard policy an agency's counts are hidden when those with, those without or all are 1 to 4,
    and the whole partnership's with any agency's.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [OBSERVATION, TOTAL]})
    period: DashUsePeriod = Field(description="The quarter in which the referrals were received.")
    agency_id: UUID | None = Field(description="The agency; null for the whole partnership.")
    numerator: int | None = Field(ge=0, le=2**31 - 1, description="Those that state a DASH assessment.")
    denominator: int | None = Field(ge=0, le=2**31 - 1, description="Referrals for domestic abuse.")
    status: DashUseStatus = Field(description="Whether the counts are shown.")


class DashUseTable(Out):
    """The use of DASH by quarter: the whole partnership, then each agency of the directory."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [TOTAL, OBSERVATION]}]})
    data: list[DashUseObservation] = Field(max_length=MOST_OBSERVATIONS, description="The earliest first.")
