"""Rows as the statements answer them: typed, never tables."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.domains.referrals.rules import Status


class ReferralRow(NamedTuple):
    """A referral without its content, in the order of the statements' columns."""

    id: UUID
    agency_id: UUID
    agency_reference: str
    service_id: UUID
    submitted_by: UUID
    status: str
    status_since: datetime
    reason_code: str | None
    urgency: str
    referral_source: str
    referred_on: date
    received_at: datetime
    answer_deadline_at: datetime
    answer_by: date
    clock_stopped_at: datetime | None
    decided_at: datetime | None
    redirected_from_id: UUID | None
    redirected_to_id: UUID | None
    case_id: UUID | None
    ending: str | None
    result_codes: list[str]
    version: int
    updated_at: datetime


COLUMNS = len(ReferralRow._fields)


@dataclass(frozen=True, slots=True)
class ContentRow:
    """What the caller may read of a referral's content; `service_part` is None outside the service."""

    full_name: str
    date_of_birth: date | None
    age_band: str | None
    outward_postcode: str | None
    safe_contact: dict[str, Any]
    interpreter_language: str | None
    service_part: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class FoundReferral:
    """A referral as one caller may see it."""

    row: ReferralRow
    receiving: bool
    content: ContentRow | None
    open_questions: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """What a receipt is made from; none of it ever changes, but that it may be found to be entered in error."""

    id: UUID
    received_at: datetime
    answer_by: date
    content_digest: bytes
    agency_reference: str
    in_error: bool = False


@dataclass(frozen=True, slots=True)
class Created:
    """What became of a create: `receipt` is None when nothing was written."""

    service_takes_it: bool
    key_claimed: bool
    receipt: ReceiptRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A change of status as it is written."""

    to: Status
    reason_code: str | None = None
    note: str | None = None
    deadline_at: datetime
    stopped_at: datetime | None = None
    awaited: int = 0
    decided: bool = False
    redirected_to_id: UUID | None = None
