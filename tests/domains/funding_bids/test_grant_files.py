"""Files of grants come in whole, go out as they came, and every fault is named by row, column and reason."""

import csv
import io
import json
from pathlib import Path

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.funding_bids.funding import bid, get, money, organisation, patch, standard_faults
from tests.domains.funding_bids.grant_files import HEAD as TITLES
from tests.domains.funding_bids.grant_files import (
    committed,
    csv_file,
    found_faults,
    grant,
    package,
    row,
    sent,
    sheet_xml,
    workbook,
)
from tests.domains.imports.loading import create, move
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService
from tests.fixtures.world import World

COUNCIL = Path(__file__).parents[3] / ".." / "shared" / "data" / "360giving"
COUNCIL_FILE = "trafford_council_voluntary_sector_grants"
needs_council = pytest.mark.skipif(
    not (COUNCIL / f"{COUNCIL_FILE}.json").exists(), reason="needs the council's file of 555 grants"
)


def test_a_package_comes_in_is_looked_at_committed_and_goes_out_as_it_came(
    world: World, service: RunningService, database: TestDatabase
):
    recipient = organisation(world, "The choir", org_identifier="GB-CHC-1234567")
    grants = [grant(1), grant(2, amountAppliedFor=None, amountDisbursed=None, awardDate="2019-04-02")]
    rehearsed = sent(world, service, database, package(*grants), dry_run=True)
    assert (rehearsed["status"], rehearsed["faults"], rehearsed["warnings"]) == ("validated", 0, 0)
    assert move(world.as_role(Role.ANALYST), rehearsed, "committing").status_code == 409
    checked = sent(world, service, database, package(*grants), commit="manual")
    assert get(world, "/funding-bids")["data"] == []  # nothing is kept before it is committed
    done = committed(world, service, database, checked)
    assert (done["status"], done["rows_created"], done["rows_refused"]) == ("committed", 2, 0)

    first, second = get(world, "/funding-bids")["data"]
    assert (first["decision"], second["decision"]) == ("part_awarded", "awarded")
    assert first["deliverer_id"] == recipient  # known by its identifier, whatever its name
    assert first["amount_paid"] == money(1000)
    assert (first["starts_on"], first["last_funded_on"]) == ("2019-05", "2020-04-30")
    assert (second["awarded_on"], second["from_open_call"]) == ("2019-04-02", "yes")
    out = get(world, "/funding-bids/export")
    assert standard_faults(out) == []
    assert out["grants"] == grants

    again = sent(world, service, database, package(*grants))
    assert (again["status"], again["duplicate_of"]) == ("duplicate", done["id"])
    third = grant(3, amountAppliedFor=None)
    changed = sent(world, service, database, package(grants[0], third, grant(2, title="Another title")))
    assert (changed["status"], changed["rows_unchanged"], changed["rows_refused"]) == ("validated", 1, 1)
    assert found_faults(world, changed) == [(3, "id", "identifier_in_use", "error")]
    assert committed(world, service, database, changed)["rows_created"] == 1
    patch(world, f"/funding-bids/{first['id']}", {"title": "A better title"})
    sent_out = get(world, "/funding-bids/export")["grants"][0]
    assert sent_out["title"] == "A better title"
    assert sent_out["dateModified"] > grants[0]["dateModified"]


def test_every_planted_fault_is_named_and_no_good_row_is_lost(
    world: World, service: RunningService, database: TestDatabase
):
    """The faults of real files, each in a row of its own, in a spreadsheet that is right else."""
    recipient = {"Recipient Org:Identifier": "", "Recipient Org:Name": "x" * 20_001}
    planted: list[tuple[dict[str, str], set[tuple[str, str, str]]]] = [
        ({}, set()),
        ({"Award Date": "04/12/2014"}, {("Award Date", "british_date", "warning")}),
        ({"Award Date": "2014-12"}, {("Award Date", "day_unknown", "warning")}),
        ({"Award Date": ""}, {("Award Date", "day_missing", "warning")}),
        ({"Award Date": "12/31/2014"}, {("Award Date", "not_a_date", "error")}),
        ({"Award Date": "2015-02-29"}, {("Award Date", "not_a_date", "error")}),
        ({"Award Date": "1019-01-01"}, {("Award Date", "date_out_of_range", "error")}),
        ({"Description": " "}, {("Description", "description_missing", "warning")}),
        ({"From an open call?": "Y"}, {("From an open call?", "other_yes_or_no", "warning")}),
        ({"From an open call?": "maybe"}, {("From an open call?", "not_yes_or_no", "error")}),
        ({"Amount Awarded": "£3,000"}, {("Amount Awarded", "money_as_text", "warning")}),
        ({"Amount Awarded": "three"}, {("Amount Awarded", "not_a_number", "error")}),
        ({"Amount Awarded": "-1"}, {("Amount Awarded", "negative_amount", "error")}),
        ({"Amount Awarded": "0"}, {("Amount Awarded", "nothing_awarded", "error")}),
        ({"Amount Awarded": "1.005"}, {("Amount Awarded", "parts_of_a_penny", "error")}),
        ({"Amount Awarded": ""}, {("Amount Awarded", "required", "error")}),
        ({"Currency": "EUR"}, {("Currency", "other_currency", "error")}),
        ({"Currency": "£"}, {("Currency", "currency_written_otherwise", "warning")}),
        ({"Identifier": "2019-1"}, {("Identifier", "not_a_grant_identifier", "error")}),
        ({"Identifier": "360G-example-a b/c"}, {("Identifier", "unsafe_identifier", "warning")}),
        ({"Identifier": "360G-example-2019-1"}, {("Identifier", "repeated_identifier", "error")}),
        ({"Title": ""}, {("Title", "required", "error")}),
        ({"Title": "a\x07b"}, {("Title", "control_character", "error")}),
        (
            recipient,
            {("Recipient Org:Identifier", "required", "error"), ("Recipient Org:Name", "too_long", "error")},
        ),
        ({"Funding Org:Name": ""}, {("Funding Org:Name", "required", "error")}),
        ({"Data Source": "www.example.org"}, {("Data Source", "scheme_missing", "warning")}),
        ({"Data Source": "the website"}, {("Data Source", "not_an_address", "error")}),
        ({"Last modified": "2022-05-03"}, {("Last modified", "time_missing", "warning")}),
        (
            {"Beneficiary Location:Country Code": "England", "Beneficiary Location:Latitude": "519"},
            {
                ("Beneficiary Location:Country Code", "unknown_code", "error"),
                ("Beneficiary Location:Latitude", "number_out_of_range", "error"),
            },
        ),
        (
            {"Planned Dates:Start Date": "2019-05-01", "Planned Dates:End Date": "2019-04"},
            {("Planned Dates:End Date", "end_before_start", "error")},
        ),
    ]
    rows = [row(number, **changes) for number, (changes, _) in enumerate(planted, start=1)]
    checked = sent(world, service, database, csv_file(*rows, row(99)[:-1]), "csv", commit="automatic")
    expected = {
        (number, column, code, severity)
        for number, (_, faults) in enumerate(planted, start=1)
        for column, code, severity in faults
    } | {(len(rows) + 1, None, "broken_row", "error")}
    named = found_faults(world, checked)
    assert set(named) == expected
    assert len(named) == len(expected)
    errors = sum(severity == "error" for *_, severity in named)
    assert (checked["status"], checked["faults"], checked["warnings"]) == (
        "validated",
        errors,
        len(named) - errors,
    )
    done = committed(world, service, database, checked)
    good = [faults for _, faults in planted if all(severity == "warning" for *_, severity in faults)]
    assert (done["status"], done["rows_created"]) == ("committed", len(good))
    assert done["rows_created"] + done["rows_refused"] == done["rows_read"] == len(rows) + 1
    out = get(world, "/funding-bids/export")
    assert standard_faults(out) == []
    assert sorted(reason for item in out["_omitted"] for reason in item["reasons"]) == [
        "award_day_unknown",
        "award_day_unknown",
        "description_missing",
    ]
    assert {item["awardDate"] for item in out["grants"]} == {"2019-04-01", "2014-12-04"}


def test_a_workbook_is_read_by_its_titles_and_what_is_not_read_is_said(
    world: World, service: RunningService, database: TestDatabase
):
    head = [title.upper() for title in TITLES]
    cells = row(
        1, **{"Amount Awarded": 3028.63, "Recipient Org:Charity Number": 1234567, "Award Date": "1/4/2019"}
    )
    content = workbook(
        {
            "Meta": sheet_xml([["Version", "1.1"], ["Title", "Grants"]]),
            "Grants": sheet_xml([[*head, "Colour"], [*cells, "blue"]]),
            "Recipient Org": sheet_xml([["Identifier", "Recipient Org:Identifier"], ["1", "2"]]),
        }
    )
    checked = sent(world, service, database, content, "xlsx", commit="automatic")
    assert (checked["status"], checked["rows_created"]) == ("committed", 1)
    assert set(found_faults(world, checked)) == {
        (0, f"column {len(TITLES) + 1}", "unknown_column", "warning"),
        (0, "Recipient Org", "sheet_not_read", "warning"),
        (1, "RECIPIENT ORG:CHARITY NUMBER", "number_for_text", "warning"),
        (1, "AWARD DATE", "british_date", "warning"),
    }
    (out,) = get(world, "/funding-bids/export")["grants"]
    assert (out["awardDate"], out["amountAwarded"]) == ("2019-04-01", 3028.63)
    assert out["recipientOrganization"][0]["charityNumber"] == "1234567"


def test_people_are_kept_out_of_what_is_imported(
    world: World, service: RunningService, database: TestDatabase
):
    person = grant(2, recipientOrganization=None, recipientIndividual={"id": "1", "name": "Example Person"})
    contact = {"id": "GB-CHC-1234567", "name": "Example Choir", "email": "person@example.org"}
    checked = sent(world, service, database, package(grant(1, recipientOrganization=[contact]), person, 7))
    assert found_faults(world, checked) == [
        (1, "recipientOrganization/0/email", "personal_data", "warning"),
        (2, "recipientIndividual", "individual", "error"),
        (2, "recipientOrganization/0/id", "required", "error"),
        (2, "recipientOrganization/0/name", "required", "error"),
        (3, None, "not_a_member", "error"),
    ]
    committed(world, service, database, checked)
    assert "person@example.org" not in json.dumps(get(world, "/funding-bids/export"))


def test_an_import_of_another_format_or_of_bids_recorded_by_hand_is_refused(
    world: World, service: RunningService, database: TestDatabase
):
    client = world.as_role(Role.ANALYST)
    wrong = {"resource": "funding_bids", "format": "police_uk_street_csv"}
    refused = client.post("/v1/imports", json=wrong)
    assert [(item["pointer"], item["code"]) for item in refused.json()["errors"]] == [
        ("#/format", "wrong_format")
    ]
    made = create(client, resource="funding_bids", format="threesixtygiving_json")
    assert (made["upload"]["max_bytes"], made["upload"]["max_rows"]) == (16 << 20, 10_000)
    bid(world, grant_identifier="360G-example-2019-1")
    checked = sent(world, service, database, package(grant(1)))
    assert found_faults(world, checked) == [(1, "id", "identifier_in_use", "error")]


@needs_council
@pytest.mark.parametrize("kind", ["json", "csv"])
def test_the_councils_555_grants_come_in_whole_go_out_and_meet_the_standard(
    world: World, service: RunningService, database: TestDatabase, kind: str
):
    content = (COUNCIL / f"{COUNCIL_FILE}.{kind}").read_bytes()
    done = sent(world, service, database, content, kind, commit="automatic")
    assert (done["status"], done["rows_created"], done["faults"], done["warnings"]) == (
        "committed",
        555,
        0,
        0,
    )
    out = get(world, "/funding-bids/export")
    assert out["_omitted"] == []
    assert standard_faults(out) == []
    published = json.loads((COUNCIL / f"{COUNCIL_FILE}.json").read_bytes())["grants"]
    by_id = {item["id"]: item for item in out["grants"]}
    assert len(by_id) == 555
    for item in published:
        assert by_id[item["id"]] == item


@needs_council
def test_a_council_file_with_a_fault_in_every_tenth_row_names_each_and_takes_the_others(
    world: World, service: RunningService, database: TestDatabase
):
    text = (COUNCIL / f"{COUNCIL_FILE}.csv").read_text(encoding="utf-8-sig")
    head, *rows = list(csv.reader(io.StringIO(text)))
    faulty = {
        "Award Date": ("31/31/2014", "not_a_date"),
        "Amount Awarded": ("n/a", "not_a_number"),
        "Currency": ("", "required"),
        "From an open call?": ("perhaps", "not_yes_or_no"),
        "Recipient Org:Identifier": ("", "required"),
        "Beneficiary Location:Country Code": ("Trafford", "unknown_code"),
    }
    expected = set()
    for place in range(0, len(rows), 10):
        column = list(faulty)[place // 10 % len(faulty)]
        value, code = faulty[column]
        rows[place][head.index(column)] = value
        expected.add((place + 1, column, code, "error"))
    checked = sent(world, service, database, csv_file(*rows, head=head), "csv")
    assert set(found_faults(world, checked)) == expected
    assert committed(world, service, database, checked)["rows_created"] == 555 - len(expected)


def test_who_keeps_no_bids_imports_none(world: World):
    """Else the right to load incidents would write awards."""
    wanted = {"resource": "funding_bids", "format": "threesixtygiving_json", "file_name": "grants.json"}
    refused = world.as_role(Role.IMPORT_CLIENT).post("/v1/imports", json=wanted)
    assert (refused.status_code, refused.json()["code"]) == (403, "role_not_permitted")
    made = world.as_role(Role.ANALYST).post("/v1/imports", json=wanted)
    assert made.status_code == 201, made.text
