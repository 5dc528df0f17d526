"""Values of action plans that cross the wire: figures as decimal text, and the target of an action."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Out, Schema, line, text

_FIGURE = r"^-?[0-9]{1,10}(\.[0-9]{1,4})?$"
Figure = Annotated[str, StringConstraints(max_length=16, pattern=_FIGURE)]
FigureOut = Annotated[str, Field(max_length=16, pattern=_FIGURE)]
TARGET: dict[str, Any] = {
    "specific": "Hold four street meets in each ward.",
    "measure": "Street meets held.",
    "unit": "street meets",
    "baseline": "9",
    "value": "16",
    "achievable": "Officers of three agencies have the hours.",
    "realistic": "Within the budget of the neighbourhood teams.",
}


def plain(value: Decimal | None) -> str | None:
    """A figure without needless zeros, so that equal ones are written alike."""
    if value is None:
        return None
    return f"{value.normalize():f}" if value else "0"


class PlanTargetIn(Schema):
    """A target that is specific, measurable, achievable and realistic; its time is the action's `due_on`."""

    model_config = ConfigDict(json_schema_extra={"examples": [TARGET]})
    specific: text(2000) = Field(description="What exactly is to be reached, in words that name nobody.")  # type: ignore[valid-type]
    measure: line(500) = Field(description="What is counted or measured.")  # type: ignore[valid-type]
    unit: line(60) = Field(description="In which unit.")  # type: ignore[valid-type]
    baseline: Figure | None = Field(None, description="Where it stood before, if that is known.")
    value: Figure = Field(description="Where it is to stand.")
    achievable: text(1000) = Field(description="Why it can be done.")  # type: ignore[valid-type]
    realistic: text(1000) = Field(description="With which means.")  # type: ignore[valid-type]


class PlanTarget(Out):
    """The target of an action."""

    model_config = ConfigDict(json_schema_extra={"examples": [TARGET]})
    specific: str = Field(max_length=2000, description="What exactly is to be reached.")
    measure: str = Field(max_length=500, description="What is counted or measured.")
    unit: str = Field(max_length=60, description="In which unit.")
    baseline: FigureOut | None = Field(description="Where it stood before.")
    value: FigureOut = Field(description="Where it is to stand.")
    achievable: str = Field(max_length=1000, description="Why it can be done.")
    realistic: str = Field(max_length=1000, description="With which means.")
