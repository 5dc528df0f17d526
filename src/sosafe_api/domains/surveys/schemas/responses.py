"""What crosses the wire about responses: what comes in, receipts that tell nothing of it, and free texts."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Code, InstantOut, Links, Out, PageInfo, Schema, broken_rule, text
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.surveys.rules.answers import LONGEST_TEXT
from sosafe_api.domains.surveys.schemas.questionnaires import MOST_OPTIONS, MOST_QUESTIONS

MOST_RESPONSES = 1000


def _positive(text: str) -> str:
    if not float(text):
        raise broken_rule("not_positive", "Must be more than zero.")
    return text


Weight = Annotated[
    str, StringConstraints(max_length=9, pattern=r"^[0-9]{1,4}(\.[0-9]{1,4})?$"), AfterValidator(_positive)
]
ResponseReference = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$")
]
Point = Annotated[int, Field(ge=0, le=1000)]
Chosen = Annotated[list[Code], Field(max_length=MOST_OPTIONS)]
RESPONSE: dict[str, Any] = {
    "reference": "FORM/0001",
    "weight": None,
    "answers": {
        "feel_safe_after_dark": "safe",
        "confidence": 4,
        "seen": ["litter"],
        "priorities": ["burglary", "litter"],
        "age": "under_60",
        "suggestions": "More light at the fictional underpass.",
    },
}


class SurveyResponseIn(Schema):
    """What one respondent answered, without a name."""

    model_config = ConfigDict(json_schema_extra={"examples": [RESPONSE]})
    reference: ResponseReference = Field(
        description="Names the response within its wave, and no person: a repeat of it changes nothing."
    )
    weight: Weight | None = Field(None, description="Its weight, in a weighted wave.")
    answers: dict[Code, Point | text(LONGEST_TEXT, 0) | Chosen] = Field(  # type: ignore[valid-type]
        max_length=MOST_QUESTIONS,
        description="By question: an option's code, several (in order where ranked), a point, or words.",
    )


class SurveyResponseBatchIn(Schema):
    """Up to 1,000 responses, all of them or none."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [RESPONSE]}]})
    items: list[dict[str, Any]] = Field(
        min_length=1,
        max_length=MOST_RESPONSES,
        description="Responses, each as `POST …/responses` takes it.",
        json_schema_extra={"items": {"x-component": "SurveyResponseIn"}},  # all faults of all, at once
    )


RECEIPT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e3",
    "reference": RESPONSE["reference"],
    "received_at": "2026-11-02T09:30:00.000Z",
}


class SurveyResponseReceipt(Out):
    """Proof that a response is kept; it tells nothing of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECEIPT]})
    id: UUID = Field(description="The response.")
    reference: str = Field(max_length=64, description="Its reference.")
    received_at: InstantOut = Field(description="When it was first received.")


class SurveyResponseBatchReceipt(Out):
    """Proof that all of a batch is kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"created": 1, "unchanged": 0}]})
    created: int = Field(ge=0, le=MOST_RESPONSES, description="Responses that were not there before.")
    unchanged: int = Field(
        ge=0, le=MOST_RESPONSES, description="Those that were there, with the same content."
    )


class SurveyTextQuery(RecordQuery):
    """Which free texts are read."""

    question: Code | None = Field(None, description="Answers to this question.")


TEXT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e4",
    "question": "suggestions",
    "content": "More light at the fictional underpass.",
}


class SurveyTextOut(Out):
    """A free answer, without what else its respondent answered."""

    model_config = ConfigDict(json_schema_extra={"examples": [TEXT]})
    id: UUID = Field(description="The text.")
    question: str = Field(max_length=64, description="The question that it answers.")
    content: str = Field(max_length=LONGEST_TEXT, description="As it was written; it may name somebody.")


class SurveyTextPage(Out):
    """A page of the free texts of a wave."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/survey-waves", TEXT))
    data: list[SurveyTextOut] = Field(max_length=200, description="The texts, as received.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
