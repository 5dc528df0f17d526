"""What crosses the wire about extracts: the request and its approval, and the records themselves."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, Query, Schema, line, text
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.cases.rules import CaseEnding, CaseKind
from sosafe_api.domains.outcomes.vocabulary import ExtractStatus
from sosafe_api.domains.people.vocabulary import AgeBand
from sosafe_api.domains.referrals.rules import ReferralSource

SERVICE = "019a0000-0000-7000-8000-000000000001"
APPROVAL: dict[str, Any] = {
    "project": "What became of tenancies, 2025/26",
    "reason": "The board asked how long homes were kept after support ended.",
    "service_id": None,
    "closed_from": "2025-04-01",
    "closed_before": "2026-04-01",
}
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", max_length=7)]


class ExtractApprovalIn(Schema):
    """A request for the records of cases closed in a period, without names, for one project."""

    model_config = ConfigDict(json_schema_extra={"examples": [APPROVAL]})
    project: line(200) = Field(description="What the records are for; pseudonyms hold within it.")  # type: ignore[valid-type]
    reason: text(2000) = Field(description="Why counts are not enough.")  # type: ignore[valid-type]
    service_id: UUID | None = Field(None, description="Cases of this service only; null for all.")
    closed_from: Day = Field(description="Closed on this day or later; the first of a month.")
    closed_before: Day = Field(description="Closed before this day; the first of a month.")


class ExtractApprovalQuery(RecordQuery):
    """Which requests are listed."""

    status: list[ExtractStatus] | None = Field(
        None, min_length=1, max_length=4, description="In any of these statuses."
    )


APPROVAL_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e4",
    **APPROVAL,
    "status": "approved",
    "requested_by": "019a0000-0000-7000-8000-0000000000b2",
    "requested_at": "2026-05-04T09:30:00.000Z",
    "decided_by": "019a0000-0000-7000-8000-0000000000b3",
    "decided_at": "2026-05-05T09:30:00.000Z",
    "expires_on": "2026-06-04",
    "allowed_transitions": ["withdrawn"],
    "etag": '"00112233445566778899"',
}


class ExtractApprovalOut(Out):
    """A request for an extract, and the answer of a second person."""

    model_config = ConfigDict(json_schema_extra={"examples": [APPROVAL_OUT]})
    id: UUID = Field(description="The request's identifier.")
    project: str = Field(max_length=200, description="What the records are for.")
    reason: str = Field(max_length=2000, description="Why counts are not enough.")
    service_id: UUID | None = Field(description="Cases of this service only; null for all.")
    closed_from: date = Field(description="Closed on this day or later.")
    closed_before: date = Field(description="Closed before this day.")
    status: ExtractStatus = Field(description="Where it stands.")
    requested_by: UUID = Field(description="Who asked.")
    requested_at: InstantOut = Field(description="When.")
    decided_by: UUID | None = Field(description="Who answered.")
    decided_at: InstantOut | None = Field(description="When.")
    expires_on: date | None = Field(description="The day from which it no longer opens the records.")
    allowed_transitions: list[ExtractStatus] = Field(max_length=4, description="Where you may move it now.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to answer it.")


class ExtractApprovalPage(Out):
    """A page of the list of requests."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/extract-approvals", APPROVAL_OUT))
    data: list[ExtractApprovalOut] = Field(max_length=200, description="The requests, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class ExtractTransitionIn(Schema):
    """An answer to a request."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "refused"}]})
    to: ExtractStatus = Field(description="`approved`, `refused`, or `withdrawn` to end it at once.")


class ExportQuery(Query):
    """Which extract is written."""

    approval_id: UUID | None = Field(
        None, description="An approved request of yours; else your latest that has not expired."
    )


ResultCodes = list[Annotated[str, StringConstraints(max_length=128)]]
RECORD: dict[str, Any] = {
    "pseudonym": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
    "service_id": SERVICE,
    "kind": "one_to_one",
    "opened_month": "2025-05",
    "closed_month": "2025-11",
    "closed_year": "2025/26",
    "ending": "planned_needs_met",
    "results": ["housing_sustained"],
    "follow_up_results": ["6:housing_sustained"],
    "age_band": "25_to_34",
    "referral_source": "probation",
}


class CaseOutcomeRecord(Out):
    """One closed case of an extract. Null is what was taken away, as too few people shared it."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECORD]})
    pseudonym: str = Field(max_length=32, description="The case within this project, and in no other.")
    service_id: UUID = Field(description="Whose case.")
    kind: CaseKind | None = Field(description="Of which kind.")
    opened_month: Month | None = Field(description="The month in which it was opened.")
    closed_month: Month | None = Field(description="The month in which it was closed.")
    closed_year: str = Field(max_length=16, description="The financial year in which it was closed.")
    ending: CaseEnding | None = Field(description="How the work ended.")
    results: ResultCodes = Field(max_length=100, description="What had changed by closure.")
    follow_up_results: ResultCodes = Field(
        max_length=500, description="What was measured later, each after its months and a colon."
    )
    age_band: AgeBand | None = Field(description="The person's age when the case was opened.")
    referral_source: ReferralSource | None = Field(description="The kind of body that referred.")
