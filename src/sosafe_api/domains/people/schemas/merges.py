"""What crosses the wire about merges of two records of one person, and their reversal."""

from typing import Any, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from sosafe_api.core.schemas import InstantOut, Out, Schema, broken_rule
from sosafe_api.domains.people.vocabulary import MergeReason, MergeReversalReason

MERGE: dict[str, Any] = {
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "merged_person_id": "019a0000-0000-7000-8000-0000000000a2",
    "reason_code": "person_confirmed",
}
MERGE_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e1",
    **MERGE,
    "merged_by": "019a0000-0000-7000-8000-0000000000b1",
    "merged_at": "2026-11-03T09:30:00.000Z",
    "reversal_reason_code": None,
    "reversed_by": None,
    "reversed_at": None,
    "etag": '"00112233445566778899"',
}


class PersonMergeIn(Schema):
    """Two records that you see and that are one person's. Neither is changed: the second names the first."""

    model_config = ConfigDict(json_schema_extra={"examples": [MERGE]})
    person_id: UUID = Field(description="The record to keep, itself merged into none.")
    merged_person_id: UUID = Field(description="The record to merge into it, itself merged into none.")
    reason_code: MergeReason = Field(description="How you know that they are one person's.")

    @model_validator(mode="after")
    def _two_records(self) -> Self:
        if self.person_id == self.merged_person_id:
            raise broken_rule("same_record", "Must name two different records.")
        return self


class PersonMergeReversalIn(Schema):
    """Parts two records again, as if they had never been merged."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason_code": "different_people"}]})
    reason_code: MergeReversalReason = Field(description="Why they are parted.")


class PersonMergeOut(Out):
    """A merge, in force until it is reversed."""

    model_config = ConfigDict(json_schema_extra={"examples": [MERGE_OUT]})
    id: UUID = Field(description="The merge's identifier.")
    person_id: UUID = Field(description="The record that was kept.")
    merged_person_id: UUID = Field(description="The record that was merged into it.")
    reason_code: MergeReason = Field(description="How it was known that they are one person's.")
    merged_by: UUID = Field(description="The user who merged them.")
    merged_at: InstantOut = Field(description="When.")
    reversal_reason_code: MergeReversalReason | None = Field(description="Why they were parted again.")
    reversed_by: UUID | None = Field(description="The user who parted them.")
    reversed_at: InstantOut | None = Field(description="When; null while the merge is in force.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to reverse it.")
