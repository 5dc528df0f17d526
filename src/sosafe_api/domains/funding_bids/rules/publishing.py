"""Awards as grants of the 360Giving data standard 1.4.3, and what keeps one out. Pure: no I/O.

Source: 360Giving Data Standard 1.4.3, 360-giving-schema.json and 360-giving-package-schema.json (CC BY 4.0).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sosafe_api.core.partial_dates import DatePrecision, PartialDate
from sosafe_api.domains.funding_bids.vocabulary import OmissionReason

STANDARD_VERSION = "1.4"
Json = dict[str, Any]
# What stands first in a grant, as the standard's own schema has it; whatever else a bid keeps follows.
_FIRST = (
    "id",
    "title",
    "description",
    "currency",
    "amountAppliedFor",
    "amountAwarded",
    "amountDisbursed",
    "awardDate",
    "plannedDates",
    "recipientOrganization",
    "fundingOrganization",
)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A funder or recipient."""

    id: UUID
    name: str
    org_identifier: str | None
    postcode: str | None


@dataclass(frozen=True, slots=True)
class Award:
    """An award as far as the standard asks. `details` are members that it keeps in the standard's words."""

    id: UUID
    title: str
    purpose: str | None
    grant_identifier: str | None
    requested: Decimal | None
    awarded: Decimal
    paid: Decimal
    awarded_on: PartialDate | None
    starts_on: PartialDate | None
    last_funded_on: PartialDate | None
    funder: Organisation
    recipient: Organisation
    details: Mapping[str, Any]
    modified_at: str


def omission_reasons(award: Award, prefix: str | None) -> list[OmissionReason]:
    """What the award lacks. `prefix` is the publisher's: with it, what has no identifier is given one."""
    reasons = []
    if award.awarded_on is None or award.awarded_on.precision is not DatePrecision.DAY:
        reasons.append(OmissionReason.AWARD_DAY_UNKNOWN)
    if not award.purpose:
        reasons.append(OmissionReason.DESCRIPTION_MISSING)
    if prefix is None:
        if award.grant_identifier is None:
            reasons.append(OmissionReason.GRANT_IDENTIFIER_MISSING)
        if award.funder.org_identifier is None:
            reasons.append(OmissionReason.FUNDER_IDENTIFIER_MISSING)
        if award.recipient.org_identifier is None:
            reasons.append(OmissionReason.RECIPIENT_IDENTIFIER_MISSING)
    return reasons


def grant(award: Award, prefix: str | None) -> Json:
    """The award as a grant; only for one without `omission_reasons`."""
    disbursed = number(award.paid) if award.paid else award.details.get("amountDisbursed")
    stated = {
        "id": award.grant_identifier or f"{prefix}-{award.id}",
        "title": award.title,
        "description": award.purpose,
        "currency": "GBP",
        "amountAppliedFor": number(award.requested) if award.requested is not None else None,
        "amountAwarded": number(award.awarded),
        "amountDisbursed": disbursed,
        "awardDate": str(award.awarded_on),
        "plannedDates": _planned(award),
        "recipientOrganization": _organisations(award, "recipientOrganization", award.recipient, prefix),
        "fundingOrganization": _organisations(award, "fundingOrganization", award.funder, prefix),
        "dateModified": award.modified_at,
    }
    whole = {**award.details, **stated}
    ordered = {name: whole[name] for name in (*_FIRST, *sorted(set(whole) - set(_FIRST)))}
    return {name: value for name, value in ordered.items() if value not in (None, [])}


def number(amount: Decimal) -> int | float:
    """Money as the standard has it: a number of pounds."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _planned(award: Award) -> list[Json]:
    """The dates of the first entry are the bid's; its other members, and other entries, stay as published."""
    first, *others = award.details.get("plannedDates") or [{}]
    stated = {"startDate": award.starts_on, "endDate": award.last_funded_on}
    kept = {name: value for name, value in first.items() if name not in stated}
    dates = {name: str(value) for name, value in stated.items() if value is not None}
    return [entry for entry in ({**dates, **kept}, *others) if entry]


def _organisations(award: Award, member: str, organisation: Organisation, prefix: str | None) -> list[Json]:
    """As published, while the bid still names the organisation that was published."""
    published = award.details.get(member) or []
    if published and published[0]["id"] == organisation.org_identifier:
        return list(published)
    found: Json = {
        "id": organisation.org_identifier or f"{prefix}-{organisation.id}",
        "name": organisation.name,
    }
    if organisation.postcode:
        found["postalCode"] = organisation.postcode
    return [found]
