"""What crosses the wire about exclusions."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo, Schema
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.sharing.vocabulary import (
    ExclusionReason,
    ExclusionStatus,
    ExclusionSubject,
    LiftingReason,
)

EXCLUSION: dict[str, Any] = {
    "principal_id": None,
    "subject_type": "referral",
    "subject_id": "019a0000-0000-7000-8000-0000000000aa",
    "reason_code": "relative",
}


class ExclusionIn(Schema):
    """A conflict of interest. It is taken as declared, whether or not there is such a record."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXCLUSION]})
    principal_id: UUID | None = Field(
        None, description="Who must not see it; null for yourself. Only an administrator names somebody else."
    )
    subject_type: ExclusionSubject = Field(description="What kind of record it is.")
    subject_id: UUID = Field(description="The record; all that leads to its person is hidden with it.")
    reason_code: ExclusionReason = Field(description="Why.")


class ExclusionTransitionIn(Schema):
    """Asks for the lifting of an exclusion, approves it, or takes the request back."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"to": "lifting_requested", "reason_code": "conflict_ended"}]}
    )
    to: ExclusionStatus = Field(
        description="Where to move it; `allowed_transitions` lists what is open to you."
    )
    reason_code: LiftingReason | None = Field(None, description="Why; needed to ask for the lifting.")


class ExclusionQuery(RecordQuery):
    """Which exclusions are listed."""

    status: list[ExclusionStatus] | None = Field(
        None, min_length=1, max_length=3, description="In any of these statuses."
    )
    principal_id: UUID | None = Field(None, description="That bind this user.")


DECLARED: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e5",
    "principal_id": "019a0000-0000-7000-8000-0000000000b1",
    "subject_type": "referral",
    "subject_id": "019a0000-0000-7000-8000-0000000000aa",
    "reason_code": "relative",
    "declared_at": "2026-11-03T09:30:00.000Z",
}


class ExclusionDeclared(Out):
    """That the conflict is on record; it binds from the next request on."""

    model_config = ConfigDict(json_schema_extra={"examples": [DECLARED]})
    id: UUID = Field(description="The exclusion's identifier.")
    principal_id: UUID = Field(description="Who must not see the record.")
    subject_type: ExclusionSubject = Field(description="What kind of record it is.")
    subject_id: UUID = Field(description="The record, as it was named.")
    reason_code: ExclusionReason = Field(description="Why.")
    declared_at: InstantOut = Field(description="When it was declared.")


EXCLUSION_OUT: dict[str, Any] = {
    **DECLARED,
    "declared_by": "019a0000-0000-7000-8000-0000000000b1",
    "status": "in_force",
    "lifting_reason_code": None,
    "lifting_requested_by": None,
    "lifting_requested_at": None,
    "lifted_by": None,
    "lifted_at": None,
    "allowed_transitions": ["lifting_requested"],
    "etag": '"00112233445566778899"',
}


class ExclusionOut(ExclusionDeclared):
    """An exclusion as administrators keep it: identifiers only."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXCLUSION_OUT]})
    declared_by: UUID = Field(description="Who declared it.")
    status: ExclusionStatus = Field(description="Where it stands; it binds until it is lifted.")
    lifting_reason_code: LiftingReason | None = Field(description="Why it is to be lifted.")
    lifting_requested_by: UUID | None = Field(description="Who asked for the lifting.")
    lifting_requested_at: InstantOut | None = Field(description="When that was asked for.")
    lifted_by: UUID | None = Field(description="Who approved it: somebody else.")
    lifted_at: InstantOut | None = Field(description="When it was lifted.")
    allowed_transitions: list[ExclusionStatus] = Field(max_length=3, description="Where you may move it now.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to move it.")


class ExclusionPage(Out):
    """A page of the list of exclusions."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/exclusions", EXCLUSION_OUT))
    data: list[ExclusionOut] = Field(max_length=200, description="The exclusions, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
