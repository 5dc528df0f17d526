"""What crosses the wire of the change feed."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, field_validator

from sosafe_api.core.schemas import Cursor, InstantOut, Out, Query, broken_rule
from sosafe_api.domains.changes.rules import READINGS

MOST_TYPES = 50
CHANGE: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000c1",
    "type": "referral.accepted",
    "occurred_at": "2026-11-03T10:00:00.000Z",
    "resource": "referral",
    "resource_id": "019a0000-0000-7000-8000-0000000000aa",
    "resource_version": 4,
}
ChangeType = Annotated[
    str,
    StringConstraints(
        min_length=3, max_length=128, pattern=r"^[a-z][a-z0-9_]{0,62}\.([a-z][a-z0-9_]{0,62}|\*)$"
    ),
]


def of_a_known_resource(change_type: str) -> str:
    if change_type.partition(".")[0] not in READINGS:
        raise broken_rule("unknown_resource", "Must be of a resource whose changes are told.")
    return change_type


class ChangeQuery(Query):
    """Where to read on, and what of it."""

    after: Cursor | None = Field(
        None,
        description="`next_cursor` of the page before, kept up to 30 days; none to begin with the oldest.",
    )
    type: list[ChangeType] | None = Field(
        None,
        max_length=MOST_TYPES,
        description="These types only: `referral.accepted`, or `referral.*` for all of a resource.",
    )
    limit: int = Field(50, ge=1, le=200, description="Most changes of a page.")

    @field_validator("type")
    @classmethod
    def _known(cls, types: list[str] | None) -> list[str] | None:
        return None if types is None else [of_a_known_resource(found) for found in types]


class ChangeOut(Out):
    """What happened to which record; read the record itself for its content, under your own rights."""

    model_config = ConfigDict(json_schema_extra={"examples": [CHANGE]})
    id: UUID = Field(description="The change's identifier; the same in a delivery, so do each only once.")
    type: str = Field(
        max_length=128,
        description="`resource.what_happened`. More may be added: leave aside what you do not know.",
    )
    occurred_at: InstantOut = Field(description="When it happened.")
    resource: str = Field(max_length=64, description="What kind of record changed.")
    resource_id: UUID = Field(description="The record's identifier.")
    resource_version: int = Field(
        ge=0,
        le=2_147_483_647,
        description="The record's version after the change; of one record it never falls.",
    )


class ChangePosition(Out):
    """Where the feed is read on."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"next_cursor": "eyJhIjo0MX0", "has_more": False}]}
    )
    next_cursor: str = Field(
        max_length=2048,
        pattern="^[A-Za-z0-9_-]+$",
        description="Send as `after` to read on. Given at the end as well: come back with it. Good for 30 days.",
    )
    has_more: bool = Field(
        description="Whether more is there already; a page may be short, or empty, before the end."
    )


class ChangeList(Out):
    """A stretch of the feed, oldest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"data": [CHANGE], "page": {"next_cursor": "eyJhIjo0MX0", "has_more": False}}]
        }
    )
    data: list[ChangeOut] = Field(max_length=200, description="The changes, in the order of the feed.")
    page: ChangePosition = Field(description="Where to read on.")
