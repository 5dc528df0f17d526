"""A file of returns goes in whole or not at all; every faulty value is named, never repeated."""

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import create, load, move
from tests.domains.incident_returns.sending import (
    ASB,
    BIN_FIRE,
    NOISE,
    csv_of,
    held,
    returned,
    sender,
    sent,
)
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
COUNTS = (
    "rows_read",
    "rows_created",
    "rows_updated",
    "rows_unchanged",
    "rows_without_area",
    "faults",
    "warnings",
)


def counts(loaded: dict[str, object]) -> tuple[object, ...]:
    return (loaded["status"], *(loaded[name] for name in COUNTS))


def incident(number: int, **changes: object) -> dict[str, object]:
    return NOISE | {"agency_reference": f"EX-{number}"} | changes


def test_a_month_s_file_is_sent_again_with_what_changed_since(world: World, database: TestDatabase) -> None:
    nowhere = {"lsoa_code": None, "lsoa_vintage": None}
    rows = [incident(1), incident(2, **nowhere), incident(3, lsoa_code="E01099999", lsoa_vintage=2021)]
    loaded = returned(world, database, *rows, incident(1))
    assert counts(loaded) == ("committed", 4, 3, 0, 1, 1, 0, 1)
    client = world.as_role(sender(world, "police"))
    (doubt,) = client.get(f"/v1/imports/{loaded['id']}/faults").json()["data"]
    assert (doubt["row"], doubt["line"], doubt["column"], doubt["severity"], doubt["code"]) == (
        3,
        4,
        "lsoa_code",
        "warning",
        "unknown_area",
    )
    assert "E01099999" not in str(doubt)
    analyst = world.as_role(Role.ANALYST)
    by_reference = {item["agency_reference"]: item for item in analyst.get(ASB).json()["data"]}
    assert {name: item["district_code"] for name, item in by_reference.items()} == {
        "EX-1": "E07000243",
        "EX-2": None,
        "EX-3": None,
    }
    assert by_reference["EX-3"]["lsoa_code"] == "E01099999"

    same = returned(world, database, *rows, incident(1))
    assert (same["status"], same["duplicate_of"]) == ("duplicate", loaded["id"])

    later = {"changed_at": "2026-10-20T09:00:00Z", "closing_heading": "street_drinking"}
    again = returned(world, database, *rows, incident(4), incident(2, **nowhere, **later))
    assert counts(again) == ("committed", 5, 1, 1, 3, 2, 0, 1)
    changed = analyst.get(f"{ASB}/{by_reference['EX-2']['id']}").json()
    assert (changed["closing_heading"], changed["version"]) == ("street_drinking", 2)
    (earlier,) = analyst.get(f"{ASB}/{changed['id']}/versions").json()["data"]
    assert (earlier["closing_heading"], earlier["occurred_time"]) == (None, "21:40")
    assert (earlier["lsoa_code"], earlier["changed_at"]) == (None, "2026-10-02T09:00:00.000Z")


def test_every_faulty_value_of_a_file_is_named_at_once_and_nothing_is_kept(
    world: World, database: TestDatabase
) -> None:
    assert sent(world, ASB, incident(7)).status_code == 201
    faulty = [
        incident(1, qualifier="personal; nuisance"),
        incident(2, occurred_on="2099-01-01"),
        incident(3, lsoa_vintage=None),
        incident(4, youth_related="perhaps", outward_postcode="SG1 1AA"),
        incident(5),
        incident(5, opening_heading="trespass"),
        incident(7, opening_heading="trespass"),
        incident(8, lsoa_vintage="201 1"),
    ]
    refused = returned(world, database, *faulty)
    assert (refused["status"], refused["faults"]) == ("validated", 8)
    client = world.as_role(sender(world, "police"))
    listed = client.get(f"/v1/imports/{refused['id']}/faults").json()["data"]
    assert [(item["row"], item["column"], item["code"]) for item in listed] == [
        (1, "qualifier", "unknown_code"),
        (2, "occurred_on", "date_in_future"),
        (3, "lsoa_vintage", "code_and_vintage"),
        (4, "outward_postcode", "too_long"),
        (4, "youth_related", "not_a_boolean"),
        (6, "changed_at", "reference_repeated"),
        (7, "changed_at", "other_content"),
        (8, "lsoa_vintage", "not_an_integer"),
    ]
    assert all(item["line"] == item["row"] + 1 and item["suggestion"] for item in listed)
    assert "perhaps" not in str(listed)
    assert "1AA" not in str(listed)
    assert len(held(world)) == 1
    assert move(client, refused, "committing").status_code == 409


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (csv_of({**NOISE, "victim_name": "Example Person"}), "unknown_layout"),
        (csv_of({"agency_reference": "EX-1"}), "unknown_layout"),
        (csv_of(NOISE).split(b"\n")[0] + b"\n", "empty_file"),
        (b"\xff\xfe" + csv_of(NOISE), "not_utf8_csv"),
        (b"", "unknown_layout"),
    ],
)
def test_a_file_of_something_else_is_refused_with_the_reason(
    world: World, database: TestDatabase, content: bytes, code: str
) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    options = {"resource": "asb_incidents", "format": "incident_return_csv"}
    refused = load(client, world.service, database, content, **options)
    assert (refused["status"], refused["problem_code"]) == ("failed", code)
    assert "Example Person" not in str(refused)


def test_broken_rows_are_named_beside_the_others(world: World, database: TestDatabase) -> None:
    content = (
        csv_of(incident(1), incident(2), newline="\r\n") + b"EX-3,too,few\r\nEX-4\xff" + b"," * 9 + b"\r\n"
    )
    options = {"resource": "asb_incidents", "format": "incident_return_csv"}
    client = world.as_role(Role.IMPORT_CLIENT)
    refused = load(client, world.service, database, b"\xef\xbb\xbf" + content, **options)
    listed = client.get(f"/v1/imports/{refused['id']}/faults").json()["data"]
    assert [(item["row"], item["code"]) for item in listed] == [
        (3, "wrong_number_of_columns"),
        (4, "not_utf8"),
    ]


def test_the_same_file_of_two_agencies_is_incidents_of_each(world: World, database: TestDatabase) -> None:
    for agency in ("police", "council"):
        assert counts(returned(world, database, incident(1), agency=agency))[:3] == ("committed", 1, 1)
    assert {agency for agency, *_ in held(world)} == {world.agencies["police"], world.agencies["council"]}


def test_fires_go_in_by_the_same_road(world: World, database: TestDatabase) -> None:
    world.add_agency("fire", "fire_and_rescue")
    rows = [BIN_FIRE, BIN_FIRE | {"agency_reference": "FI-2", "property": "dwelling"}]
    refused = returned(world, database, *rows, agency="fire", resource="fire_incidents")
    client = world.as_role(sender(world, "fire"))
    (fault,) = client.get(f"/v1/imports/{refused['id']}/faults").json()["data"]
    assert (fault["row"], fault["column"], fault["code"]) == (2, "kind", "primary_by_its_property")
    rows[1]["kind"] = "primary_fire"
    loaded = returned(world, database, *rows, agency="fire", resource="fire_incidents")
    assert counts(loaded) == ("committed", 2, 2, 0, 0, 2, 0, 0)


def test_only_who_may_return_one_may_import_many(world: World) -> None:
    wanted = {"resource": "asb_incidents", "format": "incident_return_csv"}
    narrow = world.as_role(Role.IMPORT_CLIENT, "import:create", "import:read")
    refused = narrow.post("/v1/imports", json=wanted)
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_scope")
    assert create(world.as_role(Role.IMPORT_CLIENT), **wanted)["status"] == "open"
