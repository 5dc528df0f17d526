"""What crosses the wire about the police files that are loaded."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo
from sosafe_api.domains.auth.schemas import QueryDay, RecordQuery, page_example
from sosafe_api.domains.incidents.schemas.areas import AreaCode
from sosafe_api.domains.incidents.vocabulary import CrimeTypeList, PoliceFileKind

MOST_CODES = 40
COUNT: dict[str, Any] = {"code": "burglary", "count": 12}
FILE: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e1",
    "kind": "street",
    "force": "Example Constabulary",
    "month": "2021-04-01",
    "crime_type_list": "may_2013",
    "break_before": False,
    "rows": 12,
    "rows_without_area": 0,
    "counts": [COUNT],
    "import_id": "019a0000-0000-7000-8000-0000000000cc",
    "loaded_at": "2026-11-02T09:30:05.000Z",
}


class PoliceFileQuery(RecordQuery):
    """Which police files are listed, and where their rows are counted."""

    model_config = ConfigDict(populate_by_name=True)
    kind: list[PoliceFileKind] | None = Field(
        None, min_length=1, max_length=2, description="Any of these kinds."
    )
    from_: QueryDay | None = Field(
        None, alias="from", description="Of months that begin on or after this day."
    )
    before: QueryDay | None = Field(None, description="Of months that begin before this day.")
    area_code: AreaCode | None = Field(None, description="Count the rows of this district only.")


class PoliceFileCountOut(Out):
    """How many rows a file has of one code."""

    model_config = ConfigDict(json_schema_extra={"examples": [COUNT]})
    code: str = Field(max_length=64, description="A crime type; in an outcomes file a group of outcomes.")
    count: int = Field(ge=0, le=2**31, description="Rows.")


class PoliceFileOut(Out):
    """A month of a force that is loaded, and what it counts."""

    model_config = ConfigDict(json_schema_extra={"examples": [FILE]})
    id: UUID = Field(description="The file's identifier.")
    kind: PoliceFileKind = Field(description="What it holds.")
    force: str = Field(max_length=200, description="The force, as the file names it.")
    month: date = Field(description="The first day of its month.")
    crime_type_list: CrimeTypeList | None = Field(
        description="The list of crime types it is written in; null for outcomes."
    )
    break_before: bool = Field(
        description="Whether the list changed with this month, so that no series runs across its first day."
    )
    rows: int = Field(ge=0, le=2**31, description="Its rows, wherever they lie.")
    rows_without_area: int = Field(ge=0, le=2**31, description="Rows that name no area.")
    counts: list[PoliceFileCountOut] = Field(
        max_length=MOST_CODES, description="Its rows by code; one that is not named has none."
    )
    import_id: UUID = Field(description="The import that brought it.")
    loaded_at: InstantOut = Field(description="When it was loaded last.")


class PoliceFilePage(Out):
    """A page of the list of police files."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/police-files", FILE))
    data: list[PoliceFileOut] = Field(max_length=200, description="The files, in the order of first loading.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
