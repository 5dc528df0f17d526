"""What crosses the wire about reveals. `LocationOut` is the one schema that holds a location."""

import re
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Code, InstantOut, Links, Out, PageInfo, Schema, broken_rule, text
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.placements.rules import RevealGround, RevealStatus
from sosafe_api.domains.placements.schemas.places import LOCATION

PLACE_ID = "019a0000-0000-7000-8000-0000000000e1"
TOKEN = "example-token-of-a-reveal-000000000000000000"  # noqa: S105 - plainly fictional
REVEAL: dict[str, Any] = {
    "purpose": "safeguarding",
    "reason": "A fictional resident arrives tonight and is brought to the door.",
}
SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e3",
    "place_id": PLACE_ID,
    "principal_id": "019a0000-0000-7000-8000-0000000000b1",
    "ground": "duty_roster",
    "purpose": "safeguarding",
    "needs_approval": False,
    "status": "ready",
    "asked_at": "2026-11-02T18:00:00.000Z",
    "approved_at": None,
    "approved_by": None,
    "usable_until": "2026-11-02T18:01:00.000Z",
    "opened_at": None,
}


_POSTCODE = re.compile(r"\b[a-z]{1,2}[0-9][a-z0-9]?\s*[0-9][a-z]{2}\b", re.IGNORECASE)


def _no_postcode(reason: str) -> str:
    """A reason is kept in clear and read by others: whoever writes an address into it has told it to them."""
    if _POSTCODE.search(reason):
        raise broken_rule("holds_postcode", "Must hold no postcode: say why, not where.")
    return reason


class RevealIn(Schema):
    """Asks for a place's location. Everything of this is recorded, and the duty lead is told at once."""

    model_config = ConfigDict(json_schema_extra={"examples": [REVEAL]})
    purpose: Code = Field(description="A purpose that a sharing agreement of your agency names.")
    reason: Annotated[text(2000, 20), AfterValidator(_no_postcode)] = Field(  # type: ignore[valid-type]
        description="Why it is needed now, in 20 characters or more, without any address."
    )


class OpeningIn(Schema):
    """The token that the reveal answered, to be used once within a minute."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"token": TOKEN}]})
    token: Annotated[str, StringConstraints(min_length=43, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")] = (
        Field(description="The token, as it was answered to you.")
    )


class RevealQuery(RecordQuery):
    """A page of a place's reveals."""


class RevealSummary(Out):
    """That somebody asked for a location, by what right, and whether they opened it."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The reveal's identifier.")
    place_id: UUID = Field(description="The place.")
    principal_id: UUID = Field(description="The user who asked.")
    ground: RevealGround = Field(description="By what they may ask.")
    purpose: str = Field(max_length=64, description="The purpose they stated.")
    needs_approval: bool = Field(description="Whether a second person, of the service, must approve.")
    status: RevealStatus = Field(description="Where it stands.")
    asked_at: InstantOut = Field(description="When they asked.")
    approved_at: InstantOut | None = Field(description="When the second person approved.")
    approved_by: UUID | None = Field(description="Who that was.")
    usable_until: InstantOut | None = Field(description="When the token ends; null until it is approved.")
    opened_at: InstantOut | None = Field(description="When they opened the location.")


class RevealOut(RevealSummary):
    """A reveal with the reason that was given, for the asker and for the service."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**SUMMARY, "reason": REVEAL["reason"]}]})
    reason: str = Field(max_length=2000, description="Why it was needed.")


class RevealGiven(RevealSummary):
    """A reveal with its token, which is answered this once."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**SUMMARY, "token": TOKEN}]})
    token: str = Field(max_length=64, description="Opens the location once, within a minute, for you alone.")


class RevealPage(Out):
    """A page of a place's reveals."""

    model_config = ConfigDict(json_schema_extra=page_example(f"/v1/places/{PLACE_ID}/reveals", SUMMARY))
    data: list[RevealSummary] = Field(max_length=200, description="The reveals, in the order of asking.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class RevealApprovalOut(Out):
    """The second person's approval."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"reveal_id": SUMMARY["id"], "place_id": PLACE_ID, "status": "ready"}]
        }
    )
    reveal_id: UUID = Field(description="The reveal.")
    place_id: UUID = Field(description="The place.")
    status: RevealStatus = Field(description="Where the reveal stands now.")


class LocationOut(Out):
    """Where a place is. Keep it nowhere."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"reveal_id": SUMMARY["id"], "place_id": PLACE_ID, **LOCATION}]}
    )
    reveal_id: UUID = Field(description="The reveal that is used up with this.")
    place_id: UUID = Field(description="The place.")
    address_lines: list[Annotated[str, StringConstraints(max_length=200)]] = Field(
        max_length=6, description="The address, a line each."
    )
    postcode: str = Field(max_length=8, description="The postcode.")
    access_notes: str | None = Field(max_length=2000, description="How one gets in.")
    timetable: str | None = Field(
        max_length=2000, description="When somebody is there, and when one may come."
    )
