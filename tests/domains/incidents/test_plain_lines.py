"""Most lines of a police file need no look: which these are, and how a file is cut into them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.incidents.reading import stretches
from sosafe_api.domains.incidents.rules.crime_types import CRIME_TYPES
from sosafe_api.domains.incidents.rules.outcomes import OUTCOME_GROUPS
from sosafe_api.domains.incidents.rules.plain_lines import PlainLines, month_and_force
from sosafe_api.domains.incidents.vocabulary import CrimeTypeList, PoliceFileKind
from tests.domains.imports.loading import asb, outcome, row

FORCE = "Example Constabulary"
STREET = PlainLines(PoliceFileKind.STREET, "2021-01", FORCE)
OUTCOMES = PlainLines(PoliceFileKind.OUTCOMES, "2021-01", FORCE)


def read(*lines: str, end: str = "\n", plain: PlainLines = STREET) -> list[tuple[str, ...]] | None:
    return plain.read("".join(line + end for line in lines))


def test_a_line_is_read_as_what_it_is_counted_by() -> None:
    assert read(row(), asb(lsoa="")) == [
        ("-0.2", "51.9", "E01023787", "Burglary"),
        ("-0.2", "51.9", "", "Anti-social behaviour"),
    ]
    nowhere = outcome("Suspect charged", longitude="", latitude="")
    assert read(nowhere, plain=OUTCOMES) == [("E01023787", "Suspect charged")]


@pytest.mark.parametrize("name", CRIME_TYPES[CrimeTypeList.MAY_2013])
def test_every_crime_type_of_today_is_plain(name: str) -> None:
    assert read(row(name)) is not None


@pytest.mark.parametrize("name", OUTCOME_GROUPS)
def test_every_outcome_that_is_known_is_plain(name: str) -> None:
    assert read(outcome(name), plain=OUTCOMES) is not None


@pytest.mark.parametrize(
    "place", ["On or near Ffordd T\u0177 Gwyn", "On or near St John\u2019s Road (East)/A1", ""]
)
def test_a_place_may_be_written_as_people_write(place: str) -> None:
    assert read(row().replace("On or near Example Road", place)) is not None


def test_a_line_without_an_end_is_not_plain() -> None:
    assert STREET.read(row() + "\n" + row()) is None
    assert STREET.read("") is None


def test_either_line_end_is_plain() -> None:
    assert read(row(), row(), end="\r\n") == read(row(), row())


@pytest.mark.parametrize(
    "line",
    [
        "",
        "x" + row(),
        row() + "x,",
        row(month="2021-02"),
        row(force="Other Constabulary"),
        row("Violent crime"),
        row("burglary"),
        row(latitude=""),
        row(longitude="-10.1"),
        row(outcome='"Quoted"'),
        row(outcome="Two\tparts"),
        row(outcome="x" * 201),
        row().replace("On or near Example Road", "A, B"),
    ],
)
def test_one_line_that_is_not_plain_is_seen_among_others(line: str) -> None:
    assert read(row(), line, row()) is None


def test_what_a_first_line_says_is_taken_for_all() -> None:
    assert month_and_force(row()) == ("2021-01", FORCE)
    assert month_and_force("a,b,c") is None
    assert month_and_force(row(force=" ")) is None
    assert month_and_force(row(force="x" * 201)) is None


@given(st.lists(st.binary(max_size=12).map(lambda part: part.replace(b"\xef", b"\n"))), st.integers(1, 12))
def test_stretches_are_the_whole_file_and_end_with_lines(parts: list[bytes], size: int) -> None:
    content = b"".join(parts)
    found = list(stretches(parts, size))
    assert b"".join(found).removesuffix(b"\n") == content.removesuffix(b"\n")
    assert all(piece.endswith(b"\n") or len(piece) >= size for piece in found)
