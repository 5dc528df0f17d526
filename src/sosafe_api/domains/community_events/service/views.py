"""What is shown of events, series, and what came of events."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sosafe_api.core.clock import wire_instant
from sosafe_api.domains.community_events.models import (
    CommunityEvent,
    EventFeedback,
    EventIssue,
    EventReach,
    EventSeries,
)
from sosafe_api.domains.community_events.rules.lives import EVENT_TRANSITIONS
from sosafe_api.domains.community_events.schemas import ZONE
from sosafe_api.domains.community_events.vocabulary import EventIssueStatus, EventStatus

Json = dict[str, Any]
_COUNTS = (
    "actual_attendance",
    "contacts_made",
    "questionnaires_returned",
    "doors_knocked",
    "reports_submitted",
    "intelligence_submitted",
)


def allowed(row: CommunityEvent) -> list[EventStatus]:
    open_to = EVENT_TRANSITIONS[EventStatus(row.status)]
    return [status for status in EventStatus if status in open_to]


def place(
    name: str | None, longitude: float | None, latitude: float | None, ward_code: str | None
) -> Json | None:
    if name is None:
        return None
    point = None if longitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
    return {"name": name, "point": point, "ward_code": ward_code}


def _described(row: CommunityEvent | EventSeries, etag: str) -> Json:
    return {
        "id": row.id,
        "title": row.title,
        "kind": row.kind,
        "description": row.description,
        "visibility": row.visibility,
        "attendance_mode": row.attendance_mode,
        "place": place(row.place_name, row.longitude, row.latitude, row.ward_code),
        "lead_agency_id": row.lead_agency_id,
        "agency_ids": row.agency_ids,
        "objective_id": row.objective_id,
        "audience": row.audience,
        "communities_meant": row.communities_meant,
        "sequence": row.sequence,
        "created_at": wire_instant(row.created_at),
        "updated_at": wire_instant(row.updated_at),
        "etag": etag,
        "starts_at": wire_instant(row.starts_at),
        "time_zone": ZONE,
    }


def event(row: CommunityEvent, etag: str) -> Json:
    return {
        **_described(row, etag),
        "ends_at": wire_instant(row.ends_at),
        "series_id": row.series_id,
        "series_starts_at": wire_instant(row.series_starts_at) if row.series_starts_at else None,
        "previous_starts": [wire_instant(start) for start in row.previous_starts],
        "status": row.status,
        "status_since": wire_instant(row.status_since),
        "reason_code": row.status_reason,
        "moved_online": row.moved_online,
        "expected_attendance": row.expected_attendance,
        "actual_attendance": row.actual_attendance,
        "allowed_transitions": allowed(row),
    }


def results(row: CommunityEvent, reaches: Sequence[EventReach]) -> Json | None:
    if row.results_recorded_at is None:
        return None
    return {
        **{name: getattr(row, name) for name in _COUNTS},
        "agency_ids": row.agency_ids_present,
        "communities_reached": [
            {"community": reach.community, "attendances": reach.attendances} for reach in reaches
        ],
        "cost": None if row.cost is None else {"amount": f"{row.cost:.2f}", "currency": "GBP"},
    }


def series(row: EventSeries, etag: str, events: int) -> Json:
    return {
        **_described(row, etag),
        "ends_at": wire_instant(row.starts_at + timedelta(minutes=row.duration_minutes)),
        "rhythm": {"unit": row.interval_unit, "length": row.interval_length},
        "events_begin_as": row.begins_as,
        "last_starts_at": wire_instant(row.last_starts_at),
        "events": events,
    }


def issue(row: EventIssue, etag: str, today: date) -> Json:
    return {
        "id": row.id,
        "event_id": row.event_id,
        "issue": row.issue,
        "owner_agency_id": row.owner_agency_id,
        "due_on": row.due_on,
        "status": row.status,
        "done_on": row.done_on,
        "overdue": row.status == EventIssueStatus.OPEN and row.due_on < today,
        "created_at": wire_instant(row.created_at),
        "updated_at": wire_instant(row.updated_at),
        "etag": etag,
    }


def feedback(row: EventFeedback, etag: str) -> Json:
    return {
        "id": row.id,
        "event_id": row.event_id,
        "you_said": row.you_said,
        "we_did": row.we_did,
        "public": row.public,
        "created_at": wire_instant(row.created_at),
        "updated_at": wire_instant(row.updated_at),
        "etag": etag,
    }
