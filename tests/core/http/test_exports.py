"""A list as one file: all of it, as its reader may see it, from one instant, recorded, and seen to be whole."""

import csv
import hashlib
import io
import json
from base64 import b64encode
from typing import Any

import httpx
import pytest

from sosafe_api.contract.document import schema_name
from sosafe_api.contract.routes import version_1
from sosafe_api.core.http.files import AnswerFile
from sosafe_api.core.http.route import Route
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.contract import complaints, operations
from tests.fixtures.world import World

NDJSON, CSV = {"Accept": "application/x-ndjson"}, {"Accept": "text/csv"}
over_http = pytest.mark.database


def lines(answer: httpx.Response) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The rows and what the end mark says."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    *rows, end = [json.loads(line) for line in answer.text.splitlines()]
    return rows, end["_end"]


def pages(client: httpx.Client, path: str) -> list[dict[str, Any]]:
    """All that the list's pages hold, read one after another."""
    found: list[dict[str, Any]] = []
    address: str | None = path
    while address is not None:
        page = client.get(address).json()
        found += page["data"]
        address = page["links"]["next"]
    return found


def recorded(world: World, operation: str) -> int:
    query = "SELECT count(*) FROM audit_entries WHERE partnership_id = %s AND operation = %s"
    (count,) = world.superuser.execute(query, (world.id, operation)).fetchone() or (0,)
    return int(count)


def add_groups(world: World, number: int) -> None:
    with world.superuser.pipeline(), world.superuser.transaction():
        for index in range(number):
            world.add_group(f"group-{index:03}")


def test_every_list_of_the_contract_is_exported() -> None:
    """A list is known by its pages; what an export's lines hold is what its pages hold."""
    paged = 0
    for operation in operations():
        content = operation.content["responses"].get("200", {}).get("content", {})
        if "Page" not in schema_name(content.get("application/json", {}).get("schema", {}).get("$ref", "")):
            continue
        if "cursor" not in {item.get("name") for item in operation.content["parameters"]}:
            continue
        paged += 1
        assert {"application/x-ndjson", "text/csv"} <= set(content), str(operation)
        assert "422" in operation.content["responses"], str(operation)
    exported = [route for route in version_1() if isinstance(route, Route) and route.list_export]
    assert paged == len(exported) >= 78


def test_the_columns_of_every_export_are_told_apart() -> None:
    for route in version_1():
        if isinstance(route, Route) and route.list_export:
            names = route.list_export.cells.names
            assert names, route.operation_id
            assert len(set(names)) == len(names), route.operation_id


@over_http
def test_a_list_is_exported_whole_in_its_own_order(world: World) -> None:
    add_groups(world, 430)  # more than two of the largest pages
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    answer = reader.get("/v1/groups", headers=NDJSON)
    rows, end = lines(answer)
    assert rows == pages(reader, "/v1/groups?limit=200")
    assert (end["rows"], len(rows)) == (431, 431)
    assert complaints(answer) == []


@over_http
def test_filters_are_those_of_the_list(world: World) -> None:
    reader = world.as_role(Role.REFERRER_CLIENT)
    world.push("A")
    withdrawn = world.push("B")
    moved = reader.post(
        f"/v1/referrals/{withdrawn['id']}/transitions",
        json={"to": "withdrawn", "reason_code": "client_request"},
        headers={"If-Match": "*"},
    )
    assert moved.status_code == 201, moved.text
    rows, _ = lines(reader.get("/v1/referrals?status=withdrawn&sort=updated_at", headers=NDJSON))
    assert [row["agency_reference"] for row in rows] == ["B"]
    rows, _ = lines(reader.get("/v1/referrals?sort=received_at", headers=NDJSON))
    assert [row["agency_reference"] for row in rows] == ["A", "B"]


@over_http
def test_nothing_of_another_partnership_or_agency_is_exported(world: World, other_world: World) -> None:
    world.push("OURS")
    other_world.push("THEIRS")
    rows, _ = lines(other_world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals", headers=NDJSON))
    assert [row["agency_reference"] for row in rows] == ["THEIRS"]
    rows, _ = lines(world.as_role(Role.CASEWORKER).get("/v1/referrals", headers=NDJSON))
    assert [row["agency_reference"] for row in rows] == ["OURS"]


@over_http
@pytest.mark.parametrize("accept", [NDJSON, CSV], ids=["ndjson", "csv"])
def test_who_may_not_list_may_not_export(
    world: World, anonymous: httpx.Client, accept: dict[str, str]
) -> None:
    closed = world.as_role(Role.ANALYST).get("/v1/referrals", headers=accept)
    assert (closed.status_code, closed.json()["code"]) == (403, "role_not_permitted")
    assert anonymous.get("/v1/referrals", headers=accept).status_code == 401


@over_http
def test_a_list_about_a_person_is_exported_for_a_purpose_and_recorded_as_the_list_is(world: World) -> None:
    path = f"/v1/cases/{world.open_case()['id']}/needs"
    worker = world.as_role(Role.CASEWORKER)
    need = {"kind": "housing", "identified_on": "2026-11-02"}
    added = worker.post(path, json=need, headers={"Idempotency-Key": "a-key-of-this-test-1"})
    assert added.status_code == 201, added.text
    refused = world.as_role(Role.CASEWORKER, Purpose="unheard_of").get(path, headers=NDJSON)
    assert (refused.status_code, refused.json()["code"]) == (403, "sharing_agreement_missing")
    read = recorded(world, "case_need:list")
    rows, _ = lines(worker.get(path, headers=NDJSON))
    assert recorded(world, "case:export") == 1
    assert recorded(world, "case_need:list") == read + 1, "as when the list is read"
    assert rows == pages(worker, path)


@over_http
def test_an_export_is_recorded_before_it_is_sent_and_a_refused_one_is_not(world: World) -> None:
    reader = world.as_role(Role.REFERRER_CLIENT)
    assert reader.get("/v1/referrals", headers=NDJSON).status_code == 200
    assert recorded(world, "referral:export") == 1
    assert reader.get("/v1/referrals?sort=name", headers=NDJSON).status_code == 400
    assert recorded(world, "referral:export") == 1


@over_http
def test_csv_has_a_column_for_each_property_also_of_an_empty_list(world: World) -> None:
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    answer = reader.get("/v1/groups", headers=CSV)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    (row,) = csv.DictReader(io.StringIO(answer.text, newline=""))
    (item,) = pages(reader, "/v1/groups")
    assert (row["id"], row["slug"], row["name"]) == (item["id"], "panel", "Example Panel")
    assert {name.partition(".")[0] for name in row} == set(item)
    empty = world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals", headers=CSV)
    header, *rows = empty.text.splitlines()
    assert header.startswith("id,")
    assert rows == []


@over_http
def test_text_that_a_spreadsheet_would_reckon_is_text(world: World) -> None:
    world.add_group("sums", name="=1+1")
    answer = world.as_role(Role.PARTNERSHIP_ADMIN).get("/v1/groups", headers=CSV)
    names = {row["slug"]: row["name"] for row in csv.DictReader(io.StringIO(answer.text, newline=""))}
    assert names["sums"] == "'=1+1"


@over_http
@pytest.mark.parametrize("accept", [NDJSON, CSV], ids=["ndjson", "csv"])
def test_length_and_digest_show_that_a_file_is_whole(world: World, accept: dict[str, str]) -> None:
    add_groups(world, 210)
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    answer = reader.get("/v1/groups", headers=accept)
    digest = b64encode(hashlib.sha256(answer.content).digest()).decode()
    assert answer.headers["Content-Digest"] == f"sha-256=:{digest}:"
    assert answer.headers["Content-Length"] == str(len(answer.content))
    head = reader.head("/v1/groups", headers=accept)
    assert (head.status_code, head.content) == (200, b"")


@over_http
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("text/csv, */*;q=0.5", "text/csv"),
        ("text/*", "text/csv"),
        ("application/json;q=0.2, application/x-ndjson", "application/x-ndjson"),
        ("application/json, application/x-ndjson", "application/json"),
    ],
)
def test_a_file_is_sent_where_it_is_preferred(world: World, accept: str, media_type: str) -> None:
    answer = world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals", headers={"Accept": accept})
    assert answer.headers["Content-Type"].partition(";")[0] == media_type


@over_http
def test_an_export_has_no_pages(world: World) -> None:
    answer = world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals?limit=10&cursor=abc", headers=NDJSON)
    assert answer.status_code == 400
    found = [(item["parameter"], item["code"]) for item in answer.json()["errors"]]
    assert found == [("cursor", "beside_export"), ("limit", "beside_export")]


@over_http
def test_all_pages_are_of_one_instant(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    add_groups(world, 250)
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    late, plain = [], AnswerFile.write

    def write(file: AnswerFile, content: bytes) -> None:
        """Between the first page and the second, a group is added that would stand on the second."""
        if not late:
            late.append(world.add_group("zz-late"))
        plain(file, content)

    monkeypatch.setattr(AnswerFile, "write", write)
    rows, end = lines(reader.get("/v1/groups", headers=NDJSON))
    assert late, "it was added while the export was being written"
    assert end["rows"] == len(rows) == 251
    assert "zz-late" not in {row["slug"] for row in rows}
    assert "zz-late" in {row["slug"] for row in lines(reader.get("/v1/groups", headers=NDJSON))[0]}


@over_http
def test_a_fault_on_the_way_is_a_problem_and_no_file_cut_short(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_groups(world, 250)
    plain = AnswerFile.write
    seen: list[AnswerFile] = []

    def write(file: AnswerFile, content: bytes) -> None:
        seen.append(file)
        if len(seen) == 2:
            raise RuntimeError("planted")
        plain(file, content)

    monkeypatch.setattr(AnswerFile, "write", write)
    answer = world.as_role(Role.PARTNERSHIP_ADMIN).get("/v1/groups", headers=NDJSON)
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert recorded(world, "group:export") == 0


@over_http
def test_a_copy_and_the_changes_after_it_miss_nothing(world: World) -> None:
    """The end mark's cursor stands at the last change that had a number: what came since is told by the feed."""
    world.push("KEPT")
    reader = world.as_role(Role.REFERRER_CLIENT)
    assert heard(reader, None) == {"KEPT"}
    world.push("WAITS")  # committed and shown, but not numbered yet: it comes after the cursor once more
    rows, end = lines(reader.get("/v1/referrals", headers=NDJSON))
    assert {row["agency_reference"] for row in rows} == {"KEPT", "WAITS"}
    assert heard(reader, end["change_cursor"]) == {"WAITS"}
    world.push("LATER")
    assert heard(reader, end["change_cursor"]) == {"WAITS", "LATER"}


def heard(reader: httpx.Client, after: str | None) -> set[str]:
    """Which referrals the feed tells of after the cursor."""
    query = {"type": "referral.*"} | ({"after": after} if after else {})
    changes = reader.get("/v1/changes", params=query).json()["data"]
    purpose = {"Purpose": "direct_support"}
    records = [reader.get(f"/v1/referrals/{each['resource_id']}", headers=purpose) for each in changes]
    return {record.json()["agency_reference"] for record in records}
