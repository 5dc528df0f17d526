"""Files with headings of a partner's own: a mapping is saved under a name, and files are read and judged by it."""

from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import create, load, move, settle
from tests.domains.imports.referral_files import CSV, counts, faults, held, imported, rejected, sender
from tests.domains.incident_returns.sending import held as incidents_held
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ONE = "/v1/import-mappings/northgate-export"
NEW = {"If-None-Match": "*"}
REFERRALS = [
    {"heading": "Our ref", "column": "agency_reference"},
    {"heading": "Service", "column": "service_id"},
    {"heading": "Source", "column": "referral_source"},
    {"heading": "Why", "column": "reason_codes"},
    {"heading": "Date opened", "column": "referred_on"},
    {"heading": "Priority", "column": "urgency"},
    {"heading": "Client", "column": "person.full_name"},
    {"heading": "Agrees", "column": "consent.status"},
    {"heading": "Officer", "column": None},
]
INCIDENTS = [
    {"heading": "Log", "column": "agency_reference"},
    {"heading": "Last update", "column": "changed_at"},
    {"heading": "Day", "column": "occurred_on"},
    {"heading": "Heading", "column": "opening_heading"},
    {"heading": "Kind", "column": "qualifier"},
    {"heading": "Young people", "column": "youth_related"},
    {"heading": "Beat", "column": None},
]


@pytest.fixture(autouse=True)
def nothing_waits(world: World) -> None:
    world.superuser.execute("DELETE FROM work_items")


def save(
    client: httpx.Client, headings: list[dict[str, Any]], resource: str = "referrals", **headers: str
) -> httpx.Response:
    return client.put(ONE, json={"resource": resource, "headings": headings}, headers=headers or NEW)


def own_file(world: World, *rows: str) -> bytes:
    """As the partner's system writes it: its headings, and a column that is nobody's business here."""
    service = world.services["refuge"]
    head = "Our ref,SERVICE,Source,Why,Date  opened,Priority,Client,Agrees,Officer,narrative\n"
    lines = [
        f"{reference},{service},council_housing,asb_victim;debt,2021-11-0{place},{urgency},Example Person,given,"
        f"Example Officer,A fictional account.\n"
        for place, (reference, urgency) in enumerate((row.split("|") for row in rows), start=1)
    ]
    return (head + "".join(lines)).encode()


def test_a_file_is_read_and_judged_by_its_own_headings(world: World, database: TestDatabase) -> None:
    client = sender(world)
    assert save(client, REFERRALS).status_code == 201
    content = own_file(world, "EX/1|routine", "EX/2|soon", "EX/3|urgent")
    found = imported(world, database, content, format="csv", mode="resumable", mapping="northgate-export")
    assert found["mapping"] == "northgate-export"
    assert counts(found) == ("validated", 3, 2, 0, 0, 1, 1)
    assert [
        (fault["row"], fault["line"], fault["column"], fault["code"]) for fault in faults(client, found)
    ] == [(2, 3, "Priority", "unknown_code")]
    assert rejected(client, found) == b"".join(content.splitlines(keepends=True)[line] for line in (0, 2))

    assert move(client, found, "committing").status_code == 202
    assert counts(settle(client, world.service, database, found["id"]))[:3] == ("committed", 3, 2)
    kept = world.superuser.execute(
        "SELECT r.agency_reference, r.urgency, r.referred_on::text, d.reason_codes, d.full_name, d.narrative"
        " FROM referrals r JOIN referral_details d USING (partnership_id, id) WHERE r.partnership_id = %s ORDER BY 1",
        (world.id,),
    ).fetchall()
    reasons = ["asb_victim", "debt"]
    assert kept == [
        ("EX/1", "routine", "2021-11-01", reasons, "Example Person", "A fictional account."),
        ("EX/3", "urgent", "2021-11-03", reasons, "Example Person", "A fictional account."),
    ]


def test_an_empty_cell_is_told_by_its_own_heading(world: World, database: TestDatabase) -> None:
    client = sender(world)
    assert save(client, REFERRALS).status_code == 201
    content = own_file(world, "EX/1|routine").replace(b"Example Person,given", b",")
    found = imported(world, database, content, format="csv", mode="resumable", mapping="northgate-export")
    faults = client.get(f"/v1/imports/{found['id']}/faults").json()["data"]
    assert [(fault["column"], fault["code"]) for fault in faults] == [
        ("Client", "required"),
        ("Agrees", "required"),
    ]


def test_returns_of_incidents_have_headings_of_their_own_too(world: World, database: TestDatabase) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    assert save(client, INCIDENTS, "asb_incidents").status_code == 201
    head = b"Log,Last update,Day,Heading,Kind,Young people,Beat\n"
    row = b"EX-1,2026-10-02T09:00:00Z,2026-10-01,noise,%s,Yes,Beat of the example\n"
    options = {
        "resource": "asb_incidents",
        "format": "incident_return_csv",
        "mapping": "northgate-export",
    }
    refused = load(client, world.service, database, head + row % b"loud", **options)
    assert [(fault["column"], fault["code"]) for fault in faults(client, refused)] == [
        ("Kind", "unknown_code")
    ]
    found = load(client, world.service, database, head + row % b"nuisance", **options)
    assert (found["status"], found["rows_created"]) == ("committed", 1)
    ((_, reference, _, facts),) = incidents_held(world)
    assert (reference, facts["opening_heading"], facts["qualifier"], facts["youth_related"]) == (
        "EX-1",
        "noise",
        "nuisance",
        True,
    )


def test_an_import_keeps_the_mapping_as_it_was(world: World, database: TestDatabase) -> None:
    client = sender(world)
    saved = save(client, REFERRALS)
    options = {"resource": "referrals", "format": "csv", "mapping": "northgate-export"}
    before = create(client, **options)
    client.put(before["upload"]["url"], content=own_file(world, "EX/1|routine"), headers=CSV)

    changed = save(client, REFERRALS[:-1], **{"If-Match": saved.json()["etag"]})
    assert changed.status_code == 200
    assert changed.json()["headings"] == REFERRALS[:-1]
    deleted = client.delete(ONE, headers={"If-Match": changed.json()["etag"]})
    assert deleted.status_code == 204
    assert client.get(ONE).status_code == 404

    assert move(client, client.get(f"/v1/imports/{before['id']}").json(), "validating").status_code == 202
    assert settle(client, world.service, database, before["id"])["status"] == "committed"
    assert held(world)["referrals"] == 1
    refused = client.post("/v1/imports", json=options)
    assert refused.status_code == 422
    (fault,) = refused.json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("#/mapping", "unknown_reference")


def test_a_change_needs_the_version_it_was_made_on(world: World) -> None:
    client = sender(world)
    saved = save(client, REFERRALS)
    assert saved.headers["Location"] == ONE
    assert save(client, REFERRALS).status_code == 412, "the name is taken"
    assert client.put(ONE, json={"resource": "referrals", "headings": REFERRALS}).status_code == 428
    assert save(client, REFERRALS[:2], **{"If-Match": saved.json()["etag"]}).status_code == 200
    assert save(client, REFERRALS, **{"If-Match": saved.json()["etag"]}).status_code == 412
    assert client.delete(ONE, headers={"If-Match": saved.json()["etag"]}).status_code == 412
    assert [item["name"] for item in client.get("/v1/import-mappings").json()["data"]] == ["northgate-export"]
    assert client.get("/v1/import-mappings?resource=asb_incidents").json()["data"] == []


def test_a_mapping_is_its_agencys_own(world: World) -> None:
    assert save(sender(world), REFERRALS).status_code == 201
    other = sender(world, "police")
    assert other.get(ONE).status_code == 404
    assert other.get("/v1/import-mappings").json()["data"] == []
    assert save(other, REFERRALS[:1]).status_code == 201, "the name is free in another agency"
    assert len(sender(world).get(ONE).json()["headings"]) == len(REFERRALS)


def test_every_heading_that_cannot_be_is_told_with_what_it_might_mean(world: World) -> None:
    headings = [
        {"heading": "Our ref", "column": "agency_reference"},
        {"heading": "OUR  REF", "column": None},
        {"heading": "Reference", "column": "agency_reference"},
        {"heading": "DOB", "column": "date_of_birth"},
        {"heading": "Ward", "column": "beat"},
    ]
    refused = save(sender(world), headings)
    assert refused.status_code == 422
    told = {fault["pointer"]: (fault["code"], fault["detail"]) for fault in refused.json()["errors"]}
    assert {pointer: code for pointer, (code, _) in told.items()} == {
        "#/headings/1/heading": "repeated_value",
        "#/headings/2/column": "repeated_value",
        "#/headings/3/column": "unknown_code",
        "#/headings/4/column": "unknown_code",
    }
    assert "person.date_of_birth" in told["#/headings/3/column"][1]


def test_headings_of_a_file_are_explained_before_it_is_sent(world: World) -> None:
    sent = {"resource": "referrals", "headings": ["Our ref", "D.O.B.", "Officer"]}
    answer = sender(world).post("/v1/import-heading-suggestions", json=sent)
    assert answer.status_code == 200, answer.text
    assert [(item["heading"], item["columns"][:1]) for item in answer.json()["data"]] == [
        ("Our ref", ["agency_reference"]),
        ("D.O.B.", ["person.date_of_birth"]),
        ("Officer", []),
    ]
    assert "person.safe_contact.telephone" in answer.json()["columns"]


@pytest.mark.parametrize("resource", ["incidents", "funding_bids"])
def test_files_of_a_layout_of_their_own_have_no_mapping(world: World, resource: str) -> None:
    client = world.as_role(Role.ANALYST)
    refused = save(client, REFERRALS[:1], resource)
    assert [(fault["pointer"], fault["code"]) for fault in refused.json()["errors"]] == [
        ("#/resource", "not_offered")
    ]
    asked = client.post("/v1/import-heading-suggestions", json={"resource": resource, "headings": ["Ref"]})
    assert asked.status_code == 422
    form = {"incidents": "police_uk_street_csv", "funding_bids": "threesixtygiving_csv"}[resource]
    wanted = {"resource": resource, "format": form, "mapping": "northgate-export"}
    assert client.post("/v1/imports", json=wanted).json()["errors"][0]["pointer"] == "#/mapping"
