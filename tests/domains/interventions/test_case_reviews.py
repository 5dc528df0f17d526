"""An application is judged by the procedures of its day, moves step by step, and ends with responses."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.interventions.steps import (
    REVIEWS,
    application,
    applied,
    asb_case,
    complaint,
    days,
    patch,
    post,
    recommended,
    step_on,
    stepped,
)
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
PROCEDURES = "/v1/asb-case-review-procedures"
STATUTORY = {"complaints_needed": 3, "complaint_within_months": 1, "application_within_months": 6}
HELD = ("acknowledged", "threshold_met", "review_held")


def read(world: World, review: dict[str, str]) -> dict[str, object]:
    found = world.as_role(Role.CASEWORKER).get(f"{REVIEWS}/{review['id']}")
    assert found.status_code == 200, found.text
    body: dict[str, object] = found.json()
    return body


def test_each_complaint_is_judged_and_the_clock_is_set_in_working_days(world: World) -> None:
    arrived = date(2026, 4, 1)
    review = applied(
        world,
        applied_on=arrived,
        complaints=[
            complaint(date(2026, 1, 15), date(2026, 2, 14)),
            complaint(date(2026, 1, 15), date(2026, 2, 15)),
            complaint(date(2025, 9, 30), date(2025, 10, 1)),
            complaint(date(2025, 9, 30), date(2025, 10, 2)),
        ],
    )
    assert (review["qualifying_complaints"], review["complaints_needed"]) == (2, 3)
    assert review["threshold_reached"] is False
    assert [review[name] for name in ("acknowledge_by", "decide_by", "meet_by", "next_due_on")] == [
        "2026-04-17", "2026-04-24", "2026-05-01", "2026-04-17",
    ]  # fmt: skip
    judgements = [each["judgement"] for each in read(world, review)["complaints"]]  # type: ignore[attr-defined]
    assert judgements == ["qualifies", "made_too_late", "application_too_late", "qualifies"]


def test_the_answer_to_an_application_repeats_nothing_personal(world: World) -> None:
    made = application(world, applicant_contact="01632 960001", account="A fictional account.")
    assert "Example Person" not in made.text
    assert "01632" not in made.text
    assert "fictional" not in made.text


def test_every_fault_of_an_application_is_named(world: World) -> None:
    refused = application(
        world,
        service_id=str(world.services["outreach"]),
        case_id=str(new_id()),
        victim_consents=False,
        complaints=[
            complaint(today(), today() - timedelta(days=1)),
            complaint(today() - timedelta(days=9), today()),
        ],
        applied_on=today() - timedelta(days=2),
    )
    assert {(error["pointer"], error["code"]) for error in refused.json()["errors"]} == {
        ("#/service_id", "unknown_reference"),
        ("#/case_id", "unknown_reference"),
        ("#/victim_consents", "consent_missing"),
        ("#/complaints/0/complained_on", "before_behaviour"),
        ("#/complaints/0/complained_on", "after_application"),
        ("#/complaints/1/complained_on", "after_application"),
    }
    nameless = application(world, applicant_name=None)
    assert [error["pointer"] for error in nameless.json()["errors"]] == ["#/applicant_name"]
    case = asb_case(world)
    assert application(world, applicant_name=None, case_id=case["id"]).status_code == 201


def test_enough_complaints_oblige_the_relevant_bodies(world: World) -> None:
    review = stepped(world, applied(world), "acknowledged")
    refused = step_on(world, review, "threshold_not_met")
    (error,) = refused.json()["errors"]
    assert (error["code"], error["pointer"]) == ("threshold_reached", "#/to")
    assert step_on(world, review, "threshold_met", ground="harm").status_code == 422
    assert stepped(world, review, "threshold_met")["threshold_met"] is True


def test_fewer_complaints_need_a_ground_to_go_on(world: World) -> None:
    few = [complaint(today() - timedelta(days=20), today() - timedelta(days=10))] * 2
    review = stepped(world, applied(world, complaints=few), "acknowledged")
    assert step_on(world, review, "threshold_met").json()["errors"][0]["pointer"] == "#/ground"
    met = stepped(world, review, "threshold_met", ground="persistence")
    assert (met["threshold_met"], read(world, met)["ground"]) == (True, "persistence")
    other = stepped(world, applied(world, complaints=few), "acknowledged", "threshold_not_met", "closed")
    assert (other["threshold_met"], other["allowed_transitions"]) == (False, [])


def test_procedures_hold_for_applications_of_their_day_and_later(world: World) -> None:
    admin = Role.PARTNERSHIP_ADMIN
    generous = {"starts_on": "2026-06-01", "complaints_needed": 1, "acknowledge_within": 3}
    made = post(world, PROCEDURES, STATUTORY | generous | {"complaint_within_months": 3}, role=admin)
    assert made.status_code == 201
    assert post(world, PROCEDURES, STATUTORY | {"starts_on": "2026-06-01"}, role=admin).status_code == 409
    one = [complaint(date(2026, 3, 10), date(2026, 5, 20))]
    before = applied(world, applied_on=date(2026, 5, 31), complaints=one)
    after = applied(world, applied_on=date(2026, 6, 1), complaints=one)
    assert (before["complaints_needed"], before["threshold_reached"]) == (3, False)
    assert (after["complaints_needed"], after["threshold_reached"]) == (1, True)
    assert after["acknowledge_by"] == "2026-06-04"
    assert (read(world, before)["procedure_id"], read(world, after)["procedure_id"]) == (
        None, made.json()["id"],
    )  # fmt: skip


def test_procedures_are_never_stricter_than_the_act(world: World) -> None:
    strict = {
        "starts_on": "2026-06-01",
        "complaints_needed": 4,
        "complaint_within_months": 0,
        "application_within_months": 5,
    }
    refused = post(world, PROCEDURES, strict, role=Role.PARTNERSHIP_ADMIN)
    assert {error["pointer"] for error in refused.json()["errors"]} == {
        "#/complaints_needed", "#/complaint_within_months", "#/application_within_months",
    }  # fmt: skip


def test_a_review_is_concluded_with_recommendations_and_closed_when_all_are_answered(world: World) -> None:
    review = applied(world)
    early = {"agency_id": str(world.agencies["council"]), "recommendation": "Answer the telephone."}
    path = f"{REVIEWS}/{review['id']}/recommendations"
    assert post(world, path, early).json()["code"] == "business_rule"
    stepped(world, review, *HELD)
    assert step_on(world, review, "recommendations_made").json()["errors"][0]["code"] == (
        "recommendation_missing"
    )
    made = recommended(world, review)
    assert step_on(world, review, "no_recommendations").status_code == 422
    stepped(world, review, "recommendations_made")
    assert step_on(world, review, "closed").json()["errors"][0]["code"] == "response_missing"
    response = f"/v1/asb-case-review-recommendations/{made['id']}"
    assert patch(world, response, {"response_note": "Soon."}).json()["errors"][0]["code"] == "not_wanted"
    answered = patch(world, response, {"response": "accepted", "response_note": "From next week."})
    assert (answered.json()["response"], answered.json()["responded_on"]) == ("accepted", days(0))
    closed = stepped(world, review, "closed")
    assert closed["next_due_on"] is None
    assert patch(world, response, {"response": "declined"}).json()["code"] == "business_rule"
    (seen,) = read(world, review)["recommendations"]  # type: ignore[misc,attr-defined]
    assert seen["response_note"] == "From next week."


def test_no_step_is_taken_before_the_one_it_follows(world: World) -> None:
    review = applied(world, applied_on=today() - timedelta(days=5))
    stepped(world, review, "acknowledged", on=days(-2))
    refused = step_on(world, review, "threshold_met", on=days(-3))
    assert refused.json()["errors"][0]["code"] == "before_last_step"
    assert step_on(world, review, "review_held").json()["allowed_to"] == [
        "threshold_met",
        "threshold_not_met",
    ]


def test_of_two_who_decide_at_once_one_is_heard(world: World) -> None:
    review = stepped(world, applied(world), "acknowledged")
    with side_by_side() as crew:
        answers = list(crew.map(lambda _: step_on(world, review, "threshold_met").status_code, range(8)))
    assert sorted(answers) == [201, *[409] * 7]


def test_the_list_names_nobody_and_finds_what_is_due(world: World) -> None:
    late = applied(world, applied_on=today() - timedelta(days=60))
    moved = stepped(world, applied(world, applied_on=today() - timedelta(days=60)), *HELD)
    worker = world.as_role(Role.CASEWORKER)
    due = worker.get(f"{REVIEWS}?due_before={days(0)}")
    assert [each["id"] for each in due.json()["data"]] == [late["id"]]
    held = worker.get(f"{REVIEWS}?status=review_held,closed").json()["data"]
    assert [each["id"] for each in held] == [moved["id"]]
    assert "Example Person" not in due.text


def test_each_read_is_recorded_with_its_purpose(world: World) -> None:
    review = stepped(world, applied(world), *HELD)
    made = recommended(world, review)
    read(world, review)
    world.as_role(Role.CASEWORKER).get(f"/v1/asb-case-review-recommendations/{made['id']}")
    recorded = world.superuser.execute(
        "SELECT operation, object_id, purpose FROM audit_entries WHERE partnership_id = %s"
        " AND operation LIKE 'asb_case_review%%:read' ORDER BY recorded_at",
        (world.id,),
    ).fetchall()
    assert recorded == [
        ("asb_case_review:read", UUID(review["id"]), "safeguarding"),
        ("asb_case_review_recommendation:read", UUID(made["id"]), "safeguarding"),
    ]
