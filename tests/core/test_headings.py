"""Headings of partners' own files: two spellings of one are the same, and an unknown one has its likely meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.row_files import Headings, columns_of, suggestions
from sosafe_api.domains.referrals.schemas import ReferralIn

COLUMNS = list(columns_of(ReferralIn))


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Agency reference", "agency_reference"),
        ("AgencyReference", "agency_reference"),
        ("Our ref. no", "agency_reference"),
        ("Referred on", "referred_on"),
        ("Date of birth", "person.date_of_birth"),
        ("D.O.B.", "person.date_of_birth"),
        ("Referral date", "referred_on"),
        ("DOB", "person.date_of_birth"),
        ("Full name", "person.full_name"),
        ("Reasons", "reason_codes"),
        ("Priority", "urgency"),
        ("Consent status", "consent.status"),
        ("ServiceId", "service_id"),
        ("urgancy", "urgency"),
    ],
)
def test_the_likely_column_comes_first(heading: str, column: str) -> None:
    assert suggestions(heading, COLUMNS)[:1] == [column]


@pytest.mark.parametrize("heading", ["Officer", "Ward", "x", "!!", ""])
def test_nothing_is_suggested_for_what_resembles_nothing(heading: str) -> None:
    assert suggestions(heading, COLUMNS) == []


@given(st.text(max_size=40))
def test_any_heading_has_at_most_three_suggestions_all_of_them_columns(heading: str) -> None:
    found = suggestions(heading, COLUMNS)
    assert len(found) == len(set(found)) <= 3
    assert set(found) <= set(COLUMNS)


def test_a_heading_is_known_in_any_case_and_spacing_and_shown_as_it_was_stated() -> None:
    headings = Headings([["Ref  No", "agency_reference"], ["Officer", None]])
    sent = ["ref no", " REF NO ", "officer", "urgency ", "Ward"]
    assert headings.read_as(sent) == ["agency_reference", "agency_reference", None, "urgency", "Ward"]
    assert headings.shown("agency_reference") == "Ref  No"
    assert headings.shown("urgency") == "urgency"
    assert headings.shown(None) is None
