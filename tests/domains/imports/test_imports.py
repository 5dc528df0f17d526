"""A street file goes in as a whole or not at all, and every faulty value is named at once."""

import hashlib
from base64 import b64encode

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import HEADER, asb, create, file_of, load, move, row, settle
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
CSV = {"Content-Type": "text/csv"}


def rollup(world: World) -> dict[tuple[str, str], int]:
    rows = world.superuser.execute(
        "SELECT district_code, crime_type, count FROM incident_counts WHERE partnership_id = %s", (world.id,)
    ).fetchall()
    return {(district, crime_type): count for district, crime_type, count in rows}


def incidents(world: World) -> int:
    found = world.superuser.execute(
        "SELECT count(*) FROM incidents WHERE partnership_id = %s", (world.id,)
    ).fetchone()
    assert found is not None
    return int(found[0])


def test_identical_rows_of_asb_are_separate_incidents(world: World, database: TestDatabase) -> None:
    loaded = load(
        world.as_role(Role.IMPORT_CLIENT), world.service, database, file_of(asb(), asb(), row(), asb(lsoa=""))
    )
    assert loaded["status"] == "committed"
    assert (loaded["rows_read"], loaded["rows_without_area"], loaded["faults"]) == (4, 1, 0)
    assert (loaded["force"], loaded["month"]) == ("Example Constabulary", "2021-01-01")
    assert rollup(world) == {
        ("E07000243", "anti_social_behaviour"): 2,
        ("E07000243", "burglary"): 1,
        ("none", "anti_social_behaviour"): 1,
    }


def test_an_area_outside_the_look_up_is_counted_as_such(world: World, database: TestDatabase) -> None:
    content = file_of(asb(), asb(lsoa="E01000001"), asb(lsoa=""), asb(lsoa="W01000001"))
    loaded = load(world.as_role(Role.IMPORT_CLIENT), world.service, database, content)
    assert (loaded["status"], loaded["rows_without_area"]) == ("committed", 1)
    districts = {"E07000243": 1, "unknown": 2, "none": 1}
    assert rollup(world) == {(code, "anti_social_behaviour"): count for code, count in districts.items()}


def test_a_file_of_the_same_month_replaces_the_former_one(world: World, database: TestDatabase) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    load(client, world.service, database, file_of(asb(), asb(), row()))
    load(client, world.service, database, file_of(asb()))
    assert rollup(world) == {("E07000243", "anti_social_behaviour"): 1}
    assert incidents(world) == 1


def test_other_months_and_forces_stay(world: World, database: TestDatabase) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    for content in (file_of(asb()), file_of(asb(month="2021-02")), file_of(asb(force="Other Constabulary"))):
        assert load(client, world.service, database, content)["status"] == "committed"
    assert incidents(world) == 3


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(
    world: World, database: TestDatabase, newline: str, mark: bytes
) -> None:
    content = mark + file_of(asb(), row(), newline=newline)
    loaded = load(world.as_role(Role.IMPORT_CLIENT), world.service, database, content)
    assert (loaded["status"], loaded["rows_read"]) == ("committed", 2)


def test_an_outcome_nobody_knew_is_kept_as_found(world: World, database: TestDatabase) -> None:
    content = file_of(row(outcome='"Suspect, warned by letter"'))
    assert load(world.as_role(Role.IMPORT_CLIENT), world.service, database, content)["status"] == "committed"
    kept = world.superuser.execute(
        "SELECT last_outcome FROM incidents WHERE partnership_id = %s", (world.id,)
    )
    assert kept.fetchone() == ("Suspect, warned by letter",)


FAULTY = {
    "not_a_month": row(month="January"),
    "other_month": row(month="2021-02"),
    "other_force": row(force="Other Constabulary"),
    "unknown_crime_type": row("Witchcraft"),
    "legacy_crime_type": row("Violent crime"),
    "not_a_crime_id": row(crime_id="12"),
    "not_an_area_code": row(lsoa="Stevenage"),
    "not_a_coordinate": row(longitude="west"),
}


def test_every_faulty_value_is_named_at_once_and_nothing_is_kept(
    world: World, database: TestDatabase
) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    loaded = load(client, world.service, database, file_of(row(), *FAULTY.values()))
    assert loaded["status"] == "validated"
    listed = client.get(f"/v1/imports/{loaded['id']}/faults").json()["data"]
    assert len(listed) == loaded["faults"]
    found = {(item["row"], item["code"]) for item in listed}
    assert {(number, code) for number, code in enumerate(FAULTY, start=2)} <= found
    assert all(item["line"] == item["row"] + 1 and item["suggestion"] and item["column"] for item in listed)
    assert "Witchcraft" not in str(listed)
    assert incidents(world) == 0
    refused = move(client, loaded, "committing")
    assert refused.status_code == 409
    assert refused.json()["allowed_to"] == ["cancelled"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Type,Date,Part of a policing operation,Policing operation\n", "stop_and_search_file"),
        (HEADER.replace("Last outcome category", "Outcome type").encode() + b"\n", "outcomes_file"),
        (b"Month,Reported by,Falls within,Easting,Northing,Location,Crime type\n", "legacy_layout"),
        (b"name,age\nx,1\n", "unknown_layout"),
        (b"", "unknown_layout"),
        (HEADER.encode() + b"\n", "empty_file"),
        (b"\xff\xfe" + file_of(row()), "not_utf8_csv"),
    ],
)
def test_a_file_that_is_no_street_file_is_refused_with_the_reason(
    world: World, database: TestDatabase, content: bytes, code: str
) -> None:
    refused = load(world.as_role(Role.IMPORT_CLIENT), world.service, database, content)
    assert (refused["status"], refused["problem_code"]) == ("failed", code)
    assert refused["problem_detail"]


def test_a_rehearsal_says_what_would_happen_and_keeps_nothing(world: World, database: TestDatabase) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    rehearsed = load(client, world.service, database, file_of(row()), dry_run=True)
    assert (rehearsed["status"], rehearsed["rows_read"], rehearsed["faults"]) == ("validated", 1, 0)
    assert move(client, rehearsed, "committing").status_code == 409
    assert incidents(world) == 0


def test_a_manual_import_waits_for_its_sender(world: World, database: TestDatabase) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    checked = load(client, world.service, database, file_of(row()), commit="manual")
    assert (checked["status"], incidents(world)) == ("validated", 0)
    assert move(client, checked, "committing").status_code == 202
    assert settle(client, world.service, database, checked["id"])["status"] == "committed"
    assert incidents(world) == 1


def test_a_file_goes_in_parts_and_on_where_it_broke_off(world: World, database: TestDatabase) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    made, content = create(client), file_of(row(), asb())
    url = f"/v1/imports/{made['id']}/content"
    first = client.patch(url, content=content[:50], headers=CSV | {"Upload-Offset": "0"})
    assert (first.status_code, first.headers["Upload-Offset"]) == (200, "50")
    assert client.head(url).headers["Upload-Offset"] == "50"
    wrong = client.patch(url, content=content[60:], headers=CSV | {"Upload-Offset": "60"})
    assert (wrong.status_code, wrong.json()["upload_offset"]) == (409, 50)
    rest = client.patch(url, content=content[50:], headers=CSV | {"Upload-Offset": "50"})
    assert move(client, rest.json(), "validating").status_code == 202
    assert settle(client, world.service, database, made["id"])["status"] == "committed"


def test_a_digest_that_does_not_fit_is_refused(world: World) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    made, content = create(client), file_of(row())
    right = f"sha-256=:{b64encode(hashlib.sha256(content).digest()).decode()}:"
    url = f"/v1/imports/{made['id']}/content"
    for stated in (right, f"sha-512=:AAAA:, {right}", "sha-512=:AAAA:"):
        sent = client.put(url, content=content, headers=CSV | {"Content-Digest": stated})
        assert sent.status_code == 200, stated
    for stated in (right.replace("=:", "=:A", 1), f"sha-512=:AAAA:, {right[:-3]}A=:", "sha-256=none"):
        refused = client.put(url, content=content, headers=CSV | {"Content-Digest": stated})
        assert (refused.status_code, refused.json()["code"]) == (400, "content_digest_mismatch")


def test_somebody_elses_import_is_not_there(world: World) -> None:
    made = create(world.as_role(Role.IMPORT_CLIENT))
    analyst = world.as_role(Role.ANALYST)
    for method, path in (("GET", ""), ("GET", "/faults"), ("GET", "/content"), ("PUT", "/content")):
        kwargs = {"content": b"x", "headers": CSV} if method == "PUT" else {}
        assert analyst.request(method, f"/v1/imports/{made['id']}{path}", **kwargs).status_code == 404


def test_without_the_right_no_byte_of_a_file_is_read(world: World) -> None:
    made = create(world.as_role(Role.IMPORT_CLIENT))
    response = world.as_role(Role.REFERRER_CLIENT).put(
        f"/v1/imports/{made['id']}/content", content=b"x" * 1000, headers=CSV
    )
    assert response.status_code == 403


def test_a_step_that_was_cut_off_is_done_again_and_leaves_nothing_half_done(
    world: World, database: TestDatabase
) -> None:
    """A worker that dies rolls its transaction back: the work item and the import are as before."""
    client = world.as_role(Role.IMPORT_CLIENT)
    made = create(client)
    sent = client.put(f"/v1/imports/{made['id']}/content", content=file_of(row()), headers=CSV)
    world.superuser.execute("BEGIN; LOCK TABLE incidents IN EXCLUSIVE MODE")
    assert move(client, sent.json(), "validating").status_code == 202
    from sosafe_api import worker  # noqa: PLC0415  # beside its use

    worker.do_next(world.service.settings, database.urls)
    world.superuser.execute("ROLLBACK")
    assert client.get(f"/v1/imports/{made['id']}").json()["status"] == "validating"
    assert incidents(world) == 0
    world.superuser.execute("UPDATE work_items SET available_at = now() WHERE item_id = %s", (made["id"],))
    assert settle(client, world.service, database, made["id"])["status"] == "committed"
