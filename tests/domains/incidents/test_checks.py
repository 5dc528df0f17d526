"""The quick look that passes over faultless rows passes over no faulty one."""

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sosafe_api.domains.incidents import repository
from sosafe_api.domains.incidents.repository.checks import CHECKS, SUSPECT
from sosafe_api.domains.incidents.rules import CRIME_TYPES, LEGACY_CRIME_TYPES, STREET_COLUMNS
from tests.fixtures.database import TestDatabase

pytestmark = pytest.mark.database
FORCE = "Example Constabulary"
SOUND = [
    "a" * 64,
    "2021-01",
    FORCE,
    FORCE,
    "-0.2",
    "51.9",
    "Example Road",
    "E01023787",
    "",
    "Burglary",
    "",
    "",
]
NUMBERS = (
    "|-|.|0|0.|.5|-0.5|--1|1e1|0.1 |0,1|\u0663.\u0663|-8.999999|-9.0|-9.000001|2.999999|3.0|3.000001|48.999999|49"
    "|49.0|60.999999|61.0|61.000001|051.9|51.9\n|-0.1234567890123"
)
COORDINATES = [*NUMBERS.split("|"), "0." + "0" * 400 + "1"]
ODD: dict[str, list[str]] = {
    "Crime ID": ["", "A" * 64, "a" * 63, "a" * 65, "g" * 64, "é" * 32, "a" * 63 + "\n"],
    "Month": ["", "2021-1", "2021-13", "0000-01", "2021-02", "2021-01 ", "2021-01\n"],
    "Reported by": ["", " ", "Other Constabulary", "x" * 201, "\x07"],
    "Falls within": ["", " ", "Other Constabulary", "x" * 201, "\x07"],
    "Longitude": COORDINATES,
    "Latitude": COORDINATES,
    "Location": ["", "é" * 200, "é" * 201, "x\x7f", "x\ny", "x\u0085y"],
    "LSOA code": [
        "",
        "E01",
        "E01E00000",
        "E07000243",
        "W01000001",
        "95AA01S1",
        "e01023787",
        "E0102378\uff17",
    ],
    "LSOA name": ["", "\x07", "x" * 500],
    "Crime type": ["", "burglary", "Violent crime", "Drugs"],
    "Last outcome category": ["New outcome", "x" * 201, "x\x1b"],
    "Context": ["Text", "x" * 201, "x\ty"],
}
ANY = " OR ".join(f"coalesce({condition}, false)" for *_, condition in CHECKS)


@pytest.fixture(scope="module")
def connection(database: TestDatabase) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.urls.app) as connection:
        yield connection


def passed_over(connection: psycopg.Connection, rows: list[list[str]], condition: str) -> list[tuple[int]]:
    """Rows that meet the condition and are not suspect."""
    parameters = {
        "known": list(CRIME_TYPES),
        "legacy": list(LEGACY_CRIME_TYPES),
        "month": "2021-01",
        "force": FORCE,
    }
    statement = f"SELECT row_number FROM street_stage WHERE ({condition}) AND NOT coalesce({SUSPECT}, false)"
    with connection.transaction(force_rollback=True):
        repository.stage_rows(connection, [(number, number, row) for number, row in enumerate(rows)])
        return connection.execute(statement.encode(), parameters).fetchall()


def changed(column: str, value: str) -> list[str]:
    row = list(SOUND)
    row[STREET_COLUMNS.index(column)] = value
    return row


def test_a_faultless_row_is_passed_over(connection: psycopg.Connection) -> None:
    assert passed_over(connection, [SOUND], "true") == [(0,)]
    assert passed_over(connection, [changed("Crime type", name) for name in CRIME_TYPES], "true") == [
        (number,) for number in range(len(CRIME_TYPES))
    ]


def test_no_faulty_row_is_passed_over(connection: psycopg.Connection) -> None:
    rows = [changed(column, value) for column, values in ODD.items() for value in values]
    pairs = [
        [*changed("Longitude", value)[:5], other, *SOUND[6:]]
        for value in COORDINATES
        for other in COORDINATES
    ]
    assert passed_over(connection, rows + pairs, ANY) == []


VALUE = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
LIKELY = st.text("0123456789-.EW ab", max_size=18)
ROW = st.tuples(*(st.sampled_from([sound]) | VALUE | LIKELY for sound in SOUND)).map(list)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=1, max_size=30))
def test_no_faulty_row_of_any_text_is_passed_over(
    connection: psycopg.Connection, rows: list[list[str]]
) -> None:
    assert passed_over(connection, rows, ANY) == []
