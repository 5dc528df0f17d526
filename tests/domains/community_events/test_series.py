"""Series of events: made by a rule, each an event of its own, carried on, and changed together or singly."""

from datetime import datetime, timedelta

import pytest

from tests.domains.community_events.holding import (
    CHELLS,
    HALL,
    LONDON,
    begun,
    faults,
    get,
    in_days,
    move,
    patch,
    planned,
    post,
    series,
)
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def events_of(world: World, series_id: str) -> list[dict]:
    return get(world, f"/events?series_id={series_id}&limit=200")["data"]


def test_a_year_of_street_meets_is_thirteen_events(world: World) -> None:
    first = in_days(3)
    made = begun(world, first, until=(first + timedelta(days=363)).date().isoformat())
    events = events_of(world, made["id"])
    assert made["events"] == len(events) == 13
    assert len({event["id"] for event in events}) == 13
    walls = [datetime.fromisoformat(event["starts_at"]).astimezone(LONDON) for event in events]
    assert [(wall.date() - first.date()).days for wall in walls] == [28 * number for number in range(13)]
    assert {(wall.hour, wall.minute) for wall in walls} == {(18, 0)}
    assert {event["status"] for event in events} == {"confirmed"}


def test_a_series_of_the_past_is_carried_on_from_where_it_is(world: World) -> None:
    first = datetime(2016, 8, 15, 18, tzinfo=LONDON)
    made = begun(world, first, kind="public_spaces_order_partnership_event", rhythm={"unit": "months", "length": 3},
                 until="2018-03-31")  # fmt: skip
    assert (made["events"], made["last_starts_at"]) == (7, "2018-02-15T18:00:00.000Z")
    path = f"/event-series/{made['id']}"
    on = post(world, f"{path}/occurrences", {"until": "2018-12-31"}, if_match=made["etag"])
    assert on.status_code == 201, on.text
    assert (on.json()["events"], on.json()["sequence"]) == (10, 1)
    again = post(world, f"{path}/occurrences", {"until": "2018-12-31"}, if_match=on.json()["etag"])
    assert (again.json()["events"], again.json()["sequence"]) == (10, 1)
    assert (
        post(world, f"{path}/occurrences", {"until": "2019-12-31"}, if_match=made["etag"]).status_code == 412
    )
    far = post(world, f"{path}/occurrences", {"until": "2099-12-31"}, if_match="*")
    assert faults(far) == {("#/until", "too_many_occurrences")}


def test_a_series_is_carried_on_to_as_many_events_as_one_rule_is_good_for(world: World) -> None:
    first = datetime(2008, 1, 8, 18, tzinfo=LONDON)
    last = [(first + timedelta(weeks=130 * part - 1)).date().isoformat() for part in range(1, 5)]
    path = f"/event-series/{begun(world, first, rhythm={'unit': 'weeks', 'length': 1}, until=last[0])['id']}"
    for until in last[1:]:
        on = post(world, f"{path}/occurrences", {"until": until}, if_match="*")
        assert on.status_code == 201, on.text
    assert on.json()["events"] == 520
    one_more = (first + timedelta(weeks=520)).date().isoformat()
    over = post(world, f"{path}/occurrences", {"until": one_more}, if_match="*")
    assert faults(over) == {("#/until", "series_full")}
    assert get(world, path)["events"] == 520


def test_a_change_of_the_series_reaches_what_was_not_changed_singly(world: World) -> None:
    first = in_days(-2)
    made = begun(world, first, until=(first + timedelta(days=112)).date().isoformat())
    past, reworded, cancelled, plain, moved = events_of(world, made["id"])
    patch(world, f"/events/{reworded['id']}", {"title": "Street meet with tea"})
    move(world, f"/events/{cancelled['id']}", "cancelled", reason_code="weather")
    later = datetime.fromisoformat(moved["starts_at"]) + timedelta(days=1)
    patch(
        world,
        f"/events/{moved['id']}",
        {"starts_at": later.isoformat(), "ends_at": (later + timedelta(hours=1)).isoformat()},
    )
    hall = {**HALL, "name": "Another Hall", "ward_code": CHELLS}
    changed = patch(
        world,
        f"/event-series/{made['id']}",
        {"title": "Meet your street", "place": hall},
        if_match=made["etag"],
    )
    assert changed.status_code == 200, changed.text
    after = {event["id"]: event for event in events_of(world, made["id"])}
    assert [
        (after[one["id"]]["title"], after[one["id"]]["place"]["name"])
        for one in (past, reworded, cancelled, plain, moved)
    ] == [
        ("Street meet in Example Road", "Example Hall"),
        ("Street meet with tea", "Another Hall"),
        ("Street meet in Example Road", "Example Hall"),
        ("Meet your street", "Another Hall"),
        ("Meet your street", "Another Hall"),
    ]
    assert after[moved["id"]]["series_starts_at"] == moved["starts_at"]
    assert after[plain["id"]]["sequence"] == 1


def test_an_event_that_has_a_place_of_its_own_keeps_the_whole_of_it(world: World) -> None:
    made = begun(world, in_days(3))
    one = events_of(world, made["id"])[0]
    own = {**one["place"], "name": "Own Hall"}
    assert patch(world, f"/events/{one['id']}", {"place": own}).status_code == 200
    point = {"type": "Point", "coordinates": [-0.19, 51.91]}
    moved = {"title": "Another", "place": {"name": "Another Hall", "point": point, "ward_code": CHELLS}}
    changed = patch(world, f"/event-series/{made['id']}", moved)
    assert changed.status_code == 200, changed.text
    found = events_of(world, made["id"])[:2]
    assert [event["place"] for event in found] == [own, changed.json()["place"]]
    assert {event["title"] for event in found} == {"Another"}


def test_a_series_that_the_calendar_cannot_keep_is_refused(world: World) -> None:
    end_of_month = datetime(2027, 1, 31, 18, tzinfo=LONDON)
    body = series(world, end_of_month, rhythm={"unit": "months", "length": 3}, place=None)
    del body["status"]
    assert faults(post(world, "/event-series", body)) == {
        ("#/starts_at", "day_not_in_every_month"),
        ("#/place", "required"),
    }
    weekly = series(world, in_days(3), rhythm={"unit": "weeks", "length": 1}, until="2040-01-01")
    del weekly["status"]
    assert faults(post(world, "/event-series", weekly)) == {("#/until", "too_many_occurrences")}


def test_series_are_listed_with_how_many_events_they_have(world: World) -> None:
    planned(world)
    made = begun(world, in_days(3))
    (listed,) = get(world, "/event-series")["data"]
    assert listed == made == get(world, f"/event-series/{made['id']}")
