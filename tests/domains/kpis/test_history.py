"""What was counted is recorded as it changes, is asked for by day, and is counted anew where something was touched."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from sosafe_api import worker
from sosafe_api.core.clock import now
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.kpis.rules.definition import COUNTED
from sosafe_api.domains.kpis.rules.schedule import next_due
from tests.domains.kpis.arranging import accepted, declined, received, street_file
from tests.domains.kpis.recording import day, days_pass, record
from tests.domains.kpis.test_referral_figures import observations
from tests.domains.kpis.test_releases import publish
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
APRIL = "period=month&from=2026-04-01&before=2026-05-01"
LONG_AGO = {"updated_at": "2026-07-01T12:00:00Z"}


def rows(world: World, table: str = "kpi_counts") -> int:
    (number,) = world.superuser.execute(
        f"SELECT count(*) FROM {table} WHERE partnership_id = %s", (world.id,)
    ).fetchone() or (0,)
    return int(number)


def asked(world: World, code: str, query: str, role: Role = Role.ANALYST) -> dict[str, Any]:
    response = world.as_role(role).get(f"/v1/kpis/{code}/{query}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def told(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Observations without what depends on when they were asked for."""
    return [{**item, "data_cut_off": None} for item in table["data"]]


def test_a_day_s_values_are_answered_again_as_they_were_then(world: World, database: TestDatabase) -> None:
    tables = {
        "referrals_received": ("period=month&by=service", "period=year_to_date"),
        "referrals_accepted_share": ("period=quarter",),
        "days_to_first_decision": ("period=rolling_12_months&by=service", "period=month"),
        "crime_rate": ("period=quarter",),
    }
    answers: dict[int, dict[tuple[str, str], list[dict[str, Any]]]] = {}
    for number, ago in ((1, 3), (2, 2), (3, 1)):
        accepted(world, f"2025-0{number + 3}-10", number, days=number, service_id=world.services["outreach"])
        accepted(world, "2026-04-10", 2, days=5 * number)
        declined(world, "2026-05-12", number)
        street_file(world, f"2021-0{number}", {"burglary": 100 * number, "anti_social_behaviour": 9})
        record(world, database)
        answers[ago] = {
            (code, query): told(asked(world, code, f"observations?{query}"))
            for code, queries in tables.items()
            for query in queries
        }
        days_pass(world)
    for ago, answered in answers.items():
        for (code, query), data in answered.items():
            found = asked(world, code, f"observations?{query}&as_of={day(ago)}")
            assert told(found) == data, (ago, code, query)
            assert found["recorded_at"] is not None
    assert answers[3] != answers[2]


def test_before_the_first_recording_there_is_a_status_and_no_error(
    world: World, database: TestDatabase
) -> None:
    received(world, "2026-04-10", 5)
    record(world, database)
    found = asked(world, "referrals_received", f"observations?{APRIL}&as_of={day(2)}")
    (april,) = found["data"]
    assert (april["value"], april["status"], april["unavailable"]) == (None, "not_available", "not_recorded")
    assert found["recorded_at"] is None
    today = asked(world, "referrals_received", f"observations?{APRIL}&as_of={day(0)}")
    assert today["data"][0]["value"] == 5
    client = world.as_role(Role.ANALYST)
    refused = client.get(f"/v1/kpis/referrals_received/observations?as_of={day(-1)}")
    (fault,) = refused.json()["errors"]
    assert (refused.status_code, fault["parameter"], fault["code"]) == (400, "as_of", "date_in_future")


def test_history_is_for_who_sees_every_count_unless_nothing_of_it_is_hidden(
    world: World, database: TestDatabase
) -> None:
    received(world, "2026-04-10", 5)
    street_file(world, "2021-04", {"burglary": 7})
    record(world, database)
    client = world.as_role(Role.SCRUTINY)
    refused = client.get(f"/v1/kpis/referrals_received/observations?as_of={day(0)}")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "not_offered")
    open_source = asked(world, "crime_rate", f"observations?period=month&as_of={day(0)}", Role.SCRUTINY)
    assert open_source["data"][0]["numerator"]["value"] == 7


def test_a_row_is_recorded_only_where_a_count_differs_and_a_read_records_nothing(
    world: World, database: TestDatabase
) -> None:
    accepted(world, "2026-04-10", 3)
    record(world, database)
    first = rows(world), rows(world, "kpi_medians")
    days_pass(world)
    record(world, database)
    assert (rows(world), rows(world, "kpi_medians")) == first
    days_pass(world)
    received(world, "2026-04-11")
    observations(world, "referrals_received", APRIL)
    assert (rows(world), rows(world, "kpi_medians")) == first, "a read writes nothing"
    record(world, database)
    received_by = 3  # the whole, the agency and the service
    undecided_by = 3
    assert rows(world) == first[0] + received_by + undecided_by
    assert rows(world, "kpi_medians") == first[1], "an undecided referral is in no median"
    recordings = rows(world, "kpi_recordings")
    record(world, database)
    assert rows(world, "kpi_recordings") == recordings, "one a day"


def test_only_months_touched_since_the_recording_are_counted_anew(
    world: World, database: TestDatabase
) -> None:
    accepted(world, "2026-04-10", 3, days=2, **LONG_AGO)
    accepted(world, "2026-05-10", 4, days=2, **LONG_AGO)
    record(world, database)
    world.superuser.execute(
        "UPDATE kpi_counts SET count = 70 WHERE partnership_id = %s AND month >= '2026-04-01' AND measure = 'received'",
        (world.id,),
    )
    world.superuser.execute("UPDATE kpi_medians SET value = 8 WHERE partnership_id = %s", (world.id,))
    both = "period=month&from=2026-04-01&before=2026-06-01"
    assert [item["value"] for item in observations(world, "referrals_received", both)] == [70, 70]
    assert [item["value"] for item in observations(world, "days_to_first_decision", both)] == [8, 8]
    world.superuser.execute(
        "UPDATE referrals SET status = 'entered_in_error', updated_at = now() WHERE (partnership_id, id) ="
        " (SELECT partnership_id, id FROM referrals WHERE partnership_id = %s AND received_at < '2026-05-01' LIMIT 1)",
        (world.id,),
    )
    assert [item["value"] for item in observations(world, "referrals_received", both)] == [2, 70]
    assert [item["value"] for item in observations(world, "days_to_first_decision", both)] == [2, 8]
    (quarter,) = observations(
        world, "days_to_first_decision", "period=quarter&from=2026-04-01&before=2026-07-01"
    )
    assert quarter["value"] == 2, "of a period of which one month was touched, the median is taken anew"


def test_counts_recorded_by_another_rule_are_counted_anew(world: World, database: TestDatabase) -> None:
    received(world, "2026-04-10", 3, **LONG_AGO)
    record(world, database)
    world.superuser.execute("UPDATE kpi_counts SET count = 70 WHERE partnership_id = %s", (world.id,))
    world.superuser.execute("UPDATE kpi_recordings SET basis = '' WHERE partnership_id = %s", (world.id,))
    assert observations(world, "referrals_received", APRIL)[0]["value"] == 3


def test_a_changed_value_that_was_published_is_revised_and_its_history_tells_both(
    world: World, database: TestDatabase
) -> None:
    received(world, "2026-04-10", 20)
    received(world, "2026-05-10", 30)
    received(world, "2026-06-10", 40)
    assert (observations(world, "referrals_received", APRIL)[0]["revision"]) == 0
    publish(world, "First.")
    days_pass(world)
    received(world, "2026-04-11", 5)
    (april,) = observations(world, "referrals_received", APRIL)
    assert (april["value"], april["status"], april["revision"]) == (25, "revised", 1)
    publish(world, "Second.")
    days_pass(world)
    (april,) = observations(world, "referrals_received", APRIL)
    assert (april["status"], april["revision"]) == ("revised", 1), "published since, it counts no further"
    (may,) = observations(world, "referrals_received", "period=month&from=2026-05-01&before=2026-06-01")
    assert (may["status"], may["revision"]) == ("final", 0)
    (then,) = asked(world, "referrals_received", f"observations?{APRIL}&as_of={day(2)}")["data"]
    assert (then["value"], then["status"], then["revision"]) == (20, "final", 0)

    (history,) = asked(world, "referrals_received", f"revisions?{APRIL}")["data"]
    entries = [(item["value"], item["release_number"], item["revision"]) for item in history["revisions"]]
    assert entries == [(20, None, None), (20, 1, 0), (25, None, None), (25, 2, 1)]
    days = [item["recorded_at"][:10] for item in history["revisions"]]
    assert days == sorted(days)
    (public,) = asked(world, "referrals_received", f"revisions?{APRIL}", Role.SCRUTINY)["data"]
    assert [(item["value"], item["release_number"]) for item in public["revisions"]] == [(20, 1), (25, 2)]


def test_the_history_of_a_median_and_of_a_rate_is_told_too(world: World, database: TestDatabase) -> None:
    accepted(world, "2026-04-10", 3, days=2)
    street_file(world, "2021-04", {"burglary": 100})
    record(world, database)
    days_pass(world)
    accepted(world, "2026-04-10", 9, days=6)
    record(world, database)
    (april,) = asked(world, "days_to_first_decision", f"revisions?{APRIL}")["data"]
    assert [(item["value"], item["denominator"]) for item in april["revisions"]] == [(2.0, 3), (6.0, 12)]
    (rate,) = asked(world, "crime_rate", "revisions?period=month")["data"]
    assert [(item["value"], item["numerator"]) for item in rate["revisions"]] == [(1.14, 100)]


def test_a_worker_records_each_evening_once_and_a_new_partnership_from_its_first(
    world: World, database: TestDatabase
) -> None:
    received(world, "2026-04-10", 3)
    world.superuser.execute("DELETE FROM work_items")
    with world.superuser.transaction():
        worker.schedule(world.superuser)
        worker.schedule(world.superuser)
    waits = "SELECT available_at FROM work_items WHERE partnership_id = %s AND kind = 'kpi_recording'"
    assert world.superuser.execute(waits, (world.id,)).fetchall() == [(next_due(now()),)]
    assert worker.do_next(world.service.settings, database.urls) is False, "it is not evening yet"
    for _ in range(2):  # as after a kill between the recording and its end
        world.superuser.execute(
            "UPDATE work_items SET available_at = now() WHERE partnership_id = %s", (world.id,)
        )
        assert worker.do_next(world.service.settings, database.urls) is True
    assert rows(world, "kpi_recordings") == len(COUNTED)
    assert observations(world, "referrals_received", f"{APRIL}&as_of={day(0)}")[0]["value"] == 3
    ((available,),) = world.superuser.execute(waits, (world.id,)).fetchall()
    assert now() < available <= now() + timedelta(hours=25)
    world.superuser.execute("DELETE FROM work_items")


@pytest.mark.parametrize("table", ["kpi_recordings", "kpi_counts", "kpi_medians"])
def test_nothing_recorded_can_be_changed_or_read_from_another_partnership(
    world: World, other_world: World, database: TestDatabase, table: str
) -> None:
    accepted(world, "2026-04-10", 3)
    record(world, database)
    for statement in (f"UPDATE {table} SET recorded_at = now()", f"DELETE FROM {table}"):
        with (
            psycopg.connect(database.urls.app) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)
    with psycopg.connect(database.urls.app) as connection:
        connection.execute(f"SET LOCAL app.partnership_id = '{other_world.id}'")
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        connection.execute(f"SET LOCAL app.partnership_id = '{world.id}'")
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() != (0,)
