"""Deliveries: what became of each change on its way to a receiver."""

from typing import Any, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from sosafe_api.core.schemas import Instant, InstantOut, Links, Out, PageInfo, Schema, broken_rule
from sosafe_api.domains.auth.schemas.records import RecordQuery, page_example
from sosafe_api.domains.changes.schemas import MOST_TYPES, ChangeType
from sosafe_api.domains.webhooks.vocabulary import DeliveryFailure, DeliveryStatus

MOST_ATTEMPTS = 1_000_000
DELIVERY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f1",
    "webhook_id": "019a0000-0000-7000-8000-0000000000e1",
    "change_id": "019a0000-0000-7000-8000-0000000000c1",
    "type": "referral.accepted",
    "resource": "referral",
    "resource_id": "019a0000-0000-7000-8000-0000000000aa",
    "resource_version": 4,
    "occurred_at": "2026-11-03T10:00:00.000Z",
    "status": "waiting",
    "attempts": 1,
    "due_at": "2026-11-03T10:00:06.000Z",
    "attempted_at": "2026-11-03T10:00:01.000Z",
    "answered_status": 503,
    "last_failure": "refused",
    "created_at": "2026-11-03T10:00:01.000Z",
}


class DeliveryQuery(RecordQuery):
    """Which deliveries are listed."""

    status: DeliveryStatus | None = Field(None, description="With this status: `dead` for those to replay.")


class DeliveryOut(Out):
    """One change on its way to one receiver."""

    model_config = ConfigDict(json_schema_extra={"examples": [DELIVERY]})
    id: UUID = Field(description="The delivery's identifier.")
    webhook_id: UUID = Field(description="The webhook.")
    change_id: UUID = Field(
        description="The change, and the `webhook-id` of each attempt: do each only once."
    )
    type: str = Field(max_length=128, description="The change's type, or `webhook.test` of a sample.")
    resource: str = Field(max_length=64, description="What kind of record changed.")
    resource_id: UUID = Field(description="The record's identifier.")
    resource_version: int = Field(
        ge=0, le=2_147_483_647, description="The record's version after the change."
    )
    occurred_at: InstantOut = Field(description="When it happened.")
    status: DeliveryStatus = Field(description="Where it stands.")
    attempts: int = Field(
        ge=0, le=MOST_ATTEMPTS, description="How often it was tried since it was last due anew."
    )
    due_at: InstantOut | None = Field(
        description="When it is tried next, at the earliest; null when it is not."
    )
    attempted_at: InstantOut | None = Field(description="When it was tried last.")
    answered_status: int | None = Field(
        ge=100, le=999, description="The last answer's status; null without one."
    )
    last_failure: DeliveryFailure | None = Field(description="Why the last attempt failed.")
    created_at: InstantOut = Field(description="When the change was taken up for this receiver.")


class DeliveryPage(Out):
    """A page of the list of deliveries."""

    model_config = ConfigDict(
        json_schema_extra=page_example(
            "/v1/webhooks/019a0000-0000-7000-8000-0000000000e1/deliveries", DELIVERY
        )
    )
    data: list[DeliveryOut] = Field(max_length=200, description="The deliveries, latest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class ReplayIn(Schema):
    """What is to be sent again: all dead ones, or what happened in a time, or both."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"status": "dead"},
                {"occurred_at_from": "2026-11-01T00:00:00Z", "types": ["referral.*"]},
            ]
        }
    )
    status: DeliveryStatus | None = Field(None, description="Those with this status: `dead` or `delivered`.")
    occurred_at_from: Instant | None = Field(None, description="Of changes at or after this instant.")
    occurred_at_before: Instant | None = Field(None, description="Of changes before this instant.")
    types: list[ChangeType] = Field([], max_length=MOST_TYPES, description="Of these types; none for all.")

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.status is None and self.occurred_at_from is None:
            raise broken_rule("required", "Must name a status, or from when.")
        return self


class ReplayOut(Out):
    """How many deliveries wait anew; those that waited already are not counted."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"deliveries": 12}]})
    deliveries: int = Field(ge=0, le=2_147_483_647, description="So many are sent again.")
