"""Pushing referrals: what a sender sends, one by one or as a batch, and the receipts it gets."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field, field_validator

from sosafe_api.core.schemas import AgencyReference, InstantOut, Out, PastDay, Schema, broken_rule, text
from sosafe_api.domains.referrals.rules import ReferralReason, ReferralSource, Status, Urgency
from sosafe_api.domains.referrals.schemas.content import PERSON, ConsentIn, HouseholdIn, PersonIn, RiskIn

EXAMPLE: dict[str, Any] = {
    "agency_reference": "ASB/2026/0012",
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "referral_source": "council_housing",
    "reason_codes": ["asb_victim"],
    "referred_on": "2026-11-02",
    "person": PERSON,
    "consent": {"status": "given"},
}


class ReferralIn(Schema):
    """A request about a person to a service. Your agency and this reference together name it for ever."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})
    agency_reference: AgencyReference = Field(
        description="Your own reference, unique in your agency: sending it again does nothing twice."
    )
    service_id: UUID = Field(description="The service that is asked; see `GET /services`.")
    referral_source: ReferralSource = Field(description="The kind of body that refers.")
    reason_codes: list[ReferralReason] = Field(
        min_length=1, max_length=10, description="Why help is asked for, most important first."
    )
    urgency: Urgency = Field(Urgency.ROUTINE, description="How soon somebody must act.")
    referred_on: PastDay = Field(description="The day on which the referral was made at your agency.")
    person: PersonIn = Field(description="The person who needs help.")
    household: HouseholdIn | None = Field(None, description="Who lives with the person.")
    risk: RiskIn | None = Field(None, description="A risk assessment already made.")
    consent: ConsentIn = Field(description="The person's consent, or why there is none.")
    narrative: text(20_000) | None = Field(None, description="What happened and what is needed.")  # type: ignore[valid-type]

    @field_validator("reason_codes")
    @classmethod
    def _each_reason_once(cls, codes: list[ReferralReason]) -> list[ReferralReason]:
        if len(set(codes)) != len(codes):
            raise broken_rule("repeated_value", "Must name each reason once.")
        return codes


class ReferralBatchIn(Schema):
    """Up to 100 referrals in one request. Each is also held by its own reference."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"atomic": False, "items": [EXAMPLE]}]})
    atomic: bool = Field(False, description="Whether one faulty item refuses all.")
    items: list[dict[str, Any]] = Field(
        min_length=1,
        max_length=100,
        description="Referrals, each as `POST /referrals` takes it.",
        json_schema_extra={"items": {"x-component": "ReferralIn"}},  # each is judged alone, after the batch
    )


RECEIPT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000aa",
    "agency_reference": "ASB/2026/0012",
    "status": "submitted",
    "received_at": "2026-11-02T09:30:00.123Z",
    "answer_by": "2026-11-09",
    "content_digest": "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:",
}


class ReferralReceipt(Out):
    """Proof that the referral is kept. It holds nothing about the person, so it can be stored anywhere."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECEIPT]})
    id: UUID = Field(description="The referral's identifier.")
    agency_reference: str = Field(max_length=64, description="Your reference.")
    status: Status = Field(description="Always `submitted`: the status at the time of the receipt.")
    received_at: InstantOut = Field(description="When the referral was received.")
    answer_by: date = Field(description="The day by which the service should answer.")
    content_digest: str = Field(
        max_length=80,
        description="SHA-256 of the content as canonical JSON (RFC 8785), written as in RFC 9530.",
    )


class BatchSummary(Out):
    """How many items of a batch were taken in."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"total": 2, "succeeded": 1, "failed": 1}]})
    total: int = Field(ge=0, le=100, description="Items sent.")
    succeeded: int = Field(ge=0, le=100, description="Items kept, whether now or before.")
    failed: int = Field(ge=0, le=100, description="Items refused.")


BATCH_RESULT: dict[str, Any] = {
    "index": 0,
    "status": 201,
    "receipt": RECEIPT,
    "problem": None,
}


class BatchResult(Out):
    """What became of one item of a batch."""

    model_config = ConfigDict(json_schema_extra={"examples": [BATCH_RESULT]})
    index: int = Field(ge=0, le=99, description="The item's place in the batch.")
    status: int = Field(ge=200, le=599, description="The status it would have had alone.")
    receipt: ReferralReceipt | None = Field(description="Its receipt, when it was kept.")
    problem: dict[str, Any] | None = Field(
        description="Why it was refused, as a problem document.",
        json_schema_extra={"anyOf": [{"x-component": "Problem"}, {"type": "null"}]},
    )


class BatchAnswer(Out):
    """What became of each item, in the order sent."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "summary": {"total": 1, "succeeded": 1, "failed": 0},
                    "results": [BATCH_RESULT],
                }
            ]
        }
    )
    summary: BatchSummary = Field(description="The count.")
    results: list[BatchResult] = Field(max_length=100, description="One result an item.")
