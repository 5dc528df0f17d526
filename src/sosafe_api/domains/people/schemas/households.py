"""What crosses the wire about who lives together; never where."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out, PastDay, Schema
from sosafe_api.domains.auth.schemas import kept
from sosafe_api.domains.people.vocabulary import HouseholdRelation

MEMBER: dict[str, Any] = {
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "relation": "parent",
    "starts_on": "2026-01-01",
}
RECEIPT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f1",
    "created_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}
MEMBER_RECEIPT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f2",
    "household_id": "019a0000-0000-7000-8000-0000000000f1",
    "created_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}
MEMBER_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f2",
    "household_id": "019a0000-0000-7000-8000-0000000000f1",
    **MEMBER,
    "ends_on": None,
    "etag": '"00112233445566778899"',
}
HOUSEHOLD: dict[str, Any] = {**RECEIPT, "members": [MEMBER_OUT], "updated_at": "2026-11-03T09:30:00.000Z"}


class HouseholdMemberIn(Schema):
    """Somebody of a case of yours who lives in the household."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEMBER]})
    person_id: UUID = Field(description="The person, by a record that is merged into none.")
    relation: HouseholdRelation = Field(description="What they are in the household.")
    starts_on: PastDay = Field(description="The first day.")


class HouseholdRecordIn(Schema):
    """People who live together; a case of yours was opened about at least one of them."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"members": [MEMBER]}]})
    members: list[HouseholdMemberIn] = Field(min_length=1, max_length=20, description="Who lives in it.")


class HouseholdMemberPatch(Schema):
    """Corrects what somebody is in the household, or ends their time in it, not before the day has come."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"relation": "parent"}]})
    relation: HouseholdRelation = kept(description="What they are in the household.")
    ends_on: PastDay | None = Field(
        None, description="The day from which they no longer live there; null for no end."
    )


class HouseholdReceipt(Out):
    """A household as it was recorded, without its members."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECEIPT]})
    id: UUID = Field(description="The household's identifier.")
    created_at: InstantOut = Field(description="When it was recorded.")
    etag: str = Field(max_length=64, description="Its version.")


class HouseholdMemberReceipt(Out):
    """A membership as it was recorded, without what it says."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEMBER_RECEIPT]})
    id: UUID = Field(description="The membership's identifier.")
    household_id: UUID = Field(description="The household.")
    created_at: InstantOut = Field(description="When it was recorded.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class HouseholdMemberOut(Out):
    """Somebody's time in a household. Once it ended, only those who have a case about them see it."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEMBER_OUT]})
    id: UUID = Field(description="The membership's identifier.")
    household_id: UUID = Field(description="The household.")
    person_id: UUID = Field(description="The person.")
    relation: HouseholdRelation = Field(description="What they are in the household.")
    starts_on: date = Field(description="The first day.")
    ends_on: date | None = Field(description="The day from which they no longer live there.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class HouseholdRecord(HouseholdReceipt):
    """A household with those of its members whom you may see."""

    model_config = ConfigDict(json_schema_extra={"examples": [HOUSEHOLD]})
    members: list[HouseholdMemberOut] = Field(max_length=200, description="The members whom you may see.")
    updated_at: InstantOut = Field(description="When it last changed.")
