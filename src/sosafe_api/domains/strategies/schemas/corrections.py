"""What crosses the wire when a slip in an adopted strategy is put right."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Code, InstantOut, Out, Schema, text
from sosafe_api.domains.strategies.schemas.objectives import LONGEST_WORDS, Number

MOST_ITEMS = 100
ITEM: dict[str, Any] = {"objective_number": 2, "words": "Reduce crime and disorder, with criminal damage."}
CHANGE: dict[str, Any] = {
    "place": "objectives/2",
    "before": "Reduce crime and disorder.",
    "after": ITEM["words"],
}
CORRECTION: dict[str, Any] = {"reason": "Words were lost in print.", "items": [ITEM]}
CORRECTION_OUT: dict[str, Any] = {
    "reason": CORRECTION["reason"],
    "changes": [CHANGE],
    "corrected_by": "019a0000-0000-7000-8000-0000000000ee",
    "corrected_at": "2026-11-02T09:30:00.000Z",
}


class StrategyCorrectionItem(Schema):
    """One aim, objective or measure, and its right words; or the right indicator of a measure."""

    model_config = ConfigDict(json_schema_extra={"examples": [ITEM]})
    aim_number: Number | None = Field(None, description="The aim, counted from 1; stands alone.")
    objective_number: Number | None = Field(None, description="The objective.")
    measure_number: Number | None = Field(None, description="The measure of that objective.")
    words: text(LONGEST_WORDS) | None = Field(None, description="The right words.")  # type: ignore[valid-type]
    kpi: Code | None = Field(None, description="The right indicator, of a measure.")


class StrategyCorrectionIn(Schema):
    """What is put right, and why."""

    model_config = ConfigDict(json_schema_extra={"examples": [CORRECTION]})
    reason: text(500) = Field(description="How it came to be wrong.")  # type: ignore[valid-type]
    items: list[StrategyCorrectionItem] = Field(
        min_length=1, max_length=MOST_ITEMS, description="What is put right."
    )


class StrategyChange(Out):
    """What stood at a place, and what stands there now."""

    model_config = ConfigDict(json_schema_extra={"examples": [CHANGE]})
    place: str = Field(max_length=60, description="The aim, objective or measure, by number.")
    before: str | None = Field(max_length=LONGEST_WORDS, description="What stood there.")
    after: str | None = Field(max_length=LONGEST_WORDS, description="What stands there now.")


class StrategyCorrectionOut(Out):
    """A correction of an adopted strategy."""

    model_config = ConfigDict(json_schema_extra={"examples": [CORRECTION_OUT]})
    reason: str = Field(max_length=500, description="How it came to be wrong.")
    changes: list[StrategyChange] = Field(max_length=2 * MOST_ITEMS, description="What was put right.")
    corrected_by: UUID = Field(description="Who did so.")
    corrected_at: InstantOut = Field(description="When.")
