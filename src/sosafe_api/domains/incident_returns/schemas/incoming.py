"""What an agency states of every incident, and how incidents are asked for."""

from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from sosafe_api.core.clock import now
from sosafe_api.core.partial_dates import DatePrecision, PartialDate, PastPartialDateText
from sosafe_api.core.schemas import AgencyReference, Instant, Schema, broken_rule
from sosafe_api.domains.auth.schemas import RecordQuery, kept
from sosafe_api.domains.auth.schemas.records import QueryDay
from sosafe_api.domains.incident_returns.rules import LSOA_VINTAGES
from sosafe_api.domains.incident_returns.vocabulary import EntryErrorReason, IncidentRecordStatus

CLOCKS_DIFFER_BY = timedelta(minutes=5)


def _day_or_month(value: str) -> str:
    if PartialDate.parse(value).precision is DatePrecision.YEAR:
        raise broken_rule("not_a_day_or_month", "Must be a day or a month like 2026-11-02, 2026-11.")
    return value


def _not_ahead(instant: datetime) -> datetime:
    """A record dated ahead would keep every later word of its agency out."""
    if instant > now() + CLOCKS_DIFFER_BY:
        raise broken_rule("instant_in_future", "Must not be later than now.")
    return instant


def _of_a_census(year: int) -> int:
    if year not in LSOA_VINTAGES:
        raise broken_rule("not_a_census_year", "Must be 2001, 2011 or 2021.")
    return year


OccurredOn = Annotated[PastPartialDateText, AfterValidator(_day_or_month)]
PastInstant = Annotated[Instant, AfterValidator(_not_ahead)]
TimeOfDay = Annotated[str, StringConstraints(max_length=5, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
LsoaCode = Annotated[str, StringConstraints(max_length=9, pattern=r"^[EW]01[0-9]{6}$")]
LsoaVintage = Annotated[int, Field(ge=LSOA_VINTAGES[0], le=LSOA_VINTAGES[-1]), AfterValidator(_of_a_census)]
OutwardPostcode = Annotated[
    str, StringConstraints(min_length=2, max_length=4, pattern=r"^[A-Z]{1,2}[0-9][A-Z0-9]?$")
]


class ReturnedIncidentIn(Schema):
    """An incident as the agency's own record has it; no name, no address, no text."""

    agency_reference: AgencyReference = Field(
        description="Your own reference: the same reference is the same incident."
    )
    changed_at: PastInstant = Field(
        description="When your record last changed: the latest stands, in whatever order they arrive."
    )
    occurred_on: OccurredOn = Field(description="The day, or the month where the day is not known.")
    occurred_time: TimeOfDay | None = Field(None, description="The time of day in London, with a day only.")
    lsoa_code: LsoaCode | None = Field(None, description="The lower layer super output area, or null.")
    lsoa_vintage: LsoaVintage | None = Field(None, description="The census whose boundaries the code is of.")
    outward_postcode: OutwardPostcode | None = Field(
        None, description="The outward part of the postcode only, the general postcode address."
    )


class CommonPatch(Schema):
    """Corrections of what every return states."""

    occurred_on: OccurredOn = kept(description="The day, or the month.")
    occurred_time: TimeOfDay | None = Field(None, description="The time of day in London.")
    lsoa_code: LsoaCode | None = Field(None, description="The lower layer super output area.")
    lsoa_vintage: LsoaVintage | None = Field(None, description="The census whose boundaries the code is of.")
    outward_postcode: OutwardPostcode | None = Field(None, description="The outward part of the postcode.")


class EntryErrorIn(Schema):
    """That a record ought not to be there."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"to": "entered_in_error", "reason": "duplicate"}]}
    )
    to: IncidentRecordStatus = Field(description="`entered_in_error`; there is no way back.")
    reason: EntryErrorReason = Field(description="Why.")


class IncidentQuery(RecordQuery):
    """Which incidents are listed; each domain adds filters of its own facts."""

    occurred_from: QueryDay | None = Field(
        None, description="From this day on; a month counts as its first day."
    )
    occurred_before: QueryDay | None = Field(None, description="Before this day.")
    agency_id: UUID | None = Field(None, description="The agency that returned it.")
    lsoa_code: LsoaCode | None = Field(None, description="The lower layer super output area.")
    outward_postcode: OutwardPostcode | None = Field(None, description="The outward part of the postcode.")
    status: IncidentRecordStatus | None = Field(None, description="`recorded` leaves errors out.")


def example(**facts: Any) -> dict[str, Any]:
    """A record as it is sent, with the domain's own facts."""
    return {
        "agency_reference": "EX-2026-000123",
        "changed_at": "2026-11-02T09:30:00Z",
        "occurred_on": "2026-10-31",
        "occurred_time": "21:40",
        **facts,
        "lsoa_code": "E01023787",
        "lsoa_vintage": 2011,
        "outward_postcode": "SG1",
    }
