"""What crosses the wire about the partnership itself."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import InstantOut, Out, Schema, line
from sosafe_api.domains.auth.rules import PartnershipMode
from sosafe_api.domains.auth.schemas.records import kept

AreaCode = Annotated[str, StringConstraints(min_length=9, max_length=9, pattern=r"^[A-Z][0-9]{8}$")]
CLOCK_AHEAD_SECONDS = (
    20 * 366 * 86_400
)  # the longest time by which any record here is kept or due, and to spare
PARTNERSHIP: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000a0",
    "slug": "example",
    "name": "Example Community Safety Partnership",
    "area_code": "E07000243",
    "mode": "test",
    "clock_ahead_seconds": 0,
    "created_at": "2026-04-01T09:00:00.000Z",
    "etag": '"00112233445566778899"',
}


class PartnershipPatch(Schema):
    """What an administrator may change of the partnership; its slug and mode are the operator's."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Example Community Safety Partnership"}]}
    )
    name: line(200) = kept(description="The name that people know it by.")  # type: ignore[valid-type]
    area_code: AreaCode = kept(
        description="The district whose safety it answers for: a code of the Office for National Statistics."
    )
    clock_ahead_seconds: int = kept(
        ge=0,
        le=CLOCK_AHEAD_SECONDS,
        description="Of a test partnership: how far its clock is to be ahead of the true one, no less than by now;"
        " 0 sets it back to the true one.",
    )


class PartnershipOut(Out):
    """The partnership that the token belongs to."""

    model_config = ConfigDict(json_schema_extra={"examples": [PARTNERSHIP]})
    id: UUID = Field(description="The partnership's identifier.")
    slug: str = Field(max_length=63, description="Its short name, as it stands in addresses of open data.")
    name: str = Field(max_length=200, description="The name that people know it by.")
    area_code: str = Field(max_length=9, description="The district whose safety it answers for.")
    mode: PartnershipMode = Field(
        description="`test`: the people in it are fictional. `live`: they are real."
    )
    clock_ahead_seconds: int = Field(
        ge=0,
        le=CLOCK_AHEAD_SECONDS,
        description="How many seconds its clock is ahead of the true one; 0 unless a test moved it.",
    )
    created_at: InstantOut = Field(description="When it was set up.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")
