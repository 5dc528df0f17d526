"""What crosses the wire about follow-ups and the rules that they follow from."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, PastDay, Schema, broken_rule
from sosafe_api.domains.auth.schemas import QueryDay, RecordQuery, page_example
from sosafe_api.domains.outcomes.rules.follow_ups import MOST_MONTHS
from sosafe_api.domains.outcomes.vocabulary import FollowUpOutcome, FollowUpStatus, UnableReason

MOST_FOLLOW_UPS = 6
Months = Annotated[int, Field(ge=1, le=MOST_MONTHS)]


def _ascending(months: list[int]) -> list[int]:
    if sorted(set(months)) != months:
        raise broken_rule("not_ascending", "Must name each number of months once, the smallest first.")
    return months


RULE: dict[str, Any] = {
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "months": [6, 12],
    "starts_on": "2030-04-01",
}


class FollowUpRuleIn(Schema):
    """How many months after closure a service measures again, for cases closed from a day on."""

    model_config = ConfigDict(json_schema_extra={"examples": [RULE]})
    service_id: UUID = Field(description="The service.")
    months: Annotated[list[Months], AfterValidator(_ascending)] = Field(
        max_length=MOST_FOLLOW_UPS, description="Months after closure, in ascending order; empty for none."
    )
    starts_on: Day = Field(description="Holds for cases closed on this day or later; today at the earliest.")


class FollowUpRuleQuery(RecordQuery):
    """Which rules are listed."""

    service_id: UUID | None = Field(None, description="Of this service.")


RULE_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e3",
    **RULE,
    "created_at": "2026-11-02T09:30:00.000Z",
}


class FollowUpRuleOut(Out):
    """A rule of follow-ups; it is never changed, a later one takes its place for later cases."""

    model_config = ConfigDict(json_schema_extra={"examples": [RULE_OUT]})
    id: UUID = Field(description="The rule's identifier.")
    service_id: UUID = Field(description="The service.")
    months: list[Months] = Field(max_length=MOST_FOLLOW_UPS, description="Months after closure.")
    starts_on: date = Field(description="Holds for cases closed on this day or later.")
    created_at: InstantOut = Field(description="When it was recorded.")


class FollowUpRulePage(Out):
    """A page of the list of rules."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/follow-up-rules", RULE_OUT))
    data: list[FollowUpRuleOut] = Field(max_length=200, description="The rules, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class FollowUpQuery(RecordQuery):
    """Which follow-ups are listed."""

    status: list[FollowUpStatus] | None = Field(
        None, min_length=1, max_length=4, description="In any of these statuses."
    )
    service_id: UUID | None = Field(None, description="Of cases of this service.")
    due_on_from: QueryDay | None = Field(None, description="Due on this day or later.")
    due_on_before: QueryDay | None = Field(None, description="Due before this day.")


FOLLOW_UP: dict[str, Any] = {
    "case_id": "019a0000-0000-7000-8000-0000000000c1",
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "months": 6,
    "due_on": "2026-09-30",
    "status": "due",
    "concluded_on": None,
    "concluded_at": None,
}


class FollowUpOut(Out):
    """A day on which a closed case is measured again, and what became of it. Nobody is named."""

    model_config = ConfigDict(json_schema_extra={"examples": [FOLLOW_UP]})
    case_id: UUID = Field(description="The closed case.")
    service_id: UUID = Field(description="The service whose work it was.")
    months: int = Field(ge=1, le=MOST_MONTHS, description="Months after closure.")
    due_on: date = Field(description="The day on which it is due.")
    status: FollowUpStatus = Field(description="Where it stands today.")
    concluded_on: date | None = Field(description="The day on which it was concluded.")
    concluded_at: InstantOut | None = Field(description="When that was recorded.")


class FollowUpPage(Out):
    """A page of the list of follow-ups."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/follow-ups", FOLLOW_UP))
    data: list[FollowUpOut] = Field(max_length=200, description="The follow-ups, the first due first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


CONCLUSION: dict[str, Any] = {
    "months": 6,
    "outcome": "unable",
    "reason_code": "unable_to_contact",
    "concluded_on": "2026-10-02",
}


class FollowUpIn(Schema):
    """How a follow-up was concluded. What was measured is stated as results of the case."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONCLUSION]})
    months: int = Field(
        ge=1, le=MOST_MONTHS, description="Which of the case's follow-ups: months after closure."
    )
    outcome: FollowUpOutcome = Field(description="Whether something could be measured.")
    reason_code: UnableReason | None = Field(None, description="Why not; needed for `unable`.")
    concluded_on: PastDay = Field(description="The day on which it was concluded.")
