"""`sosafe login` keeps a client for its user alone; `push` and `kpi` call as that client, and end as scripts expect."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sosafe_api.cli import command_line, signed_in
from sosafe_api.cli.statuses import Status
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import SECRET, World

pytestmark = pytest.mark.database
NOBODY_LISTENS = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "sosafe"


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(command_line(arguments[0]), arguments, env={"COLUMNS": "240"} | environment)


def sign_in(world: World, role: Role = Role.REFERRER_CLIENT, secret: str = SECRET) -> Result:
    client_id = world.people[role.value].client_id
    return run("login", "--url", world.service.url, "--client-id", client_id, "--client-secret", secret)


def written(directory: Path, *referrals: dict[str, Any]) -> str:
    path = directory / "referrals.ndjson"
    path.write_text("".join(json.dumps(referral) + "\n" for referral in referrals))
    return str(path)


def lines_of(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith('{"number"')]


def test_a_login_is_kept_where_only_its_user_reads_it(world: World, home: Path) -> None:
    result = sign_in(world)
    assert result.exit_code == 0, result.output
    assert SECRET not in result.output
    assert stat.S_IMODE((home / "login.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert run("logout").exit_code == 0
    assert list(home.iterdir()) == []


def test_a_wrong_secret_is_not_kept(world: World, home: Path) -> None:
    result = sign_in(world, secret="wrong-secret-of-a-test-client")
    assert (result.exit_code, home.exists()) == (Status.NOT_SIGNED_IN, False)
    assert "does not know this client and secret" in result.stderr


def test_without_a_service_the_status_says_so(home: Path) -> None:
    result = run("login", "--url", NOBODY_LISTENS, "--client-id", "a.b", "--client-secret", "c")
    assert (result.exit_code, home.exists()) == (Status.UNAVAILABLE, False)


def test_who_has_not_signed_in_is_told_how(tmp_path: Path, world: World) -> None:
    result = run("push", written(tmp_path, world.referral("REF-1")))
    assert result.exit_code == Status.NOT_SIGNED_IN
    assert "sosafe login" in result.stderr


def test_a_login_that_others_can_read_is_not_used(world: World, home: Path, tmp_path: Path) -> None:
    sign_in(world)
    (home / "login.json").chmod(0o640)
    result = run("push", written(tmp_path, world.referral("REF-1")))
    assert result.exit_code == 1
    assert "others can read" in result.stderr
    assert world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals").json()["data"] == []


def test_a_secret_goes_to_no_other_service(world: World, tmp_path: Path) -> None:
    sign_in(world)
    result = run("push", written(tmp_path, world.referral("REF-1")), "--url", NOBODY_LISTENS)
    assert result.exit_code == Status.NOT_SIGNED_IN


@pytest.mark.parametrize("half", ["--client-id", "--client-secret"])
def test_half_a_client_is_not_taken_for_the_kept_one(world: World, tmp_path: Path, half: str) -> None:
    """Another agency's program is meant, and its secret was lost on the way: nothing goes out as ours."""
    sign_in(world)
    result = run("push", written(tmp_path, world.referral("REF-1")), half, "other.program")
    assert (result.exit_code, half in result.stderr) == (Status.NOT_SIGNED_IN, True)
    empty = {"SOSAFE_CLIENT_ID": "other.program", "SOSAFE_CLIENT_SECRET": ""}
    again = run("push", written(tmp_path, world.referral("REF-1")), **empty)
    assert again.exit_code == Status.NOT_SIGNED_IN
    assert world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals").json()["data"] == []


def test_the_kept_client_may_be_named(world: World, tmp_path: Path) -> None:
    sign_in(world)
    own = world.people[Role.REFERRER_CLIENT.value].client_id
    result = run("push", written(tmp_path, world.referral("REF-1")), "--client-id", own)
    assert result.exit_code == Status.DONE, result.output


def test_without_an_address_it_is_the_service_one_signed_in_to(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a token, and by another client; only where nobody signed in it is the one on this machine."""
    file = written(tmp_path, world.referral("REF-1"))
    someone = world.people[Role.REFERRER_CLIENT.value]
    client = ("--client-id", someone.client_id, "--client-secret", SECRET)
    callers = (("--token", world.token(someone)), client)
    sign_in(world)
    monkeypatch.setattr(signed_in, "LOCAL", NOBODY_LISTENS)
    assert [run("push", file, *caller).exit_code for caller in callers] == [Status.DONE, Status.DONE]
    run("logout")
    assert run("push", file, *client).exit_code == Status.UNAVAILABLE
    monkeypatch.setattr(signed_in, "LOCAL", world.service.url)
    assert [run("push", file, *caller).exit_code for caller in callers] == [Status.DONE, Status.DONE]


def test_referrals_are_pushed_once_however_often(world: World, tmp_path: Path) -> None:
    sign_in(world)
    file = written(tmp_path, world.referral("REF-1"), world.referral("REF-2"))
    first, second = (run("push", "--json", file) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert lines_of(first) == lines_of(second)
    held = world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals").json()["data"]
    assert {item["id"] for item in lines_of(first)} == {item["id"] for item in held}
    assert len(held) == 2


def test_one_that_is_refused_is_told_with_its_place_and_the_others_are_held(
    world: World, tmp_path: Path
) -> None:
    sign_in(world)
    faulty = world.referral("REF-1") | {"reason_codes": ["no_such_reason"]}
    file = written(tmp_path, faulty, world.referral("REF-2"))
    refused, held = lines_of(run("push", "--json", file))
    assert (refused["id"], [fault["pointer"] for fault in refused["faults"]]) == (None, ["#/reason_codes/0"])
    assert held["id"] is not None
    shown = run("push", file)
    assert shown.exit_code == 1
    assert "#/reason_codes/0" in shown.stdout
    assert "no_such_reason" not in shown.stdout


@pytest.mark.parametrize("content", ['{"a": 1}\n{"b": ', "[1]", "[]\n[]", '"text"'])
def test_what_is_no_referral_is_refused_before_anything_is_sent(
    world: World, tmp_path: Path, content: str
) -> None:
    sign_in(world)
    path = tmp_path / "file"
    path.write_text(content)
    assert run("push", str(path)).exit_code == 2
    assert world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals").json()["data"] == []


def test_indicators_are_listed_and_read(world: World) -> None:
    environment = {
        "SOSAFE_URL": world.service.url,
        "SOSAFE_TOKEN": world.token(world.people[Role.ANALYST.value]),
    }
    listed = run("kpi", "--json", **environment)
    assert listed.exit_code == 0, listed.output
    told = next(json.loads(line) for line in listed.stdout.splitlines() if line.startswith('{"data"'))
    assert "crime_rate" in {item["code"] for item in told["data"]}
    assert "crime_rate" in run("kpi", **environment).stdout
    assert run("kpi", "crime_rate", "--period", "month", **environment).exit_code == 0
    unknown = run("kpi", "no_such_indicator", **environment)
    assert (unknown.exit_code, "Not found" in unknown.stderr) == (1, True)
