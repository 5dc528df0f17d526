"""Publishing indicators and listing what was published."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Cursor, Day, InstantOut, Links, Out, PageInfo, Query, Schema, text
from sosafe_api.domains.kpis.vocabulary import ReleaseStatus

RELEASE: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000dd",
    "number": 12,
    "status": "published",
    "notes": "Quarterly release.",
    "published_at": "2026-11-02T09:30:00.123Z",
    "data_cut_off": "2026-11-02T09:30:00.123Z",
    "released_by": "019a0000-0000-7000-8000-0000000000ee",
}


class ReleaseIn(Schema):
    """What is said about a release. What it holds follows from the definitions and the data."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"notes": "Quarterly release.", "before": "2026-10-01"}]}
    )
    notes: text(2000) = Field(description="What is new or corrected, for readers.")  # type: ignore[valid-type]
    before: Day | None = Field(None, description="Publish only periods that ended by this day.")


class ReleaseQuery(Query):
    """A page of releases."""

    limit: int = Field(50, ge=1, le=200, description="Items of a page.")
    cursor: Cursor | None = Field(None, description="`next_cursor` of the page before.")


class ReleaseOut(Out):
    """A publication of all indicators. It never changes; a correction is a new release."""

    model_config = ConfigDict(json_schema_extra={"examples": [RELEASE]})
    id: UUID = Field(description="The release's identifier.")
    number: int = Field(ge=1, le=1_000_000, description="Counts up from 1.")
    status: ReleaseStatus = Field(description="Where it stands.")
    notes: str = Field(max_length=2000, description="What is new or corrected.")
    published_at: InstantOut = Field(description="When it was published.")
    data_cut_off: InstantOut = Field(description="What was recorded later is not in it.")
    released_by: UUID = Field(description="Who published it.")


class ReleasePage(Out):
    """A page of the list of releases, the latest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "data": [RELEASE],
                    "page": {"next_cursor": None, "has_more": False},
                    "links": {"self": "/v1/kpi-releases", "first": "/v1/kpi-releases", "next": None},
                }
            ]
        }
    )
    data: list[ReleaseOut] = Field(max_length=200, description="The releases.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
