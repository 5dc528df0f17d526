"""How what is before a panel is shown: each view lists its fields, and a part is shown or is null."""

from datetime import date
from typing import Any

from sosafe_api.core.clock import wire_instant
from sosafe_api.domains.panels.models import (
    AgendaItem,
    InformationRequest,
    PanelAction,
    PanelDecision,
)
from sosafe_api.domains.panels.rules import FieldSet, is_overdue


def item_summary(row: AgendaItem, etag: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "meeting_id": row.meeting_id,
        "group_id": row.group_id,
        "service_id": row.service_id,
        "title_code": row.title_code,
        "status": row.status,
        "published_at": wire_instant(row.published_at) if row.published_at else None,
        "created_at": wire_instant(row.created_at),
        "etag": etag,
    }


def parts(row: AgendaItem, shows: frozenset[FieldSet]) -> dict[str, Any]:
    """The field sets of an item; what is not shown is null."""
    return {
        "person": row.person if FieldSet.PERSON in shows else None,
        "contact": row.contact if FieldSet.CONTACT in shows else None,
        "account": row.account if FieldSet.ACCOUNT in shows else None,
    }


def decision(row: PanelDecision | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "id": row.id,
        "outcome_code": row.outcome_code,
        "rationale": row.rationale,
        "decided_by": row.decided_by,
        "decided_at": wire_instant(row.decided_at),
    }


def request_summary(row: InformationRequest, etag: str, today: date) -> dict[str, Any]:
    return {
        "id": row.id,
        "agenda_item_id": row.agenda_item_id,
        "meeting_id": row.meeting_id,
        "agency_id": row.agency_id,
        "due_on": row.due_on,
        "status": row.status,
        "overdue": is_overdue(row.status, row.due_on, today),
        "answered_at": wire_instant(row.answered_at) if row.answered_at else None,
        "created_at": wire_instant(row.created_at),
        "etag": etag,
    }


def action_summary(row: PanelAction, etag: str, today: date) -> dict[str, Any]:
    return {
        "id": row.id,
        "meeting_id": row.meeting_id,
        "group_id": row.group_id,
        "agenda_item_id": row.agenda_item_id,
        "owner_agency_id": row.owner_agency_id,
        "action_code": row.action_code,
        "due_on": row.due_on,
        "status": row.status,
        "status_since": wire_instant(row.status_since),
        "overdue": is_overdue(row.status, row.due_on, today),
        "created_at": wire_instant(row.created_at),
        "etag": etag,
    }
