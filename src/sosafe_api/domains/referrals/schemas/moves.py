"""Moving referrals on: what either side asks for, and what it is answered."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Out, Schema, text
from sosafe_api.domains.referrals.rules import QuestionKind, Status
from sosafe_api.domains.referrals.schemas.history import ReasonOut


class TransitionIn(Schema):
    """A move of the referral's status."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"to": "declined", "reason_code": "no_capacity"}]}
    )
    to: Status = Field(description="The status to move to; `allowed_transitions` lists those open to you.")
    reason_code: Annotated[str, StringConstraints(max_length=64, pattern=r"^[a-z_]{1,64}$")] | None = Field(
        None, description="Why; needed for declined, withdrawn, on_hold, not_completed and entered_in_error."
    )
    note: text(2000) | None = Field(  # type: ignore[valid-type]
        None, description="For the receiving service only; the sender never sees it."
    )


class QuestionIn(Schema):
    """What the service needs to know before it can decide."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"code": "contact_details", "question": "Is the number still safe to call?"}]
        }
    )
    code: QuestionKind = Field(description="What the question is about.")
    question: text(2000) = Field(description="The question.")  # type: ignore[valid-type]


class AnswerIn(Schema):
    """The sender's answer to a question."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question_id": "019a0000-0000-7000-8000-000000000003", "answer": "Yes, after 6 pm."}
            ]
        }
    )
    question_id: UUID = Field(description="The question that is answered.")
    answer: text(2000) = Field(description="The answer.")  # type: ignore[valid-type]


class RedirectionIn(Schema):
    """Hands the referral on to the service that should have been asked."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"service_id": "019a0000-0000-7000-8000-000000000002"}]}
    )
    service_id: UUID = Field(description="The service that the new, linked referral goes to.")
    note: text(2000) | None = Field(None, description="For the receiving service only.")  # type: ignore[valid-type]


class Moved(Out):
    """A move that was made."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a0000-0000-7000-8000-000000000004",
                    "referral_id": "019a0000-0000-7000-8000-0000000000aa",
                    "from": "received",
                    "to": "accepted",
                    "reason_code": None,
                    "allowed_transitions": ["in_progress", "entered_in_error"],
                }
            ]
        },
        populate_by_name=True,
    )
    id: UUID = Field(description="The move's identifier.")
    referral_id: UUID = Field(description="The referral.")
    from_: Status = Field(alias="from", description="The status before.")
    to: Status = Field(description="The status now.")
    reason_code: ReasonOut | None = Field(description="Why.")
    allowed_transitions: list[Status] = Field(max_length=12, description="Where you may move it next.")


class Asked(Out):
    """A question that was asked."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a0000-0000-7000-8000-000000000003",
                    "referral_id": "019a0000-0000-7000-8000-0000000000aa",
                    "code": "contact_details",
                }
            ]
        }
    )
    id: UUID = Field(description="The question's identifier.")
    referral_id: UUID = Field(description="The referral, which now waits for the answer.")
    code: QuestionKind = Field(description="What the question is about.")


class Answered(Out):
    """An answer that was taken in."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "question_id": "019a0000-0000-7000-8000-000000000003",
                    "referral_id": "019a0000-0000-7000-8000-0000000000aa",
                    "status": "under_review",
                }
            ]
        }
    )
    question_id: UUID = Field(description="The question.")
    referral_id: UUID = Field(description="The referral.")
    status: Status = Field(description="Where the referral stands now.")


class Redirected(Out):
    """The referral that continues another one at the right service."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a0000-0000-7000-8000-0000000000ab",
                    "redirected_from_id": "019a0000-0000-7000-8000-0000000000aa",
                    "service_id": "019a0000-0000-7000-8000-000000000002",
                }
            ]
        }
    )
    id: UUID = Field(description="The new referral.")
    redirected_from_id: UUID = Field(
        description="The referral it continues, now declined as `wrong_service`."
    )
    service_id: UUID = Field(description="The service that received it.")
