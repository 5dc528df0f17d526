"""What crosses the wire about problem-solving plans by SARA (Eck and Spelman, 1987)."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Code, InstantOut, Links, Out, PageInfo, PastDay, Schema, line, text
from sosafe_api.domains.action_plans.vocabulary import ProblemOutcome, ProblemSolvingStatus
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example

LONGEST_SECTION = 10_000
PROBLEM: dict[str, Any] = {
    "title": "Disorder in a tower block",
    "place": "Example Tower, stairwells and entrance",
    "objective_id": "019a0000-0000-7000-8000-0000000000a2",
    "owner_agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "kpi": "asb_incidents",
    "started_on": "2018-05-16",
    "scanning": "Thirty-one calls in three months, most of them on Friday nights.",
}
SECTIONS = ("scanning", "analysis", "response", "assessment")


class ProblemSolvingPlanIn(Schema):
    """A problem that is to be dealt with."""

    model_config = ConfigDict(json_schema_extra={"examples": [PROBLEM]})
    title: line(200) = Field(description="What the problem is, in words that name nobody.")  # type: ignore[valid-type]
    place: line(200) | None = Field(None, description="Where; never a private address.")  # type: ignore[valid-type]
    objective_id: UUID | None = Field(None, description="The objective that it serves.")
    owner_agency_id: UUID = Field(description="The agency that leads.")
    kpi: Code | None = Field(None, description="The indicator that is to move.")
    started_on: PastDay | None = Field(None, description="When work on it began; today by default.")
    scanning: text(LONGEST_SECTION) | None = Field(None, description="What happens, and whom it harms.")  # type: ignore[valid-type]


class ProblemSolvingPlanPatch(Schema):
    """What is found out and done, section by section, in words that name nobody."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"analysis": "An entrance door that does not lock."}]}
    )
    title: line(200) = kept(description="What the problem is.")  # type: ignore[valid-type]
    place: line(200) | None = Field(None, description="Where.")  # type: ignore[valid-type]
    objective_id: UUID | None = Field(None, description="The objective that it serves.")
    owner_agency_id: UUID = kept(description="The agency that leads.")
    kpi: Code | None = Field(None, description="The indicator that is to move.")
    scanning: text(LONGEST_SECTION) | None = Field(None, description="What happens, and whom it harms.")  # type: ignore[valid-type]
    analysis: text(LONGEST_SECTION) | None = Field(None, description="Why: place, offenders, those harmed.")  # type: ignore[valid-type]
    response: text(LONGEST_SECTION) | None = Field(None, description="What is done about it.")  # type: ignore[valid-type]
    assessment: text(LONGEST_SECTION) | None = Field(None, description="What came of it.")  # type: ignore[valid-type]


class ProblemSolvingTransitionIn(Schema):
    """A step of SARA."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "analysis"}]})
    to: ProblemSolvingStatus = Field(description="The step to take.")
    outcome: ProblemOutcome | None = Field(None, description="What became of the problem, for `closed`.")


class ProblemSolvingPlanQuery(RecordQuery):
    """Which problem-solving plans are listed."""

    objective_id: UUID | None = Field(None, description="For this objective.")
    owner_agency_id: UUID | None = Field(None, description="Led by this agency.")
    status: list[ProblemSolvingStatus] | None = Field(
        None, min_length=1, max_length=6, description="At any of these steps."
    )


SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000aa",
    **{name: value for name, value in PROBLEM.items() if name not in SECTIONS},
    "outcome": None,
    "status": "scanning",
    "status_since": "2026-11-02T09:30:00.000Z",
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "allowed_transitions": ["analysis", "abandoned"],
    "etag": '"00112233445566778899"',
}


class ProblemSolvingPlanSummary(Out):
    """A problem-solving plan in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The plan's identifier.")
    title: str = Field(max_length=200, description="What the problem is.")
    place: str | None = Field(max_length=200, description="Where.")
    objective_id: UUID | None = Field(description="The objective that it serves.")
    owner_agency_id: UUID = Field(description="The agency that leads.")
    kpi: str | None = Field(max_length=64, description="The indicator that is to move.")
    started_on: date = Field(description="When work on it began.")
    outcome: ProblemOutcome | None = Field(description="What became of the problem.")
    status: ProblemSolvingStatus = Field(description="Which step it is at.")
    status_since: InstantOut = Field(description="Since when.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    allowed_transitions: list[ProblemSolvingStatus] = Field(
        max_length=6, description="The steps open to you."
    )
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class ProblemSolvingPlanOut(ProblemSolvingPlanSummary):
    """A problem-solving plan with its sections; its actions are listed by `problem_solving_plan_id`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{**SUMMARY, **dict.fromkeys(SECTIONS), "scanning": PROBLEM["scanning"]}]
        }
    )
    scanning: str | None = Field(max_length=LONGEST_SECTION, description="What happens, and whom it harms.")
    analysis: str | None = Field(max_length=LONGEST_SECTION, description="Why.")
    response: str | None = Field(max_length=LONGEST_SECTION, description="What is done about it.")
    assessment: str | None = Field(max_length=LONGEST_SECTION, description="What came of it.")


class ProblemSolvingPlanPage(Out):
    """A page of the list of problem-solving plans."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/problem-solving-plans", SUMMARY))
    data: list[ProblemSolvingPlanSummary] = Field(max_length=200, description="The plans, as recorded.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
