"""What crosses the wire about tools of scored assessment and the assessments made with them."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Code, InstantOut, Links, Out, PageInfo, PastDay, Schema, line, text
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.risk.vocabulary import AssessmentPhase, ScoreChange, ScoreDirection

MOST_ITEMS, LARGEST, LARGEST_TOTAL = 100, 1000, 100_000
_ITEM: dict[str, Any] = {"code": "housing", "label": "Housing", "minimum": 0, "maximum": 10}
_OFFENDING: dict[str, Any] = {"code": "offending", "label": None, "minimum": 0, "maximum": 10}
TOOL: dict[str, Any] = {
    "code": "needs_star",
    "name": "Needs star",
    "tool_version": 1,
    "direction": "higher_is_worse",
    "items": [_ITEM, _OFFENDING],
}


class ToolItemIn(Schema):
    """One item of a tool and the range of its values."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ITEM]})
    code: Code = Field(description="How assessments name the item.")
    label: line(200) | None = Field(  # type: ignore[valid-type]
        None, description="What it is about; leave it out where the wording is not yours to publish."
    )
    minimum: int = Field(ge=-LARGEST, le=LARGEST, description="The lowest value.")
    maximum: int = Field(ge=-LARGEST, le=LARGEST, description="The highest value.")


class AssessmentToolIn(Schema):
    """A version of a tool. A changed tool is a new version: totals are compared within one only."""

    model_config = ConfigDict(json_schema_extra={"examples": [TOOL]})
    code: Code = Field(description="Names the tool in all its versions.")
    name: line(200) = Field(description="What the tool is called.")  # type: ignore[valid-type]
    tool_version: int = Field(ge=1, le=10_000, description="The tool's version.")
    direction: ScoreDirection = Field(description="What a higher total means.")
    items: list[ToolItemIn] = Field(min_length=1, max_length=MOST_ITEMS, description="Everything it scores.")


class AssessmentToolQuery(RecordQuery):
    """Which tools are listed."""

    code: Code | None = Field(None, description="The versions of this tool.")


class ToolItemOut(Out):
    """One item of a tool and the range of its values."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ITEM]})
    code: str = Field(max_length=64, description="How assessments name the item.")
    label: str | None = Field(max_length=200, description="What it is about.")
    minimum: int = Field(ge=-LARGEST, le=LARGEST, description="The lowest value.")
    maximum: int = Field(ge=-LARGEST, le=LARGEST, description="The highest value.")


TOOL_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d4",
    **TOOL,
    "lowest_total": 0,
    "highest_total": 20,
    "created_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class AssessmentToolOut(Out):
    """A version of a tool with the range of its total."""

    model_config = ConfigDict(json_schema_extra={"examples": [TOOL_OUT]})
    id: UUID = Field(description="The version's identifier.")
    code: str = Field(max_length=64, description="Names the tool in all its versions.")
    name: str = Field(max_length=200, description="What the tool is called.")
    tool_version: int = Field(ge=1, le=10_000, description="The tool's version.")
    direction: ScoreDirection = Field(description="What a higher total means.")
    items: list[ToolItemOut] = Field(max_length=MOST_ITEMS, description="Everything it scores.")
    lowest_total: int = Field(
        ge=-LARGEST_TOTAL, le=LARGEST_TOTAL, description="With every item at its lowest."
    )
    highest_total: int = Field(
        ge=-LARGEST_TOTAL, le=LARGEST_TOTAL, description="With every item at its highest."
    )
    created_at: InstantOut = Field(description="When it was recorded.")
    etag: str = Field(max_length=64, description="Of this version, which never changes.")


class AssessmentToolPage(Out):
    """A page of the list of tools."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/assessment-tools", TOOL_OUT))
    data: list[AssessmentToolOut] = Field(max_length=200, description="The tools' versions, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


_VALUE: dict[str, Any] = {"item": "housing", "value": 7}
_VALUES = [_VALUE, {"item": "offending", "value": 5}]
SCORED: dict[str, Any] = {
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "case_id": None,
    "tool_id": "019a0000-0000-7000-8000-0000000000d4",
    "phase": "before",
    "before_id": None,
    "assessed_on": "2026-11-03",
    "values": _VALUES,
    "note": None,
}
_BEFORE = "The assessment before the work, by the same version of the tool, that this one is compared with."


class ItemValueIn(Schema):
    """The value of one item."""

    model_config = ConfigDict(json_schema_extra={"examples": [_VALUE]})
    item: Code = Field(description="The item's code.")
    value: int = Field(ge=-LARGEST, le=LARGEST, description="Within the item's range.")


class ScoredAssessmentIn(Schema):
    """Values of every item of a tool for a person; the service adds them up."""

    model_config = ConfigDict(json_schema_extra={"examples": [SCORED]})
    person_id: UUID = Field(description="Somebody whom a case of your service is about.")
    case_id: UUID | None = Field(None, description="The case in which it was made; it is about the person.")
    tool_id: UUID = Field(description="The version of the tool.")
    phase: AssessmentPhase = Field(description="Before or after the work with the person.")
    before_id: UUID | None = Field(None, description=_BEFORE)
    assessed_on: PastDay = Field(description="The day of the assessment.")
    values: list[ItemValueIn] = Field(min_length=1, max_length=MOST_ITEMS, description="One for each item.")
    note: text(2000) | None = Field(None, description="What the values do not say.")  # type: ignore[valid-type]


class ScoredAssessmentQuery(RecordQuery):
    """Which assessments are listed."""

    person_id: UUID | None = Field(None, description="About this person.")
    case_id: UUID | None = Field(None, description="Made in this case.")
    tool_id: UUID | None = Field(None, description="By this version of a tool.")


SCORED_SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d5",
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "case_id": None,
    "tool_id": "019a0000-0000-7000-8000-0000000000d4",
    "phase": "before",
    "before_id": None,
    "assessed_on": "2026-11-03",
    "created_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class ScoredAssessmentSummary(Out):
    """That an assessment was made; its values and total are read one at a time, for a purpose."""

    model_config = ConfigDict(json_schema_extra={"examples": [SCORED_SUMMARY]})
    id: UUID = Field(description="The assessment's identifier.")
    person_id: UUID = Field(description="Whom it is about.")
    case_id: UUID | None = Field(description="The case in which it was made.")
    tool_id: UUID = Field(description="The version of the tool.")
    phase: AssessmentPhase = Field(description="Before or after the work with the person.")
    before_id: UUID | None = Field(description=_BEFORE)
    assessed_on: date = Field(description="The day of the assessment.")
    created_at: InstantOut = Field(description="When it was recorded.")
    etag: str = Field(max_length=64, description="Of the assessment, which never changes.")


class ScoredAssessmentPage(Out):
    """A page of the list of scored assessments."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/scored-assessments", SCORED_SUMMARY))
    data: list[ScoredAssessmentSummary] = Field(max_length=200, description="The assessments, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


_CHANGE: dict[str, Any] = {"from": 15, "difference": -3, "meaning": "improved"}


class ItemValueOut(Out):
    """The value of one item."""

    model_config = ConfigDict(json_schema_extra={"examples": [_VALUE]})
    item: str = Field(max_length=64, description="The item's code.")
    value: int = Field(ge=-LARGEST, le=LARGEST, description="Within the item's range.")


class ScoreChangeOut(Out):
    """What became of the total since the assessment before the work."""

    model_config = ConfigDict(json_schema_extra={"examples": [_CHANGE]}, populate_by_name=True)
    from_: int = Field(alias="from", ge=-LARGEST_TOTAL, le=LARGEST_TOTAL, description="The total before.")
    difference: int = Field(ge=-2 * LARGEST_TOTAL, le=2 * LARGEST_TOTAL, description="The total less that.")
    meaning: ScoreChange = Field(description="By the direction of the tool.")


SCORED_OUT: dict[str, Any] = {
    **SCORED_SUMMARY,
    "values": _VALUES,
    "total": 12,
    "change": None,
    "note": None,
    "assessed_by": "019a0000-0000-7000-8000-0000000000b1",
}


class ScoredAssessmentOut(ScoredAssessmentSummary):
    """A scored assessment with its values and total."""

    model_config = ConfigDict(json_schema_extra={"examples": [SCORED_OUT]})
    values: list[ItemValueOut] = Field(max_length=MOST_ITEMS, description="In the order of the tool's items.")
    total: int = Field(ge=-LARGEST_TOTAL, le=LARGEST_TOTAL, description="The sum of the values.")
    change: ScoreChangeOut | None = Field(description="Null unless it names the assessment before.")
    note: str | None = Field(max_length=2000, description="What the values do not say.")
    assessed_by: UUID = Field(description="The user who recorded it.")
