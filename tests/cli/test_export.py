"""`sosafe export` takes a list whole, shows that it is, and goes on where a download broke off."""

import csv
import io
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet
from rich.progress import Progress, TaskID

from sosafe_api.cli import api_client, downloads
from sosafe_api.cli.statuses import Status
from sosafe_api.domains.auth.rules import Role
from tests.cli.between import Between, between
from tests.cli.developing import client_of, own_directories, person_of, run, told
from tests.core.http.test_exports import add_groups, pages
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import PURPOSE, World
from tests.journeys.demonstration import at_work

pytestmark = pytest.mark.database
ADMIN = Role.PARTNERSHIP_ADMIN
CONTENT = "/content"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return own_directories(tmp_path, monkeypatch)


@pytest.fixture
def working(world: World, database: TestDatabase) -> Iterator[None]:
    """A worker beside the service."""
    world.superuser.execute("DELETE FROM work_items")
    with at_work(world.service, database):
        yield


@pytest.fixture
def breaking(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Between]:
    monkeypatch.setattr(downloads, "ATTEMPTS", 2)
    with between(world.service.url) as found:
        yield found


def exports(world: World) -> int:
    row = world.superuser.execute(
        "SELECT count(*) FROM exports WHERE partnership_id = %s", (world.id,)
    ).fetchone()
    return int(row[0])


def test_a_list_is_taken_whole_and_only_its_user_can_read_it(world: World, tmp_path: Path) -> None:
    world.push("A")
    file = tmp_path / "referrals.ndjson"
    result = run(client_of(world), "export", "referrals", "-o", file, "--json")
    assert result.exit_code == Status.DONE, result.output
    *rows, end = [json.loads(line) for line in file.read_text().splitlines()]
    assert rows == pages(world.as_role(Role.REFERRER_CLIENT), "/v1/referrals?limit=200")
    (line,) = told(result)
    assert (line["rows"], line["bytes"], line["format"]) == (1, file.stat().st_size, "ndjson")
    assert line["change_cursor"] == end["_end"]["change_cursor"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_filters_are_those_of_the_list_and_csv_goes_where_it_is_sent(world: World) -> None:
    result = run(client_of(world), "export", "/v1/agencies", "--format", "csv", "--filter", "kind=police")
    assert result.exit_code == Status.DONE, result.output
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert row["slug"] == "police"
    several = ("--filter", "status=submitted", "--filter", "status=accepted")
    assert run(client_of(world), "export", "referrals", *several).exit_code == Status.DONE
    assert "whole" in result.stderr


def test_what_the_service_refuses_is_told_with_its_place(world: World, tmp_path: Path) -> None:
    file = tmp_path / "agencies.csv"
    result = run(client_of(world), "export", "agencies", "-o", file, "--filter", "colour=blue")
    assert (result.exit_code, file.exists()) == (Status.REFUSED, False)
    assert "colour: " in result.stderr


def test_a_list_about_a_person_is_read_for_a_purpose(world: World, tmp_path: Path) -> None:
    case_id = world.open_case()["id"]
    file = tmp_path / "needs.ndjson"
    asked = ("export", f"cases/{case_id}/needs", "-o", file)
    assert run(person_of(world, Role.CASEWORKER), *asked).exit_code == Status.REFUSED
    result = run(person_of(world, Role.CASEWORKER), *asked, "--purpose", PURPOSE)
    assert result.exit_code == Status.DONE, result.output


def test_an_answer_that_breaks_off_is_asked_for_again(
    world: World, tmp_path: Path, breaking: Between
) -> None:
    add_groups(world, 30)
    cuts = iter([500])
    breaking.cuts = lambda path: next(cuts, None) if path.startswith("/v1/groups") else None
    file = tmp_path / "groups.csv"
    result = run(client_of(world, url=breaking.url), "export", "groups", "-o", file)
    assert result.exit_code == Status.DONE, result.output
    assert len(file.read_text().splitlines()) == 32
    assert len(breaking.ranges("/v1/groups")) == 2


@pytest.mark.parametrize("form", ["csv", "ndjson"])
def test_what_is_not_whole_is_not_kept(world: World, tmp_path: Path, breaking: Between, form: str) -> None:
    """A line is lost on the way, and whoever lost it mends the length and takes the digest off."""
    add_groups(world, 30)

    def shorter(path: str, content: bytes, headers: dict[str, str]) -> bytes:
        if not path.startswith("/v1/groups"):
            return content
        del headers["content-digest"]
        lines = content.splitlines(keepends=True)
        kept = b"".join([*lines[:5], *lines[6:]])
        headers["content-length"] = str(len(kept))
        return kept

    breaking.changed = shorter
    file = tmp_path / f"groups.{form}"
    result = run(client_of(world, url=breaking.url), "export", "groups", "-o", file)
    assert result.exit_code == Status.INCOMPLETE, result.output
    assert "not whole" in result.stderr
    assert list(tmp_path.glob("*groups*")) == []


def test_a_byte_that_changed_on_the_way_is_noticed(world: World, breaking: Between) -> None:
    breaking.changed = lambda path, content, _: (
        content.replace(b"police", b"polite") if path.startswith("/v1/agencies") else content
    )
    result = run(client_of(world, url=breaking.url), "export", "agencies", "--format", "csv")
    assert result.exit_code == Status.INCOMPLETE


def test_a_download_goes_on_where_it_broke_off(
    world: World, working: None, tmp_path: Path, breaking: Between, state: Path
) -> None:
    add_groups(world, 40)
    cuts = iter([1000, 700])
    breaking.cuts = lambda path: next(cuts, None) if path.endswith(CONTENT) else None
    file = tmp_path / "groups.csv"
    result = run(client_of(world, url=breaking.url), "export", "groups", "-o", file, "--background", "--json")
    assert result.exit_code == Status.DONE, result.output
    assert breaking.ranges(CONTENT) == ["", "bytes=1000-", "bytes=1700-"]
    direct = run(client_of(world), "export", "groups", "--format", "csv")
    assert file.read_text() == direct.stdout
    (line,) = told(result)
    assert (line["rows"], line["bytes"]) == (41, file.stat().st_size)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (exports(world), list(state.iterdir())) == (0, [])


def test_called_again_after_it_gave_up_it_goes_on_with_the_same_export(
    world: World, working: None, tmp_path: Path, breaking: Between
) -> None:
    add_groups(world, 40)
    cuts = iter([1000, 0])
    breaking.cuts = lambda path: next(cuts, None) if path.endswith(CONTENT) else None
    file = tmp_path / "groups.ndjson"
    asked = ("export", "groups", "-o", file, "--background")
    first = run(client_of(world, url=breaking.url), *asked)
    assert (first.exit_code, file.exists(), exports(world)) == (Status.UNAVAILABLE, False, 1)
    assert "it goes on" in first.stderr
    breaking.asked.clear()
    second = run(client_of(world, url=breaking.url), *asked)
    assert second.exit_code == Status.DONE, second.output
    assert breaking.ranges(CONTENT) == ["bytes=1000-"]
    assert len(file.read_text().splitlines()) == 42
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize(
    ("refused", "status"), [(503, Status.UNAVAILABLE), (429, Status.UNAVAILABLE), (401, Status.NOT_SIGNED_IN)]
)
def test_what_has_arrived_is_gone_on_with_once_the_service_can_again(
    *,
    world: World,
    working: None,
    tmp_path: Path,
    breaking: Between,
    monkeypatch: pytest.MonkeyPatch,
    refused: int,
    status: Status,
) -> None:
    """Or once one has signed in again."""
    monkeypatch.setattr(api_client, "wait", lambda _: None)
    add_groups(world, 40)
    cuts = iter([1000])
    breaking.cuts = lambda path: next(cuts, None) if path.endswith(CONTENT) else None
    breaking.refuses = lambda _: refused if len(breaking.ranges(CONTENT)) > 1 else None
    file = tmp_path / "groups.ndjson"
    asked = ("export", "groups", "-o", file, "--background")
    first = run(client_of(world, url=breaking.url), *asked)
    assert (first.exit_code, file.exists(), exports(world)) == (status, False, 1), first.output
    breaking.asked.clear()
    breaking.refuses = lambda _: None
    second = run(client_of(world, url=breaking.url), *asked)
    assert second.exit_code == Status.DONE, second.output
    assert breaking.ranges(CONTENT) == ["bytes=1000-"]


def test_a_bar_moves_with_what_arrives(
    world: World, working: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_groups(world, 40)
    moves: list[tuple[float | None, float]] = []
    update = Progress.update

    def seen(self: Progress, task: TaskID, **changes: Any) -> None:
        update(self, task, **changes)
        moves.append((self.tasks[0].total, self.tasks[0].completed))

    monkeypatch.setattr(Progress, "update", seen)
    terminal = {"TTY_COMPATIBLE": "1", "TTY_INTERACTIVE": "1"}
    file = tmp_path / "groups.csv"
    result = run(client_of(world) | terminal, "export", "groups", "--background", "-o", file)
    assert result.exit_code == Status.DONE, result.output
    assert "rows written" in result.stderr
    size = file.stat().st_size
    assert (moves[0], moves[-1]) == ((None, 0), (size, size))


def test_parquet_is_written_in_the_background(world: World, working: None, tmp_path: Path) -> None:
    file = tmp_path / "agencies.parquet"
    result = run(client_of(world), "export", "agencies", "-o", file)
    assert result.exit_code == Status.DONE, result.output
    assert parquet.read_table(file).num_rows == 3
    assert "3 rows" in result.stderr


def test_an_export_that_is_gone_is_begun_anew(
    world: World, working: None, tmp_path: Path, breaking: Between
) -> None:
    cuts = iter([100, 0])
    breaking.cuts = lambda path: next(cuts, None) if path.endswith(CONTENT) else None
    asked = ("export", "agencies", "-o", tmp_path / "agencies.csv", "--background")
    assert run(client_of(world, url=breaking.url), *asked).exit_code == Status.UNAVAILABLE
    program = world.as_role(Role.REFERRER_CLIENT)
    (left,) = program.get("/v1/exports").json()["data"]
    assert program.delete(f"/v1/exports/{left['id']}").status_code == 204
    again = run(client_of(world, url=breaking.url), *asked)
    assert again.exit_code == Status.DONE, again.output
    assert list(tmp_path.glob(".*")) == []


def test_a_file_that_cannot_be_written_is_told(world: World, tmp_path: Path) -> None:
    result = run(client_of(world), "export", "agencies", "-o", tmp_path / "absent" / "agencies.csv")
    assert (result.exit_code, "cannot be written" in result.stderr) == (Status.REFUSED, True)


@pytest.mark.parametrize(
    "wrong",
    [
        ("referrals", "--format", "xml"),
        ("referrals", "--format", "parquet"),
        ("referrals", "--background"),
        ("referrals", "--json"),
        ("referrals", "--output", "referrals.xlsx"),
        ("referrals", "--filter", "status"),
        ("https://example.org/v1/referrals",),
    ],
)
def test_a_wrong_call_sends_nothing(wrong: tuple[str, ...]) -> None:
    nobody = {"SOSAFE_URL": "http://127.0.0.1:9", "SOSAFE_TOKEN": "none"}
    assert run(nobody, "export", *wrong).exit_code == Status.USAGE
