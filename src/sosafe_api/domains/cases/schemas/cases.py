"""What crosses the wire about cases: opening one, the list, and one case as its service sees it."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo, Schema
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.cases.rules import (
    MOST_FAMILIES,
    MOST_PEOPLE,
    MOST_REFERRALS,
    MOST_WORKERS,
    CaseAccess,
    CaseEnding,
    CaseKind,
    CaseStatus,
    PersonRole,
)

CASE: dict[str, Any] = {
    "kind": "advocacy",
    "referral_ids": ["019a0000-0000-7000-8000-0000000000aa"],
    "person_id": None,
    "person_role": "victim",
    "access": "service",
}


class CaseIn(Schema):
    """Work that begins on accepted referrals about one person."""

    model_config = ConfigDict(json_schema_extra={"examples": [CASE]})
    kind: CaseKind = Field(description="What kind of work it is.")
    referral_ids: list[UUID] = Field(
        min_length=1, max_length=20, description="Accepted referrals to one service, about the same person."
    )
    person_id: UUID | None = Field(
        None, description="Whom it is about, when the partnership knows them; null adds a new person."
    )
    person_role: PersonRole = Field(PersonRole.CLIENT, description="What the person is in this case.")
    access: CaseAccess = Field(
        CaseAccess.SERVICE, description="Whether all of the service see it, or only those who work on it."
    )


class CasePatch(Schema):
    """What may change of a case by hand; everything else follows from its moves and its work."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"access": "workers"}]})
    access: CaseAccess = kept(description="Whether all of the service see it, or only those who work on it.")


class CaseQuery(RecordQuery):
    """Which cases are listed."""

    status: list[CaseStatus] | None = Field(
        None, min_length=1, max_length=5, description="In any of these statuses."
    )
    kind: list[CaseKind] | None = Field(
        None, min_length=1, max_length=12, description="Of any of these kinds."
    )
    service_id: UUID | None = Field(None, description="Of this service.")
    mine: bool | None = Field(None, description="True: only cases that you work on now.")


SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000c1",
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "kind": "advocacy",
    "access": "service",
    "status": "open",
    "status_since": "2026-11-03T09:30:00.000Z",
    "opened_at": "2026-11-03T09:30:00.000Z",
    "closed_at": None,
    "ending": None,
    "updated_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class CaseSummary(Out):
    """A case in a list: whose work it is and where it stands; nobody is named."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The case's identifier.")
    service_id: UUID = Field(description="The service whose work it is.")
    kind: CaseKind = Field(description="What kind of work it is.")
    access: CaseAccess = Field(description="Who of the service may see it.")
    status: CaseStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    opened_at: InstantOut = Field(description="When work began.")
    closed_at: InstantOut | None = Field(description="When it ended.")
    ending: CaseEnding | None = Field(description="Why work stopped, or why its closure is asked for.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class CasePage(Out):
    """A page of the list of cases."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/cases", SUMMARY))
    data: list[CaseSummary] = Field(max_length=200, description="The cases, in the order of their opening.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


CASE_PERSON: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e1",
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "role": "victim",
    "etag": '"00112233445566778899"',
}
CASE_WORKER: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e2",
    "principal_id": "019a0000-0000-7000-8000-0000000000b1",
    "lead": True,
    "started_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class CasePersonOut(Out):
    """Somebody whom a case is about."""

    model_config = ConfigDict(json_schema_extra={"examples": [CASE_PERSON]})
    id: UUID = Field(description="Their place in the case.")
    person_id: UUID = Field(description="The person.")
    role: PersonRole = Field(description="What they are in this case.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to take them out of the case.")


class CaseWorkerOut(Out):
    """Somebody who works on a case."""

    model_config = ConfigDict(json_schema_extra={"examples": [CASE_WORKER]})
    id: UUID = Field(description="Their work on the case.")
    principal_id: UUID = Field(description="The user.")
    lead: bool = Field(description="Whether they lead the work.")
    started_at: InstantOut = Field(description="Since when.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change or end their work.")


class CaseOut(CaseSummary):
    """A case as its service sees it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **SUMMARY,
                    "referral_ids": ["019a0000-0000-7000-8000-0000000000aa"],
                    "people": [CASE_PERSON],
                    "workers": [CASE_WORKER],
                    "family_ids": [],
                    "closing_asked_by": None,
                    "allowed_transitions": ["paused", "closing", "closed", "entered_in_error"],
                }
            ]
        }
    )
    referral_ids: list[UUID] = Field(max_length=MOST_REFERRALS, description="The referrals it follows from.")
    people: list[CasePersonOut] = Field(max_length=MOST_PEOPLE, description="Whom it is about.")
    workers: list[CaseWorkerOut] = Field(max_length=MOST_WORKERS, description="Who works on it now.")
    family_ids: list[UUID] = Field(
        max_length=MOST_FAMILIES,
        description="Family work that it is part of; other cases of it are told apart.",
    )
    closing_asked_by: UUID | None = Field(
        description="Who asked for its closure, while another worker's approval is awaited."
    )
    allowed_transitions: list[CaseStatus] = Field(max_length=5, description="Where you may move it now.")
