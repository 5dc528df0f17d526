"""What was told before the records begin is carried over: from a file, released at once, until records win."""

from typing import Any

import httpx
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.measurements.rules.files import COLUMNS
from tests.domains.imports.loading import load
from tests.domains.kpis.activities import event
from tests.domains.kpis.releasing import publish
from tests.domains.kpis.test_referral_figures import observations
from tests.domains.measurements.entering import SECOND, change, entered, faults, move, released
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
TITLE = "Example strategy of 2018"
EVIDENCE = f"{TITLE},https://example.org/strategy,2018-04-01,"
FIGURES = (
    f"no_more_referrals,service_year,2012-09-01,40,,{EVIDENCE}",
    f"no_more_referrals,financial_year,2016-04-01,230,,{EVIDENCE}",
    f"no_more_referrals,quarter,2016-04-01,60,,{EVIDENCE}",
    f"no_more_housed,financial_year,2016-04-01,240,250,{EVIDENCE}",
    f"feeling_safe_by_day,calendar_year,2015-01-01,1125,1356,{EVIDENCE}",
    f"feeling_safe_by_day,financial_year,2015-04-01,1125,1128,{EVIDENCE}",
    f"event_attendances,quarter,2016-04-01,3,,{EVIDENCE}",
    f"crime_rate,month,2017-07-01,500,87000,{EVIDENCE}",
    f"predicted_savings,financial_year,2016-04-01,12986311,,{EVIDENCE}",
    f'survivors_supported,financial_year,2017-04-01,122,,{EVIDENCE}"Since June 2016, as printed"',
)


def file_of(*rows: str) -> bytes:
    return "\n".join((",".join(COLUMNS), *rows, "")).encode()


def sent(world: World, database: TestDatabase, content: bytes, **options: Any) -> dict[str, Any]:
    kind = {"resource": "measurements", "format": "measurements_csv"}
    return load(world.as_role(Role.ANALYST), world.service, database, content, **kind | options)


def release(world: World, import_id: str, by: Role = SECOND) -> Any:
    return world.as_role(by).post("/v1/measurement-releases", json={"import_id": import_id})


def told(world: World, code: str, days: str, role: Role = Role.ANALYST) -> tuple[Any, ...]:
    """Of the one period of these days: the value, both numbers, the status and the document."""
    kind, start, before = days.split()
    (found,) = observations(world, code, f"period={kind}&from={start}&before={before}", role)
    numbers = [found[name] and found[name]["value"] for name in ("numerator", "denominator")]
    return (found["value"], *numbers, found["status"], found["document"])


YEAR, SERVICE_YEAR = "financial_year 2016-04-01 2017-04-01", "service_year 2012-09-01 2013-09-01"


def test_a_files_figures_are_released_at_once_by_a_second_person(
    world: World, database: TestDatabase
) -> None:
    made = sent(world, database, file_of(*FIGURES))
    assert (made["status"], made["rows_read"], made["rows_created"]) == ("committed", 10, 10)
    assert sent(world, database, file_of(*FIGURES))["duplicate_of"] == made["id"]
    drafts = world.as_role(SECOND).get("/v1/measurements", params={"import_id": made["id"]}).json()["data"]
    assert {each["status"] for each in drafts} == {"draft"}
    assert drafts[-1]["note"] == "Since June 2016, as printed"
    assert faults(release(world, made["id"], Role.ANALYST)) == {("#/import_id", "second_person_required")}
    assert change(world, drafts[2], note="Checked again.").status_code == 200
    answer = release(world, made["id"])
    assert (answer.status_code, answer.json()) == (
        201, {"import_id": made["id"], "released": 9, "drafts": 1},
    ), answer.text  # fmt: skip
    assert release(world, made["id"]).json()["released"] == 0
    for unknown in (str(new_id()), sent(world, database, b"x", commit="manual")["id"]):
        assert release(world, unknown).status_code == 404
    assert move(world, drafts[2], "released").status_code == 201
    events = world.superuser.execute(
        "SELECT operation, count(*) FROM audit_entries WHERE object_type = 'measurement' AND partnership_id = %s"
        " GROUP BY 1 ORDER BY 1",
        (world.id,),
    ).fetchall()
    assert events == [("measurement:create", 10), ("measurement:released", 10), ("measurement:update", 1)]
    assert told(world, "no_more_housed", YEAR) == (96.0, 240, 250, "final", TITLE)
    assert told(world, "predicted_savings", YEAR) == (129863.11, None, None, "final", TITLE)
    assert told(world, "survivors_supported", "financial_year 2017-04-01 2018-04-01")[:2] == (122, 122)
    assert told(world, "crime_rate", "month 2017-07-01 2017-08-01")[:3] == (5.75, 500, 87000)
    (rate,) = observations(world, "crime_rate", "period=month&from=2017-07-01&before=2017-08-01")
    assert (rate["denominator"]["series"], rate["numerator"]["source"]) == ("stated_population", TITLE)
    query = "earlier_period=service_year&earlier_start=2012-09-01&later_period=financial_year&later_start=2016-04-01"
    compared = world.as_role(Role.ANALYST).get(f"/v1/kpis/no_more_referrals/comparisons?{query}").json()
    assert (compared["data"][0]["percent"], compared["caveats"]) == (475.0, ["different_year_start"])
    assert compared["data"][0]["earlier"]["numerator"]["source"] == TITLE
    shown_to_readers(world)


def shown_to_readers(world: World) -> None:
    """What disclosure control leaves of the same figures."""
    reader = Role.INDICATOR_READER
    assert told(world, "no_more_housed", YEAR, reader) == (96.0, 240, 250, "final", TITLE)
    assert told(world, "no_more_referrals", SERVICE_YEAR, reader)[0] == 40
    assert told(world, "no_more_referrals", YEAR, reader)[0] == 230
    assert told(world, "no_more_referrals", "quarter 2016-04-01 2016-07-01", reader)[3] == "suppressed"
    assert told(world, "survivors_supported", "financial_year 2017-04-01 2018-04-01", reader)[0] == 120
    assert told(world, "event_attendances", "quarter 2016-04-01 2016-07-01", reader)[3] == "suppressed"
    financial = "financial_year 2015-04-01 2016-04-01"
    assert told(world, "feeling_safe_by_day", financial, reader)[:4] == (None, None, None, "suppressed")
    calendar = "calendar_year 2015-01-01 2016-01-01"
    assert told(world, "feeling_safe_by_day", calendar, reader)[3] == "suppressed", (
        "it shares days with the other"
    )
    assert told(world, "feeling_safe_by_day", calendar)[:3] == (83.0, 1125, 1356)


def test_everything_wrong_with_a_file_is_named_and_nothing_of_it_kept(
    world: World, database: TestDatabase
) -> None:
    made = sent(
        world,
        database,
        file_of(
            FIGURES[0],
            f"no_more_index,fortnight,2012-09-01,-4,0,,ftp://example.org,2018-04,{'x' * 2001}",
            f"no_more_housed,month,2016-04-02,many,12,{EVIDENCE}",
            f"no_more_housed,month,2016-03-01,13,12,{EVIDENCE}",
            f"no_more_referrals,service_year,2012-09-01,41,,{EVIDENCE}",
            "no_more_referrals,month",
        ),
    )
    assert (made["status"], made["faults"], made["rows_read"]) == ("validated", 13, 6)
    listed = world.as_role(Role.ANALYST).get(f"/v1/imports/{made['id']}/faults?limit=200").json()["data"]
    assert {(each["row"], each["line"], each["column"], each["code"]) for each in listed} == {
        *((2, 3, column, "unknown_code") for column in ("kpi_code", "period_kind")),
        *((2, 3, column, "too_small") for column in ("denominator",)),
        (2, 3, "numerator", "not_an_integer"),
        (2, 3, "evidence_title", "required"),
        (2, 3, "evidence_url", "wrong_format"),
        (2, 3, "evidence_dated_on", "not_a_date"),
        (2, 3, "note", "too_long"),
        (3, 4, "numerator", "not_an_integer"),
        (4, 5, "period_start", "too_early"),
        (4, 5, "numerator", "too_large"),
        (5, 6, None, "stated_before"),
        (6, 7, None, "wrong_number_of_columns"),
    }
    assert all(each["suggestion"] and "many" not in each["suggestion"] for each in listed)
    assert world.as_role(Role.ANALYST).get("/v1/measurements").json()["data"] == []
    for content, code in (
        (b"kpi_code,value\n", "unknown_layout"),
        (file_of(), "empty_file"),
        (file_of(*FIGURES[:1] * 501), "too_many_rows"),
        (b"\xff\n", "not_utf8_csv"),
    ):
        assert sent(world, database, content)["problem_code"] == code
    kind = {"resource": "measurements", "format": "measurements_csv"}
    refused = world.as_role(Role.IMPORT_CLIENT).post("/v1/imports", json=kind)
    assert refused.status_code == 403, "who may not enter a figure imports none"


def test_records_win_where_they_cover_a_period(world: World) -> None:
    for start, number in (("2025-01-01", 7), ("2025-04-01", 9)):
        figure = {"kpi_code": "events_held", "numerator": number, "denominator": None}
        released(world, **figure, period={"kind": "quarter", "start": start})
    days = "period=quarter&from=2025-01-01&before=2025-10-01"

    def seen() -> list[tuple[Any, ...]]:
        found = observations(world, "events_held", days)
        return [(each["value"], each["document"] is not None, each["unavailable"]) for each in found]

    assert seen() == [(7, True, None), (9, True, None)]
    event(world, "2025-08-03T12:00:00+01:00")
    assert seen() == [(7, True, None), (9, True, None), (None, False, "incomplete")], (
        "the records begin in August"
    )
    event(world, "2025-04-03T12:00:00+01:00")
    assert seen() == [(7, True, None), (1, False, None), (1, False, None)]
    (first, second, _) = observations(world, "events_held", days)
    assert second["previous_period"]["change"] == -6, "one after another, whoever counted"
    evidence = world.as_role(Role.ANALYST).get(
        "/v1/kpis/events_held/evidence?period=quarter&start=2025-01-01"
    )
    assert (evidence.json()["counts"], evidence.json()["observation"]["document"]) == ([], first["document"])


def test_what_stood_on_a_day_is_read_as_of_it(world: World) -> None:
    year = {"kind": "financial_year", "start": "2023-04-01"}
    figure = {"kpi_code": "no_more_referrals", "denominator": None, "period": year}
    first = released(world, **figure, numerator=100)
    second = entered(world, **figure, numerator=110)
    world.superuser.execute(
        "UPDATE measurements SET released_at = released_at - interval '40 days' WHERE id = %s", (first["id"],)
    )
    assert move(world, second, "released").status_code == 201
    days = "period=financial_year&from=2023-04-01&before=2024-04-01"
    ago = world.superuser.execute("SELECT (now() - interval '20 days')::date::text").fetchone()
    assert ago is not None
    assert [each["value"] for each in observations(world, "no_more_referrals", days)] == [110]
    then = observations(world, "no_more_referrals", f"{days}&as_of={ago[0]}")
    assert [each["value"] for each in then] == [100]
    assert observations(world, "no_more_referrals", f"{days}&as_of=2020-01-01") == []


def test_a_figure_that_was_published_guards_what_records_count_within_its_days(
    world: World, anonymous: httpx.Client
) -> None:
    """40 in a year, published; 38 of them are recorded later, of its last quarter: the quarter would tell the 2."""
    period = {"kind": "financial_year", "start": "2016-04-01"}
    released(world, kpi_code="event_attendances", period=period, numerator=40, denominator=None)
    publish(world, "With the figure.")
    for month, number in ((1, 13), (2, 12), (3, 13)):
        event(world, f"2017-{month:02d}-10T12:00:00+00:00", actual_attendance=number)
    event(world, "2017-05-10T12:00:00+01:00", actual_attendance=30)
    publish(world, "With the records.")
    path = f"/v1/partnerships/{world.slug}/kpis/event_attendances/observations"
    days = "from=2017-01-01&before=2017-07-01"
    quarters = anonymous.get(f"{path}?period=quarter&{days}").json()["data"]
    assert [(found["value"], found["status"]) for found in quarters] == [(None, "suppressed"), (30, "final")]
    months = anonymous.get(f"{path}?period=month&{days}").json()["data"]
    assert sum(found["value"] is not None for found in months[:3]) < 3
