"""`sosafe changes tail` tells each change, keeps where it stands, and says what to do when that is too old."""

import json
import signal
from pathlib import Path

import pytest

from sosafe_api.cli.statuses import Status
from sosafe_api.domains.auth.rules import Role
from tests.cli.developing import client_of, own_directories, run, running, stopped, told
from tests.fixtures.world import World

pytestmark = pytest.mark.database
TAIL = ("changes", "tail", "--json", "--type", "referral.*")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return own_directories(tmp_path, monkeypatch)


def heard(world: World, *more: str, name: str = Role.REFERRER_CLIENT.value) -> list[str]:
    result = run(client_of(world, name), *TAIL, "--once", *more)
    assert result.exit_code == Status.DONE, result.output
    return [change["resource_id"] for change in told(result)]


def test_each_change_is_told_once_however_often_it_is_called(world: World) -> None:
    first, second = (world.push(reference)["id"] for reference in ("A", "B"))
    assert heard(world) == [first, second]
    assert heard(world) == []
    third = world.push("C")["id"]
    assert heard(world) == [third]
    assert heard(world, "--from-oldest") == [first, second, third]


def test_another_caller_and_another_choice_have_a_place_of_their_own(world: World) -> None:
    referral = world.push("A")["id"]
    world.add_principal("other_system", "council", Role.REFERRER_CLIENT)
    assert heard(world) == [referral]
    assert heard(world, name="other_system") == [referral]
    assert heard(world, "--type", "case.*") == [referral]


def test_a_line_says_what_happened_to_which_record(world: World) -> None:
    referral = world.push("A")["id"]
    result = run(client_of(world), "changes", "tail", "--once")
    (line,) = (line for line in result.stdout.splitlines() if "referral.submitted" in line)
    assert line.endswith(f"referral.submitted  {referral}  version 1")


def test_killed_it_goes_on_and_leaves_nothing_out(world: World, state: Path) -> None:
    referrals = [world.push(f"A{number}")["id"] for number in range(3)]
    with running(client_of(world), *TAIL) as process:
        before = [json.loads(process.stdout.readline())["resource_id"] for _ in referrals]
        process.kill()
    assert before == referrals
    later = [world.push(f"B{number}")["id"] for number in range(3)]
    after = heard(world)
    assert after[-3:] == later
    assert after[:-3] in ([], referrals), "killed before it kept its place, it tells the page again"
    assert [path.stat().st_mode & 0o777 for path in state.iterdir()] == [0o600]


def test_it_waits_for_what_comes_and_ends_at_control_c(world: World) -> None:
    first = world.push("A")["id"]
    with running(client_of(world), *TAIL) as process:
        assert json.loads(process.stdout.readline())["resource_id"] == first
        second = world.push("B")["id"]
        assert json.loads(process.stdout.readline())["resource_id"] == second
        assert stopped(process, signal.SIGINT) == (Status.DONE, "")


def test_a_place_that_is_too_old_is_told_with_the_way_to_a_new_one(world: World, tmp_path: Path) -> None:
    world.push("A")
    heard(world)
    world.push("B")
    world.as_role(Role.REFERRER_CLIENT).get("/v1/changes")  # by which it has its number
    changed = world.superuser.execute
    changed("DELETE FROM changes WHERE partnership_id = %s", (world.id,))
    changed("UPDATE change_feeds SET forgotten = numbered WHERE partnership_id = %s", (world.id,))
    result = run(client_of(world), *TAIL, "--once")
    assert result.exit_code == Status.EXPIRED, result.output
    assert "sosafe export referrals -o referrals.ndjson" in result.stderr
    file = tmp_path / "referrals.ndjson"
    (exported,) = told(run(client_of(world), "export", "referrals", "-o", file, "--json"))
    third = world.push("C")["id"]
    assert heard(world, "--after", exported["change_cursor"]) == [third]
    assert heard(world) == []


def test_a_cursor_of_another_reader_is_refused(world: World) -> None:
    result = run(client_of(world), *TAIL, "--once", "--after", "nonsense")
    assert result.exit_code == Status.REFUSED
    assert run(client_of(world), *TAIL, "--after", "x", "--from-oldest").exit_code == Status.USAGE
