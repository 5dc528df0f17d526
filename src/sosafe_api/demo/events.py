"""Plans the demonstration's events, as its administrator would: through the API, a series a time."""

from datetime import datetime, time, timedelta
from typing import Any

import httpx

from sosafe_api.core import clock
from sosafe_api.core.settings import Settings
from sosafe_api.demo.calling import listed, send

WEEKS_PAST, DAYS_TO_COME = 12, 280
BEDWELL = "E05015626"
RESULTS: dict[str, Any] = {
    "actual_attendance": 32,
    "contacts_made": 41,
    "questionnaires_returned": 12,
    "doors_knocked": 60,
    "reports_submitted": 2,
    "intelligence_submitted": 1,
    "communities_reached": [{"community": "older_people", "attendances": 14}],
    "cost": {"amount": "120.00", "currency": "GBP"},
}


def plan_events(settings: Settings, token: str) -> None:
    """Unless there are some: four-weekly street meets, those before today held, and quarterly partnership events.

    Raises `httpx.HTTPError` when the service refuses.
    """
    with httpx.Client(
        base_url=f"http://{settings.host}:{settings.port}/v1",
        headers={"Authorization": f"Bearer {token}"},
        timeout=60,
    ) as client:
        if listed(client, "/event-series"):
            return
        agencies = {item["slug"]: item["id"] for item in listed(client, "/agencies?limit=200")}
        for number, series in enumerate(_series(agencies)):
            made = send(client, "POST", "/event-series", series, key=f"demonstration-series-{number}")
            for event in listed(client, f"/events?limit=200&series_id={made['id']}"):
                if datetime.fromisoformat(event["starts_at"]) < clock.now():
                    _hold(client, event["id"], with_results=series["kind"] == "street_meet")


def _series(agencies: dict[str, str]) -> list[dict[str, Any]]:
    today = clock.today()
    meets = datetime.combine(today - timedelta(weeks=WEEKS_PAST), time(18), clock.LONDON)
    quarterly = datetime(2016, 8, 15, 11, tzinfo=clock.LONDON)
    common = {
        "lead_agency_id": agencies["council"],
        "agency_ids": [agencies["police"], agencies["fire"]],
        "until": (today + timedelta(days=DAYS_TO_COME)).isoformat(),
    }
    return [
        common
        | {
            "title": "Street meet in Bedwell",
            "kind": "street_meet",
            "description": "Talk to the neighbourhood team at your door.",
            "audience": "residents",
            "place": {"name": "Example Road", "ward_code": BEDWELL},
            "starts_at": meets.isoformat(),
            "ends_at": (meets + timedelta(hours=2)).isoformat(),
            "rhythm": {"unit": "weeks", "length": 4},
        },
        common
        | {
            "title": "Town centre partnership event",
            "kind": "public_spaces_order_partnership_event",
            "place": {"name": "Example Square"},
            "starts_at": quarterly.isoformat(),
            "ends_at": (quarterly + timedelta(hours=3)).isoformat(),
            "rhythm": {"unit": "months", "length": 3},
        },
    ]


def _hold(client: httpx.Client, event_id: str, *, with_results: bool) -> None:
    send(client, "POST", f"/events/{event_id}/transitions", {"to": "held"})
    if with_results:
        send(client, "PUT", f"/events/{event_id}/results", RESULTS)
