"""What crosses the wire about what came of an event: attendances, contacts, communities reached, cost."""

from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Out, Schema
from sosafe_api.domains.community_events.schemas.described import (
    AGENCY,
    MOST_AGENCIES,
    MOST_COMMUNITIES,
    MOST_PEOPLE,
    AgencyIds,
)
from sosafe_api.domains.community_events.vocabulary import Community

COST: dict[str, Any] = {"amount": "120.00", "currency": "GBP"}
REACH: dict[str, Any] = {"community": "older_people", "attendances": 14}
RESULTS: dict[str, Any] = {
    "actual_attendance": 32,
    "contacts_made": 41,
    "questionnaires_returned": 12,
    "doors_knocked": 60,
    "reports_submitted": 2,
    "intelligence_submitted": 1,
    "agency_ids": [AGENCY],
    "communities_reached": [REACH],
    "cost": COST,
}
_AMOUNT = r"^[0-9]{1,11}\.[0-9]{2}$"


class EventCost(Schema):
    """An amount of money."""

    model_config = ConfigDict(json_schema_extra={"examples": [COST]})
    amount: str = Field(max_length=14, pattern=_AMOUNT, description="Pounds and pence, as text.")
    currency: Literal["GBP"] = Field(description="Pounds sterling.")


class EventCostOut(Out):
    """An amount of money."""

    model_config = ConfigDict(json_schema_extra={"examples": [COST]})
    amount: str = Field(max_length=14, pattern=_AMOUNT, description="Pounds and pence, as text.")
    currency: str = Field(max_length=3, description="Pounds sterling.")


class CommunityReach(Schema):
    """Attendances from one community."""

    model_config = ConfigDict(json_schema_extra={"examples": [REACH]})
    community: Community = Field(description="The community.")
    attendances: int = Field(ge=0, le=MOST_PEOPLE, description="How many came; as estimated on the day.")


class CommunityReachOut(Out):
    """Attendances from one community."""

    model_config = ConfigDict(json_schema_extra={"examples": [REACH]})
    community: Community = Field(description="The community.")
    attendances: int = Field(ge=0, le=MOST_PEOPLE, description="How many came.")


def _count(description: str) -> Any:
    return Field(None, ge=0, le=MOST_PEOPLE, description=description)


class EventResultsIn(Schema):
    """What came of an event that was held; what is null was not counted, which is not none.

    Attendance counts attendances: who comes to two events is counted twice, so a sum over events is no number of
    people.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [RESULTS]})
    actual_attendance: int | None = _count("Attendances.")
    contacts_made: int | None = _count("Conversations with people.")
    questionnaires_returned: int | None = _count("Questionnaires that were filled in.")
    doors_knocked: int | None = _count("Doors that were knocked at.")
    reports_submitted: int | None = _count("Reports of crime or anti-social behaviour made from it.")
    intelligence_submitted: int | None = _count("Items of intelligence submitted from it.")
    agency_ids: AgencyIds = Field([], description="The agencies that were present.")
    communities_reached: list[CommunityReach] = Field(
        [], max_length=MOST_COMMUNITIES, description="Attendances by community, each once; one may be of two."
    )
    cost: EventCost | None = Field(None, description="What it cost the partnership.")


class EventResultsOut(Out):
    """What came of an event."""

    model_config = ConfigDict(json_schema_extra={"examples": [RESULTS]})
    actual_attendance: int | None = Field(ge=0, le=MOST_PEOPLE, description="Attendances.")
    contacts_made: int | None = Field(ge=0, le=MOST_PEOPLE, description="Conversations with people.")
    questionnaires_returned: int | None = Field(ge=0, le=MOST_PEOPLE, description="Questionnaires returned.")
    doors_knocked: int | None = Field(ge=0, le=MOST_PEOPLE, description="Doors knocked at.")
    reports_submitted: int | None = Field(ge=0, le=MOST_PEOPLE, description="Reports made from it.")
    intelligence_submitted: int | None = Field(
        ge=0, le=MOST_PEOPLE, description="Items of intelligence submitted from it."
    )
    agency_ids: list[UUID] = Field(max_length=MOST_AGENCIES, description="The agencies that were present.")
    communities_reached: list[CommunityReachOut] = Field(
        max_length=MOST_COMMUNITIES, description="Attendances by community."
    )
    cost: EventCostOut | None = Field(description="What it cost the partnership.")
