"""What crosses the wire about ambassadors and volunteers: a name only where it is asked for with a purpose."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import (
    InstantOut,
    Links,
    Out,
    PageInfo,
    PastDay,
    Query,
    Schema,
    broken_rule,
    line,
)
from sosafe_api.domains.auth.schemas import QueryDay, RecordQuery, kept, page_example
from sosafe_api.domains.community_events.schemas.described import AGENCY
from sosafe_api.domains.community_events.vocabulary import VolunteerRole, VolunteerStatus

VOLUNTEER: dict[str, Any] = {
    "reference": "AMB-0007",
    "display_name": "Example Person",
    "role": "ambassador",
    "agency_id": AGENCY,
}
SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e5",
    "reference": "AMB-0007",
    "role": "ambassador",
    "agency_id": AGENCY,
    "status": "active",
    "training_hours": "6.50",
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}
TRAINING: dict[str, Any] = {
    "trained_on": "2018-02-21",
    "topic": "Reporting hate crime",
    "hours": "2.50",
    "event_id": None,
}
TRAINING_OUT: dict[str, Any] = {"id": "019a0000-0000-7000-8000-0000000000e6", **TRAINING}
VOLUNTEER_OUT: dict[str, Any] = {**SUMMARY, "display_name": "Example Person", "training": [TRAINING_OUT]}
TOTAL: dict[str, Any] = {"role": "ambassador", "volunteers": 12, "sessions": 30, "hours": "84.50"}
MOST_SESSIONS = 500
# It must tell nothing of whom it stands for, so it has no room for a name.
VolunteerReference = Annotated[
    str, StringConstraints(min_length=2, max_length=20, pattern=r"^[A-Z]{1,6}-?[0-9]{1,10}$")
]


def _some(hours: str) -> str:
    if not float(hours):
        raise broken_rule("not_positive", "Must be more than zero.")
    return hours


Hours = Annotated[
    str, StringConstraints(max_length=5, pattern=r"^([0-9]|1[0-9]|2[0-3])\.[0-9]{2}$"), AfterValidator(_some)
]


class VolunteerIn(Schema):
    """Somebody who helps. State a name only if you cannot work without; a volunteer may be a child."""

    model_config = ConfigDict(json_schema_extra={"examples": [VOLUNTEER]})
    reference: VolunteerReference = Field(description="Letters and a number that tell nothing of them.")
    display_name: line(100) | None = Field(None, description="What they are called.")  # type: ignore[valid-type]
    role: VolunteerRole = Field(description="What they do.")
    agency_id: UUID = Field(description="The agency that looks after them.")


class VolunteerPatch(Schema):
    """Changes of a volunteer; what is absent stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"display_name": None, "status": "ended"}]})
    display_name: line(100) | None = Field(None, description="What they are called; null to forget it.")  # type: ignore[valid-type]
    role: VolunteerRole = kept(description="What they do.")
    agency_id: UUID = kept(description="The agency that looks after them.")
    status: VolunteerStatus = kept(description="Whether they volunteer; who ends is called nothing.")


class VolunteerSummary(Out):
    """A volunteer without a name."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The volunteer's identifier.")
    reference: str = Field(max_length=20, description="Their reference.")
    role: VolunteerRole = Field(description="What they do.")
    agency_id: UUID = Field(description="The agency that looks after them.")
    status: VolunteerStatus = Field(description="Whether they volunteer at present.")
    training_hours: str = Field(
        max_length=12, pattern=r"^[0-9]+\.[0-9]{2}$", description="Hours of training."
    )
    created_at: InstantOut = Field(description="When they were recorded.")
    updated_at: InstantOut = Field(description="When the record last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class VolunteerTrainingIn(Schema):
    """Training on one day."""

    model_config = ConfigDict(json_schema_extra={"examples": [TRAINING]})
    trained_on: PastDay = Field(description="The day.")
    topic: line(200) = Field(description="What it was about.")  # type: ignore[valid-type]
    hours: Hours = Field(description="Hours with two places, as text.")
    event_id: UUID | None = Field(None, description="The event at which it was, if it was one.")


class VolunteerTrainingOut(Out):
    """Training on one day."""

    model_config = ConfigDict(json_schema_extra={"examples": [TRAINING_OUT]})
    id: UUID = Field(description="The session's identifier.")
    trained_on: date = Field(description="The day.")
    topic: str = Field(max_length=200, description="What it was about.")
    hours: str = Field(max_length=5, pattern=r"^[0-9]+\.[0-9]{2}$", description="Hours.")
    event_id: UUID | None = Field(description="The event at which it was.")


class VolunteerOut(VolunteerSummary):
    """A volunteer, for those who manage them."""

    model_config = ConfigDict(json_schema_extra={"examples": [VOLUNTEER_OUT]})
    display_name: str | None = Field(max_length=100, description="What they are called.")
    training: list[VolunteerTrainingOut] = Field(max_length=MOST_SESSIONS, description="Their training.")


class VolunteerQuery(RecordQuery):
    """Which volunteers are listed."""

    role: VolunteerRole | None = Field(None, description="In this role.")
    status: VolunteerStatus | None = Field(None, description="In this status.")
    agency_id: UUID | None = Field(None, description="Looked after by this agency.")


class VolunteerPage(Out):
    """A page of the list of volunteers."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/volunteers", SUMMARY))
    data: list[VolunteerSummary] = Field(max_length=200, description="The volunteers, as recorded.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class TrainingTotalsQuery(Query):
    """The days over which training is added up."""

    trained_on_from: QueryDay | None = Field(None, description="On this day or later.")
    trained_on_before: QueryDay | None = Field(None, description="Before this day.")


class TrainingTotal(Out):
    """Training of one role."""

    model_config = ConfigDict(json_schema_extra={"examples": [TOTAL]})
    role: VolunteerRole = Field(description="The role, as it is now.")
    volunteers: int = Field(ge=0, le=1_000_000, description="How many were trained.")
    sessions: int = Field(ge=0, le=10_000_000, description="How often, all together.")
    hours: str = Field(max_length=14, pattern=r"^[0-9]+\.[0-9]{2}$", description="Hours, all together.")


class TrainingTotals(Out):
    """Training by role."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [TOTAL]}]})
    data: list[TrainingTotal] = Field(max_length=10, description="The roles.")
