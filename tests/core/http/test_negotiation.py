"""The rendition that a reader likes best, by the rules of RFC 9110."""

import pytest

from sosafe_api.core.http.negotiation import preferred

OFFERED = ["application/json", "text/csv", "image/svg+xml"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV; charset=utf-8", "text/csv"),
        ("text/*", "text/csv"),
        ("application/json;q=0.5, text/csv;q=0.9", "text/csv"),
        ("text/csv, application/json", "application/json"),
        ("*/*;q=0.1, image/svg+xml", "image/svg+xml"),
        ("application/json;q=0, */*", "text/csv"),
        ("image/avif,image/webp,image/svg+xml,image/*;q=0.8,*/*;q=0.5", "image/svg+xml"),
        ("text/html", None),
        ("*/*;q=0", None),
        ("application/json;q=high", None),
    ],
)
def test_the_highest_quality_wins_and_of_equal_ones_the_first_offered(
    accept: str, expected: str | None
) -> None:
    assert preferred(accept, OFFERED) == expected


def test_an_offered_type_may_state_a_parameter_of_its_own() -> None:
    offered = ["application/vnd.sdmx.data+csv;version=2.0.0"]
    assert preferred("application/vnd.sdmx.data+csv", offered) == offered[0]
