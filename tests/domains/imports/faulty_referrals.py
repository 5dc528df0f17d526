"""Rows of referrals that break a rule each, and where they stand in a file."""

import json
import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sosafe_api.core import csv_lines
from sosafe_api.core.ids import new_id
from tests.domains.imports.referral_files import flat

FAULTY = 37
Spoil = Callable[[dict[str, Any]], dict[str, Any]]


def changed(**changes: Any) -> Spoil:
    return lambda row: row | changes


def of_person(**changes: Any) -> Spoil:
    return lambda row: row | {"person": row["person"] | changes}


# Each with the place and the code that a rehearsal must tell.
KINDS: list[tuple[Spoil, str | None, str]] = [
    (changed(agency_reference="with spaces"), "#/agency_reference", "wrong_format"),
    (changed(service_id="not-an-id"), "#/service_id", "not_an_id"),
    (lambda row: row | {"service_id": str(new_id())}, "#/service_id", "unknown_reference"),
    (changed(referral_source="the_moon"), "#/referral_source", "unknown_code"),
    (changed(reason_codes=["asb_victim", "boredom"]), "#/reason_codes/1", "unknown_code"),
    (changed(reason_codes=["debt", "debt"]), "#/reason_codes", "repeated_value"),
    (changed(referred_on="2099-01-01"), "#/referred_on", "date_in_future"),
    (of_person(full_name=""), "#/person/full_name", "too_short"),
    (of_person(date_of_birth="1990-13-01"), "#/person/date_of_birth", "not_a_date"),
    (of_person(nickname="Ex"), "#/person", "unknown_property"),
    (
        changed(household={"children": 1, "children_ages": [3, 18]}),
        "#/household/children_ages/1",
        "too_large",
    ),
    (changed(consent={"status": "refused"}), "#/consent", "reason_required"),
    (changed(narrative="a" * 20_001), "#/narrative", "too_long"),
    (changed(owner="us"), None, "unknown_property"),
    (lambda row: {name: value for name, value in row.items() if name != "consent"}, "#/consent", "required"),
]


class SpoiltCells(NamedTuple):
    """What is wrong with a row of CSV: cells that are changed, or its bytes; and the column and code to be told."""

    column: str | None
    code: str
    cells: dict[str, str] | None = None
    spoil: Callable[[bytes], bytes] = bytes


CSV_KINDS: list[SpoiltCells] = [
    SpoiltCells("agency_reference", "wrong_format", {"agency_reference": "with spaces"}),
    SpoiltCells("service_id", "not_an_id", {"service_id": "not-an-id"}),
    SpoiltCells("service_id", "unknown_reference", {"service_id": "019a0000-0000-7000-8000-00000000dead"}),
    SpoiltCells("referral_source", "unknown_code", {"referral_source": "the_moon"}),
    SpoiltCells("reason_codes", "unknown_code", {"reason_codes": "asb_victim;boredom"}),
    SpoiltCells("reason_codes", "repeated_value", {"reason_codes": "debt;debt"}),
    SpoiltCells("referred_on", "date_in_future", {"referred_on": "2099-01-01"}),
    SpoiltCells("person.full_name", "required", {"person.full_name": ""}),
    SpoiltCells("person.date_of_birth", "not_a_date", {"person.date_of_birth": "1990-13-01"}),
    SpoiltCells(
        "household.children_ages", "too_large", {"household.children": "1", "household.children_ages": "3;18"}
    ),
    SpoiltCells("household.children", "not_an_integer", {"household.children": "two"}),
    SpoiltCells("narrative", "too_long", {"narrative": "a" * 20_001}),
    SpoiltCells(None, "wrong_number_of_columns", spoil=lambda raw: raw.replace(b"\r\n", b",us\r\n")),
    SpoiltCells(None, "not_utf8", spoil=lambda raw: raw.replace(b"Example", b"Ex\xe4mple")),
    SpoiltCells(None, "unreadable_row", spoil=lambda raw: raw.replace(b"\r\n", b',"a"b\r\n')),
]


def line(row: dict[str, Any]) -> bytes:
    return json.dumps(row).encode() + b"\n"


def spoilt_places(rows: int) -> dict[int, tuple[Spoil, str | None, str]]:
    """Which of so many rows are faulty, counted from 0, and how: all kinds occur, in places that nobody chose."""
    return dict(zip(_places(rows), KINDS * 3, strict=False))


def spoilt_csv_places(rows: int) -> dict[int, SpoiltCells]:
    """The same for a file of CSV."""
    return dict(zip(_places(rows), CSV_KINDS * 3, strict=False))


def _places(rows: int) -> list[int]:
    return sorted(random.Random(6).sample(range(rows), FAULTY))


def csv_record(names: Sequence[str], row: dict[str, Any], spoilt: SpoiltCells | None = None) -> bytes:
    """The row in the order of the header's names."""
    cells = flat(row) | ((spoilt and spoilt.cells) or {})
    raw = csv_lines.line([cells.get(name) for name in names])
    return spoilt.spoil(raw) if spoilt else raw
