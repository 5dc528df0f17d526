"""How the directory is shown: each view lists its fields, so that no new column is shown by accident."""

from typing import Any

from sosafe_api.core.clock import wire_instant
from sosafe_api.domains.agencies.models import (
    Agency,
    AgencyMembership,
    Group,
    GroupMembership,
    LiaisonOfficer,
    ServiceOffer,
)
from sosafe_api.domains.agencies.rules import takes_referrals


def agency(row: Agency, etag: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "slug": row.slug,
        "name": row.name,
        "kind": row.kind,
        "created_at": wire_instant(row.created_at),
        "updated_at": wire_instant(row.updated_at),
        "etag": etag,
    }


def membership(row: AgencyMembership, etag: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "agency_id": row.agency_id,
        "basis": row.basis,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "created_at": wire_instant(row.created_at),
        "etag": etag,
    }


def liaison_officer(row: LiaisonOfficer, etag: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "agency_id": row.agency_id,
        "post": row.post,
        "email": row.email,
        "telephone": row.telephone,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "created_at": wire_instant(row.created_at),
        "etag": etag,
    }


def service(row: ServiceOffer, etag: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "slug": row.slug,
        "agency_id": row.agency_id,
        "name": row.name,
        "kind": row.kind,
        "description": row.description,
        "eligibility": row.eligibility,
        "minimum_age": row.minimum_age,
        "maximum_age": row.maximum_age,
        "reason_codes": row.reason_codes,
        "takes_self_referrals": row.takes_self_referrals,
        "status": row.status,
        "answer_within_days": row.answer_within_days,
        "closure_approval_required": row.closure_approval_required,
        "accepting": takes_referrals(row.status, accepting=row.accepting),
        "next_available_on": row.next_available_on,
        "created_at": wire_instant(row.created_at),
        "updated_at": wire_instant(row.updated_at),
        "etag": etag,
    }


def capacity(row: ServiceOffer, etag: str) -> dict[str, Any]:
    """Of the service alone. How many wait for it is left out: in a small service that is a person."""
    return {
        "service_id": row.id,
        "accepting": takes_referrals(row.status, accepting=row.accepting),
        "places": row.places,
        "places_free": row.places_free,
        "next_available_on": row.next_available_on,
        "answer_within_days": row.answer_within_days,
        "capacity_updated_at": wire_instant(row.capacity_updated_at),
        "etag": etag,
    }


def group(row: Group, etag: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "slug": row.slug,
        "name": row.name,
        "level": row.level,
        "purpose": row.purpose,
        "rhythm": row.rhythm,
        "first_meeting_on": row.first_meeting_on,
        "chair_post": row.chair_post,
        "panel_kind": row.panel_kind,
        "created_at": wire_instant(row.created_at),
        "updated_at": wire_instant(row.updated_at),
        "etag": etag,
    }


def seat(row: GroupMembership, etag: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "group_id": row.group_id,
        "agency_id": row.agency_id,
        "role": row.role,
        "post": row.post,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "created_at": wire_instant(row.created_at),
        "etag": etag,
    }
