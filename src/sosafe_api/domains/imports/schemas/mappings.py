"""What crosses the wire about mappings of headings."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo, Schema, Slug, line
from sosafe_api.domains.auth.schemas.records import RecordQuery, page_example
from sosafe_api.domains.imports.rules import ImportResource

MOST_HEADINGS = 200
Column = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")
]


class MappedHeadingIn(Schema):
    """A heading of the file and the column that it means."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"heading": "Date opened", "column": "referred_on"}]}
    )
    heading: line(120) = Field(  # type: ignore[valid-type]
        description="As the file writes it; letter case and the number of spaces make no difference."
    )
    column: Column | None = Field(description="What it means here; null for a column that is not read.")


MAPPED: list[Any] = [
    {"heading": "Ref no", "column": "agency_reference"},
    {"heading": "Last changed", "column": "changed_at"},
    {"heading": "Type", "column": "opening_heading"},
    {"heading": "Officer", "column": None},
]


class ImportMappingIn(Schema):
    """What the headings of files of one kind mean."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"resource": "asb_incidents", "headings": MAPPED}]}
    )
    resource: ImportResource = Field(description="What such files hold.")
    headings: list[MappedHeadingIn] = Field(
        min_length=1,
        max_length=MOST_HEADINGS,
        description="Each heading once and each column once. A heading that is not here stands for itself.",
    )


EXAMPLE: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000ce",
    "name": "northgate-export",
    "resource": "asb_incidents",
    "headings": MAPPED,
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class MappedHeadingOut(Out):
    """A heading of the file and the column that it means."""

    model_config = ConfigDict(json_schema_extra={"examples": [MAPPED[0]]})
    heading: str = Field(max_length=120, description="As it was stated.")
    column: str | None = Field(max_length=64, description="What it means here; null where it is not read.")


class ImportMappingOut(Out):
    """A mapping as it stands."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})
    id: UUID = Field(description="The mapping's identifier, which changes name.")
    name: Slug = Field(description="Its name, by which an import asks for it.")
    resource: ImportResource = Field(description="What such files hold.")
    headings: list[MappedHeadingOut] = Field(max_length=MOST_HEADINGS, description="In the order stated.")
    created_at: InstantOut = Field(description="When it was made.")
    updated_at: InstantOut = Field(description="When it was last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` with a change.")


class ImportMappingQuery(RecordQuery):
    """Which mappings are listed."""

    resource: ImportResource | None = Field(None, description="Those of files of this kind.")


class ImportMappingPage(Out):
    """A page of the list of mappings."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/import-mappings", EXAMPLE))
    data: list[ImportMappingOut] = Field(max_length=200, description="The mappings, newest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class HeadingSuggestionsIn(Schema):
    """The headings of a file, to learn what they might mean."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"resource": "asb_incidents", "headings": ["Ref no", "Officer"]}]}
    )
    resource: ImportResource = Field(description="What the file holds.")
    headings: list[line(120)] = Field(  # type: ignore[valid-type]
        min_length=1, max_length=MOST_HEADINGS, description="The first line of the file."
    )


class HeadingSuggestion(Out):
    """A heading and what it might mean."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"heading": "Ref no", "columns": ["agency_reference"]}]}
    )
    heading: str = Field(max_length=120, description="As it was sent.")
    columns: list[line(64)] = Field(  # type: ignore[valid-type]
        max_length=3, description="Columns that it resembles, the likeliest first; none where nothing does."
    )


class HeadingSuggestionsOut(Out):
    """What headings might mean, and which columns a file may have."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "data": [
                        {"heading": "Ref no", "columns": ["agency_reference"]},
                        {"heading": "Officer", "columns": []},
                    ],
                    "columns": ["agency_reference", "changed_at"],
                }
            ]
        }
    )
    data: list[HeadingSuggestion] = Field(max_length=MOST_HEADINGS, description="In the order sent.")
    columns: list[line(64)] = Field(  # type: ignore[valid-type]
        max_length=MOST_HEADINGS, description="Every column that such a file may have."
    )
