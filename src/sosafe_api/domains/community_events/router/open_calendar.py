"""Open operations on the public calendar: no token, only what is public, the same bytes until something changes."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.http.conditional import holds
from sosafe_api.core.http.deps import QueryOf
from sosafe_api.core.http.policy import open_to_all
from sosafe_api.core.http.route import Route
from sosafe_api.core.schemas import Slug
from sosafe_api.domains.community_events.schemas import (
    PublicEventList,
    PublicEventQuery,
    StructuredEvent,
    WardCode,
)
from sosafe_api.domains.community_events.service import OpenAnswer, PublicCalendar

router = APIRouter(route_class=Route, tags=["Open events"])
JSON, JSON_LD, ICALENDAR = "application/json", "application/ld+json", "text/calendar"
NOT_MODIFIED = 304
MINUTES = "public, max-age=300, stale-while-revalidate=3600"
UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "The copy you hold is the latest."}}
_OF = "/partnerships/{partnership_slug}"


@router.get(
    _OF + "/events", summary="Read the public calendar", response_model=PublicEventList, responses=UNCHANGED
)
@open_to_all()
async def list_public_events(
    request: Request, partnership_slug: Slug, query: QueryOf[PublicEventQuery]
) -> Response:
    """For web pages of anybody: public events by start, of a ward or a kind, the next 92 days if nothing is said."""
    found = await _calendar(request).events(partnership_slug, query)
    return _answer(request, found, JSON)


@router.get(
    _OF + "/events/{event_id}",
    summary="Read a public event as schema.org data",
    response_model=StructuredEvent,
    responses=UNCHANGED,
)
@open_to_all(media_types=(JSON_LD,))
async def get_public_event(request: Request, partnership_slug: Slug, event_id: UUID) -> Response:
    """For web pages that search engines read: JSON-LD with where, when, and whether it was moved or cancelled."""
    found = await _calendar(request).event(partnership_slug, event_id)
    return _answer(request, found, JSON_LD)


@router.get(_OF + "/calendar", summary="Subscribe to all public events", responses=UNCHANGED)
@open_to_all(media_types=(ICALENDAR,))
async def get_public_calendar(request: Request, partnership_slug: Slug) -> Response:
    """For calendar programmes: iCalendar, with series as rules, and moved and cancelled events under their UID.

    Subscribe to the address; a copy shows no later changes.
    """
    found = await _calendar(request).feed(partnership_slug)
    return _answer(request, found, ICALENDAR)


@router.get(
    _OF + "/wards/{ward_code}/calendar", summary="Subscribe to a ward's public events", responses=UNCHANGED
)
@open_to_all(media_types=(ICALENDAR,))
async def get_ward_calendar(request: Request, partnership_slug: Slug, ward_code: WardCode) -> Response:
    """For calendar programmes of those who live or work in one ward: the same feed, of that ward's events only."""
    found = await _calendar(request).feed(partnership_slug, ward_code)
    return _answer(request, found, ICALENDAR)


def _calendar(request: Request) -> PublicCalendar:
    found: PublicCalendar = request.app.state.runtime.extras["public_calendar"]
    return found


def _answer(request: Request, found: OpenAnswer, media_type: str) -> Response:
    headers = {
        "ETag": found.etag,
        "Last-Modified": found.last_modified,
        "Cache-Control": MINUTES,
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Last-Modified, RateLimit, RateLimit-Policy, Request-Id, API-Version",
    }
    if holds(found.etag, found.last_modified, request.scope["headers"]):
        return Response(status_code=NOT_MODIFIED, headers=headers)
    if media_type == ICALENDAR:
        headers["Content-Disposition"] = 'inline; filename="events.ics"'
        media_type = f"{ICALENDAR}; charset=utf-8; method=PUBLISH"
    return Response(found.body, headers=headers | {"Content-Type": media_type})
