"""What crosses the wire about objectives and the measures of each."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Code, Links, Out, PageInfo, Schema, text
from sosafe_api.domains.auth.schemas import RecordQuery, page_example

MOST_OBJECTIVES, MOST_MEASURES = 30, 30
LONGEST_WORDS = 500
Number = Annotated[int, Field(ge=1, le=999)]
MEASURE: dict[str, Any] = {"number": 1, "description": "Rate of all crime.", "kpi": "crime_rate"}
OBJECTIVE: dict[str, Any] = {"number": 2, "title": "Reduce crime and disorder.", "measures": [MEASURE]}
OBJECTIVE_OUT: dict[str, Any] = {"id": "019a0000-0000-7000-8000-0000000000a2", **OBJECTIVE}
LISTED: dict[str, Any] = {
    "id": OBJECTIVE_OUT["id"],
    "strategy_id": "019a0000-0000-7000-8000-0000000000a1",
    "strategy_name": "2018/21",
    "number": 2,
    "title": OBJECTIVE["title"],
}


class ObjectiveMeasureIn(Schema):
    """What an objective is measured by."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEASURE]})
    number: Number = Field(description="Its number within the objective.")
    description: text(LONGEST_WORDS) = Field(description="What is measured.")  # type: ignore[valid-type]
    kpi: Code | None = Field(None, description="The code of the indicator that shows it, if there is one.")


class ObjectiveIn(Schema):
    """An objective."""

    model_config = ConfigDict(json_schema_extra={"examples": [OBJECTIVE]})
    number: Number = Field(description="Its number in the strategy, by which it is known.")
    title: text(LONGEST_WORDS) = Field(description="Its words.")  # type: ignore[valid-type]
    measures: list[ObjectiveMeasureIn] = Field(
        default_factory=list, max_length=MOST_MEASURES, description="What it is measured by."
    )


class ObjectiveMeasureOut(Out):
    """What an objective is measured by."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEASURE]})
    number: int = Field(ge=1, le=999, description="Its number within the objective.")
    description: str = Field(max_length=LONGEST_WORDS, description="What is measured.")
    kpi: str | None = Field(max_length=64, description="The indicator that shows it.")


class ObjectiveOut(Out):
    """An objective of a strategy."""

    model_config = ConfigDict(json_schema_extra={"examples": [OBJECTIVE_OUT]})
    id: UUID = Field(description="Its identifier, by which plans, bids, events and surveys name it.")
    number: int = Field(ge=1, le=999, description="Its number in the strategy.")
    title: str = Field(max_length=LONGEST_WORDS, description="Its words.")
    measures: list[ObjectiveMeasureOut] = Field(max_length=MOST_MEASURES, description="By number.")


class ListedObjective(Out):
    """An objective in a list, with the strategy that it belongs to."""

    model_config = ConfigDict(json_schema_extra={"examples": [LISTED]})
    id: UUID = Field(description="Its identifier.")
    strategy_id: UUID = Field(description="The version of the strategy.")
    strategy_name: str = Field(max_length=80, description="The strategy's name.")
    number: int = Field(ge=1, le=999, description="Its number there.")
    title: str = Field(max_length=LONGEST_WORDS, description="Its words.")


class ObjectiveQuery(RecordQuery):
    """Which objectives are listed."""

    strategy_id: UUID | None = Field(None, description="Of this version of a strategy.")
    kpi: Code | None = Field(None, description="Measured by this indicator.")


class ObjectivePage(Out):
    """A page of the list of objectives."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/objectives", LISTED))
    data: list[ListedObjective] = Field(max_length=200, description="The objectives, as recorded.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
