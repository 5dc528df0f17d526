"""What crosses the wire about areas and populations."""

from datetime import date
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Cursor, Links, Out, PageInfo, Query

AreaCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{8}$", min_length=9, max_length=9)]
CodeType = Annotated[str, StringConstraints(pattern=r"^(LSOA|NMD|WD)$", max_length=8)]
AREA: dict[str, Any] = {"code": "E07000243", "code_type": "NMD", "name": "Stevenage", "vintage": 2021}
POPULATION: dict[str, Any] = {
    "series": "mid_year_first_published",
    "reference_date": "2020-06-30",
    "population": 88104,
    "source": "Office for National Statistics",
}


class AreaQuery(Query):
    """Which areas are listed."""

    code_type: CodeType | None = Field(
        None, description="`LSOA`, `NMD` (non-metropolitan district) or `WD` (ward)."
    )
    within: AreaCode | None = Field(None, description="The district that the areas lie in.")
    limit: int = Field(50, ge=1, le=200, description="Items of a page.")
    cursor: Cursor | None = Field(None, description="`next_cursor` of the page before.")


class AreaOut(Out):
    """An area by its code of the Office for National Statistics."""

    model_config = ConfigDict(json_schema_extra={"examples": [AREA]})
    code: str = Field(max_length=9, description="The code.")
    code_type: str = Field(max_length=8, description="What kind of area the code is of.")
    name: str = Field(max_length=200, description="The name; one name may begin another.")
    vintage: int = Field(ge=1900, le=2100, description="The year of the boundaries.")


class AreaPage(Out):
    """A page of the list of areas."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "data": [AREA],
                    "page": {"next_cursor": None, "has_more": False},
                    "links": {"self": "/v1/areas", "first": "/v1/areas", "next": None},
                }
            ]
        }
    )
    data: list[AreaOut] = Field(max_length=200, description="The areas, in the order of codes.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class PopulationOut(Out):
    """An area's population on a day, in a named series."""

    model_config = ConfigDict(json_schema_extra={"examples": [POPULATION]})
    series: str = Field(max_length=64, description="Which series; figures of two series are never mixed.")
    reference_date: date = Field(description="The day that the figure is of.")
    population: int = Field(ge=0, le=100_000_000, description="People.")
    source: str = Field(max_length=200, description="Who published it.")


class PopulationList(Out):
    """An area's populations, oldest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [POPULATION]}]})
    data: list[PopulationOut] = Field(max_length=200, description="The figures.")
