"""What a referral states, by column: the same for one that is pushed and for one that comes in a file."""

from typing import Any

import msgspec
from psycopg.types.json import Jsonb

from sosafe_api.domains.referrals.schemas import ReferralIn


def content_values(referral: ReferralIn) -> dict[str, Any]:
    """In the order in which a file's staging table has the columns."""
    person = referral.person
    return {
        "agency_reference": referral.agency_reference,
        "service_id": referral.service_id,
        "referral_source": referral.referral_source.value,
        "urgency": referral.urgency.value,
        "referred_on": referral.referred_on,
        "full_name": person.full_name,
        "date_of_birth": person.date_of_birth,
        "age_band": person.age_band.value if person.age_band else None,
        "outward_postcode": person.outward_postcode,
        # Only what was stated: a refusal is a rule, silence is none.
        "safe_contact": _json(person.safe_contact.model_dump(mode="json", exclude_unset=True)),
        "interpreter_language": person.interpreter_language,
        "household": _json(referral.household.model_dump(mode="json")) if referral.household else None,
        "reason_codes": [code.value for code in referral.reason_codes],
        "risk": _json(referral.risk.model_dump(mode="json")) if referral.risk else None,
        "consent": _json(referral.consent.model_dump(mode="json")),
        "narrative": referral.narrative,
    }


def _json(stated: dict[str, Any]) -> Jsonb:
    return Jsonb(stated, msgspec.json.encode)
