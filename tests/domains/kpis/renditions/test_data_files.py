"""CSV with its metadata, JSON-stat and SDMX-CSV: read by others' programs, and hiding what is hidden."""

import csv
import io
import json
import re
import warnings
from decimal import Decimal

import csvw
import jsonstat_validator
import pytest

from sosafe_api.core.csv_lines import cell
from sosafe_api.domains.kpis import renditions
from sosafe_api.domains.kpis.renditions import sdmx_csv
from sosafe_api.domains.kpis.renditions.json_stat import dataset_of
from sosafe_api.domains.kpis.renditions.statuses import shorthand
from sosafe_api.domains.kpis.renditions.table import CSV_TYPE, METADATA_TYPE
from tests.domains.kpis.renditions.made_tables import crime, declines, survivors

TABLES = [crime, declines]


def files(table):
    return {
        each.path.rpartition("/")[2].partition("?")[0]: each for each in renditions.csv_table.files(table)
    }


def kept(table, folder, change=lambda body: body):
    """The two files in a folder, where the metadata finds the other by its bare name."""
    for name, file in files(table).items():
        query = table.file("").encode()
        body = file.body.replace(query, b"") if name.endswith("json") else change(file.body)
        (folder / name).write_bytes(body)
    return str(folder / "observations.csv-metadata.json")


@pytest.mark.parametrize("made", TABLES)
def test_a_reader_of_csv_on_the_web_finds_no_fault_and_every_value(made, tmp_path):
    table = made()
    read = csvw.CSVW(kept(table, tmp_path), validate=True)
    assert read.is_valid, [str(each.message) for each in read.warnings]
    rows = list(read.tables[0])
    expected = [each["value"] for each in table.observations]
    assert [None if row["value"] is None else float(row["value"]) for row in rows] == expected
    assert [row["status"] for row in rows] == [each["status"] for each in table.observations]
    # The key tells rows apart, so the reader would have refused two of the same period and part.
    assert read.tables[0].tableSchema.primaryKey[:2] == ["period_start", "period_end"]


def test_the_reader_would_have_found_a_fault(tmp_path):
    starred = kept(crime(), tmp_path, lambda body: body.replace(b"suppressed", b"*"))
    with warnings.catch_warnings():
        warnings.simplefilter("always")  # which the reader collects
        assert not csvw.CSVW(starred, validate=True).is_valid


def test_the_metadata_tells_licence_publisher_and_release():
    found = files(crime())
    said = json.loads(found["observations.csv-metadata.json"].body)
    assert said["@context"][0] == "http://www.w3.org/ns/csvw"
    assert said["dc:license"]["@id"].endswith("open-government-licence/version/3/")
    assert said["dc:publisher"]["schema:name"] == "Example District"
    assert said["dc:modified"]["@value"] == "2026-11-02T09:30:00.123Z"
    assert found["observations.csv"].media_type == CSV_TYPE
    assert found["observations.csv-metadata.json"].media_type == METADATA_TYPE
    assert said["url"] == "observations.csv?period=quarter"
    described = '<observations.csv-metadata.json?period=quarter>; rel="describedby"'
    assert found["observations.csv"].headers["Link"].startswith(described)


def test_a_hidden_value_is_an_empty_cell_in_every_column_that_could_tell_it():
    rows = list(csv.DictReader(io.StringIO(renditions.csv_of(declines()).decode(), newline="")))
    hidden = next(row for row in rows if row["reason"] == "duplicate")
    assert (hidden["value"], hidden["numerator"]) == ("", "")
    assert (hidden["status"], hidden["marks"]) == ("suppressed", "[c]")
    nought = next(row for row in rows if row["reason"] == "other")
    assert (nought["value"], nought["status"]) == ("0", "final")
    assert rows[0]["reason"] == ""  # the whole partnership
    assert next(row for row in rows if row["reason"] == "consent_withdrawn")["reason_name"][0] == "'"


def test_files_of_rounded_counts_say_so():
    rounded = "Counts are rounded to the nearest 5, and those below 10 are hidden."
    metadata = json.loads(files(survivors())["observations.csv-metadata.json"].body)
    assert metadata["dc:description"] == f"Crimes recorded in the district. {rounded}"
    assert rounded in dataset_of(survivors())["note"]
    assert rounded not in dataset_of(crime())["note"]


def test_text_is_no_formula_and_a_number_below_nought_is_a_number():
    assert [cell(each) for each in ("=1+1", "-2", "@a", "+3")] == ["'=1+1", "'-2", "'@a", "'+3"]
    assert [cell(each) for each in (-2, -2.5, Decimal("-0.10"))] == ["-2", "-2.5", "-0.10"]


@pytest.mark.parametrize("made", TABLES)
def test_json_stat_is_valid_and_every_hole_says_why(made):
    dataset = dataset_of(made())
    assert jsonstat_validator.validate_jsonstat(json.loads(json.dumps(dataset)))
    holes = {str(place) for place, value in enumerate(dataset["value"]) if value is None}
    assert holes <= dataset["status"].keys()
    size = 1
    for each in dataset["size"]:
        size *= each
    assert len(dataset["value"]) == size
    assert dataset["role"] == {"time": ["time"], "geo": ["area"], "metric": ["metric"]}


def test_json_stat_puts_each_figure_in_its_place():
    dataset = dataset_of(crime())
    metrics = dataset["dimension"]["metric"]["category"]["index"]
    assert metrics == ["value", "numerator", "denominator", "interval_low", "interval_high"]
    times = dataset["dimension"]["time"]["category"]["index"]
    assert (times[0], times[-1]) == ("2018-04-01/P3M", "2022-01-01/P3M")
    row = times.index("2021-10-01/P3M") * len(metrics)
    assert dataset["value"][row : row + 5] == [22.38, 1972, 88104, 21.48, 23.28]
    marks = {times[int(place) // 5]: mark for place, mark in dataset["status"].items() if int(place) % 5 == 0}
    assert marks == {
        "2019-07-01/P3M": "[r]",
        "2020-04-01/P3M": "[b]",
        "2020-10-01/P3M": "[c]",
        "2021-07-01/P3M": "[x]",
        "2021-10-01/P3M": "[p]",
        "2022-01-01/P3M": "[p]",
    }


def test_sdmx_csv_tells_statuses_by_their_codes():
    lines = list(csv.reader(io.StringIO(sdmx_csv.sdmx_csv_of(crime()).decode(), newline="")))
    header, rows = lines[0], [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    assert header[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert {row["STRUCTURE_ID"] for row in rows} == {sdmx_csv.STRUCTURE_ID}
    assert re.fullmatch(r"[A-Z]+:[A-Z_]+\(\d+\.\d+\.\d+\)", sdmx_csv.STRUCTURE_ID)
    told = {row["TIME_PERIOD"]: (row["OBS_VALUE"], row["OBS_STATUS"], row["CONF_STATUS"]) for row in rows}
    assert told["2018-04-01/P3M"] == ("19.1", "A", "F")
    assert told["2020-04-01/P3M"] == ("15.2", "B", "F")
    assert told["2020-10-01/P3M"] == ("", "Q", "C")
    assert told["2021-07-01/P3M"] == ("", "O", "F")
    assert told["2022-01-01/P3M"] == ("23.1", "P", "F")
    parts = list(csv.DictReader(io.StringIO(sdmx_csv.sdmx_csv_of(declines()).decode(), newline="")))
    assert parts[0]["PART"] == "_T"
    assert {row["PART"] for row in parts[1:]} >= {"duplicate", "other"}
    # Nothing tells what is hidden for its own sake from what is hidden for another's.
    assert {row["CONF_STATUS"] for row in parts} == {"C", "F"}


def test_a_percentage_out_of_few_is_marked():
    each = crime().observations[0] | {"unit": "percent", "denominator": {"value": 49}}
    assert shorthand(each) == "[u]"
    assert shorthand(each | {"denominator": {"value": 50}}) == ""
