"""A public event as structured data of schema.org (type Event), which search engines read. Pure.

Source: https://schema.org/Event, properties eventStatus, eventAttendanceMode and previousStartDate.
"""

from datetime import datetime
from typing import Any

from sosafe_api.core.clock import LONDON
from sosafe_api.domains.community_events.rules.public import Face, PublicEvent
from sosafe_api.domains.community_events.vocabulary import AttendanceMode, EventStatus

VOCABULARY = "https://schema.org"
_MODES = {
    AttendanceMode.IN_PERSON: "OfflineEventAttendanceMode",
    AttendanceMode.ONLINE: "OnlineEventAttendanceMode",
    AttendanceMode.MIXED: "MixedEventAttendanceMode",
}


def structured_data(event: PublicEvent, address: str) -> dict[str, Any]:
    """`address` is where the event can be read."""
    face = event.face
    found: dict[str, Any] = {
        "@context": VOCABULARY,
        "@type": "Event",
        "@id": f"urn:uuid:{event.id}",
        "name": face.title,
        "startDate": _local(event.starts_at),
        "endDate": _local(event.ends_at),
        "eventStatus": _status(event),
        "eventAttendanceMode": _term(_MODES[AttendanceMode(face.attendance_mode)]),
        "location": _location(face, address),
        "organizer": {"@type": "Organization", "name": face.organiser},
        "url": address,
    }
    if face.description:
        found["description"] = face.description
    if event.previous_starts:
        found["previousStartDate"] = _one_or_all([_local(start) for start in event.previous_starts])
    if event.series_id:
        found["superEvent"] = {"@type": "EventSeries", "@id": f"urn:uuid:{event.series_id}"}
    return found


def _status(event: PublicEvent) -> Any:
    if event.status == EventStatus.CANCELLED:
        return _term("EventCancelled")
    if event.status == EventStatus.POSTPONED:
        return _term("EventPostponed")
    changes = ["EventRescheduled"] if event.previous_starts else []
    changes += ["EventMovedOnline"] if event.moved_online else []
    return _one_or_all([_term(change) for change in changes or ["EventScheduled"]])


def _location(face: Face, address: str) -> Any:
    places: list[Any] = []
    if face.attendance_mode != AttendanceMode.IN_PERSON:
        places.append({"@type": "VirtualLocation", "url": address})
    if face.attendance_mode != AttendanceMode.ONLINE:
        place: dict[str, Any] = {"@type": "Place", "name": face.place_name}
        if face.ward_name:
            place["address"] = {
                "@type": "PostalAddress",
                "addressLocality": face.ward_name,
                "addressCountry": "GB",
            }
        if face.latitude is not None:
            place["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": face.latitude,
                "longitude": face.longitude,
            }
        places.append(place)
    return _one_or_all(places)


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _term(name: str) -> str:
    return f"{VOCABULARY}/{name}"


def _local(instant: datetime) -> str:
    """ISO 8601 with the offset of that day, as people read the clock."""
    return instant.astimezone(LONDON).isoformat(timespec="seconds")
