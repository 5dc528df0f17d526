"""What crosses the wire about the minimum data set."""

from datetime import date
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.partial_dates import PartialDateOut
from sosafe_api.core.schemas import Out
from sosafe_api.domains.minimum_data_sets.vocabulary import DataHolder, MinimumDataCategory

QuarterName = Annotated[str, StringConstraints(max_length=10, pattern=r"^[0-9]{4}-[0-9]{2}-Q[1-4]$")]
MOST_ROWS = 2_000_000
CATEGORY: dict[str, Any] = {
    "category": "deliberate_secondary_fire_not_in_vehicle",
    "paragraph": "3(c)",
    "holder": "fire_and_rescue",
    "held": True,
    "months": ["2026-07", "2026-08", "2026-09"],
    "rows": 1,
    "note": None,
}
ROW: dict[str, Any] = {
    "category": "deliberate_secondary_fire_not_in_vehicle",
    "holder": "fire_and_rescue",
    "agency": "example-fire",
    "occurred_on": "2026-08-12",
    "occurred_time": "21:40",
    "sub_category": "refuse",
    "lsoa_code": "E01023787",
    "outward_postcode": "SG1",
}


class MinimumDataCategoryOut(Out):
    """A category of the Schedule: whether it is held here, for which months, and how many rows it has."""

    model_config = ConfigDict(json_schema_extra={"examples": [CATEGORY]})
    category: MinimumDataCategory = Field(description="What is prescribed.")
    paragraph: str = Field(max_length=8, description="Where in the Schedule.")
    holder: DataHolder = Field(description="Whose information it is.")
    held: bool = Field(
        description="Whether anything of its source is held for the quarter; if not, rows is null."
    )
    months: list[PartialDateOut] = Field(max_length=3, description="The months of which its source is held.")
    rows: int | None = Field(
        ge=0, le=MOST_ROWS, description="Rows of the category; null where it is not held."
    )
    note: str | None = Field(max_length=300, description="What a reader must know of it.")


class MinimumDataRow(Out):
    """An incident or a crime, depersonalised."""

    model_config = ConfigDict(json_schema_extra={"examples": [ROW]})
    category: MinimumDataCategory = Field(description="What it is.")
    holder: DataHolder = Field(description="Whose information it is.")
    agency: str | None = Field(max_length=63, description="The agency that returned it; null for open data.")
    occurred_on: PartialDateOut = Field(description="The day, or the month.")
    occurred_time: str | None = Field(max_length=5, description="The time of day in London.")
    sub_category: str | None = Field(
        max_length=64, description="The heading, crime type or property, by its code here."
    )
    lsoa_code: str | None = Field(max_length=9, description="The lower layer super output area.")
    outward_postcode: str | None = Field(max_length=4, description="The general postcode address.")


class MinimumDataSet(Out):
    """A quarter's minimum data set: every category of the Schedule, then what is held of them."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "quarter": "2026-27-Q2",
                    "starts_on": "2026-07-01",
                    "ends_on": "2026-09-30",
                    "due_on": "2026-12-31",
                    "over": True,
                    "area_code": "E07000243",
                    "categories": [CATEGORY],
                    "rows": [ROW],
                }
            ]
        }
    )
    quarter: QuarterName = Field(description="The information period.")
    starts_on: date = Field(description="Its first day.")
    ends_on: date = Field(description="Its last day.")
    due_on: date = Field(description="By when it is to be disclosed: the end of the next period.")
    over: bool = Field(description="Whether the period is over.")
    area_code: str = Field(max_length=16, description="The local government area.")
    categories: list[MinimumDataCategoryOut] = Field(max_length=28, description="In the Schedule's order.")
    rows: list[MinimumDataRow] = Field(max_length=MOST_ROWS, description="By category and day.")
