"""Rows of referrals that break a rule each, and where they stand in a file."""

import json
import random
from collections.abc import Callable
from typing import Any

from sosafe_api.core.ids import new_id

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
    (changed(reason_codes=["debt", "debt"]), None, "repeated_value"),
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


def line(row: dict[str, Any]) -> bytes:
    return json.dumps(row).encode() + b"\n"


def spoilt_places(rows: int) -> dict[int, tuple[Spoil, str | None, str]]:
    """Which of so many rows are faulty, counted from 0, and how: all kinds occur, in places that nobody chose."""
    return dict(zip(sorted(random.Random(6).sample(range(rows), FAULTY)), KINDS * 3, strict=False))
