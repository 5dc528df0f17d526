"""Parts of a content: what `Range` and `If-Range` ask for, and which sealed parts hold it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.errors import RangeNotSatisfiable
from sosafe_api.core.http.ranges import ByteRange, asked_range, still_the_same
from sosafe_api.domains.exports.rules import PART_BYTES, cut

SIZES = st.integers(1, 10 * PART_BYTES)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("bytes=0-0", ByteRange(0, 1)),
        ("bytes=2-4", ByteRange(2, 5)),
        ("bytes=2-", ByteRange(2, 10)),
        ("bytes=2-999", ByteRange(2, 10)),
        ("bytes=-3", ByteRange(7, 10)),
        ("bytes=-999", ByteRange(0, 10)),
        ("Bytes=9-9", ByteRange(9, 10)),
    ],
)
def test_one_range_is_cut_to_the_content(stated: str, expected: ByteRange) -> None:
    assert asked_range(stated, 10) == expected


@pytest.mark.parametrize(
    "stated",
    [
        *(None, "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=4-2", "items=0-1", "0-1"),
        *("bytes=0-1,4-5", "bytes=+1-2", "bytes=\u0661-\u0662", "bytes=" + "9" * 5_000 + "-"),
    ],
)
def test_what_is_no_single_range_asks_for_the_whole(stated: str | None) -> None:
    assert asked_range(stated, 10) is None


@pytest.mark.parametrize("stated", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused_and_told_the_size(stated: str) -> None:
    with pytest.raises(RangeNotSatisfiable) as caught:
        asked_range(stated, 10)
    assert caught.value.members == {"size": 10}


@given(size=SIZES, start=st.integers(0, 10 * PART_BYTES), more=st.integers(0, 10 * PART_BYTES))
def test_any_range_that_begins_within_the_content_is_what_was_asked_as_far_as_it_goes(
    size: int, start: int, more: int
) -> None:
    start %= size
    found = asked_range(f"bytes={start}-{start + more}", size)
    assert found == ByteRange(start, min(size, start + more + 1))
    assert found.content_range(size) == f"bytes {found.start}-{found.stop - 1}/{size}"


@given(size=SIZES, last=st.integers(1, 20 * PART_BYTES))
def test_the_last_bytes_end_at_the_end(size: int, last: int) -> None:
    found = asked_range(f"bytes=-{last}", size)
    assert found is not None
    assert (found.stop, found.length) == (size, min(size, last))


@given(st.text(alphabet="bytes=0123456789-, \t", max_size=30), SIZES)
def test_whatever_is_stated_is_a_part_of_the_content_or_the_whole_or_refused(stated: str, size: int) -> None:
    try:
        found = asked_range(stated, size)
    except RangeNotSatisfiable:
        return
    assert found is None or 0 <= found.start < found.stop <= size


@given(size=SIZES, data=st.data())
def test_the_parts_of_a_stretch_put_together_are_the_stretch(size: int, data: st.DataObject) -> None:
    """Checked by lengths and places, so that no content of that size is made."""
    start = data.draw(st.integers(0, size - 1))
    stop = data.draw(st.integers(start + 1, size))
    at = start
    for number, stretch in cut(start, stop):
        assert number * PART_BYTES + stretch.start == at
        assert 0 <= stretch.start < stretch.stop <= PART_BYTES
        at += stretch.stop - stretch.start
    assert at == stop


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        *((None, True), ('"a"', True), (' "a" ', True), ('"b"', False), ('W/"a"', False)),
        *(("Mon, 02 Nov 2026 09:30:00 GMT", False), ("*", False)),
    ],
)
def test_a_part_is_sent_only_where_the_very_bytes_are_held(stated: str | None, *, expected: bool) -> None:
    assert still_the_same(stated, '"a"') is expected
