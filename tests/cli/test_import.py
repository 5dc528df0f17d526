"""`sosafe import` loads files through the public API, says what became of each, and ends with 1 when one is refused."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from rich.progress import Progress, TaskID
from typer.testing import CliRunner, Result

from sosafe_api import worker
from sosafe_api.cli import command_line, uploads
from sosafe_api.cli.api_client import ApiClient
from sosafe_api.cli.credentials import Secret
from sosafe_api.cli.statuses import Status
from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import OUTCOMES_HEADER, asb, file_of, outcome, row
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import SECRET, World

pytestmark = pytest.mark.database


@pytest.fixture
def working(world: World, database: TestDatabase, superuser: psycopg.Connection) -> Iterator[None]:
    """A worker beside the service."""
    superuser.execute("DELETE FROM work_items")
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            if not worker.do_next(world.service.settings, database.urls):
                stop.wait(0.05)

    thread = threading.Thread(target=work)
    thread.start()
    yield
    stop.set()
    thread.join()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it stands is kept; nobody's own files are read or written."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "sosafe"


def run(world: World, *arguments: Path | str, secret: str = SECRET, **terminal: str) -> Result:
    someone = world.people[Role.IMPORT_CLIENT.value]
    environment = {
        "SOSAFE_URL": world.service.url,
        "SOSAFE_CLIENT_ID": someone.client_id,
        "SOSAFE_CLIENT_SECRET": secret,
        "COLUMNS": "200",
        **terminal,
    }
    return CliRunner().invoke(command_line(), ["import", *map(str, arguments)], env=environment)


def written(directory: Path, name: str, content: bytes) -> Path:
    path = directory / name
    path.write_bytes(content)
    return path


def columns(output: str, name: str) -> list[str]:
    line = next(line for line in output.splitlines() if name in line and "│" in line)
    return [cell.strip() for cell in line.strip("│").split("│")]


def test_files_are_loaded_and_a_second_time_changes_nothing(world, working, tmp_path) -> None:
    january = written(tmp_path, "2021-01-example-street.csv", file_of(row(), asb(lsoa="")))
    february = written(tmp_path, "2021-02-example-street.csv", file_of(asb(month="2021-02")))
    outcomes = file_of(outcome("Local resolution"), header=OUTCOMES_HEADER)
    came_of_it = written(tmp_path, "2021-01-example-outcomes.csv", outcomes)
    first = run(world, february, january, came_of_it)
    assert first.exit_code == 0, first.output
    assert columns(first.output, january.name)[1:5] == ["committed", "2", "1", "0"]
    assert columns(first.output, february.name)[1:5] == ["committed", "1", "0", "0"]
    assert columns(first.output, came_of_it.name)[1:5] == ["committed", "1", "0", "0"]
    assert "3 of 3 files are loaded: 4 rows" in first.output
    second = run(world, january, february)
    assert (second.exit_code, columns(second.output, january.name)[1]) == (0, "duplicate")


def test_each_file_has_its_line_as_it_ends_where_no_bar_can_move(world, working, tmp_path) -> None:
    sound = written(tmp_path, "a.csv", file_of(row(), asb()))
    result = run(world, sound, written(tmp_path, "b.csv", file_of(row("Witchcraft"))))
    lines = [line for line in result.output.splitlines() if " of 2: " in line]
    assert lines == ["1 of 2: a.csv: committed, 2 rows", "2 of 2: b.csv: refused, 1 rows"]
    assert result.output.index(lines[1]) < result.output.index("Imports")


def test_a_bar_moves_with_every_part_that_arrives(world, working, tmp_path, monkeypatch) -> None:
    content = file_of(*[asb() for _ in range(40)])
    monkeypatch.setattr(uploads, "PART_BYTES", len(content) // 4)
    moves: list[int] = []
    update = Progress.update

    def seen(self: Progress, task: TaskID, **changes: Any) -> None:
        update(self, task, **changes)
        moves.append(int(self.tasks[0].completed))

    monkeypatch.setattr(Progress, "update", seen)
    result = run(world, written(tmp_path, "a.csv", content), TTY_COMPATIBLE="1", TTY_INTERACTIVE="1")
    assert result.exit_code == 0, result.output
    assert "1 of 1: a.csv" in result.output, "the bar names the file"
    assert "committed, 40 rows" not in result.output
    assert len(set(moves)) > 4
    assert (moves, moves[-1]) == (sorted(moves), len(content))


def test_a_refused_file_is_told_with_its_reasons_and_the_others_are_loaded(world, working, tmp_path) -> None:
    faulty = written(tmp_path, "a.csv", file_of(row(), *[row("Witchcraft")] * 22))
    other = written(tmp_path, "b.csv", b"Type,Date,Part of a policing operation\n")
    sound = written(tmp_path, "c.csv", file_of(row()))
    result = run(world, faulty, other, sound)
    assert result.exit_code == 1
    assert columns(result.output, "a.csv")[1:5] == ["refused", "23", "0", "22"]
    assert columns(result.output, "unknown_crime_type")[:3] == ["3", "Crime type", "unknown_crime_type"]
    assert "Use one of the types published" in result.output
    assert "a.csv: and 2 more" in result.output
    assert "b.csv: This is a stop-and-search file" in result.output
    assert columns(result.output, "c.csv")[1] == "committed"
    assert "1 of 3 files are loaded: 1 rows" in result.output


def test_a_wrong_secret_is_told(world, tmp_path) -> None:
    result = run(world, written(tmp_path, "a.csv", file_of(row())), secret="wrong-secret-of-a-test-client")
    assert result.exit_code == Status.NOT_SIGNED_IN
    assert "does not know this client and secret" in result.output


def test_an_expired_token_is_renewed_and_a_quota_is_waited_for(world) -> None:
    client_id = world.people[Role.IMPORT_CLIENT.value].client_id
    seen: list[str] = []

    def told_to_wait(response: httpx.Response) -> None:
        seen.append(f"{response.request.method} {response.status_code}")

    class Busy(httpx.HTTPTransport):
        """Answers the first call as a service at its quota does."""

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.path == "/v1/imports" and "GET 429" not in seen:
                return httpx.Response(429, headers={"Retry-After": "0"}, json={}, request=request)
            return super().handle_request(request)

    with httpx.Client(
        base_url=world.service.url, transport=Busy(), event_hooks={"response": [told_to_wait]}
    ) as http:
        http.headers["Authorization"] = "Bearer expired"
        found = ApiClient(http, Secret(client_id, SECRET)).call("GET", "/v1/areas?limit=1")
        assert len(found["data"]) == 1
        assert ApiClient(http, Secret(client_id, SECRET)).call("GET", "/v1/imports")["data"] == []
    assert seen == ["GET 401", "POST 200", "GET 200", "GET 429", "GET 200"]


def test_a_load_that_was_stopped_goes_on_with_what_has_not_arrived(
    world, working, tmp_path, home, monkeypatch
) -> None:
    content = file_of(*[asb() for _ in range(40)])
    part = len(content) // 4
    monkeypatch.setattr(uploads, "PART_BYTES", part)
    path = written(tmp_path, "a.csv", content)
    sent: list[int] = []
    request = httpx.Client.request

    def broken(self: httpx.Client, method: str, url: str, **options: Any) -> httpx.Response:
        if method == "PATCH":
            sent.append(int(options["headers"]["Upload-Offset"]))
            if len(sent) == 3:
                raise KeyboardInterrupt
        return request(self, method, url, **options)

    monkeypatch.setattr(httpx.Client, "request", broken)
    assert run(world, path).exit_code != 0
    assert len(list(home.iterdir())) == 1
    result = run(world, path)
    assert result.exit_code == 0, result.output
    assert columns(result.output, "a.csv")[1:3] == ["committed", "40"]
    assert sent == [0, part, part * 2, part * 2, part * 3] + ([part * 4] if len(content) % 4 else [])
    assert list(home.iterdir()) == []


def test_a_program_reads_lines_of_json(world, working, tmp_path) -> None:
    sound = written(tmp_path, "a.csv", file_of(row(), asb()))
    result = run(world, "--json", sound, written(tmp_path, "b.csv", file_of(row("Witchcraft"))))
    assert result.exit_code == 1
    told = [json.loads(line) for line in result.stdout.splitlines() if line.startswith('{"path"')]
    assert [(item["status"], item["rows"], item["faults"]) for item in told] == [
        ("committed", 2, 0),
        ("refused", 1, 1),
    ]
    assert told[1]["examples"][0]["code"] == "unknown_crime_type"
