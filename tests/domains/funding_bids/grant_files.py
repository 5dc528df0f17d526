"""Files of fictional grants as a council might write them, and the way of one through an import."""

import csv
import io
import json
import zipfile
from copy import deepcopy
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import httpx

from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import create, move, settle
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService
from tests.fixtures.world import World

Json = dict[str, Any]
HEAD = (
    "Identifier",
    "Title",
    "Description",
    "Currency",
    "Amount Applied For",
    "Amount Awarded",
    "Amount Disbursed",
    "Award Date",
    "URL",
    "Planned Dates:Start Date",
    "Planned Dates:End Date",
    "Planned Dates:Duration (months)",
    "Recipient Org:Identifier",
    "Recipient Org:Name",
    "Recipient Org:Charity Number",
    "Recipient Org:Postal Code",
    "Beneficiary Location:Name",
    "Beneficiary Location:Country Code",
    "Beneficiary Location:Latitude",
    "Beneficiary Location:Geographic Code",
    "Beneficiary Location:Geographic Code Type",
    "Funding Org:Identifier",
    "Funding Org:Name",
    "Funding Org:Department",
    "Grant Programme:Code",
    "Grant Programme:Title",
    "From an open call?",
    "Last modified",
    "Data Source",
)
ROW: dict[str, Any] = {
    "Identifier": "360G-example-2019-1",
    "Title": "Grant to an example choir",
    "Description": "Weekly singing, with a concert at the end.",
    "Currency": "GBP",
    "Amount Awarded": "3028.63",
    "Award Date": "2019-04-01",
    "Planned Dates:Duration (months)": "12",
    "Recipient Org:Identifier": "GB-CHC-1234567",
    "Recipient Org:Name": "Example Choir",
    "Recipient Org:Postal Code": "SG1 1HN",
    "Beneficiary Location:Name": "Stevenage",
    "Beneficiary Location:Country Code": "GB",
    "Beneficiary Location:Geographic Code": "E07000243",
    "Beneficiary Location:Geographic Code Type": "NMD",
    "Funding Org:Identifier": "GB-LAE-EXA",
    "Funding Org:Name": "Example Borough Council",
    "Funding Org:Department": "Communities",
    "Grant Programme:Code": "VSG",
    "Grant Programme:Title": "Voluntary Sector Grants",
    "From an open call?": "Yes",
    "Last modified": "2022-05-03T18:09:56Z",
    "Data Source": "https://example.org/grants",
}
GRANT: Json = {
    "id": "360G-example-2019-1",
    "title": "Grant to an example choir",
    "description": "Weekly singing, with a concert at the end.",
    "currency": "GBP",
    "amountAppliedFor": 4000,
    "amountAwarded": 3028.63,
    "amountDisbursed": 1000,
    "awardDate": "2019-04-01",
    "plannedDates": [{"startDate": "2019-05", "endDate": "2020-04-30", "duration": 12}],
    "recipientOrganization": [
        {"id": "GB-CHC-1234567", "name": "Example Choir", "charityNumber": "1234567", "postalCode": "SG1 1HN"}
    ],
    "beneficiaryLocation": [
        {"name": "Stevenage", "countryCode": "GB", "geoCode": "E07000243", "geoCodeType": "NMD",
         "latitude": 51.9017, "longitude": -0.2019}
    ],
    "fundingOrganization": [{"id": "GB-LAE-EXA", "name": "Example Borough Council", "department": "Arts"}],
    "grantProgramme": [{"code": "VSG", "title": "Voluntary Sector Grants", "url": "https://example.org/vsg"}],
    "classifications": [{"vocabulary": "Example", "code": "A1", "title": "Arts"}],
    "relatedActivity": ["360G-example-2018-1"],
    "fromOpenCall": "Yes",
    "locationScope": "GLS050",
    "dateModified": "2022-05-03T18:09:56Z",
    "dataSource": "https://example.org/grants",
}  # fmt: skip


def grant(number: int = 1, **changes: Any) -> Json:
    found = {**deepcopy(GRANT), "id": f"360G-example-2019-{number}", **changes}
    return {name: value for name, value in found.items() if value is not None}


def package(*grants: Any) -> bytes:
    return json.dumps({"version": "1.4", "grants": list(grants)}).encode()


def row(number: int = 1, **changes: Any) -> list[Any]:
    found = {**ROW, "Identifier": f"360G-example-2019-{number}", **changes}
    return [found.get(title, "") for title in HEAD]


def csv_file(*rows: list[Any], head: Any = HEAD) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([head, *rows])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def sheet_xml(rows: list[list[Any]]) -> str:
    """A sheet of text and numbers; a value that starts with `<` is XML of its own."""
    lines = []
    for number, cells in enumerate(rows, start=1):
        written = ""
        for place, value in enumerate(cells):
            at = f'r="{_letters(place)}{number}"'
            if isinstance(value, int | float):
                written += f"<c {at}><v>{value}</v></c>"
            elif value:
                written += f'<c {at} t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
        lines.append(f'<row r="{number}">{written}</row>')
    return f"<worksheet xmlns={quoteattr(_MAIN)}><sheetData>{''.join(lines)}</sheetData></worksheet>"


def workbook(sheets: dict[str, str], **parts: str) -> bytes:
    """An .xlsx file of these sheets, and of further parts by the end of their names."""
    numbered = list(enumerate(sheets, start=1))
    listed = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"/>' for n, name in numbered)
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    content = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{_RELS}"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.main+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
            f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": (
            f"<Relationships xmlns={quoteattr(_PACKAGE + '/relationships')}>{related}</Relationships>"
        ),
        **{f"xl/worksheets/sheet{n}.xml": sheets[name] for n, name in numbered},
        **{f"xl/{name}.xml": part for name, part in parts.items()},
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return written.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "application/vnd.openxmlformats-package.relationships+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _letters(place: int) -> str:
    return (chr(ord("A") + place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def sent(
    world: World,
    service: RunningService,
    database: TestDatabase,
    content: bytes,
    kind: str = "json",
    **options: Any,
) -> Json:
    """The import as it ended after its check, and, where it says so, its commit."""
    client = world.as_role(Role.ANALYST)
    asked = {"resource": "funding_bids", "format": f"threesixtygiving_{kind}", **options}
    made = create(client, **asked)
    headers = {"Content-Type": "application/octet-stream"}
    answer = client.put(f"/v1/imports/{made['id']}/content", content=content, headers=headers)
    assert answer.status_code == 200, answer.text
    assert move(client, answer.json(), "validating").status_code == 202
    return settle(client, service, database, made["id"])


def committed(world: World, service: RunningService, database: TestDatabase, checked: Json) -> Json:
    client = world.as_role(Role.ANALYST)
    answer: httpx.Response = move(client, checked, "committing")
    assert answer.status_code == 202, answer.text
    return settle(client, service, database, checked["id"])


def found_faults(world: World, checked: Json) -> list[tuple[int, str | None, str, str]]:
    """Row, column, code and severity of every fault."""
    client = world.as_role(Role.ANALYST)
    found: list[tuple[int, str | None, str, str]] = []
    path = f"/v1/imports/{checked['id']}/faults?limit=200"
    while path:
        page = client.get(path).json()
        found += [(item["row"], item["column"], item["code"], item["severity"]) for item in page["data"]]
        path = page["links"]["next"]
    return found
