"""Files that would exhaust a reader, or are not what they say, are refused by name and by bounds."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.funding_bids.reading import READERS
from sosafe_api.domains.funding_bids.rules.grant_checks import GrantChecker, ReadGrant
from sosafe_api.domains.funding_bids.rules.grant_faults import FAULTS, GrantFileRefused
from sosafe_api.domains.funding_bids.rules.grant_standard import TITLES, path_of
from sosafe_api.domains.funding_bids.vocabulary import GrantFileFormat as Form
from tests.domains.funding_bids.funding import standard_faults
from tests.domains.funding_bids.grant_files import (
    HEAD,
    csv_file,
    grant,
    package,
    row,
    sheet_xml,
    workbook,
)

MOST = 100


def refusal(form: Form, content: bytes) -> str:
    with pytest.raises(GrantFileRefused) as refused:
        READERS[form](content, MOST)
    return refused.value.code


def far(reference: str) -> bytes:
    cell = f'<row r="1"><c r="{reference}" t="inlineStr"><is><t>x</t></is></c></row>'
    return workbook({"grants": sheet_xml([]).replace("<sheetData>", f"<sheetData>{cell}")})


def repeated_text() -> bytes:
    """A text of a megabyte that a hundred cells share."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 101))
    sheet = sheet_xml([]).replace("<sheetData>", f"<sheetData>{cells}")
    return workbook({"grants": sheet}, sharedStrings=f"<sst><si><t>{'x' * (1 << 20)}</t></si></sst>")


def without_references(cells: int, rows: int) -> bytes:
    """Cells stand where they are counted to, in rows that are counted as well."""
    written = f"<row>{'<c><v>1</v></c>' * cells}</row>" * rows
    return workbook({"grants": sheet_xml([]).replace("<sheetData>", f"<sheetData>{written}")})


def wide_sheets(count: int) -> bytes:
    """Each within the bounds by itself: one cell in its last row and column."""
    cell = f'<row r="{MOST}"><c r="GR{MOST}"><v>1</v></c></row>'
    sheet = sheet_xml([]).replace("<sheetData>", f"<sheetData>{cell}")
    return workbook({f"sheet {n}": sheet for n in range(count)})


def repacked(content: bytes, old: str, new: str, *, related: bool = True) -> bytes:
    """The parts of a workbook under other names, and related by them."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(written, "w") as archive:
        for name in before.namelist():
            part = before.read(name).decode()
            changed = part.replace(old, new) if related else part
            archive.writestr(name.replace(old, new), changed)
    return written.getvalue()


def locked() -> bytes:
    """The flag of encryption in the first entry of the directory."""
    content = bytearray(workbook({"grants": sheet_xml([["Identifier"]])}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def packed_otherwise(method: int) -> bytes:
    content = bytearray(workbook({"grants": sheet_xml([["Identifier"]])}))
    content[content.index(b"PK\x01\x02") + 10] = method
    return bytes(content)


def shared_text_that_is_missing() -> bytes:
    cell = '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'
    return workbook({"grants": sheet_xml([]).replace("<sheetData>", f"<sheetData>{cell}")})


def unfolding() -> bytes:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return workbook({"grants": entities + sheet_xml([["Identifier"]])})


def much(size: int) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * size)
    return written.getvalue()


@pytest.mark.parametrize(
    ("form", "content", "code"),
    [
        (Form.JSON, b"{", "not_json"),
        (Form.JSON, b"\xff\xfe", "not_json"),
        (Form.JSON, b'{"grants": [{"id": 1, "id": 2}]}', "not_json"),
        (Form.JSON, b'{"grants": [{"amountAwarded": NaN}]}', "not_json"),
        (Form.JSON, b"[" * 200_000, "not_json"),
        (Form.JSON, b'{"grants": [{"amountAwarded": ' + b"9" * 5000 + b"}]}", "not_json"),
        (Form.JSON, b'{"grants": [{"amountAwarded": 1e9999999999999999999}]}', "not_json"),
        (Form.JSON, b"[]", "not_a_package"),
        (Form.JSON, b'{"grants": {}}', "not_a_package"),
        (Form.JSON, b'{"grants": []}', "empty_file"),
        (Form.JSON, package(*[{}] * (MOST + 1)), "too_many_rows"),
        (Form.CSV, "Identifier,Titel\n£".encode("latin-1"), "not_utf8_csv"),
        (Form.CSV, b'Identifier\n"never closed', "broken_cell"),
        (Form.CSV, b"Identifier\n" + b"x" * 200_000, "broken_cell"),
        (Form.CSV, b"", "no_identifiers"),
        (Form.CSV, b"Name,Amount\n1,2\n", "no_identifiers"),
        (Form.CSV, b"Identifier,Title,TITLE\n1,2,3\n", "repeated_column"),
        (Form.CSV, csv_file(), "empty_file"),
        (Form.CSV, csv_file(*[row()] * (MOST + 1)), "too_many_rows"),
        (Form.CSV, b",".join([b"Identifier"] * 300) + b"\n", "too_large"),
        (Form.XLSX, b"PK\x03\x04 not an archive", "not_a_workbook"),
        (Form.XLSX, csv_file(row()), "not_a_workbook"),
        (Form.XLSX, workbook({"grants": "<worksheet"}), "not_a_workbook"),
        (Form.XLSX, workbook({"grants": sheet_xml([["Name"], ["x"]])}), "no_identifiers"),
        (Form.XLSX, far("XFD1"), "too_large"),
        (Form.XLSX, far("A1048576"), "too_many_rows"),
        (Form.XLSX, repeated_text(), "too_large"),
        (Form.XLSX, unfolding(), "not_a_workbook"),
        (Form.XLSX, much(80 << 20), "too_large"),
        (Form.XLSX, without_references(201, 1), "too_large"),
        (Form.XLSX, without_references(1, 2 * MOST + 3), "too_many_rows"),
        (Form.XLSX, wide_sheets(3), "too_large"),
        (Form.XLSX, repacked(far("A1048576"), "worksheets/", "elsewhere/"), "not_a_workbook"),
        (Form.XLSX, repacked(repeated_text(), "sharedStrings", "SharedStrings", related=False), "too_large"),
        (Form.XLSX, locked(), "not_a_workbook"),
        (Form.XLSX, packed_otherwise(14), "not_a_workbook"),
        (Form.XLSX, packed_otherwise(97), "not_a_workbook"),
        (Form.XLSX, shared_text_that_is_missing(), "not_a_workbook"),
    ],
)
def test_a_file_that_is_not_what_it_says_or_unpacks_to_too_much_is_refused(
    form: Form, content: bytes, code: str
):
    assert refusal(form, content) == code


def test_a_text_that_was_made_harmless_for_spreadsheets_is_read_as_it_was():
    found = READERS[Form.CSV](csv_file(row(Title="'=1+1", Description="'quoted'")), MOST)
    value = found.grants[0].value
    assert (value["title"], value["description"]) == ("=1+1", "'quoted'")


def test_titles_are_known_in_any_case_by_older_names_and_by_the_members_own():
    assert {path_of(title) for title in HEAD} <= set(TITLES)
    assert path_of("recipient org: NAME") == "recipientOrganization/0/name"
    assert path_of("Recipient Organisation:Name") == "recipientOrganization/0/name"
    assert path_of("From an open call?") == path_of("From An Open Call?") == "fromOpenCall"
    assert path_of("recipientOrganization/0/name") == "recipientOrganization/0/name"
    assert path_of("Colour") is None
    assert len(TITLES) == len(set(TITLES.values()))


class Untold:
    """What nobody writes out, however deep or long it is."""

    def __str__(self) -> str:
        raise AssertionError("was written out")


@pytest.mark.parametrize(
    ("name", "value", "column", "code"),
    [
        ("title", "half a pair \ud83d", "title", "control_character"),
        ("title", "nothing \x00", "title", "control_character"),
        ("fromOpenCall", [Untold()], "fromOpenCall", "not_yes_or_no"),
        ("fromOpenCall", {"a": 1}, "fromOpenCall", "not_yes_or_no"),
    ],
)
def test_values_that_cannot_be_held_or_told_are_faults(name: str, value: object, column: str, code: str):
    checker = GrantChecker()
    assert checker.check(ReadGrant(1, 1, {**grant(), name: value})) is None
    assert (column, code) in {(fault.column, fault.code) for fault in checker.faults}


def test_a_fault_tells_no_name_again_that_is_not_the_standards():
    person = "Example Person"
    recipient = {**grant()["recipientOrganization"][0], person: 1, "geoCode": 1}
    checker = GrantChecker()
    checker.check(ReadGrant(1, 1, {**grant(recipientOrganization=[recipient]), person: 1}))
    assert [fault.column for fault in checker.faults] == [
        "recipientOrganization/0",
        "recipientOrganization/0/geoCode",
        None,
    ]
    sheets = {"grants": sheet_xml([[*HEAD, person], row()]), person: sheet_xml([["a"], ["b"]])}
    found = READERS[Form.XLSX](workbook(sheets), MOST).faults
    assert [fault.column for fault in found] == [f"column {len(HEAD) + 1}", "sheet 2"]


@pytest.mark.parametrize("name", ["half \ud83d", "nothing \x00"])
def test_no_name_of_a_member_reaches_the_database_with_what_it_cannot_hold(name: str):
    checker = GrantChecker()
    checker.check(ReadGrant(1, 1, {**grant(), name: 1}))
    told = "".join(fault.column or "" for fault in checker.faults)
    assert "\x00" not in told
    assert told.encode().decode() == told


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(grant())), anything)
def test_whatever_stands_in_a_member_what_is_kept_meets_the_standard_or_a_fault_says_why(name, value):
    checker = GrantChecker()
    found = checker.check(ReadGrant(1, 1, {**grant(), name: value}))
    assert {fault.code for fault in checker.faults} <= set(FAULTS)
    if found is None:
        assert any(fault.severity == "error" for fault in checker.faults)
    elif {"awardDate", "description"} <= set(found) and len(found["awardDate"]) > len("2019-04"):
        assert standard_faults({"grants": [found]}) == []


def test_a_broken_cell_says_where_the_reader_gave_up():
    """The mark that is not closed swallows what follows, so the fault lies there or before."""
    rows = b"\n".join(b"360G-example-%d" % number for number in range(400))
    with pytest.raises(GrantFileRefused) as refused:
        READERS[Form.CSV](b"Identifier\n" + rows + b'\n360G-example-400"x\n"wrong"ly\n', 10_000)
    assert (refused.value.code, "line 403" in refused.value.detail) == ("broken_cell", True)
