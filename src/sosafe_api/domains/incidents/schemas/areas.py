"""What crosses the wire about areas and populations."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from sosafe_api.core.schemas import Cursor, Links, Out, PageInfo, Query
from sosafe_api.domains.incidents.vocabulary import LsoaChange

AreaCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{8}$", min_length=9, max_length=9)]
LsoaVintage = Annotated[
    Literal[2011, 2021],
    BeforeValidator(lambda text: int(text) if str(text).isdigit() else text),
    WithJsonSchema(
        {"type": "integer", "format": "int32", "enum": [2011, 2021], "minimum": 2011, "maximum": 2021}
    ),
]
CodeType = Annotated[str, StringConstraints(pattern=r"^(LSOA|NMD|WD)$", max_length=8)]
AREA: dict[str, Any] = {
    "code": "E01023787",
    "code_type": "LSOA",
    "name": "Stevenage 001A",
    "vintage": 2011,
    "last_vintage": 2021,
    "district_code": "E07000243",
    "ward_code": "E05015629",
}
CHANGE: dict[str, Any] = {
    "lsoa_2011_code": "E01023768",
    "lsoa_2021_code": "E01035582",
    "change": "irregular",
    "one_to_one": False,
}
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
    vintage: LsoaVintage | None = Field(None, description="LSOAs as they were at the census of this year.")
    limit: int = Field(50, ge=1, le=200, description="Items of a page.")
    cursor: Cursor | None = Field(None, description="`next_cursor` of the page before.")


class AreaOut(Out):
    """An area by its code of the Office for National Statistics."""

    model_config = ConfigDict(json_schema_extra={"examples": [AREA]})
    code: str = Field(max_length=9, description="The code.")
    code_type: str = Field(max_length=8, description="What kind of area the code is of.")
    name: str = Field(max_length=200, description="The name; one name may begin another.")
    vintage: int = Field(ge=1900, le=2100, description="The year of the boundaries.")
    last_vintage: int | None = Field(
        ge=1900, le=2100, description="Of an LSOA: the last census whose boundaries have it as it is."
    )
    district_code: str | None = Field(max_length=9, description="Of an LSOA: the district it lies in.")
    ward_code: str | None = Field(
        max_length=9,
        description="Of an LSOA: the ward of 2024 that it lies in as a whole, where there is one.",
    )


class AreaChangeOut(Out):
    """A lower layer super output area of 2011, and one of 2021 that has land of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [CHANGE]})
    lsoa_2011_code: str = Field(max_length=9, description="The area of 2011.")
    lsoa_2021_code: str = Field(max_length=9, description="The area of 2021.")
    change: LsoaChange = Field(description="What became of it.")
    one_to_one: bool = Field(description="Whether both are the same area; if not, no count is carried over.")


class AreaChangeList(Out):
    """Areas of 2011 and 2021 that share land."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [CHANGE]}]})
    data: list[AreaChangeOut] = Field(max_length=500, description="The pairs, by the codes of 2011.")


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
    """An area's population, or its households, on a day, in a named series."""

    model_config = ConfigDict(json_schema_extra={"examples": [POPULATION]})
    series: str = Field(max_length=64, description="Which series; figures of two series are never mixed.")
    reference_date: date = Field(description="The day that the figure is of.")
    population: int = Field(ge=0, le=100_000_000, description="People; households in a series of households.")
    source: str = Field(max_length=200, description="Who published it.")


class PopulationList(Out):
    """An area's populations, oldest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [POPULATION]}]})
    data: list[PopulationOut] = Field(max_length=200, description="The figures.")
