"""What crosses the wire about offences and recorded crime."""

from datetime import date
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Links, Out, PageInfo
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.incidents.schemas import AreaCode
from sosafe_api.domains.recorded_crime.rules.quarters import QuarterLabel
from sosafe_api.domains.recorded_crime.vocabulary import OffenceLevel

OffenceCode = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9_./]{0,63}$")
]
QUARTER: dict[str, Any] = {"start": "2021-04-01", "end": "2021-07-01", "label": "2021/22 Q1"}
OFFENCE: dict[str, Any] = {
    "code": "28E",
    "level": "offence",
    "name": "Burglary residential",
    "parent_code": "domestic_burglary",
    "also_in": None,
    "crime_type": "burglary",
    "valid_from": "2017-04-01",
    "valid_to": None,
}
CRIME: dict[str, Any] = {
    "area_code": "E07000243",
    "quarter": QUARTER,
    "offence_code": "28E",
    "offence_name": "Burglary residential",
    "level": "offence",
    "count": 61,
    "published_on": "2021-10-28",
    "revision": 1,
    "latest": True,
}


class OffenceOut(Out):
    """A node of the tree of offences."""

    model_config = ConfigDict(json_schema_extra={"examples": [OFFENCE]})
    code: str = Field(max_length=64, description="The code of the Home Office, or the slug of a whole.")
    level: OffenceLevel = Field(description="How far down the tree it stands.")
    name: str = Field(max_length=200, description="Its name.")
    parent_code: str | None = Field(max_length=64, description="The whole that it is a part of.")
    also_in: str | None = Field(
        max_length=64, description="A second whole that counts it, which tables by partnership print."
    )
    crime_type: str | None = Field(max_length=64, description="The crime type of street files that has it.")
    valid_from: date | None = Field(description="The first day of its series, where it is not the first one.")
    valid_to: date | None = Field(description="The last day of a closed series.")


class OffenceList(Out):
    """The tree of offences, each whole before its parts."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [OFFENCE]}]})
    data: list[OffenceOut] = Field(max_length=500, description="The nodes.")


class RecordedCrimeQuery(RecordQuery):
    """Which counts are listed."""

    area_code: AreaCode | None = Field(None, description="Of this area.")
    quarter: QuarterLabel | None = Field(None, description="Of this quarter, like 2021/22 Q1.")
    offence: OffenceCode | None = Field(None, description="Of this offence, and of all that counts in it.")
    every_revision: bool = Field(False, description="Also what later publications revised.")


class QuarterOut(Out):
    """Three months of a financial year, from `start` up to, not including, `end`."""

    model_config = ConfigDict(json_schema_extra={"examples": [QUARTER]})
    start: date = Field(description="The first day.")
    end: date = Field(description="The first day that no longer belongs to it.")
    label: str = Field(max_length=10, description="Its usual name.")


class RecordedCrimeOut(Out):
    """What one publication counts of an offence in an area's quarter."""

    model_config = ConfigDict(json_schema_extra={"examples": [CRIME]})
    area_code: str = Field(max_length=9, description="The area.")
    quarter: QuarterOut = Field(description="The quarter in which it was recorded.")
    offence_code: str = Field(max_length=64, description="The offence, or the whole that was counted.")
    offence_name: str = Field(max_length=200, description="Its name.")
    level: OffenceLevel = Field(description="How far down the tree it stands.")
    count: int = Field(ge=-(10**9), le=10**9, description="Offences; transfers can make it negative.")
    published_on: date = Field(description="The day of the publication.")
    revision: int = Field(
        ge=1, le=10_000, description="Counts up with each publication of the area's quarter."
    )
    latest: bool = Field(description="Whether no later publication is held.")


class RecordedCrimePage(Out):
    """A page of the list of recorded crime."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/recorded-crime", CRIME))
    data: list[RecordedCrimeOut] = Field(
        max_length=200, description="By area, quarter, publication and code."
    )
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
