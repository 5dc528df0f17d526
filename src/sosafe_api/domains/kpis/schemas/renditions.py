"""What else a release holds of an indicator beside its observations."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Out, Query
from sosafe_api.domains.kpis.schemas.definitions import RELEASE_MARK, ReleaseMark
from sosafe_api.domains.kpis.vocabulary import Breakdown, PeriodKind

CONTENT: dict[str, Any] = {
    "path": "crime_rate/observations?period=quarter",
    "media_type": "application/json",
    "content_digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}
CONTENTS: dict[str, Any] = {"kpi_code": "crime_rate", "data": [CONTENT], "release": RELEASE_MARK}
RenditionName = Annotated[
    str,
    StringConstraints(max_length=64, pattern=r"^[a-z][a-z0-9_.\-]*$"),
    Field(examples=["tables"]),
]


class RenditionQuery(Query):
    """Of which table it is wanted. Where none is named and there is none of the whole, that of quarters comes."""

    period: PeriodKind | None = Field(None, description="The length of time each value covers.")
    by: Breakdown | None = Field(None, description="By what it is split.")


class ContentOut(Out):
    """One address of an indicator in one media type."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONTENT]})
    path: str = Field(max_length=200, description="The address below the partnership's open indicators.")
    media_type: str = Field(max_length=100, description="Ask for it by `Accept`.")
    content_digest: str = Field(max_length=64, description="The SHA-256 of its bytes, in hexadecimal.")


class PublishedContents(Out):
    """Everything that a release holds of one indicator."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONTENTS]})
    kpi_code: str = Field(max_length=64, pattern="^[a-z][a-z0-9_]*$", description="The indicator's code.")
    data: list[ContentOut] = Field(max_length=1000, description="Its tables in each media type.")
    release: ReleaseMark = Field(description="The release they belong to.")
