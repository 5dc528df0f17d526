"""A DASH assessment over HTTP: counted by the service, graded by the rule of its day, read for a purpose."""

from typing import Any

import psycopg
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.agencies.directory import faults
from tests.domains.risk.assessing import PATH, RATIONALE, answers, judged, pair, post, read, record_rule
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.mark.parametrize(
    ("yes", "judgement", "expected"),
    [
        (0, None, ("standard", "standard", "sada_panel")),
        (9, None, ("standard", "standard", "sada_panel")),
        (10, None, ("medium", "medium", "sada_panel")),
        (13, None, ("medium", "medium", "sada_panel")),
        (14, None, ("high", "high", "marac")),
        (24, None, ("high", "high", "marac")),
        (9, "high", ("standard", "high", "marac")),
        (14, "standard", ("high", "high", "marac")),
    ],
)
def test_the_service_counts_grades_and_routes(
    world: World, yes: int, judgement: str | None, expected: tuple[str, str, str]
) -> None:
    stated = {"judgement": judged(judgement)} if judgement else {}
    found = pair(world).finding(yes, **stated)
    assert found["yes_count"] == yes
    assert (found["count_grade"], found["grade"], found["route"]) == expected
    assert found["judgement"] == stated.get("judgement")
    assert found["rule"]["id"] is None
    assert found["rule"]["high_threshold"] == 14


def test_answers_are_kept_by_number_with_their_source_and_nothing_is_said_by_the_receipt(
    world: World,
) -> None:
    two = pair(world)
    given = [{**answer, "source": "record"} for answer in answers(14, "dash_27", first=8)]
    made = post(world, PATH, two.assessment(dash_version="dash_27", answers=given[::-1]))
    assert made.status_code == 201
    assert made.headers["Location"] == f"{PATH}/{made.json()['id']}"
    assert {"grade", "answers", "yes_count", "route", "grounds"} & set(made.json()) == set()
    found = read(world, made.json()["id"])
    assert found["answers"] == given
    assert (found["yes_count"], found["grade"]) == (11, "medium")  # 8 to 21 without 10, 11 and 12


def test_escalation_calls_for_a_marac_whatever_the_count(world: World) -> None:
    found = pair(world).finding(4, domestic_events_in_12_months=3)
    assert (found["grade"], found["grounds"]) == ("standard", ["potential_escalation"])
    assert found["route"] == "marac"


def test_everything_wrong_is_told_at_once(world: World) -> None:
    wanted = pair(world).assessment(
        perpetrator_id=str(new_id()),
        case_id=str(new_id()),
        referral_id=str(new_id()),
        event_on="2026-11-04",
        judgement=judged("low"),
        answers=[*answers(3)[:-1], {"question": 1, "answer": "no", "source": "other"}],
    )
    refused = post(world, PATH, wanted | {"person_id": str(new_id())})
    assert refused.status_code == 422
    assert faults(refused) == {
        ("#/answers/23/question", "repeated_value"),
        ("#/answers", "required"),
        ("#/judgement/grade", "not_a_grade_of_the_rule"),
        ("#/event_on", "after_assessment"),
        ("#/person_id", "unknown_reference"),
        ("#/perpetrator_id", "unknown_reference"),
        ("#/case_id", "unknown_reference"),
        ("#/referral_id", "unknown_reference"),
    }


def test_the_case_and_the_referral_are_the_services_own_and_about_the_victim(world: World) -> None:
    case = world.open_case()
    two = pair(world)
    victim = case["people"][0]["person_id"]
    own = {"case_id": case["id"], "referral_id": case["referral_ids"][0]}
    assert post(world, PATH, two.assessment(person_id=victim, **own)).status_code == 201
    refused = post(world, PATH, two.assessment(case_id=case["id"]))
    assert faults(refused) == {("#/case_id", "unknown_reference")}


def test_another_services_worker_finds_nothing_and_can_name_nobody(world: World) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    two = pair(world)
    assessment_id = two.assess()
    stranger = world.as_role("outreach_worker")
    assert stranger.get(f"{PATH}/{assessment_id}").status_code == 404
    assert stranger.get(PATH).json()["data"] == []
    refused = post(world, PATH, two.assessment(), "outreach_worker")
    assert faults(refused) == {
        ("#/person_id", "unknown_reference"),
        ("#/perpetrator_id", "unknown_reference"),
    }
    referred = post(
        world, f"{PATH}/{assessment_id}/marac-referrals", {"referred_on": "2026-11-04"}, "outreach_worker"
    )
    assert referred.status_code == 404


def test_whoever_must_not_see_the_perpetrator_sees_the_victim_no_more(world: World) -> None:
    """They share no case: the assessment alone binds them."""
    two = pair(world)
    assessment_id = two.assess()
    worker = world.as_role(Role.CASEWORKER)
    assert worker.get(f"/v1/people/{two.victim}").status_code == 200
    world.exclude("caseworker", "person", two.perpetrator)
    for path in (f"/v1/people/{two.victim}", f"{PATH}/{assessment_id}"):
        assert worker.get(path).status_code == 404
    for path in ("/v1/cases", PATH):
        assert worker.get(path).json()["data"] == []


def test_a_list_tells_that_there_are_assessments_and_no_grade(world: World) -> None:
    two, others = pair(world), pair(world)
    mine = [two.assess(14), two.assess(3)]
    others.assess()
    listed = world.as_role(Role.CASEWORKER).get(PATH, params={"person_id": two.victim}).json()["data"]
    assert [item["id"] for item in listed] == mine
    assert set(listed[0]) == {
        "id", "person_id", "case_id", "referral_id", "dash_version", "assessed_on", "created_at", "etag",
    }  # fmt: skip


def test_a_read_is_recorded_with_its_purpose(world: World, superuser: psycopg.Connection) -> None:
    assessment_id = pair(world).assess(judgement=judged("high"))
    found = world.as_role(Role.CASEWORKER).get(f"{PATH}/{assessment_id}")
    assert found.json()["judgement"]["rationale"] == RATIONALE
    row = superuser.execute(
        "SELECT operation, field_set, purpose, lawful_basis FROM audit_entries"
        " WHERE partnership_id = %s AND object_id = %s AND operation LIKE '%%:read'",
        (world.id, assessment_id),
    ).fetchone()
    assert row == ("risk_assessment:read", "F3", "safeguarding", "public_task")


def test_an_assessment_stays_as_it_was_when_a_new_rule_comes(world: World) -> None:
    two = pair(world)
    before = two.assess(12)
    first = read(world, before)
    assert first["grade"] == "medium"
    made = record_rule(world)
    assert read(world, before) == first
    after = two.finding(12)
    assert (after["grade"], after["route"], after["rule"]["id"]) == ("high", "marac", made["id"])
    assert after["rule"]["rule_version"] == 1
    assert two.finding(12, assessed_on="2025-12-31")["grade"] == "medium"


def test_the_database_lets_nothing_of_an_assessment_be_changed(superuser: psycopg.Connection) -> None:
    for table in ("risk_assessments", "marac_referrals", "risk_rules", "scored_assessments"):
        held: Any = superuser.execute(
            "SELECT has_table_privilege('sosafe_app', %s, 'UPDATE'),"
            " has_table_privilege('sosafe_app', %s, 'DELETE')",
            (table, table),
        ).fetchone()
        assert held == (False, False), table
