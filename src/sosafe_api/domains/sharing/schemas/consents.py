"""What crosses the wire about consents."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo, PastDay, Schema, line
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.sharing.vocabulary import ServiceConsentStatus

LONGEST_REASON = 500
_REASON = "Why it was not sought, refused or withdrawn; needed where it was not sought."
_STATED = "The day on which the person said so, or on which it was decided not to ask."
CONSENT: dict[str, Any] = {
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "status": "given",
    "stated_on": "2026-11-03",
    "reason": None,
}
_WITHDRAWAL: dict[str, Any] = {"to": "withdrawn", "stated_on": "2026-11-10", "reason": None}


class ServiceConsentIn(Schema):
    """Whether a person agrees to take part in a service. It is not the ground on which data are processed."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONSENT]})
    person_id: UUID = Field(description="Somebody whom a case of your service is about.")
    service_id: UUID = Field(description="The service, one that you work for.")
    status: ServiceConsentStatus = Field(
        description="What was said first; only a consent that was given is withdrawn."
    )
    stated_on: PastDay = Field(description=_STATED)
    reason: line(LONGEST_REASON) | None = Field(None, description=_REASON)  # type: ignore[valid-type]


class ConsentTransitionIn(Schema):
    """The person decided otherwise."""

    model_config = ConfigDict(json_schema_extra={"examples": [_WITHDRAWAL]})
    to: ServiceConsentStatus = Field(
        description="What holds now; `allowed_transitions` lists what may follow."
    )
    stated_on: PastDay = Field(description="The day on which the person said so.")
    reason: line(LONGEST_REASON) | None = Field(None, description=_REASON)  # type: ignore[valid-type]


class ConsentQuery(RecordQuery):
    """Which consents are listed."""

    person_id: UUID | None = Field(None, description="Of this person.")
    service_id: UUID | None = Field(None, description="For this service.")


SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e1",
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "created_at": "2026-11-03T09:30:00.000Z",
    "updated_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class ConsentSummary(Out):
    """That a consent is on record; what was said is read one at a time, for a purpose."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The consent's identifier.")
    person_id: UUID = Field(description="Whose it is.")
    service_id: UUID = Field(description="The service that it is about.")
    created_at: InstantOut = Field(description="When it was first recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to move it on.")


class ConsentPage(Out):
    """A page of the list of consents."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/consents", SUMMARY))
    data: list[ConsentSummary] = Field(max_length=200, description="The consents, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


_LINE: dict[str, Any] = {
    "from": None,
    "to": "given",
    "stated_on": "2026-11-03",
    "reason": None,
    "actor_id": "019a0000-0000-7000-8000-0000000000b1",
    "occurred_at": "2026-11-03T09:30:00.000Z",
}


class ConsentTransitionOut(Out):
    """One line of a consent's history."""

    model_config = ConfigDict(json_schema_extra={"examples": [_LINE]}, populate_by_name=True)
    from_: ServiceConsentStatus | None = Field(alias="from", description="What held before; null at first.")
    to: ServiceConsentStatus = Field(description="What held from then on.")
    stated_on: date = Field(description=_STATED)
    reason: str | None = Field(max_length=LONGEST_REASON, description=_REASON)
    actor_id: UUID = Field(description="The user who recorded it.")
    occurred_at: InstantOut = Field(description="When it was recorded.")


DETAILS: dict[str, Any] = {
    **SUMMARY,
    "status": "given",
    "stated_on": "2026-11-03",
    "history": [_LINE],
    "allowed_transitions": ["withdrawn"],
}


class ServiceConsentOut(ConsentSummary):
    """A consent with what the person said, and when."""

    model_config = ConfigDict(json_schema_extra={"examples": [DETAILS]})
    status: ServiceConsentStatus = Field(description="What holds now.")
    stated_on: date = Field(description=_STATED)
    history: list[ConsentTransitionOut] = Field(max_length=1000, description="Oldest first.")
    allowed_transitions: list[ServiceConsentStatus] = Field(max_length=4, description="What may follow.")


_MOVED: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e2",
    "consent_id": "019a0000-0000-7000-8000-0000000000e1",
    "notices": 2,
}


class ConsentMoved(Out):
    """That a consent was moved on."""

    model_config = ConfigDict(json_schema_extra={"examples": [_MOVED]})
    id: UUID = Field(description="The identifier of the line of its history.")
    consent_id: UUID = Field(description="The consent.")
    notices: int = Field(ge=0, le=10_000, description="How many past recipients have to acknowledge it.")
