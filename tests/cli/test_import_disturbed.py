"""`sosafe import` where connections break, files change while they are sent, and names are taken: no row is lost."""

import errno
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from sosafe_api.cli import fix_files, uploads
from sosafe_api.cli.statuses import Status
from tests.cli.between import Between, between
from tests.cli.developing import client_of, own_directories, run, told
from tests.domains.imports.record_files import listed, xlsx_of
from tests.domains.imports.referral_files import held, ndjson, sender
from tests.domains.imports.test_event_files import holder, row
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import PURPOSE, World
from tests.journeys.demonstration import at_work

pytestmark = pytest.mark.database
CLIENT = "council_files"
LINES = 40


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return own_directories(tmp_path, monkeypatch)


@pytest.fixture(autouse=True)
def working(world: World, database: TestDatabase) -> Iterator[None]:
    """A program that may push and import, and a worker."""
    world.superuser.execute("DELETE FROM work_items")
    sender(world)
    with at_work(world.service, database):
        yield


@pytest.fixture
def breaking(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Between]:
    monkeypatch.setattr(fix_files, "ATTEMPTS", 2)
    with between(world.service.url) as found:
        yield found


def load(world: World, *arguments: str | Path, url: str = "") -> Result:
    return run(client_of(world, CLIENT, url), "import", "--resource", "referrals", *arguments)


def written(path: Path, *rows: dict[str, Any]) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(ndjson(*rows))
    return path


def faulty(world: World, name: str) -> dict[str, Any]:
    return world.referral(name) | {"urgency": "soon"}


def references(path: Path | str) -> list[str]:
    return [json.loads(line)["agency_reference"] for line in Path(path).read_text().splitlines()]


def statuses(world: World) -> list[str]:
    rows = world.superuser.execute(
        "SELECT status FROM imports WHERE partnership_id = %s ORDER BY created_at", (world.id,)
    ).fetchall()
    return [row[0] for row in rows]


def test_fix_files_of_one_name_stand_beside_each_other(world: World, tmp_path: Path) -> None:
    north = written(tmp_path / "north" / "referrals.jsonl", faulty(world, "N/1"))
    south = written(tmp_path / "south" / "referrals.jsonl", faulty(world, "S/1"))
    result = load(world, "--json", "--fix-files", tmp_path / "mend", north, south)
    assert result.exit_code == Status.REFUSED
    fixes = [Path(outcome["fix_file"]) for outcome in told(result)]
    assert [fix.name for fix in fixes] == ["referrals.jsonl", "referrals.2.jsonl"]
    assert [references(fix) for fix in fixes] == [["N/1"], ["S/1"]]
    assert sorted(path.name for path in (tmp_path / "mend").iterdir()) == sorted(fix.name for fix in fixes)


def test_a_fix_file_that_is_being_mended_is_left_alone(world: World, tmp_path: Path) -> None:
    file = written(tmp_path / "referrals.jsonl", faulty(world, "R/1"))
    asked = ("--json", "--rehearse", "--fix-files", tmp_path / "mend", file)
    first, again = (told(load(world, *asked))[0]["fix_file"] for _ in range(2))
    assert first == again, "the same rows need no second file"
    mended = Path(first).read_text().replace("soon", "urgent")
    Path(first).write_text(mended)
    (outcome,) = told(load(world, *asked))
    assert Path(outcome["fix_file"]).name == "referrals.2.jsonl"
    assert (Path(first).read_text(), references(outcome["fix_file"])) == (mended, ["R/1"])


def test_nothing_is_replaced_where_the_file_system_has_no_links(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: Path) -> None:
        raise OSError(errno.EPERM, "not on this file system")

    monkeypatch.setattr(os, "link", no_links)
    taken = written(tmp_path / "mend" / "referrals.jsonl", world.referral("R/2"))
    file = written(tmp_path / "referrals.jsonl", faulty(world, "R/1"))
    (outcome,) = told(load(world, "--json", "--fix-files", tmp_path / "mend", file))
    assert (references(taken), references(outcome["fix_file"])) == (["R/2"], ["R/1"])


def test_a_fix_file_that_cannot_be_written_takes_no_summary_with_it(world: World, tmp_path: Path) -> None:
    file = written(tmp_path / "a.jsonl", world.referral("R/1"), faulty(world, "R/2"))
    result = load(world, "--json", "--mode", "resumable", "--fix-files", file, file)
    (outcome,) = told(result)
    assert (result.exit_code, outcome["status"], outcome["refused"]) == (Status.REFUSED, "committed", 1)
    assert "cannot be read or written" in outcome["detail"]


def test_a_lost_answer_to_a_move_does_not_make_the_file_a_failed_one(
    world: World, tmp_path: Path, breaking: Between
) -> None:
    cuts = iter([0, None, 0])
    breaking.cuts = lambda path: next(cuts, None) if path.endswith("/transitions") else None
    file = written(tmp_path / "a.jsonl", world.referral("R/1"), faulty(world, "R/2"))
    result = load(world, "--json", "--mode", "resumable", file, url=breaking.url)
    (outcome,) = told(result)
    assert (outcome["status"], outcome["created"], outcome["detail"]) == ("committed", 1, "")
    assert len([path for _, path, _ in breaking.asked if path.endswith("/transitions")]) == 4


def shorter(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def longer(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"{}\n")


def rewritten_ahead(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"R/39", b"R/93"))


def rewritten_behind(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"R/10", b"R/91"))


@pytest.mark.parametrize("change", [shorter, longer, rewritten_ahead, rewritten_behind, Path.unlink])
def test_a_file_that_changes_while_it_is_sent_is_not_imported(
    world: World,
    tmp_path: Path,
    breaking: Between,
    state: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    change: Callable[[Path], None],
) -> None:
    """Its second part has arrived when somebody writes it; the file beside it is loaded all the same."""
    file = written(tmp_path / "a.jsonl", *(world.referral(f"R/{number}") for number in range(10, 10 + LINES)))
    other = written(tmp_path / "b.jsonl", world.referral("B/1"))
    monkeypatch.setattr(uploads, "PART_BYTES", file.stat().st_size // 4)
    parts: list[str] = []

    def arrived(path: str, content: bytes, _: dict[str, str]) -> bytes:
        if path.endswith("/content"):
            parts.append(path)
            if len(parts) == 2:
                change(file)
        return content

    breaking.changed = arrived
    result = load(world, "--json", file, other, url=breaking.url)
    assert result.exit_code == Status.INCOMPLETE, result.output
    assert "a.jsonl changed while it was sent" in result.stderr
    assert [outcome["status"] for outcome in told(result)] == ["unfinished", "committed"]
    assert (statuses(world), held(world)["referrals"]) == (["cancelled", "committed"], 1)
    assert list(state.iterdir()) == []


def of_rejected(path: str) -> bool:
    return path.endswith("/rejected")


def test_refused_rows_that_break_off_are_asked_for_again(
    world: World, tmp_path: Path, breaking: Between
) -> None:
    cuts = iter([20])
    breaking.cuts = lambda path: next(cuts, None) if of_rejected(path) else None
    file = written(tmp_path / "a.jsonl", faulty(world, "R/1"))
    result = load(world, "--json", "--fix-files", tmp_path / "mend", file, url=breaking.url)
    assert result.exit_code == Status.REFUSED, result.output
    assert references(told(result)[0]["fix_file"]) == ["R/1"]
    assert len(breaking.ranges("/rejected")) == 2


def page(_path: str, content: bytes, headers: dict[str, str]) -> bytes:
    """What a proxy answers that wants somebody to sign in."""
    if not of_rejected(_path):
        return content
    for name in ("content-digest", "transfer-encoding"):
        headers.pop(name, None)
    told = b"<html>Sign in</html>"
    headers.update({"content-type": "text/html", "content-length": str(len(told))})
    return told


def of_other_bytes(path: str, content: bytes, _: dict[str, str]) -> bytes:
    return content.replace(b"R/1", b"R/7") if of_rejected(path) else content


def as_it_is(_path: str, content: bytes, _headers: dict[str, str]) -> bytes:
    return content


@pytest.mark.parametrize("changed", [page, of_other_bytes, as_it_is])
def test_refused_rows_that_are_not_whole_are_not_kept_and_the_summary_is_told(
    world: World,
    tmp_path: Path,
    breaking: Between,
    state: Path,
    changed: Callable[[str, bytes, dict[str, str]], bytes],
) -> None:
    breaking.changed = changed
    if changed is as_it_is:
        breaking.cuts = lambda path: 20 if of_rejected(path) else None
    mend = tmp_path / "mend"
    first = written(tmp_path / "a.jsonl", world.referral("R/0"), faulty(world, "R/1"))
    second = written(tmp_path / "b.jsonl", world.referral("R/2"))
    asked = ("--json", "--mode", "resumable", "--fix-files", mend, first, second)
    result = load(world, *asked, url=breaking.url)
    assert result.exit_code == Status.INCOMPLETE, result.output
    assert [(one["status"], one["created"], one["fix_file"]) for one in told(result)] == [
        ("committed", 1, None),
        ("committed", 1, None),
    ]
    assert "the refused rows of a.jsonl" in result.stderr
    assert list(mend.iterdir()) == []
    breaking.changed, breaking.cuts = as_it_is, lambda _: None
    again = load(world, *asked, url=breaking.url)
    assert (again.exit_code, list(state.iterdir())) == (Status.REFUSED, [])
    assert references(mend / "a.jsonl") == ["R/1"]
    assert len(statuses(world)) == 3, "the first goes on with its own import"


def test_who_waits_in_vain_is_told_by_the_status_and_of_the_files_before(
    world: World, tmp_path: Path, breaking: Between, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    def no_patience(path: str, content: bytes, _: dict[str, str]) -> bytes:
        if path.endswith("/transitions"):
            begun.append(path)
            if len(begun) == 2:
                monkeypatch.setattr(uploads, "WAIT_SECONDS", 0)
        return content

    breaking.changed = no_patience
    files = [written(tmp_path / f"{name}.jsonl", world.referral(name)) for name in "abc"]
    result = load(world, *files, url=breaking.url)
    assert result.exit_code == Status.NOT_YET, result.output
    assert "Call it again, and it goes on" in result.stderr
    assert "1 of 3 files are loaded: 1 rows" in result.stdout
    assert "b.jsonl: the import did not end in time" in result.stdout
    assert "c.jsonl" not in result.stdout


def test_refused_rows_of_a_workbook_have_the_name_of_what_they_are(world: World, tmp_path: Path) -> None:
    """They are given as CSV, and a file is read by its ending."""
    holder(world)
    whoever = {
        "SOSAFE_URL": world.service.url,
        "SOSAFE_TOKEN": world.token(world.people["council_holder"]),
    }
    file = tmp_path / "events.xlsx"
    file.write_bytes(xlsx_of(listed(row(world, "EX/1", kind="party"))))
    asked = ("import", "--json", "--resource", "events", "--purpose", PURPOSE)
    (outcome,) = told(run(whoever, *asked, "--fix-files", tmp_path / "mend", file))
    fix = tmp_path / "mend" / "events.csv"
    assert outcome["fix_file"] == str(fix)
    fix.write_text(fix.read_text().replace("party", "street_meet"))
    assert run(whoever, *asked, fix).exit_code == Status.DONE
