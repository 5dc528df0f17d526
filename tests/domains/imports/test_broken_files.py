"""A file may be broken in any way: each broken row is named by row and line, and the rest checked all the same."""

from itertools import pairwise

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import asb, create, file_of, load, move, row, settle
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
Fault = tuple[int, int, str | None, str]


def named(world: World, database: TestDatabase, content: bytes) -> set[Fault]:
    """Row, line, column and code of every fault of a file, of which nothing is kept."""
    client = world.as_role(Role.IMPORT_CLIENT)
    loaded = load(client, world.service, database, content)
    assert (loaded["status"], loaded["problem_code"]) == ("validated", None)
    kept = world.superuser.execute("SELECT count(*) FROM incidents WHERE partnership_id = %s", (world.id,))
    assert kept.fetchone() == (0,)
    faults = client.get(f"/v1/imports/{loaded['id']}/faults?limit=200").json()["data"]
    assert len(faults) == loaded["faults"]
    assert all(fault["suggestion"] for fault in faults)
    return {(fault["row"], fault["line"], fault["column"], fault["code"]) for fault in faults}


def loaded_rows(world: World, database: TestDatabase, content: bytes) -> int:
    loaded = load(world.as_role(Role.IMPORT_CLIENT), world.service, database, content)
    assert loaded["status"] == "committed", loaded
    return int(loaded["rows_read"])


def with_value(column: int, value: str) -> str:
    values = row().split(",")
    values[column] = value
    return ",".join(values)


LONGITUDE, LATITUDE, LOCATION = 4, 5, 6
FAULTY = {
    "after the decimal point, hundreds of digits": (
        with_value(LONGITUDE, "-0." + "0" * 400 + "1"),
        ("Longitude", "not_a_coordinate"),
    ),
    "a point far outside the country": (with_value(LATITUDE, "99.9"), ("Latitude", "outside_the_country")),
    "a point on the other side of the meridian": (
        with_value(LONGITUDE, "20.2"),
        ("Longitude", "outside_the_country"),
    ),
    "one coordinate": (with_value(LATITUDE, ""), ("Latitude", "one_coordinate")),
    "a location without end": (with_value(LOCATION, "x" * 5_000), ("Location", "too_long")),
    "a terminal's control sequence": (
        with_value(LOCATION, "On \x1b[31mred"),
        ("Location", "control_character"),
    ),
    "a district for an LSOA": (row(lsoa="E07000243"), ("LSOA code", "not_an_area_code")),
    "no crime type": (row(""), ("Crime type", "unknown_crime_type")),
    "a month without year": (row(month="0000-01"), ("Month", "not_a_month")),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_value_beyond_its_bounds_is_named(world: World, database: TestDatabase, name: str) -> None:
    faulty, (column, code) = FAULTY[name]
    assert named(world, database, file_of(row(), faulty, row())) == {(2, 3, column, code)}


def test_a_force_must_be_named(world: World, database: TestDatabase) -> None:
    found = named(world, database, file_of(row(), row(force="  ")))
    assert (2, 3, "Falls within", "required") in found
    assert (2, 3, "Reported by", "required") in found


def test_a_force_longer_than_any_name_is_a_fault_and_not_a_failure(
    world: World, database: TestDatabase
) -> None:
    letters = "".join(
        chr(number) for number in range(0x4E00, 0x9FA0)
    )  # as long as no compression can shorten
    found = named(world, database, file_of(row(force=letters)))
    assert {fault[1:] for fault in found} == {
        (2, "Reported by", "too_long"),
        (2, "Falls within", "too_long"),
    }


def test_the_month_and_force_of_most_rows_are_the_files(world: World, database: TestDatabase) -> None:
    content = file_of(row(month="2021-02"), row(), row(), row(force="Other Constabulary"))
    assert named(world, database, content) == {
        (1, 2, "Month", "other_month"),
        (4, 5, "Falls within", "other_force"),
    }


def test_broken_rows_and_faulty_values_are_named_together(world: World, database: TestDatabase) -> None:
    content = file_of(row(), "too,short", row("Witchcraft"), row() + ",too,long", "\u00fe")
    content = content.replace("\u00fe".encode(), b"\xfe")
    assert named(world, database, content) == {
        (2, 3, None, "wrong_number_of_columns"),
        (3, 4, "Crime type", "unknown_crime_type"),
        (4, 5, None, "wrong_number_of_columns"),
        (5, 6, None, "wrong_number_of_columns"),
    }


def test_a_row_that_is_no_utf_8_is_named(world: World, database: TestDatabase) -> None:
    content = file_of(row(), row()).replace(b"Example Road", b"Caf\xe9 Road", 1)
    assert named(world, database, content) == {(1, 2, None, "not_utf8")}


def test_a_row_with_a_nul_is_named(world: World, database: TestDatabase) -> None:
    assert named(world, database, file_of(row(), row(lsoa="\x00"))) == {(2, 3, None, "control_character")}


def test_lines_are_counted_past_a_value_of_several_lines(world: World, database: TestDatabase) -> None:
    content = file_of(with_value(LOCATION, '"On or\nnear"'), row("Witchcraft"))
    assert named(world, database, content) == {
        (1, 2, "Location", "control_character"),
        (2, 4, "Crime type", "unknown_crime_type"),
    }


def test_a_line_that_once_ended_a_file_for_the_database_ends_nothing(
    world: World, database: TestDatabase
) -> None:
    """PostgreSQL before 18 stops reading at a line of a backslash and a full stop, without a word."""
    found = named(world, database, file_of(row(), "\\.", row(), row()))
    assert found == {(2, 3, None, "wrong_number_of_columns")}


def test_line_ends_may_be_mixed_and_blank_lines_stand_anywhere(world: World, database: TestDatabase) -> None:
    header, first, second, _ = file_of(row(), asb()).split(b"\n")
    assert loaded_rows(world, database, header + b"\r\n" + first + b"\n\n" + second + b"\r\n\r\n") == 2


def test_the_last_line_may_lack_its_end(world: World, database: TestDatabase) -> None:
    assert loaded_rows(world, database, file_of(row(), asb()).rstrip()) == 2


def test_a_quote_that_is_never_closed_is_no_row(world: World, database: TestDatabase) -> None:
    content = file_of(row(), with_value(LOCATION, '"On or near'), *[row()] * 2_000)
    refused = load(world.as_role(Role.IMPORT_CLIENT), world.service, database, content)
    assert (refused["status"], refused["problem_code"]) == ("failed", "not_utf8_csv")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_parts_may_be_cut_anywhere(world: World, database: TestDatabase, size: int) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    made, content = create(client), b"\xef\xbb\xbf" + file_of(asb())
    cuts = [*range(0, 4 * size, size), len(content)]
    for begin, end in pairwise(cuts):
        sent = client.patch(
            made["upload"]["url"],
            content=content[begin:end],
            headers={"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(begin)},
        )
        assert sent.status_code == 200, sent.text
    assert move(client, sent.json(), "validating").status_code == 202
    assert settle(client, world.service, database, made["id"])["status"] == "committed"


@pytest.mark.parametrize(
    ("month", "code"),
    [("2010-11", "legacy_month"), ("2099-01", "month_in_future")],
)
def test_a_month_that_is_not_read_is_refused_by_name(
    world: World, database: TestDatabase, month: str, code: str
) -> None:
    content = file_of(row(month=month), row("Burglary", month=month))
    refused = load(world.as_role(Role.IMPORT_CLIENT), world.service, database, content)
    assert (refused["status"], refused["problem_code"]) == ("failed", code)


def test_the_first_file_again_undoes_what_came_between(world: World, database: TestDatabase) -> None:
    """The same bytes as those of an earlier import are a duplicate only while they are what is loaded."""
    first, second = file_of(row()), file_of(row(), row())
    assert [loaded_rows(world, database, content) for content in (first, second, first)] == [1, 2, 1]
