"""What crosses the wire about most similar areas."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Code, Day, InstantOut, Links, Out, PageInfo, Query, Schema, line, text
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.incidents.schemas import AreaCode
from sosafe_api.domains.recorded_crime.rules.comparison import RULE
from sosafe_api.domains.recorded_crime.rules.quarters import QuarterLabel
from sosafe_api.domains.recorded_crime.schemas.crimes import QUARTER, QuarterOut
from sosafe_api.domains.recorded_crime.vocabulary import ComparisonGap, RateTrend, SimilarAreaPosition

MOST_MEMBERS = 60
MEMBER: dict[str, Any] = {"area_code": "E07000099", "name": "North Hertfordshire"}
GROUP: dict[str, Any] = {
    "area_code": "E07000243",
    "valid_from": "2014-10-01",
    "source": "Example tables of most similar groups.",
    "members": [MEMBER, {"area_code": "E07000103", "name": "Watford"}],
}


class SimilarAreaMember(Schema):
    """An area of the group."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEMBER]})
    area_code: AreaCode = Field(description="Its code.")
    name: line(200) = Field(description="Its name.")  # type: ignore[valid-type]


class SimilarAreaGroupIn(Schema):
    """The areas most similar to one, from a day on."""

    model_config = ConfigDict(json_schema_extra={"examples": [GROUP]})
    area_code: AreaCode = Field(description="The area that the others are similar to.")
    valid_from: Day = Field(
        description="The first day on which the group holds; it ends where the next begins."
    )
    source: text(500) = Field(description="Who formed the group, and where it is published.")  # type: ignore[valid-type]
    members: list[SimilarAreaMember] = Field(
        min_length=1, max_length=MOST_MEMBERS, description="The other areas, each once."
    )


class SimilarAreaGroupPatch(Schema):
    """What is to be corrected of a group."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"source": "Example tables, corrected."}]})
    source: text(500) = kept(description="Who formed the group, and where it is published.")  # type: ignore[valid-type]
    members: list[SimilarAreaMember] = kept(
        min_length=1, max_length=MOST_MEMBERS, description="The other areas, each once."
    )


GROUP_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e2",
    **GROUP,
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class SimilarAreaMemberOut(Out):
    """An area of the group."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEMBER]})
    area_code: str = Field(max_length=9, description="Its code.")
    name: str = Field(max_length=200, description="Its name.")


class SimilarAreaGroupOut(Out):
    """The areas most similar to one, from a day on."""

    model_config = ConfigDict(json_schema_extra={"examples": [GROUP_OUT]})
    id: UUID = Field(description="The group's identifier.")
    area_code: str = Field(max_length=9, description="The area that the others are similar to.")
    valid_from: date = Field(description="The first day on which the group holds.")
    source: str = Field(max_length=500, description="Who formed the group, and where it is published.")
    members: list[SimilarAreaMemberOut] = Field(max_length=MOST_MEMBERS, description="The other areas.")
    created_at: InstantOut = Field(description="When it was entered.")
    updated_at: InstantOut = Field(description="When it was last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` with a correction.")


class SimilarAreaGroupQuery(RecordQuery):
    """Which groups are listed."""

    area_code: AreaCode | None = Field(None, description="Groups of this area.")


class SimilarAreaGroupPage(Out):
    """A page of the list of groups."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/similar-area-groups", GROUP_OUT))
    data: list[SimilarAreaGroupOut] = Field(max_length=200, description="The groups, in the order of entry.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class SimilarAreaComparisonQuery(Query):
    """What is compared."""

    measure: Code | None = Field(
        None, description="One measure, as the imported file has it; all unless stated."
    )
    quarter: QuarterLabel | None = Field(
        None, description="The quarter, like 2021/22 Q1; the latest that has rates unless stated."
    )
    area_code: AreaCode | None = Field(None, description="The area; the partnership's own unless stated.")


COMPARISON: dict[str, Any] = {
    "measure": "robbery",
    "quarter": QUARTER,
    "area_code": "E07000243",
    "gap": None,
    "rate": 0.31,
    "mean": 0.25,
    "lower_limit": 0.19,
    "upper_limit": 0.31,
    "position": "inline",
    "distance_percent": 24.0,
    "rank": 2,
    "of": 5,
    "rate_year_before": 0.28,
    "change_percent": 10.7,
    "trend": "rising",
    "rank_year_before": None,
    "rank_comparable": False,
    "group": GROUP_OUT["id"],
    "rule": RULE,
}
LARGEST = 10**7


class SimilarAreaComparisonOut(Out):
    """Where an area stands among those most similar to it. What is not known is null, never 0."""

    model_config = ConfigDict(json_schema_extra={"examples": [COMPARISON]})
    measure: str = Field(max_length=64, description="The measure.")
    quarter: QuarterOut = Field(description="The quarter.")
    area_code: str = Field(max_length=9, description="The area.")
    gap: ComparisonGap | None = Field(description="Why there is no comparison; null where there is one.")
    rate: float | None = Field(ge=0, le=LARGEST, description="The area's rate per 1,000.")
    mean: float | None = Field(ge=0, le=LARGEST, description="The mean of the other areas' rates.")
    lower_limit: float | None = Field(ge=-LARGEST, le=LARGEST, description="The lower limit.")
    upper_limit: float | None = Field(ge=0, le=LARGEST, description="The upper limit.")
    position: SimilarAreaPosition | None = Field(description="Where the rate lies against the limits.")
    distance_percent: float | None = Field(
        ge=-100, le=10**9, description="How far from the mean, in percent of it."
    )
    rank: int | None = Field(ge=1, le=MOST_MEMBERS + 1, description="Its rank; 1 is the highest rate.")
    of: int | None = Field(ge=1, le=MOST_MEMBERS + 1, description="How many areas are ranked.")
    rate_year_before: float | None = Field(
        ge=0, le=LARGEST, description="Its rate in the same quarter of the year before."
    )
    change_percent: float | None = Field(ge=-100, le=10**9, description="The change since, in percent.")
    trend: RateTrend | None = Field(description="How the rate moved since.")
    rank_year_before: int | None = Field(
        ge=1, le=MOST_MEMBERS + 1, description="Its rank then; null where the group was another."
    )
    rank_comparable: bool = Field(
        description="Whether the group then had the same areas, so that ranks compare."
    )
    group: UUID | None = Field(description="The group that held at the quarter's end.")
    rule: str = Field(max_length=500, description="How limits and ranks are made.")


class SimilarAreaComparisonList(Out):
    """One comparison for each measure of a quarter."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [COMPARISON]}]})
    data: list[SimilarAreaComparisonOut] = Field(max_length=500, description="The comparisons, by measure.")
