"""Referrals read and found as FHIR: by the rights and in the pages of the list, and nobody is named."""

from urllib.parse import urlsplit

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.fhir.standard import resource_of
from tests.fixtures.world import World

pytestmark = pytest.mark.database
KINDS = pytest.mark.parametrize("kind", ["ServiceRequest", "Task"])


def found(client: httpx.Client, kind: str, **parameters: str | int) -> list[str]:
    bundle = resource_of(client.get(f"/v1/fhir/{kind}", params=parameters))
    return [entry["resource"]["id"] for entry in bundle.get("entry", [])]


def test_the_capabilities_are_told_to_everybody(world: World) -> None:
    with world.service.client() as anonymous:
        statement = resource_of(anonymous.get("/v1/fhir/metadata"))
    assert statement["fhirVersion"] == "4.0.1"
    (rest,) = statement["rest"]
    assert {item["type"] for item in rest["resource"]} == {"ServiceRequest", "Task"}
    client = world.as_role(Role.REFERRER_CLIENT)
    values = {"_lastUpdated": "ge2026-11-02T09:30:00Z", "status": "completed", "identifier": "REF-1"}
    for item in rest["resource"]:
        for parameter in item["searchParam"]:
            name = parameter["name"]
            resource_of(client.get(f"/v1/fhir/{item['type']}", params={name: values[name]}))


def test_a_request_says_what_was_asked_of_whom(world: World) -> None:
    referral_id = world.push(urgency="urgent")["id"]
    response = world.as_role(Role.REFERRER_CLIENT).get(f"/v1/fhir/ServiceRequest/{referral_id}")
    told = resource_of(response)
    assert (told["status"], told["intent"], told["priority"]) == ("active", "order", "urgent")
    assert told["authoredOn"] == "2026-11-02"
    assert told["identifier"][0]["value"] == "REF-1"
    assert told["performer"][0]["identifier"]["value"] == str(world.services["refuge"])
    assert told["requester"]["identifier"]["value"] == str(world.agencies["council"])
    assert told["category"][0]["coding"][0]["code"] == "council_housing"
    assert response.headers["ETag"]


def test_a_task_says_where_the_hand_over_stands_and_why(world: World) -> None:
    referral_id = world.push()["id"]
    client = world.as_role(Role.REFERRER_CLIENT)
    path = f"/v1/fhir/Task/{referral_id}"
    assert resource_of(client.get(path))["status"] == "requested"
    world.move(referral_id, "received")
    world.move(referral_id, "declined", reason_code="no_capacity")
    told = resource_of(client.get(path))
    assert told["status"] == "rejected"
    assert told["businessStatus"]["coding"][0]["code"] == "declined"
    assert told["statusReason"]["coding"][0]["code"] == "no_capacity"
    assert told["focus"] == {"reference": f"ServiceRequest/{referral_id}"}
    request = resource_of(client.get(f"/v1/fhir/ServiceRequest/{referral_id}"))
    assert request["status"] == "revoked"


@KINDS
@pytest.mark.parametrize("role", [Role.REFERRER_CLIENT, Role.REFERRER, Role.CASEWORKER])
def test_nobody_is_named_whoever_reads(world: World, kind: str, role: Role) -> None:
    referral_id = world.push()["id"]
    client = world.as_role(role)
    for path in (f"/v1/fhir/{kind}/{referral_id}", f"/v1/fhir/{kind}"):
        response = client.get(path)
        resource_of(response)
        for personal in ("Example Person", "1990-01-31", "7946", "asb_victim", "fictional account"):
            assert personal not in response.text
        assert '"masked"' in response.text


@KINDS
def test_each_side_finds_its_own_and_nobody_anything_else(
    world: World, other_world: World, kind: str
) -> None:
    referral_id = world.push()["id"]
    elsewhere = other_world.push()["id"]
    for role in (Role.REFERRER_CLIENT, Role.CASEWORKER):
        assert found(world.as_role(role), kind) == [referral_id]
    world.add_principal("police_client", "police", Role.REFERRER_CLIENT)
    stranger = world.as_role("police_client")
    assert found(stranger, kind) == []
    for client, wanted in ((stranger, referral_id), (world.as_role(Role.REFERRER_CLIENT), elsewhere)):
        outcome = resource_of(client.get(f"/v1/fhir/{kind}/{wanted}"), 404)
        assert outcome["issue"][0]["code"] == "not-found"


def test_status_is_searched_by_the_codes_that_are_shown(world: World) -> None:
    waiting, taken = world.push("REF-1")["id"], world.accept("REF-2")
    client = world.as_role(Role.REFERRER_CLIENT)
    assert found(client, "Task", status="requested") == [waiting]
    assert found(client, "Task", status="accepted,in-progress") == [taken]
    assert found(client, "Task", status="completed") == []
    assert set(found(client, "ServiceRequest", status="active")) == {waiting, taken}


def test_a_referral_is_found_by_the_senders_reference(world: World) -> None:
    world.push("REF-1")
    wanted = world.push("ASB/2026/0012")["id"]
    assert found(world.as_role(Role.REFERRER_CLIENT), "ServiceRequest", identifier="ASB/2026/0012") == [
        wanted
    ]


def test_what_changed_since_is_found(world: World) -> None:
    first, second = world.push("REF-1")["id"], world.push("REF-2")["id"]
    client = world.as_role(Role.REFERRER_CLIENT)
    world.move(first, "received")
    since = resource_of(client.get(f"/v1/fhir/Task/{first}"))["meta"]["lastUpdated"]
    assert found(client, "Task", _lastUpdated=f"ge{since}") == [first]
    assert found(client, "Task", _lastUpdated=f"lt{since}") == [second]


@KINDS
def test_pages_are_followed_by_their_link_to_the_end(world: World, kind: str) -> None:
    pushed = {world.push(f"REF-{number}")["id"] for number in range(5)}
    client = world.as_role(Role.REFERRER_CLIENT)
    path, seen = f"/v1/fhir/{kind}?_count=2", []
    while path:
        bundle = resource_of(client.get(path))
        seen += [entry["resource"]["id"] for entry in bundle["entry"]]
        links = {link["relation"]: link["url"] for link in bundle["link"]}
        after = urlsplit(links["next"]) if "next" in links else None
        path = f"{after.path}?{after.query}" if after else ""
    assert len(seen) == len(set(seen))
    assert set(seen) == pushed


@pytest.mark.parametrize(
    ("parameters", "place"),
    [
        ({"status": "open"}, "http.status"),
        ({"_count": 0}, "http._count"),
        ({"_lastUpdated": "2026-11-02"}, "http._lastUpdated"),
        ({"subject": "Patient/1"}, "http.subject"),
        ({"identifier": "https://example.org|1"}, "http.identifier"),
    ],
)
def test_a_search_that_is_not_served_is_refused_rather_than_passed_over(
    world: World, parameters: dict[str, str | int], place: str
) -> None:
    response = world.as_role(Role.REFERRER_CLIENT).get("/v1/fhir/Task", params=parameters)
    (issue,) = resource_of(response, 400)["issue"]
    assert issue["expression"] == [place]


def test_only_what_is_written_can_be_asked_for(world: World) -> None:
    client = world.as_role(Role.REFERRER_CLIENT)
    assert resource_of(client.get("/v1/fhir/Task", headers={"Accept": "application/fhir+xml"}), 406)
    assert resource_of(
        client.get("/v1/fhir/Task", headers={"Accept": "application/fhir+json; fhirVersion=4.0"})
    )
