"""An agency and its reference are one incident: repeats change nothing, the latest word stands, errors do not count."""

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.incident_returns.sending import ASB, BIN_FIRE, FIRES, NOISE, held, sender, sent
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
MERGE = {"Content-Type": "application/merge-patch+json"}


def changes(world: World, resource: str) -> list[str]:
    rows = world.superuser.execute(
        "SELECT type FROM changes WHERE partnership_id = %s AND resource = %s ORDER BY id",
        (world.id, resource),
    )
    return [kind for (kind,) in rows]


def test_the_life_of_an_incident(world: World) -> None:
    made = sent(world, ASB, NOISE)
    assert made.status_code == 201, made.text
    record = made.json()
    assert made.headers["Location"] == f"{ASB}/{record['id']}"
    assert (record["status"], record["version"], record["closing_heading"]) == ("recorded", 1, None)
    assert (record["occurred_on"], record["district_code"]) == ("2026-10-01", "E07000243")

    again = sent(world, ASB, NOISE)
    assert (again.status_code, again.json()) == (200, record)

    late = sent(world, ASB, NOISE | {"changed_at": "2026-10-01T09:00:00Z", "qualifier": "personal"})
    assert (late.status_code, late.json()) == (200, record)

    closed = NOISE | {
        "changed_at": "2026-10-03T09:00:00Z",
        "closing_heading": "fireworks",
        "occurred_on": "2026-10",
    }
    refused = sent(world, ASB, closed)
    assert [error["code"] for error in refused.json()["errors"]] == ["time_without_day"]
    closed["occurred_time"] = None
    changed = sent(world, ASB, closed)
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert (changed.json()["occurred_on"], changed.json()["closing_heading"]) == ("2026-10", "fireworks")

    other = sent(world, ASB, closed | {"youth_related": True})
    assert (other.status_code, other.json()["code"]) == (409, "agency_reference_in_use")
    assert other.json()["existing"] == f"{ASB}/{record['id']}"

    analyst = world.as_role(Role.ANALYST)
    (earlier,) = analyst.get(f"{ASB}/{record['id']}/versions").json()["data"]
    assert (earlier["version"], earlier["occurred_on"], earlier["occurred_time"]) == (
        1,
        "2026-10-01",
        "21:40",
    )
    assert (earlier["closing_heading"], earlier["changed_at"]) == (None, "2026-10-02T09:00:00.000Z")
    assert changes(world, "asb_incident") == ["asb_incident.created", "asb_incident.updated"]


def test_a_correction_stands_until_the_agency_s_own_record_changes(world: World) -> None:
    record = sent(world, ASB, NOISE).json()
    path = f"{ASB}/{record['id']}"
    analyst = world.as_role(Role.ANALYST)
    assert analyst.patch(path, json={"qualifier": "personal"}, headers=MERGE).status_code == 428
    stale = analyst.patch(path, json={"qualifier": "personal"}, headers=MERGE | {"If-Match": '"x"'})
    assert stale.status_code == 412
    corrected = analyst.patch(
        path, json={"qualifier": "personal"}, headers=MERGE | {"If-Match": record["etag"]}
    )
    assert (corrected.status_code, corrected.json()["qualifier"], corrected.json()["version"]) == (
        200,
        "personal",
        2,
    )
    assert sent(world, ASB, NOISE).json()["qualifier"] == "personal"
    later = sent(world, ASB, NOISE | {"changed_at": "2026-10-09T09:00:00Z", "qualifier": "environmental"})
    assert (later.json()["qualifier"], later.json()["version"]) == ("environmental", 3)
    versions = analyst.get(f"{path}/versions").json()["data"]
    assert [(item["version"], item["qualifier"]) for item in versions] == [(2, "personal"), (1, "nuisance")]
    untold = {"lsoa_vintage": None}
    refused = analyst.patch(path, json=untold, headers=MERGE | {"If-Match": later.json()["etag"]})
    assert [error["code"] for error in refused.json()["errors"]] == ["code_and_vintage"]


def test_what_was_entered_in_error_stays_so(world: World) -> None:
    record = sent(world, ASB, NOISE).json()
    analyst, path = world.as_role(Role.ANALYST), f"{ASB}/{record['id']}"
    to = {"to": "entered_in_error", "reason": "duplicate"}
    found = analyst.post(f"{path}/transitions", json=to, headers={"If-Match": record["etag"]})
    assert (found.status_code, found.json()["status"], found.json()["error_reason"]) == (
        201,
        "entered_in_error",
        "duplicate",
    )
    tag = {"If-Match": found.json()["etag"]}
    assert analyst.post(f"{path}/transitions", json=to, headers=tag).status_code == 409
    refused = analyst.patch(path, json={"qualifier": "personal"}, headers=MERGE | tag)
    assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")
    later = sent(world, ASB, NOISE | {"changed_at": "2026-10-09T09:00:00Z"})
    assert later.json()["status"] == "entered_in_error"


def test_two_agencies_have_one_reference_each(world: World, other_world: World) -> None:
    first, second = (
        sent(world, ASB, NOISE),
        sent(world, ASB, NOISE | {"qualifier": "personal"}, agency="council"),
    )
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] != second.json()["id"]
    elsewhere = other_world.as_role(Role.ANALYST)
    assert elsewhere.get(f"{ASB}/{first.json()['id']}").status_code == 404
    assert elsewhere.get(f"{ASB}/{first.json()['id']}/versions").status_code == 404
    assert elsewhere.get(ASB).json()["data"] == []
    assert sent(other_world, ASB, NOISE).status_code == 201
    assert len(held(world)) == 2


def test_every_faulty_value_is_named_and_none_repeated(world: World) -> None:
    faulty = {
        "agency_reference": "EX 1",
        "changed_at": "2099-01-01T00:00:00Z",
        "occurred_on": "2099-01-01",
        "occurred_time": "24:00",
        "opening_heading": "witchcraft",
        "qualifier": ["personal", "nuisance"],
        "youth_related": "true",
        "lsoa_code": "Stevenage 001A",
        "lsoa_vintage": 2015,
        "outward_postcode": "SG1 1AA",
        "address": "1 Example Road",
    }
    refused = sent(world, ASB, faulty)
    assert refused.status_code == 422
    errors = {error["pointer"]: error["code"] for error in refused.json()["errors"]}
    assert set(errors) == {f"#/{name}" for name in faulty}
    assert errors["#/occurred_on"] == "date_in_future"
    assert errors["#/changed_at"] == "instant_in_future"
    assert errors["#/lsoa_vintage"] == "not_a_census_year"
    assert errors["#/address"] == "unknown_property"
    for value in ("witchcraft", "1AA", "Example Road", "Stevenage 001A"):
        assert value not in refused.text
    year = sent(world, ASB, NOISE | {"occurred_on": "2026"})
    assert [error["code"] for error in year.json()["errors"]] == ["not_a_day_or_month"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"kind": "secondary_fire", "property": "dwelling"}, "primary_by_its_property"),
        ({"smoke_alarm": "not_fitted"}, "dwellings_only"),
        ({"kind": "primary_fire", "cause": None}, "required_of_a_fire"),
        ({"kind": "other_call", "cause": None, "property": None}, "nothing_to_record"),
        ({"kind": "other_call", "property": None, "violence_against_crew": True}, "not_a_fire"),
    ],
)
def test_a_fire_says_nothing_that_cannot_be_true_together(
    world: World, content: dict[str, object], code: str
) -> None:
    refused = sent(world, FIRES, BIN_FIRE | content)
    assert (refused.status_code, [error["code"] for error in refused.json()["errors"]]) == (422, [code])


def test_a_fire_counts_as_all_that_it_is(world: World) -> None:
    world.add_agency("fire", "fire_and_rescue")
    home = {
        "kind": "primary_fire",
        "property": "dwelling",
        "smoke_alarm": "not_fitted",
        "violence_against_crew": True,
    }
    made = sent(world, FIRES, BIN_FIRE | home, agency="fire").json()
    assert made["classes"] == [
        "deliberate_primary_not_vehicle",
        "violence_against_crew",
        "dwelling_fire_without_smoke_alarm",
    ]
    path, analyst = f"{FIRES}/{made['id']}", world.as_role(Role.ANALYST)
    unknown = analyst.patch(path, json={"cause": "not_known"}, headers=MERGE | {"If-Match": made["etag"]})
    assert unknown.json()["classes"] == ["violence_against_crew", "dwelling_fire_without_smoke_alarm"]
    (earlier,) = analyst.get(f"{path}/versions").json()["data"]
    assert (earlier["cause"], earlier["smoke_alarm"]) == ("deliberate", "not_fitted")
    wreck = BIN_FIRE | {"agency_reference": "FI-2", "property": "derelict_vehicle"}
    assert sent(world, FIRES, wreck, agency="fire").json()["classes"] == ["deliberate_secondary_vehicle"]
    listed = analyst.get(FIRES, params={"kind": "secondary_fire", "cause": "deliberate"}).json()["data"]
    assert [item["agency_reference"] for item in listed] == ["FI-2"]


def test_a_list_is_found_by_period_qualifier_heading_and_area_without_a_total(world: World) -> None:
    client = world.as_role(sender(world, "police"))
    for number in range(5):
        month = NOISE | {"agency_reference": f"EX-{number}", "occurred_on": f"2026-0{number + 1}-15"}
        client.post(ASB, json=month | ({"closing_heading": "fireworks"} if number % 2 else {}))
    client.post(
        ASB, json=NOISE | {"agency_reference": "EX-9", "qualifier": "personal", "outward_postcode": "SG2"}
    )
    analyst = world.as_role(Role.ANALYST)

    def references(**asked: object) -> list[str]:
        listed = analyst.get(ASB, params=asked)
        assert listed.status_code == 200, listed.text
        assert set(listed.json()) == {"data", "page", "links"}
        return [item["agency_reference"] for item in listed.json()["data"]]

    assert references(occurred_from="2026-02-01", occurred_before="2026-04-01") == ["EX-2", "EX-1"]
    assert references(heading="fireworks") == ["EX-3", "EX-1"]
    assert references(qualifier=["personal"]) == ["EX-9"]
    assert references(outward_postcode="SG2", lsoa_code="E01023787") == ["EX-9"]
    assert references(status="entered_in_error") == []
    first = analyst.get(ASB, params={"heading": "noise", "limit": 2}).json()
    second = analyst.get(ASB, params={"cursor": first["page"]["next_cursor"], "limit": 2}).json()
    assert [item["agency_reference"] for item in (*first["data"], *second["data"])] == [
        "EX-9",
        "EX-4",
        "EX-2",
        "EX-0",
    ]
    assert analyst.get(ASB, params={"agency_reference": "EX-1"}).status_code == 400


def test_one_incident_sent_side_by_side_is_recorded_once(world: World) -> None:
    """Two that both take it for new would leave one of them with a conflict."""
    client = world.as_role(sender(world, "police"))
    with side_by_side() as pool:
        answers = list(pool.map(lambda _: client.post(ASB, json=NOISE), range(6)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert changes(world, "asb_incident") == ["asb_incident.created"]
