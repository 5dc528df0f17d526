"""`sosafe import` of referrals: by format, mapping and mode, rehearsed, and with the refused rows to mend."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from sosafe_api.cli import imports
from sosafe_api.cli.statuses import Status
from sosafe_api.domains.imports.kinds import referrals
from tests.cli.developing import client_of, own_directories, run, told
from tests.domains.imports.referral_files import csv_of, held, ndjson, sender
from tests.domains.imports.test_mappings import REFERRALS, own_file, save
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World
from tests.journeys.demonstration import at_work

pytestmark = pytest.mark.database
CLIENT = "council_files"
NAMES = ["file", "status", "rows", "faults", "created", "unchanged", "refused"]  # of the summary's columns


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


def load(world: World, *arguments: str | Path) -> Result:
    return run(client_of(world, CLIENT), "import", "--resource", "referrals", *arguments)


def written(directory: Path, name: str, content: bytes) -> Path:
    path = directory / name
    path.write_bytes(content)
    return path


def rows(world: World, good: int, *faulty: str) -> list[dict[str, Any]]:
    """Referrals by number, and faulty ones by name."""
    sound = [world.referral(f"R/{number}") for number in range(good)]
    return sound + [world.referral(name) | {"urgency": "soon"} for name in faulty]


@pytest.mark.parametrize(("name", "form"), [("a.ndjson", ndjson), ("a.jsonl", ndjson), ("a.csv", csv_of)])
def test_a_file_is_loaded_by_its_ending_and_a_second_time_changes_nothing(
    world: World, tmp_path: Path, name: str, form: Any
) -> None:
    content = rows(world, 3)
    if form is csv_of:
        content = [{**row, "reason_codes": ";".join(row["reason_codes"])} for row in content]
    file = written(tmp_path, name, form(*content))
    first = load(world, "--json", file)
    assert first.exit_code == Status.DONE, first.output
    (outcome,) = told(first)
    assert [outcome[name] for name in ("status", "rows", "created", "refused")] == ["committed", 3, 3, 0]
    assert load(world, file).exit_code == Status.DONE
    assert held(world)["referrals"] == 3


def test_of_a_faulty_file_the_good_rows_are_kept_and_the_others_mended(world: World, tmp_path: Path) -> None:
    content = rows(world, 2, "X/1", "X/2")
    file = written(tmp_path, "old.ndjson", ndjson(*content))
    asked = ("--mode", "resumable", "--fix-files", tmp_path / "fix", file)
    result = load(world, *asked)
    assert result.exit_code == Status.REFUSED, "not all of it is held"
    assert "unknown_code" in result.stdout
    assert "1 of 1 files are loaded: 2 rows" in result.stdout
    fix = tmp_path / "fix" / "old.ndjson"
    assert f"its refused rows are in {fix}" in result.stdout
    assert stat.S_IMODE(fix.stat().st_mode) == 0o600
    refused = [json.loads(line) for line in fix.read_text().splitlines()]
    assert [row["agency_reference"] for row in refused] == ["X/1", "X/2"]
    assert held(world)["referrals"] == 2
    fix.write_text(fix.read_text().replace('"soon"', '"urgent"'))
    assert load(world, "--mode", "resumable", fix).exit_code == Status.DONE
    assert held(world)["referrals"] == 4


def test_a_faulty_file_is_kept_out_whole_unless_asked_otherwise(world: World, tmp_path: Path) -> None:
    file = written(tmp_path, "old.ndjson", ndjson(*rows(world, 2, "X/1")))
    result = load(world, "--json", "--fix-files", tmp_path / "fix", file)
    assert (result.exit_code, held(world)["referrals"]) == (Status.REFUSED, 0)
    (outcome,) = told(result)
    assert [outcome[name] for name in ("status", "refused", "faults")] == ["refused", 1, 1]
    assert "X/1" in Path(outcome["fix_file"]).read_text()


def test_a_narrow_terminal_shows_each_word_of_the_summary(world: World, tmp_path: Path) -> None:
    file = written(tmp_path, "old.ndjson", ndjson(*rows(world, 2, "X/1")))
    narrow = client_of(world, CLIENT) | {"COLUMNS": "80"}
    result = run(narrow, "import", "--resource", "referrals", "--mode", "resumable", file)
    heading, row = (line for line in result.stdout.splitlines() if "created" in line or "committed │" in line)
    assert [cell.strip() for cell in heading.split("┃")[1:-1]] == NAMES
    assert [cell.strip() for cell in row.split("│")[1:-1]] == [
        file.name,
        "committed",
        "3",
        "1",
        "2",
        "0",
        "1",
    ]


def test_a_rehearsal_keeps_nothing(world: World, tmp_path: Path) -> None:
    file = written(tmp_path, "old.ndjson", ndjson(*rows(world, 2)))
    result = load(world, "--rehearse", file)
    assert (result.exit_code, held(world)["referrals"]) == (Status.DONE, 0)
    assert "That was a rehearsal: nothing is kept." in result.stdout
    faulty = written(tmp_path, "faulty.ndjson", ndjson(*rows(world, 1, "X/1")))
    assert load(world, "--rehearse", "--mode", "resumable", faulty).exit_code == Status.REFUSED
    assert held(world)["referrals"] == 0


def test_headings_of_its_own_are_read_by_the_mapping(world: World, tmp_path: Path) -> None:
    assert save(sender(world), REFERRALS).status_code == 201
    file = written(tmp_path, "export.csv", own_file(world, "OWN/1|urgent", "OWN/2|routine"))
    unmapped = load(world, file)
    assert unmapped.exit_code == Status.REFUSED
    assert "Headings of your own are named by a `mapping`." in " ".join(unmapped.stdout.split())
    result = load(world, "--mapping", "northgate-export", file)
    assert result.exit_code == Status.DONE, result.output
    assert held(world)["referrals"] == 2


def test_it_is_told_how_much_of_a_long_file_is_settled(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(referrals, "STEP_ROWS", 2)
    stages: list[str] = []
    stage = imports.stage_of

    def seen(found: dict[str, Any]) -> str:
        stages.append(stage(found))
        return stages[-1]

    monkeypatch.setattr(imports, "stage_of", seen)
    file = written(tmp_path, "long.ndjson", ndjson(*rows(world, 40, "X/1")))
    assert load(world, "--mode", "resumable", file).exit_code == Status.REFUSED
    shares = [int(told.split()[1].rstrip("%")) for told in stages if told.startswith("committ")]
    assert len(set(shares)) > 2
    assert (shares, shares[-1]) == (sorted(shares), 100)


def test_what_the_service_does_not_import_is_told(world: World, tmp_path: Path) -> None:
    file = written(tmp_path, "a.csv", b"a\n1\n")
    result = run(client_of(world, CLIENT), "import", "--resource", "people_and_pets", file)
    assert result.exit_code == Status.REFUSED
    assert "a.csv: " in result.stdout
    assert "#/resource: unknown_code: Must be one of" in " ".join(result.stdout.split())


def test_a_right_that_is_lacking_is_named(world: World, tmp_path: Path) -> None:
    file = written(tmp_path, "a.csv", b"a\n1\n")
    result = run(client_of(world), "import", "--resource", "referrals", file)
    assert result.exit_code == Status.REFUSED
    assert "scope: import:create." in " ".join(result.stdout.split())


def test_the_fix_file_never_takes_the_place_of_the_file(world: World, tmp_path: Path) -> None:
    content = ndjson(*rows(world, 1, "X/1"))
    file = written(tmp_path, "old.ndjson", content)
    result = load(world, "--fix-files", tmp_path, file)
    assert result.exit_code == Status.REFUSED
    assert "name another directory" in result.stdout
    assert file.read_bytes() == content
