"""What passes by itself is waited for, and told as such where it does not; who is not signed in is told that."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from typer.testing import Result

from sosafe_api.cli import api_client
from sosafe_api.cli.statuses import Status
from tests.cli.developing import own_directories, run
from tests.cli.scripted import Answer, Scripted, problem, scripted, telling

INDICATORS = telling(200, {"data": []})
SIGNED_IN = telling(200, {"access_token": "a.b.c"})
BROKEN_OFF = Answer(0)
RESTART_SECONDS = 60  # of a database, and of a service


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return own_directories(tmp_path, monkeypatch)


@pytest.fixture(autouse=True)
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each pause would have been."""
    found: list[float] = []
    monkeypatch.setattr(api_client, "wait", found.append)
    return found


def listing(found: Scripted) -> Result:
    return run({"SOSAFE_URL": found.url, "SOSAFE_TOKEN": "none"}, "kpi", "--json")


def as_client(found: Scripted, *words: str) -> Result:
    client = {"SOSAFE_CLIENT_ID": "a.b", "SOSAFE_CLIENT_SECRET": "c"}
    return run({"SOSAFE_URL": found.url, **client}, *words)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_does_not_pass_is_no_refusal(status: int, waited: list[float]) -> None:
    with scripted(problem(status)) as found:
        result = listing(found)
    assert (result.exit_code, "It is so. And why." in result.stderr) == (Status.UNAVAILABLE, True)
    assert sum(waited) >= RESTART_SECONDS
    assert len(found.asked) == len(waited) + 1


def test_a_proxy_that_cannot_reach_the_service_is_no_refusal() -> None:
    with scripted(Answer(502, b"<html>Bad gateway</html>")) as found:
        assert listing(found).exit_code == Status.UNAVAILABLE


def test_what_passes_is_waited_for(waited: list[float]) -> None:
    with scripted(BROKEN_OFF, problem(503), Answer(502), INDICATORS) as found:
        result = listing(found)
    assert (result.exit_code, len(waited)) == (Status.DONE, 3)


def test_a_first_call_that_still_runs_is_waited_for_and_another_conflict_is_told(waited: list[float]) -> None:
    with scripted(problem(409, Retry_After="1"), INDICATORS) as found:
        assert listing(found).exit_code == Status.DONE
    assert waited == [1]
    with scripted(problem(409)) as found:
        assert (listing(found).exit_code, len(found.asked)) == (Status.REFUSED, 1)


def test_an_answer_before_the_connection_ended_is_not_taken_for_its_answer() -> None:
    with scripted(problem(503), BROKEN_OFF) as found:
        result = listing(found)
    assert (result.exit_code, "cannot be reached" in result.stderr) == (Status.UNAVAILABLE, True)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("7", 7), ("86400", 60), ("9" * 5000, 60), ("-1", 1), ("nan", 1), ("soon", 1), ("", 1)],
)
def test_it_waits_as_long_as_it_is_told(told: str, seconds: float, waited: list[float]) -> None:
    with scripted(problem(503, Retry_After=told), INDICATORS) as found:
        assert listing(found).exit_code == Status.DONE
    assert waited == [seconds]


@pytest.mark.parametrize(("hours", "longest"), [(-1, 1), (1, 60)])
def test_a_time_to_come_back_at_may_be_a_date(hours: int, longest: float, waited: list[float]) -> None:
    then = format_datetime(datetime.now(UTC) + timedelta(hours=hours), usegmt=True)
    with scripted(problem(429, Retry_After=then), INDICATORS) as found:
        assert listing(found).exit_code == Status.DONE
    assert (len(waited), 0 <= waited[0] <= longest) == (1, True)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_token_endpoint_does_not_say_that_the_client_is_unknown(status: int) -> None:
    with scripted(telling(status, {"error": "temporarily_unavailable"})) as found:
        result = as_client(found, "login")
    assert (result.exit_code, "does not know" in result.stderr) == (Status.UNAVAILABLE, False)


def test_a_busy_token_endpoint_is_waited_for(waited: list[float]) -> None:
    with scripted(problem(503), BROKEN_OFF, problem(429), SIGNED_IN, INDICATORS) as found:
        result = as_client(found, "kpi")
    assert (result.exit_code, len(waited)) == (Status.DONE, 3)


def test_an_address_at_which_nobody_answers_is_told_at_once(waited: list[float]) -> None:
    with scripted(BROKEN_OFF) as found:
        assert as_client(found, "login").exit_code == Status.UNAVAILABLE
    assert waited == []


@pytest.mark.parametrize("status", [400, 401])
def test_a_client_that_is_not_known_is_not_signed_in(status: int) -> None:
    with scripted(telling(status, {"error": "invalid_client"})) as found:
        result = as_client(found, "login")
    assert (result.exit_code, "does not know this client" in result.stderr) == (Status.NOT_SIGNED_IN, True)
    with scripted(telling(status, {"message": "Log in to the proxy"})) as found:
        assert as_client(found, "login").exit_code == Status.UNAVAILABLE


def test_a_token_that_has_ended_is_not_signed_in() -> None:
    with scripted(problem(401)) as found:
        result = listing(found)
    assert (result.exit_code, "It is so" in result.stderr) == (Status.NOT_SIGNED_IN, True)


def test_a_client_signs_in_again_once_whenever_its_token_ends() -> None:
    with scripted(SIGNED_IN, problem(503), problem(401), SIGNED_IN, INDICATORS) as found:
        assert as_client(found, "kpi").exit_code == Status.DONE
    with scripted(SIGNED_IN, problem(401), BROKEN_OFF, SIGNED_IN, problem(401)) as found:
        assert as_client(found, "kpi").exit_code == Status.NOT_SIGNED_IN
    assert [asked.split("/")[1] for asked in found.asked] == ["oauth2", "v1", "oauth2", "oauth2", "v1"]


@pytest.mark.parametrize("status", [200, 302, 403, 503])
@pytest.mark.parametrize("body", [[], "text"])
def test_json_that_is_no_object_is_not_believed(status: int, body: object) -> None:
    with scripted(telling(status, body)) as found:
        result = listing(found)
    assert (result.exit_code, type(result.exception)) == (Status.UNAVAILABLE, SystemExit)


@pytest.mark.parametrize("status", [302, 401, 403, 503])
@pytest.mark.parametrize(
    "body",
    [
        {"message": "x"},
        {"title": 1, "code": "x"},
        {"title": "x", "code": "y", "errors": [{"pointer": "#/a"}]},
    ],
)
def test_a_refusal_of_somebody_else_is_not_believed(status: int, body: object) -> None:
    with scripted(telling(status, body)) as found:
        result = listing(found)
    assert (result.exit_code, type(result.exception)) == (Status.UNAVAILABLE, SystemExit)


@pytest.mark.parametrize("status", [201, 202, 204, 302, 304])
def test_a_file_is_an_answer_of_200_or_206(status: int, tmp_path: Path) -> None:
    file = tmp_path / "agencies.csv"
    elsewhere = Answer(status, headers={"Location": "https://login.example.org/"})
    with scripted(elsewhere) as found:
        environment = {"SOSAFE_URL": found.url, "SOSAFE_TOKEN": "none"}
        result = run(environment, "export", "agencies", "-o", file)
    assert (result.exit_code, file.exists()) == (Status.UNAVAILABLE, False)
    assert f"status {status}" in result.stderr
    assert len(found.asked) == 1


def test_a_refusal_that_breaks_off_is_told(tmp_path: Path) -> None:
    cut = Answer(404, b'{"title"', {"Content-Length": "99"})
    with scripted(cut) as found:
        environment = {"SOSAFE_URL": found.url, "SOSAFE_TOKEN": "none"}
        result = run(environment, "export", "agencies", "-o", tmp_path / "agencies.csv")
    assert (result.exit_code, type(result.exception)) == (Status.UNAVAILABLE, SystemExit)
