"""A figure is entered with its evidence, released by a second person, and stands until a later one takes its place."""

from datetime import date
from typing import Any

import pytest

from sosafe_api.core.clock import today
from sosafe_api.domains.auth.rules import Role
from tests.domains.kpis.test_referral_figures import observations
from tests.domains.measurements.entering import (
    EVIDENCE,
    SECOND,
    change,
    enter,
    entered,
    faults,
    listed,
    move,
    read,
    released,
)
from tests.fixtures.world import World

pytestmark = pytest.mark.database
YEAR = "period=rolling_12_months&from=2025-04-01&before=2026-04-01"
SATISFIED = {"kpi_code": "clients_satisfied", "numerator": 47, "denominator": 58}


def told(world: World, code: str, role: Role = Role.ANALYST) -> tuple[Any, ...]:
    found = observations(world, code, YEAR, role)
    if not found:
        return ()
    parts = [found[0][name] and found[0][name]["value"] for name in ("numerator", "denominator")]
    return (found[0]["value"], *parts, found[0]["status"])


def test_a_figure_becomes_a_value_once_a_second_person_releases_it(world: World) -> None:
    world.add_principal("colleague", "council", Role.ANALYST)
    draft = entered(world, numerator=1200)
    assert (draft["status"], draft["revision"], draft["allowed_transitions"]) == (
        "draft",
        None,
        ["withdrawn"],
    )
    assert draft["period"] == {"kind": "financial_year", "start": "2025-04-01", "end": "2026-04-01"}
    assert told(world, "domestic_abuse_rate") == (), "a draft is no value"
    assert faults(move(world, draft, "released", by=Role.ANALYST)) == {("#/to", "second_person_required")}
    changed = change(world, draft, by="colleague", numerator=1204)
    assert (changed.status_code, changed.json()["numerator"]) == (200, 1204)
    assert change(world, draft, by="colleague", if_match=draft["etag"], note=None).status_code == 412
    assert faults(move(world, draft, "released", by="colleague")) == {("#/to", "second_person_required")}
    assert faults(move(world, draft, "released", by=Role.ANALYST)) == {("#/to", "second_person_required")}
    again = change(world, draft, numerator=1204)  # says nothing new: the last change stays the colleague's
    assert again.json()["changed_by"] == str(world.somebody("colleague"))
    made = move(world, draft, "released", if_match=again.json()["etag"])
    assert (made.status_code, made.json()["revision"]) == (201, 1), made.text
    assert made.json()["released_by"] == str(world.somebody(SECOND.value))
    assert told(world, "domestic_abuse_rate") == (13.5, 1204, 89200, "final")
    (rate,) = observations(world, "domestic_abuse_rate", YEAR)
    assert rate["denominator"]["series"] == "stated_population"
    assert rate["denominator"]["source"] == EVIDENCE["title"]
    assert rate["interval"] == {"low": 12.75, "high": 14.28, "level": 0.95, "method": "byar"}
    events = world.superuser.execute(
        "SELECT operation FROM audit_entries WHERE object_id = %s ORDER BY id", (draft["id"],)
    ).fetchall()
    assert [name for (name,) in events] == [
        "measurement:create",
        "measurement:update",
        "measurement:released",
    ]


def test_a_later_figure_takes_its_place_and_every_revision_is_kept(world: World) -> None:
    first = released(world)
    other_year = released(world, period={"kind": "financial_year", "start": "2024-04-01"}, numerator=1100)
    second = released(world, numerator=1250, evidence=EVIDENCE | {"title": "The revised edition"})
    assert (second["revision"], read(world, first)["status"]) == (2, "superseded")
    assert told(world, "domestic_abuse_rate")[1:] == (1250, 89200, "final")
    assert change(world, first, numerator=1).status_code == 409
    for to in ("released", "superseded", "withdrawn"):
        reason = {"reason_code": "wrong_figure"} if to == "withdrawn" else {}
        assert move(world, first, to, **reason).json()["code"] == "transition_not_allowed"
    assert move(world, second, "superseded").json()["code"] == "transition_not_allowed"
    assert faults(move(world, second, "withdrawn")) == {("#/reason_code", "required")}
    assert move(world, second, "withdrawn", reason_code="evidence_withdrawn").status_code == 201
    assert told(world, "domestic_abuse_rate")[0] is None, "no earlier figure comes back by itself"
    third = released(world, numerator=1201)
    assert third["revision"] == 3
    incident = entered(world, kpi_code="domestic_abuse_incidents", denominator=None)
    assert faults(move(world, incident, "released", reason_code="duplicate")) == {
        ("#/reason_code", "not_wanted")
    }
    assert listed(world, status="released") == [other_year["id"], third["id"]]
    assert listed(world, kpi_code="domestic_abuse_incidents") == [incident["id"]]
    page = world.as_role(Role.ANALYST).get("/v1/measurements", params={"limit": 2}).json()
    rest = world.as_role(Role.ANALYST).get(page["links"]["next"]).json()
    assert [item["id"] for item in page["data"] + rest["data"]] == [
        first["id"], other_year["id"], second["id"], third["id"],
    ]  # fmt: skip
    assert rest["page"]["has_more"] is True


def test_a_figure_counts_for_its_own_days_alone_and_small_ones_are_not_shown(world: World) -> None:
    released(world, **SATISFIED)
    assert told(world, "clients_satisfied") == (81.0, 47, 58, "final")
    assert told(world, "clients_satisfied", Role.INDICATOR_READER) == (75.0, 45, 60, "final")
    released(world, **SATISFIED | {"numerator": 9}, period={"kind": "quarter", "start": "2025-04-01"})
    quarters = observations(world, "clients_satisfied", "period=quarter&from=2025-04-01&before=2025-10-01")
    assert [item["value"] for item in quarters] == [16, None]
    released(world, **SATISFIED, period={"kind": "quarter", "start": "2026-01-01"})
    assert told(world, "clients_satisfied") == (81.0, 47, 58, "final"), "its own days are the year's alone"
    seen = observations(
        world, "clients_satisfied", "period=quarter&from=2025-04-01&before=2025-07-01", Role.INDICATOR_READER
    )
    assert [(item["value"], item["status"]) for item in seen] == [(None, "suppressed")]
    released(world, kpi_code="domestic_abuse_incidents", numerator=0, denominator=None)
    assert told(world, "domestic_abuse_incidents", Role.INDICATOR_READER) == (0, 0, None, "final")


def test_everything_wrong_with_a_figure_is_told_at_once(world: World) -> None:
    evidence = {"title": " ", "url": "http://example.org/", "dated_on": f"{today().year + 1}-01-01"}
    refused = enter(world, kpi_code="crime_index", numerator=-1, denominator=0, evidence=evidence)
    assert {pointer for pointer, _ in faults(refused)} == {
        "#/kpi_code", "#/numerator", "#/denominator", "#/evidence/title", "#/evidence/url", "#/evidence/dated_on",
    }  # fmt: skip
    year = {"kind": "financial_year", "start": "2025-01-01"}
    assert faults(enter(world, **SATISFIED | {"numerator": 59}, period=year)) == {
        ("#/period/start", "not_a_period_start"), ("#/numerator", "too_large"),
    }  # fmt: skip
    running = {"kind": "month", "start": today().replace(day=1).isoformat()}
    assert faults(enter(world, denominator=None, period=running)) == {
        ("#/period/start", "not_over"), ("#/denominator", "required"),
    }  # fmt: skip
    count = entered(world, kpi_code="domestic_abuse_incidents", denominator=None)
    assert faults(change(world, count, denominator=5, period=running)) == {
        ("#/period/start", "not_over"), ("#/denominator", "not_wanted"),
    }  # fmt: skip
    last_month = date(today().year - (today().month == 1), (today().month - 2) % 12 + 1, 1)
    over = change(world, count, period={"kind": "month", "start": last_month.isoformat()}, note=None)
    assert (over.status_code, over.json()["period"]["end"], over.json()["note"]) == (
        200, today().replace(day=1).isoformat(), None,
    )  # fmt: skip


def test_another_partnership_sees_and_counts_nothing_of_it(world: World, other_world: World) -> None:
    figure = released(world)
    stranger = other_world.as_role(Role.ANALYST)
    assert stranger.get(f"/v1/measurements/{figure['id']}").status_code == 404
    assert stranger.get("/v1/measurements").json()["data"] == []
    assert told(other_world, "domestic_abuse_rate") == ()
