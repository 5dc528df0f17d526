"""How a referral is shown: each view lists its fields, so that no new column is shown by accident."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sosafe_api.core.clock import wire_instant
from sosafe_api.domains.people.rules.contact import UNSTATED
from sosafe_api.domains.referrals.repository import ContentRow, ReferralRow
from sosafe_api.domains.referrals.rules import is_overdue


def _instant(value: datetime | None) -> str | None:
    return None if value is None else wire_instant(value)


def summary(row: ReferralRow, etag: str, now: datetime) -> dict[str, Any]:
    """Where a referral stands; nothing about the person, not even why help is asked for."""
    overdue = is_overdue(row.status, row.answer_deadline_at, row.clock_stopped_at, now)
    return {
        "id": row.id,
        "agency_id": row.agency_id,
        "agency_reference": row.agency_reference,
        "service_id": row.service_id,
        "status": row.status,
        "status_since": wire_instant(row.status_since),
        "reason_code": row.reason_code,
        "urgency": row.urgency,
        "referral_source": row.referral_source,
        "referred_on": row.referred_on,
        "received_at": wire_instant(row.received_at),
        "answer_by": row.answer_by,
        "overdue": overdue,
        "decided_at": _instant(row.decided_at),
        "outcome": outcome(row.ending, row.result_codes),
        "redirected_from_id": row.redirected_from_id,
        "redirected_to_id": row.redirected_to_id,
        "updated_at": wire_instant(row.updated_at),
        "etag": etag,
    }


def outcome(ending: str | None, result_codes: list[str]) -> dict[str, Any] | None:
    """Why the work stopped and what changed, in codes; nothing before the work has ended."""
    return None if ending is None else {"ending": ending, "results": result_codes}


def content(row: ContentRow) -> dict[str, Any]:
    """The person, and for the receiving service what else the referral says."""
    person = {
        "full_name": row.full_name,
        "date_of_birth": row.date_of_birth,
        "age_band": row.age_band,
        "outward_postcode": row.outward_postcode,
        "safe_contact": {**UNSTATED, **row.safe_contact},
        "interpreter_language": row.interpreter_language if row.service_part else None,
    }
    service_part = row.service_part or {}
    fields = ("reason_codes", "household", "risk", "consent", "narrative")
    return {"person": person, **{name: service_part.get(name) for name in fields}}


def open_questions(questions: Iterable[tuple[str, str, str]]) -> list[dict[str, Any]]:
    return [
        {"id": identifier, "code": code, "asked_at": wire_instant(datetime.fromisoformat(asked_at))}
        for identifier, code, asked_at in questions
    ]


def transition(row: tuple[Any, ...], *, receiving: bool) -> dict[str, Any]:
    """One line of history; who acted and their remark stay inside the receiving service."""
    identifier, before, after, reason_code, occurred_at, agency_id, actor_id, note = row
    return {
        "id": identifier,
        "from": before,
        "to": after,
        "reason_code": reason_code,
        "occurred_at": wire_instant(occurred_at),
        "agency_id": agency_id,
        "actor_id": actor_id if receiving else None,
        "note": note if receiving else None,
    }


def question(row: tuple[Any, ...]) -> dict[str, Any]:
    identifier, code, text, asked_at, answer, answered_at = row
    return {
        "id": identifier,
        "code": code,
        "question": text,
        "asked_at": wire_instant(asked_at),
        "answer": answer,
        "answered_at": _instant(answered_at),
    }
