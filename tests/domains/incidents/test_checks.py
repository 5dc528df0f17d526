"""The quick looks that pass over faultless rows, in the database and before it, pass over no faulty one."""

from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sosafe_api.domains.incidents.repository.checks import STAGES
from sosafe_api.domains.incidents.rules.crime_types import CRIME_TYPES, types_of_other_lists
from sosafe_api.domains.incidents.rules.files import COLUMNS
from sosafe_api.domains.incidents.rules.plain_lines import PlainLines
from sosafe_api.domains.incidents.vocabulary import CrimeTypeList, PoliceFileKind
from tests.fixtures.database import TestDatabase

pytestmark = pytest.mark.database
FORCE = "Example Constabulary"
PARAMETERS = {
    "known": list(CRIME_TYPES[CrimeTypeList.MAY_2013]),
    "other_lists": types_of_other_lists(CrimeTypeList.MAY_2013),
    "month": "2021-01",
    "force": FORCE,
}
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
SOUND_OUTCOME = [*SOUND[:9], "Suspect charged"]
ODD_OUTCOME = {"Outcome type": ["", "  ", "New outcome", "x" * 201, "é" * 200, "x\x1b", "x\ny"]}


def any_fault(kind: PoliceFileKind) -> str:
    return " OR ".join(f"coalesce({condition}, false)" for *_, condition in STAGES[kind].checks)


@pytest.fixture(scope="module")
def connection(database: TestDatabase) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.urls.app) as connection:
        yield connection


def passed_over(
    connection: psycopg.Connection,
    rows: list[list[str]],
    condition: str,
    kind: PoliceFileKind = PoliceFileKind.STREET,
) -> list[tuple[int]]:
    """Rows that meet the condition and are not suspect."""
    stage = STAGES[kind]
    statement = (
        f"SELECT row_number FROM {stage.table} WHERE ({condition}) AND NOT coalesce({stage.suspect}, false)"
    )
    with connection.transaction(force_rollback=True):
        stage.load_rows(connection, [(number, number, row) for number, row in enumerate(rows)])
        return connection.execute(statement.encode(), PARAMETERS).fetchall()


def faulty(connection: psycopg.Connection, rows: list[list[str]], kind: PoliceFileKind) -> list[tuple[int]]:
    """Rows that break a rule, by the rules themselves."""
    stage = STAGES[kind]
    everything = replace(stage, suspect="true")
    with connection.transaction(force_rollback=True):
        stage.load_rows(connection, [(number, number, row) for number, row in enumerate(rows)])
        found, _ = everything.faults(connection, PARAMETERS, 100)
        return [(fault.row,) for fault in found]


def changed(column: str, value: str, kind: PoliceFileKind = PoliceFileKind.STREET) -> list[str]:
    row = list(SOUND if kind is PoliceFileKind.STREET else SOUND_OUTCOME)
    row[COLUMNS[kind].index(column)] = value
    return row


def test_a_faultless_row_is_passed_over(connection: psycopg.Connection) -> None:
    assert passed_over(connection, [SOUND], "true") == [(0,)]
    assert passed_over(connection, [SOUND_OUTCOME], "true", PoliceFileKind.OUTCOMES) == [(0,)]
    names = list(CRIME_TYPES[CrimeTypeList.MAY_2013])
    assert passed_over(connection, [changed("Crime type", name) for name in names], "true") == [
        (number,) for number in range(len(names))
    ]


def odd_rows(kind: PoliceFileKind) -> list[list[str]]:
    odd = (ODD | ODD_OUTCOME).items()
    rows = [
        changed(column, value, kind) for column, values in odd for value in values if column in COLUMNS[kind]
    ]
    pairs = []
    for value in COORDINATES:
        for other in COORDINATES:
            row = changed("Longitude", value, kind)
            row[COLUMNS[kind].index("Latitude")] = other
            pairs.append(row)
    return rows + pairs


def plain(rows: list[list[str]], kind: PoliceFileKind) -> list[list[str]]:
    """Those that need no look when they are written as lines, the values as they are."""
    lines = PlainLines(kind, "2021-01", FORCE)
    texts = [",".join(row) + "\n" for row in rows]
    return [row for row, text in zip(rows, texts, strict=True) if lines.read(text) is not None]


@pytest.mark.parametrize("kind", PoliceFileKind)
def test_no_faulty_row_is_passed_over(connection: psycopg.Connection, kind: PoliceFileKind) -> None:
    rows = odd_rows(kind)
    assert passed_over(connection, rows, any_fault(kind), kind) == []
    unseen = plain(rows, kind)
    assert len(unseen) > 10  # of the odd ones, some are sound
    assert faulty(connection, unseen, kind) == []


VALUE = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
LIKELY = st.text("0123456789-.EW ab", max_size=18)
ROW = st.tuples(*(st.sampled_from([sound]) | VALUE | LIKELY for sound in SOUND)).map(list)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=1, max_size=30))
def test_no_faulty_row_of_any_text_is_passed_over(
    connection: psycopg.Connection, rows: list[list[str]]
) -> None:
    assert passed_over(connection, rows, any_fault(PoliceFileKind.STREET)) == []
    assert faulty(connection, plain(rows, PoliceFileKind.STREET), PoliceFileKind.STREET) == []
    outcomes = [[*row[:9], row[10]] for row in rows]
    assert faulty(connection, plain(outcomes, PoliceFileKind.OUTCOMES), PoliceFileKind.OUTCOMES) == []
    assert (
        passed_over(connection, outcomes, any_fault(PoliceFileKind.OUTCOMES), PoliceFileKind.OUTCOMES) == []
    )
