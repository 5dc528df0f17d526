"""Only months that were touched since the last recording are counted anew: of returned incidents, and of ends."""

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.incident_returns.sending import ASB, NOISE, returned, sent
from tests.domains.kpis.casework import case_of, closed, dated, say_what_services_are_for
from tests.domains.kpis.recording import record
from tests.domains.kpis.test_referral_figures import observations
from tests.domains.kpis.test_returned_figures import asb, months
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
MERGE = {"Content-Type": "application/merge-patch+json"}
APRIL, MAY = "2026-04-01", "2026-05-01"


def tampered(world: World, measure: str) -> None:
    """What was recorded shows where nothing is counted anew."""
    world.superuser.execute(
        "UPDATE kpi_counts SET count = 70 WHERE partnership_id = %s AND measure = %s", (world.id, measure)
    )


def long_ago(world: World, table: str) -> None:
    """Before all that a recording could have missed."""
    world.superuser.execute(
        f"UPDATE {table} SET updated_at = updated_at - interval '3 hours' WHERE partnership_id = %s",
        (world.id,),
    )


def test_an_incident_that_moves_touches_the_month_it_left_and_the_one_it_came_to(
    world: World, database: TestDatabase
) -> None:
    rows = asb(3, "2026-04") + asb(2, "2026-05") + asb(1, "2026-06")
    for number, row in enumerate(rows):
        row["agency_reference"] = f"EX-{number}"
    assert returned(world, database, *rows)["rows_created"] == len(rows)
    long_ago(world, "asb_incidents")
    record(world, database)
    tampered(world, "asb_reported")
    assert months(world, "asb_reported") == {APRIL: 70, MAY: 70, "2026-06-01": 70}
    moved = sent(
        world,
        ASB,
        NOISE
        | {"agency_reference": "EX-0", "occurred_on": "2026-05-30", "changed_at": "2026-10-09T09:00:00Z"},
    )
    assert moved.status_code == 200, moved.text
    assert months(world, "asb_reported") == {APRIL: 2, MAY: 3, "2026-06-01": 70}


def test_where_another_district_or_another_police_is_the_partnership_s_all_is_counted_anew(
    world: World, database: TestDatabase
) -> None:
    assert returned(world, database, *asb(3, "2026-04"))["rows_created"] == 3
    long_ago(world, "asb_incidents")
    record(world, database)
    tampered(world, "asb_reported")
    assert months(world, "asb_reported") == {APRIL: 70}
    world.add_agency("transport-police", "police")
    assert months(world, "asb_reported") == {APRIL: 3}


def test_work_that_ended_by_mistake_no_longer_counts_in_the_month_of_its_end(
    world: World, database: TestDatabase
) -> None:
    say_what_services_are_for(world)
    done, mistaken = (case_of(world, "crisis_intervention") for _ in range(2))
    for case in (done, mistaken):
        closed(world, case)
    dated(world, "referrals", "received_at", "2026-04-10")
    dated(world, "referrals", "status_since", "2026-05-20")
    dated(world, "referral_transitions", "occurred_at", "2026-05-20")
    long_ago(world, "referrals")
    record(world, database)
    ended = "period=month&from=2026-05-01&before=2026-06-01"
    (may,) = observations(world, "crisis_intervention_completed", ended)
    assert (may["numerator"]["value"], may["denominator"]["value"]) == (2, 2)
    for measure in ("ended", "completed"):
        tampered(world, measure)
    (may,) = observations(world, "crisis_intervention_completed", ended)
    assert may["numerator"]["value"] == 70
    (referral_id,) = world.superuser.execute(
        "SELECT id FROM referrals WHERE partnership_id = %s AND case_id = %s", (world.id, mistaken["id"])
    ).fetchone() or ("",)
    world.superuser.execute(
        "UPDATE referrals SET status = 'entered_in_error', status_since = now(), updated_at = now() WHERE id = %s",
        (referral_id,),
    )
    (may,) = observations(world, "crisis_intervention_completed", ended, Role.ANALYST)
    assert (may["numerator"]["value"], may["denominator"]["value"]) == (1, 1)
    (april,) = observations(
        world, "crisis_intervention_referrals", "period=month&from=2026-04-01&before=2026-05-01"
    )
    assert april["value"] == 1
