"""A referral's content as the reference takes it in, keeps it and shows it."""

from datetime import date, datetime
from typing import Any

import msgspec

from sosafe_api.core.clock import london_date
from sosafe_api.core.ids import new_id
from sosafe_api.domains.people.rules.contact import UNSTATED


class SafeContactBody(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """How the person may be reached; kept as it was stated."""

    telephone: str | None = None
    email: str | None = None
    may_call: bool = False
    may_text: bool = False
    may_leave_voicemail: bool = False
    may_write: bool = False
    safe_times: str | None = None


class PersonBody(msgspec.Struct, forbid_unknown_fields=True):
    """The person who needs help."""

    full_name: str
    safe_contact: SafeContactBody
    date_of_birth: date | None = None
    age_band: str | None = None
    outward_postcode: str | None = None
    interpreter_language: str | None = None


class ConsentBody(msgspec.Struct, forbid_unknown_fields=True):
    """Whether the person agrees."""

    status: str
    reason: str | None = None


class ReferralBody(msgspec.Struct, forbid_unknown_fields=True):
    """The parts of a referral that the measured requests send."""

    agency_reference: str
    service_id: str
    referral_source: str
    reason_codes: list[str]
    referred_on: date
    person: PersonBody
    consent: ConsentBody
    urgency: str = "routine"
    narrative: str | None = None


def new_referral(body: ReferralBody, caller: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The parameters of the statement that writes it, but for the digest."""
    person = body.person
    return {
        **caller,
        "id": new_id(),
        "transition_id": new_id(),
        "change_id": new_id(),
        "now": now,
        "received_on": london_date(now),
        "agency_reference": body.agency_reference,
        "service_id": body.service_id,
        "referral_source": body.referral_source,
        "urgency": body.urgency,
        "referred_on": body.referred_on,
        "full_name": person.full_name,
        "date_of_birth": person.date_of_birth,
        "age_band": person.age_band,
        "outward_postcode": person.outward_postcode,
        "safe_contact": person.safe_contact,
        "interpreter_language": person.interpreter_language,
        "household": None,
        "reason_codes": body.reason_codes,
        "risk": None,
        "consent": body.consent,
        "narrative": body.narrative,
    }


def content(row: Any) -> dict[str, Any]:
    """The person and, as the statement answers it to the receiving service, what else there is."""
    service_part = row[-2] or {}  # the statement gives it no name
    person = {
        "full_name": row["full_name"],
        "date_of_birth": row["date_of_birth"],
        "age_band": row["age_band"],
        "outward_postcode": row["outward_postcode"],
        "safe_contact": {**UNSTATED, **row["safe_contact"]},
        "interpreter_language": row["interpreter_language"] if service_part else None,
    }
    fields = ("reason_codes", "household", "risk", "consent", "narrative")
    return {"person": person, **{name: service_part.get(name) for name in fields}}
