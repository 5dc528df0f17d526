"""What everybody reads: public events as JSON, iCalendar and schema.org data, without a token and without counts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import psycopg
import pytest
import recurring_ical_events
import vobject

from sosafe_api.domains.auth.rules import Role
from tests.domains.community_events.holding import (
    BEDWELL,
    CHELLS,
    HALL,
    begun,
    get,
    in_days,
    made,
    move,
    opened,
    patch,
    planned,
    post,
    put,
)
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def public(world: World, query: str = "") -> list[dict[str, Any]]:
    answer = opened(world, f"/events{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def shown(world: World, path: str = "/calendar") -> dict[datetime, tuple[str, str]]:
    """When what takes place in the next two years, and its status, as a calendar programme shows it."""
    answer = opened(world, path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert vobject.readOne(answer.text).validate(raiseException=True)
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(answer.content)).between(
        in_days(-30), in_days(730)
    )
    return {one["DTSTART"].dt.astimezone(UTC): (str(one["SUMMARY"]), str(one["STATUS"])) for one in found}


def test_drafts_errors_and_what_is_for_partners_are_told_to_nobody(world: World) -> None:
    shown_to_all = planned(world, days=2, status="planned")
    draft = planned(world, days=3, status="draft")
    planned(world, days=4, visibility="partners")
    mistaken = planned(world, days=5)
    move(world, f"/events/{mistaken['id']}", "entered_in_error")
    assert [event["id"] for event in public(world)] == [shown_to_all["id"]]
    assert len(shown(world)) == 1
    assert opened(world, f"/events/{draft['id']}").status_code == 404
    move(world, f"/events/{draft['id']}", "confirmed")
    assert [event["id"] for event in public(world)] == [shown_to_all["id"], draft["id"]]
    patch(world, f"/events/{draft['id']}", {"visibility": "partners"})
    assert [event["id"] for event in public(world)] == [shown_to_all["id"]]
    kept = world.superuser.execute(
        "SELECT content FROM published_events WHERE id = %s", (draft["id"],)
    ).fetchone()
    assert kept == ({},)


def test_no_count_of_anybody_and_no_issue_is_published(world: World) -> None:
    event = planned(world, days=-1, expected_attendance=12)
    path = f"/events/{event['id']}"
    move(world, path, "held")
    put(
        world,
        f"{path}/results",
        {
            "actual_attendance": 7,
            "communities_reached": [{"community": "faith_communities", "attendances": 3}],
        },
    )
    post(
        world,
        f"{path}/issues",
        {
            "issue": "CANARY",
            "owner_agency_id": str(world.agencies["police"]),
            "due_on": "2027-01-15",
        },
    )
    said = made(post(world, f"{path}/feedback", {"you_said": "It is dark.", "public": True}))
    post(world, f"{path}/feedback", {"you_said": "CANARY", "public": False})
    today = f"?from={in_days(-2).date()}"
    (told,) = public(world, today)
    assert told["feedback"] == [{"you_said": "It is dark.", "we_did": None}]
    patch(world, f"/event-feedback/{said['id']}", {"we_did": "We mended the lamps."})
    (told,) = public(world, today)
    assert told["feedback"] == [{"you_said": "It is dark.", "we_did": "We mended the lamps."}]
    assert told["organiser"] == "Example Council"
    assert told["ward_name"] == "Bedwell"
    for answer in (opened(world, f"/events{today}"), opened(world, path), opened(world, "/calendar")):
        assert "CANARY" not in answer.text
        for word in ('attendance"', "attendances", "communit", "issue", "cost", "faith"):
            assert word not in answer.text.replace("community_events", "").replace("Community events", ""), (
                word
            )


def test_a_moved_a_cancelled_and_a_partners_only_event_of_a_series_reach_every_subscriber(
    world: World,
) -> None:
    first = in_days(3)
    rule = begun(world, first)
    events = get(world, f"/events?series_id={rule['id']}&limit=200")["data"]
    starts = [datetime.fromisoformat(event["starts_at"]) for event in events]
    assert list(shown(world)) == starts
    new = starts[1] + timedelta(days=1)
    patch(
        world,
        f"/events/{events[1]['id']}",
        {"starts_at": new.isoformat(), "ends_at": (new + timedelta(hours=1)).isoformat()},
    )
    move(world, f"/events/{events[2]['id']}", "cancelled", reason_code="weather")
    patch(world, f"/events/{events[3]['id']}", {"visibility": "partners"})
    found = shown(world)
    title = rule["title"]
    expected = {start: (title, "CONFIRMED") for start in starts if start not in starts[1:4]}
    expected |= {new: (title, "CONFIRMED"), starts[2]: (f"Cancelled: {title}", "CANCELLED")}
    assert found == expected
    feed = vobject.readOne(opened(world, "/calendar").text)
    assert {event.uid.value for event in feed.vevent_list} == {f"urn:uuid:{rule['id']}"}
    by_sequence = {event.sequence.value for event in feed.vevent_list if "recurrence-id" in event.contents}
    assert by_sequence == {"1"}
    in_json = {event["id"]: event for event in public(world)}
    assert in_json[events[1]["id"]]["previous_starts"] == [events[1]["starts_at"]]
    assert in_json[events[2]["id"]]["status"] == "cancelled"
    assert events[3]["id"] not in in_json


def test_of_a_series_of_drafts_everybody_is_told_what_was_confirmed(world: World) -> None:
    rule = begun(world, in_days(3), events_begin_as="draft")
    assert shown(world) == {}
    one = get(world, f"/events?series_id={rule['id']}&limit=200")["data"][1]
    assert move(world, f"/events/{one['id']}", "confirmed").status_code == 201
    assert shown(world) == {datetime.fromisoformat(one["starts_at"]): (rule["title"], "CONFIRMED")}


@pytest.mark.parametrize("status", ["postponed", "cancelled"])
def test_what_is_called_off_can_be_taken_out_of_everybodys_view(world: World, status: str) -> None:
    hidden, mistaken = planned(world, days=2), planned(world, days=3)
    for event in (hidden, mistaken):
        move(world, f"/events/{event['id']}", status, reason_code="venue")
    assert len(public(world)) == len(shown(world)) == 2
    reworded = {"visibility": "partners", "title": "Another"}
    assert patch(world, f"/events/{hidden['id']}", reworded).status_code == 409
    assert patch(world, f"/events/{hidden['id']}", {"visibility": "partners"}).status_code == 200
    assert [event["id"] for event in public(world)] == [mistaken["id"]]
    assert move(world, f"/events/{mistaken['id']}", "entered_in_error").status_code == 201
    assert (public(world), shown(world)) == ([], {})


def test_a_series_that_is_hidden_takes_what_is_called_off_with_it(world: World) -> None:
    rule = begun(world, in_days(3))
    events = get(world, f"/events?series_id={rule['id']}&limit=200")["data"]
    move(world, f"/events/{events[1]['id']}", "cancelled", reason_code="venue")
    move(world, f"/events/{events[2]['id']}", "postponed", reason_code="venue")
    hidden = {"visibility": "partners", "title": "Another"}
    assert patch(world, f"/event-series/{rule['id']}", hidden).status_code == 200
    assert (public(world), shown(world)) == ([], {})
    titles = [event["title"] for event in get(world, f"/events?series_id={rule['id']}&limit=200")["data"]]
    assert titles[:4] == ["Another", rule["title"], rule["title"], "Another"]


def test_each_ward_has_a_feed_of_its_own(world: World) -> None:
    here = planned(world, days=2)
    there = planned(world, days=3, place={**HALL, "ward_code": CHELLS})
    assert len(shown(world)) == 2
    feeds = {
        ward: vobject.readOne(opened(world, f"/wards/{ward}/calendar").text) for ward in (BEDWELL, CHELLS)
    }
    assert [event.uid.value for event in feeds[BEDWELL].vevent_list] == [f"urn:uuid:{here['id']}"]
    assert [event.uid.value for event in feeds[CHELLS].vevent_list] == [f"urn:uuid:{there['id']}"]
    assert feeds[CHELLS].name == "VCALENDAR"
    assert feeds[CHELLS].contents["name"][0].value == "Test Partnership: events in Chells"
    assert [event["id"] for event in public(world, f"?ward_code={CHELLS}")] == [there["id"]]
    assert [event["id"] for event in public(world, "?kind=surgery")] == []
    assert shown(world, "/wards/E05015630/calendar") == {}


def test_an_event_is_data_that_search_engines_read(world: World) -> None:
    event = planned(world)
    path = f"/events/{event['id']}"
    answer = opened(world, path, Accept="application/ld+json")
    assert answer.headers["Content-Type"] == "application/ld+json"
    found = answer.json()
    assert (found["@context"], found["@type"], found["@id"]) == (
        "https://schema.org",
        "Event",
        f"urn:uuid:{event['id']}",
    )
    assert datetime.fromisoformat(found["startDate"]) == datetime.fromisoformat(event["starts_at"])
    assert found["startDate"].endswith(in_days(7).isoformat()[-6:])
    assert found["location"] == {
        "@type": "Place",
        "name": "Example Hall",
        "address": {"@type": "PostalAddress", "addressLocality": "Bedwell", "addressCountry": "GB"},
        "geo": {"@type": "GeoCoordinates", "latitude": 51.9, "longitude": -0.2},
    }
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    later = in_days(9)
    patch(world, path, {"starts_at": later.isoformat(), "ends_at": (later + timedelta(hours=1)).isoformat()})
    moved = opened(world, path).json()
    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert datetime.fromisoformat(moved["previousStartDate"]) == datetime.fromisoformat(event["starts_at"])
    patch(world, path, {"attendance_mode": "online", "place": None})
    online = opened(world, path).json()
    assert online["eventStatus"] == [
        "https://schema.org/EventRescheduled",
        "https://schema.org/EventMovedOnline",
    ]
    assert online["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert online["location"]["@type"] == "VirtualLocation"
    move(world, path, "postponed", reason_code="venue")
    assert opened(world, path).json()["eventStatus"] == "https://schema.org/EventPostponed"
    move(world, path, "cancelled", reason_code="venue")
    assert opened(world, path).json()["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_copy_is_good_until_something_public_changes(world: World) -> None:
    event = planned(world)
    for path in ("/events", f"/events/{event['id']}", "/calendar", f"/wards/{BEDWELL}/calendar"):
        answer = opened(world, path)
        assert answer.headers["Cache-Control"].startswith("public, max-age=300")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        tag = answer.headers["ETag"]
        unchanged = opened(world, path, **{"If-None-Match": tag})
        assert (unchanged.status_code, unchanged.content, unchanged.headers["ETag"]) == (304, b"", tag)
        put_off = move(world, f"/events/{event['id']}", "postponed", reason_code="weather")
        assert put_off.status_code == 201
        assert opened(world, path, **{"If-None-Match": tag}).status_code == 200
        times = {"starts_at": event["starts_at"], "ends_at": event["ends_at"]}
        assert move(world, f"/events/{event['id']}", "confirmed", **times).status_code == 201
    before = opened(world, "/calendar").headers["ETag"]
    planned(world, days=4, status="draft")
    post(
        world,
        f"/events/{event['id']}/issues",
        {
            "issue": "Litter.",
            "owner_agency_id": str(world.agencies["police"]),
            "due_on": "2027-01-15",
        },
    )
    assert opened(world, "/calendar", **{"If-None-Match": before}).status_code == 304


def test_a_period_that_cannot_be_read_is_refused_and_a_partnership_that_is_not_there_not_found(
    world: World,
) -> None:
    for query, code in (
        ("?from=2026-01-02&before=2026-01-02", "not_after_start"),
        ("?from=2026-01-01&before=2027-01-03", "period_too_long"),
    ):
        refused = opened(world, f"/events{query}")
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, code)
    assert opened(world, "/calendar", Accept="text/*").status_code == 200
    assert opened(world, "/calendar", Accept="application/pdf").status_code == 406
    assert shown(world) == {}
    with world.service.client() as client:
        for path in ("events", "calendar", f"wards/{BEDWELL}/calendar"):
            assert client.get(f"/v1/partnerships/no-such-partnership/{path}").status_code == 404


def test_one_partnerships_calendar_holds_nothing_of_anothers(world: World, other_world: World) -> None:
    theirs = planned(other_world)
    assert public(world) == []
    assert shown(world) == {}
    assert opened(world, f"/events/{theirs['id']}").status_code == 404


def test_the_role_that_reads_for_everybody_reaches_no_other_table_of_events(
    superuser: psycopg.Connection,
) -> None:
    readable = superuser.execute(
        "SELECT table_name FROM information_schema.role_table_grants WHERE grantee = 'sosafe_reader'"
        " AND (table_name LIKE '%event%' OR table_name LIKE '%volunteer%' OR table_name LIKE '%calendar%')"
    ).fetchall()
    assert {name for (name,) in readable} == {
        "published_calendars",
        "published_events",
        "published_event_series",
    }


def test_the_calendar_is_as_open_to_those_with_a_token(world: World) -> None:
    planned(world)
    answer = world.as_role(Role.REFERRER_CLIENT).get(f"/v1/partnerships/{world.slug}/calendar")
    assert answer.content == opened(world, "/calendar").content
