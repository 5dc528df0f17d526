"""Webhooks: where they lead, what they are told, how they stand."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field, field_validator

from sosafe_api.core.outgoing.addresses import LONGEST_URL
from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo, Schema, line
from sosafe_api.domains.auth.schemas.records import RecordQuery, kept, page_example
from sosafe_api.domains.changes.schemas import MOST_TYPES, ChangeType, of_a_known_resource
from sosafe_api.domains.webhooks.rules import MOST_WEBHOOKS
from sosafe_api.domains.webhooks.vocabulary import DeliveryFailure, WebhookStatus, WebhookStep

URL = "https://partner.example.org/hooks"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="  # noqa: S105  # of no webhook
_TYPES = "`referral.accepted`, or `referral.*` for all of a resource; none for all that the program may read."
_SHOWN_ONCE = (
    "Shown this once. The key of the signatures (Standard Webhooks): keep it as you keep a password."
)
WEBHOOK: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e1",
    "principal_id": "019a0000-0000-7000-8000-0000000000b1",
    "agency_id": "019a0000-0000-7000-8000-0000000000a1",
    "url": URL,
    "types": ["referral.*"],
    "description": "The housing system",
    "status": "active",
    "verified_at": "2026-11-03T10:00:00.000Z",
    "failing_since": None,
    "last_failure": None,
    "changes_missed_at": None,
    "previous_secret_ends_at": None,
    "created_at": "2026-11-03T09:59:58.000Z",
    "etag": '"q7Zk0w"',
}


class WebhookIn(Schema):
    """Where a program is to be told of changes."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"url": URL, "types": ["referral.*"], "description": "The housing system"}]
        }
    )
    url: line(LONGEST_URL) = Field(  # type: ignore[valid-type]
        description="Of the receiver: `https`, a public host name, port 443 or 8443. It stays as it is."
    )
    types: list[ChangeType] = Field([], max_length=MOST_TYPES, description=_TYPES)
    description: line(200) | None = Field(None, description="What you know the receiver by.")  # type: ignore[valid-type]

    @field_validator("types")
    @classmethod
    def _known(cls, types: list[str]) -> list[str]:
        return [of_a_known_resource(found) for found in types]


class WebhookPatch(Schema):
    """Other types or another description. What is on its way already is sent."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"types": ["referral.accepted"]}]})
    types: list[ChangeType] = kept(max_length=MOST_TYPES, description=_TYPES)
    description: line(200) | None = kept(description="What you know the receiver by.")  # type: ignore[valid-type]

    @field_validator("types")
    @classmethod
    def _known(cls, types: list[str]) -> list[str]:
        return [of_a_known_resource(found) for found in types]


class WebhookTransitionIn(Schema):
    """Ends the calls, or begins them again with a new challenge."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "disabled"}]})
    to: WebhookStep = Field(description="`disabled`, or `unverified` to be challenged and called again.")


class WebhookQuery(RecordQuery):
    """Which webhooks are listed."""

    status: WebhookStatus | None = Field(None, description="With this status.")


class WebhookOut(Out):
    """A webhook; never its secret."""

    model_config = ConfigDict(json_schema_extra={"examples": [WEBHOOK]})
    id: UUID = Field(description="The webhook's identifier.")
    principal_id: UUID = Field(
        description="The program whose webhook it is, and under whose rights changes are told."
    )
    agency_id: UUID = Field(description="The program's agency.")
    url: str = Field(max_length=LONGEST_URL, description="The receiver's address.")
    types: list[ChangeType] = Field(max_length=MOST_TYPES, description=_TYPES)
    description: str | None = Field(max_length=200, description="What its owner knows the receiver by.")
    status: WebhookStatus = Field(description="Only an active webhook is told of changes.")
    verified_at: InstantOut | None = Field(description="When the receiver last echoed a challenge.")
    failing_since: InstantOut | None = Field(
        description="Since when no attempt has succeeded; null when all is well."
    )
    last_failure: DeliveryFailure | None = Field(
        description="Why the last attempt failed; null when it did not."
    )
    changes_missed_at: InstantOut | None = Field(
        description="When the receiver was last found to be so far behind that changes of more than 30 days ago were"
        " forgotten before it was told of them: read the lists anew, or export them. Null where it missed nothing."
    )
    previous_secret_ends_at: InstantOut | None = Field(
        description="Until when the secret before signs as well; null where there is none."
    )
    created_at: InstantOut = Field(description="When it was registered.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class WebhookCreated(WebhookOut):
    """A webhook just registered, with its secret."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [WEBHOOK | {"status": "unverified", "verified_at": None, "signing_secret": SECRET}]
        }
    )
    signing_secret: str = Field(max_length=64, pattern="^whsec_[A-Za-z0-9+/]+=*$", description=_SHOWN_ONCE)


class WebhookSecret(Out):
    """A new secret; the one before signs beside it until it ends."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "signing_secret": SECRET,
                    "previous_secret_ends_at": "2026-11-04T10:00:00.000Z",
                    "etag": '"q7Zk0w"',
                }
            ]
        }
    )
    signing_secret: str = Field(max_length=64, pattern="^whsec_[A-Za-z0-9+/]+=*$", description=_SHOWN_ONCE)
    previous_secret_ends_at: InstantOut = Field(
        description="Until when messages bear a signature by each of the two."
    )
    etag: str = Field(max_length=64, description="Of the webhook; send as `If-Match` to change it.")


class WebhookPage(Out):
    """A page of the list of webhooks."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/webhooks", WEBHOOK))
    data: list[WebhookOut] = Field(
        max_length=200,
        description=f"The webhooks, oldest first; a program has {MOST_WEBHOOKS} at most that are not disabled.",
    )
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
