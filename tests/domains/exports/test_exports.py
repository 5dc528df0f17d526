"""A list as a job: written by a worker as its pages have it, and fetched whole or in parts."""

import csv
import hashlib
import io
import json
from base64 import b64encode
from datetime import datetime

import psycopg
import pytest
from pyarrow import parquet

from sosafe_api import worker as background
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.exports.rules import MOST_KEPT, PART_BYTES
from tests.core.http.test_exports import add_groups, pages
from tests.domains.exports.writing import PATH, ask, asked, fetch, read, work
from tests.fixtures.contract import complaints
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def nothing_waits(superuser: psycopg.Connection) -> None:
    superuser.execute("DELETE FROM work_items")


def parts(world: World) -> int:
    row = world.superuser.execute(
        "SELECT count(*) FROM export_parts WHERE partnership_id = %s", (world.id,)
    ).fetchone()
    return int(row[0]) if row else 0


def test_a_list_is_written_whole_as_its_pages_have_it(world: World, database: TestDatabase) -> None:
    add_groups(world, 430)
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    export_id = asked(reader, "/v1/groups")
    assert read(reader, export_id)["status"] == "queued"
    work(world.service, database)
    told = read(reader, export_id)
    answer = fetch(reader, export_id)
    assert complaints(answer) == []
    *rows, end = [json.loads(line) for line in answer.text.splitlines()]
    assert rows == pages(reader, "/v1/groups?limit=200")
    assert end["_end"] == {"rows": 431, "as_of": told["as_of"], "change_cursor": told["change_cursor"]}
    assert (told["status"], told["rows_written"], told["bytes_written"]) == (
        "ready",
        431,
        len(answer.content),
    )
    digest = f"sha-256=:{b64encode(hashlib.sha256(answer.content).digest()).decode()}:"
    assert (told["digest"], answer.headers["Repr-Digest"]) == (digest, digest)
    assert answer.headers["Content-Type"] == "application/x-ndjson"


def test_filters_are_those_of_the_list(world: World, database: TestDatabase) -> None:
    reader = world.as_role(Role.REFERRER_CLIENT)
    world.push("A")
    withdrawn = world.push("B")
    body = {"to": "withdrawn", "reason_code": "client_request"}
    path = f"/v1/referrals/{withdrawn['id']}/transitions"
    assert reader.post(path, json=body, headers={"If-Match": "*"}).status_code == 201
    export_id = asked(reader, "/v1/referrals?status=withdrawn&sort=updated_at", "csv")
    work(world.service, database)
    answer = fetch(reader, export_id)
    (row,) = csv.DictReader(io.StringIO(answer.text, newline=""))
    assert row["agency_reference"] == "B"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"


def test_parquet_has_columns_of_their_types(world: World, database: TestDatabase) -> None:
    world.push("A")
    reader = world.as_role(Role.REFERRER_CLIENT)
    export_id = asked(reader, "/v1/referrals", "parquet")
    work(world.service, database)
    table = parquet.read_table(io.BytesIO(fetch(reader, export_id).content))
    (item,), (row,) = pages(reader, "/v1/referrals"), table.to_pylist()
    assert str(table.schema.field("received_at").type) == "timestamp[ms, tz=UTC]"
    assert row["received_at"] == datetime.fromisoformat(item["received_at"])
    assert (row["id"], row["agency_reference"], row["status"]) == (item["id"], "A", item["status"])
    told = read(reader, export_id)
    assert table.schema.metadata[b"as_of"].decode() == told["as_of"]
    assert table.schema.metadata[b"change_cursor"].decode() == told["change_cursor"]


def test_a_list_without_a_record_is_a_file_without_a_row(world: World, database: TestDatabase) -> None:
    reader = world.as_role(Role.REFERRER_CLIENT)
    table, lines = asked(reader, "/v1/referrals", "parquet"), asked(reader, "/v1/referrals")
    work(world.service, database)
    assert parquet.read_table(io.BytesIO(fetch(reader, table).content)).num_rows == 0
    assert json.loads(fetch(reader, lines).text)["_end"]["rows"] == 0


@pytest.mark.parametrize(
    "address",
    [
        "/v1/kpis",
        "/v1/nothing",
        "/v1/agencies/019a0000-0000-7000-8000-0000000000f1",
        "/v1//referrals",
        "/v1/cases/nobody/needs",
        "/v1/referrals#top",
        "/v1/exports/../referrals",
    ],
)
def test_what_is_no_list_is_refused(world: World, address: str) -> None:
    answer = ask(world.as_role(Role.CASEWORKER), address)
    assert answer.status_code == 422, answer.text
    assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [
        ("#/list", "unknown_list")
    ]


def test_a_faulty_filter_and_a_page_are_refused_at_once(world: World) -> None:
    reader = world.as_role(Role.REFERRER_CLIENT)
    answer = ask(reader, "/v1/referrals?sort=name")
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert (fault["pointer"], fault["detail"].startswith("`sort`: ")) == ("#/list", True)
    assert "name" not in fault["detail"].removeprefix("`sort`: ")
    answer = ask(reader, "/v1/referrals?limit=10")
    assert [fault["code"] for fault in answer.json()["errors"]] == ["beside_export"]
    assert pages(reader, PATH) == []


def test_who_may_not_list_may_not_export(world: World) -> None:
    answer = ask(world.as_role(Role.ANALYST), "/v1/referrals")
    assert (answer.status_code, answer.json()["code"]) == (403, "role_not_permitted")
    narrow = world.as_role(Role.REFERRER_CLIENT, "export:create", "export:read")
    answer = ask(narrow, "/v1/referrals")
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")


def test_a_broken_download_goes_on_where_it_broke(world: World, database: TestDatabase) -> None:
    add_groups(world, 4_000)
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    export_id = asked(reader, "/v1/groups")
    work(world.service, database)
    whole = fetch(reader, export_id)
    size = len(whole.content)
    assert size > PART_BYTES + 10, "the content is in several parts"
    assert whole.headers["Accept-Ranges"] == "bytes"
    for start, stop in ((0, 1), (PART_BYTES - 5, PART_BYTES + 5), (PART_BYTES, size), (size - 1, size)):
        part = fetch(reader, export_id, Range=f"bytes={start}-{stop - 1}", If_Range=whole.headers["ETag"])
        assert part.status_code == 206
        assert complaints(part) == []
        assert part.content == whole.content[start:stop]
        assert part.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{size}"
        assert part.headers["Content-Length"] == str(stop - start)
        assert part.headers["Repr-Digest"] == whole.headers["Repr-Digest"]
    changed = fetch(reader, export_id, Range="bytes=5-", If_Range='"other"')
    assert (changed.status_code, changed.content) == (200, whole.content)
    beyond = fetch(reader, export_id, Range=f"bytes={size}-")
    assert (beyond.status_code, beyond.json()["code"]) == (416, "range_not_satisfiable")
    assert beyond.headers["Content-Range"] == f"bytes */{size}"


def test_a_record_that_is_absent_is_told_by_the_export(world: World, database: TestDatabase) -> None:
    worker = world.as_role(Role.CASEWORKER)
    absent = "/v1/cases/019a0000-0000-7000-8000-0000000000f7/needs"
    export_id = asked(worker, absent, purpose="safeguarding")
    work(world.service, database)
    told = read(worker, export_id)
    assert (told["status"], told["problem_code"], told["content"]) == ("failed", "not_found", None)
    answer = fetch(worker, export_id)
    assert (answer.status_code, answer.json()["code"]) == (409, "export_not_ready")


def test_more_than_so_many_are_not_kept(world: World) -> None:
    reader = world.as_role(Role.ANALYST)
    for _ in range(MOST_KEPT):
        asked(reader, "/v1/agencies")
    answer = ask(reader, "/v1/agencies")
    assert (answer.status_code, answer.json()["code"]) == (422, "business_rule")


def test_a_file_that_grows_too_large_is_given_up_and_nothing_of_it_kept(
    world: World, database: TestDatabase
) -> None:
    add_groups(world, 50)
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    export_id = asked(reader, "/v1/groups")
    settings = world.service.settings.model_copy(update={"export_file_bytes": 2_000})
    assert background.do_next(settings, database.urls)
    told = read(reader, export_id)
    assert (told["status"], told["problem_code"]) == ("failed", "export_too_large")
    assert parts(world) == 0
