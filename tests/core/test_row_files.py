"""Files of one record a row are read to the byte, wherever they are cut and wherever reading goes on."""

import csv
import io
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from sosafe_api.core.row_files import (
    CsvRows,
    Mark,
    NdjsonRows,
    column_of,
    columns_of,
    header,
    nested,
    records,
    required_columns,
)

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=12)


def cut(content: bytes, places: list[int]) -> list[bytes]:
    edges = sorted({0, len(content), *(place % (len(content) + 1) for place in places)})
    return [content[start:end] for start, end in pairwise(edges)]


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=8),
    st.lists(st.integers(0, 5_000), max_size=6),
    st.sampled_from(["\n", "\r\n"]),
)
def test_records_of_csv_are_what_its_reader_reads_and_join_to_the_file(
    rows: list[list[str]], places: list[int], newline: str
) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows([["a", "b"], *rows])
    content = written.getvalue().encode()
    found = list(records(cut(content, places), Mark(row=-1), quoted=True))
    assert b"".join(record.raw for record in found) == content
    assert [record.row for record in found] == list(range(len(rows) + 1))
    reader = CsvRows(found[0], [("a", columns_of(Two)["a"]), ("b", columns_of(Two)["a"])])
    read = [list((row.content or {}).values()) for row in reader.whole(cut(content, places))]
    assert read == [[text_of(cell) for cell in row if cell] for row in rows]
    for record in found:
        rest = records([content[record.after.position :]], record.after, quoted=True)
        assert [item.row for item in rest] == list(range(record.row + 1, len(rows) + 1))
        assert content[: record.position].count(b"\n") + 1 == record.line


def text_of(cell: str) -> str:
    return (
        cell[1:] if cell.startswith("'") and cell[1:].startswith(("=", "+", "-", "@", "\t", "\r")) else cell
    )


class Inner(BaseModel):
    """A nested part."""

    yes: bool
    ages: list[int] = Field(default_factory=list)


class Two(BaseModel):
    """A record."""

    a: str
    inner: Inner
    other: Inner | None = None


def test_columns_are_the_properties_of_the_record() -> None:
    assert list(columns_of(Two)) == ["a", "inner.yes", "inner.ages", "other.yes", "other.ages"]
    assert required_columns(Two) == ["a", "inner.yes"]
    columns = list(columns_of(Two).items())
    assert nested(columns, ["'=x", "Yes", "1; 2", "", ""]) == {
        "a": "=x",
        "inner": {"yes": True, "ages": [1, 2]},
    }
    assert nested(columns, ["", "perhaps", "one", "", ""]) == {"inner": {"yes": "perhaps", "ages": ["one"]}}


def test_a_pointer_leads_to_its_column() -> None:
    assert column_of("#/person/safe_contact/telephone") == "person.safe_contact.telephone"
    assert column_of("#/reason_codes/1") == "reason_codes"
    assert (column_of("#"), column_of(None)) == (None, None)


def test_json_lines_are_as_strict_as_a_request() -> None:
    content = b'\xef\xbb\xbf{"a": 1}\n\n{"a": 1, "a": 2}\n[1]\nnonsense\n{"a": NaN}\n\xff\n{"a": 2}'
    found = [(row.record.row, row.record.line, row.fault) for row in NdjsonRows().whole([content])]
    assert found == [
        (1, 1, None),
        (2, 3, "malformed_row"),
        (3, 4, "malformed_row"),
        (4, 5, "malformed_row"),
        (5, 6, "malformed_row"),
        (6, 7, "malformed_row"),
        (7, 8, None),
    ]


def test_a_row_of_csv_that_cannot_be_read_is_told_apart() -> None:
    content = b'a,b\r\n1,2\r\n1\r\n\xff,2\r\n"a"b,2\r\n\x00,1\r\n3,4'
    first = header([content])
    assert first is not None
    kinds = columns_of(Two)
    found = [row.fault for row in CsvRows(first, [("a", kinds["a"]), ("b", kinds["a"])]).whole([content])]
    assert found == [None, "wrong_number_of_columns", "not_utf8", "unreadable_row", "control_character", None]
