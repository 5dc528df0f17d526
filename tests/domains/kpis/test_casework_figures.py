"""What a partnership's casework comes to: recorded over HTTP, dated back, and counted by every indicator of it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.cases.steps import moved
from tests.domains.community_events import holding
from tests.domains.kpis.casework import april, case_of, closed, dated, say_what_services_are_for
from tests.domains.kpis.test_referral_figures import observations
from tests.domains.panels.convening import convene
from tests.domains.placements import steps as placing
from tests.domains.programmes.steps import attend, enrol, plan, post, session_ids
from tests.domains.reviews import reviewing
from tests.domains.risk.assessing import answers
from tests.domains.risk.assessing import post as assess
from tests.domains.savings import stating
from tests.domains.surveys import asking
from tests.fixtures.world import World

pytestmark = pytest.mark.database
MAY = "period=month&from=2026-05-01&before=2026-06-01"
YEAR = "period=rolling_12_months&from=2025-04-01&before=2026-04-01"


def test_referrals_to_each_kind_of_service_and_the_agencies_that_send_them(world: World) -> None:
    say_what_services_are_for(world)
    done, broken_off = (case_of(world, "crisis_intervention") for _ in range(2))
    closed(world, done)
    closed(world, broken_off, "disengaged")
    case_of(world, "crisis_intervention")
    case_of(world, "one_to_one_support")
    case_of(world, "perpetrator_programme")
    mistaken = world.push("REF-ERROR")
    world.move(mistaken["id"], "entered_in_error", reason_code="wrong_person")
    world.push("REF-SADA")
    dated(world, "referrals", "received_at", "2026-04-10")
    dated(world, "referrals", "status_since", "2026-04-20")
    assert april(world, "no_more_referrals") == (1, 1, None)
    assert april(world, "perpetrator_programme_referrals") == (1, 1, None)
    assert april(world, "domestic_abuse_support_referrals") == (1, 1, None)
    assert april(world, "crisis_intervention_referrals") == (3, 3, None)
    assert april(world, "crisis_intervention_completed") == (50.0, 1, 2)
    # An agency counts for twelve months; the second one sent its last referral eleven months before.
    for reference, instant in (("REF-1", "2025-04-10T12:00:00Z"), ("REF-2", "2025-05-31T22:30:00Z")):
        world.superuser.execute(
            "UPDATE referrals SET agency_id = %s, received_at = %s WHERE id = %s",
            (world.agencies["police"], instant, world.push(reference)["id"]),
        )
    months = observations(world, "agencies_referring", "period=month&from=2026-03-01&before=2026-07-01")
    assert [item["value"] for item in months] == [1, 2, 1, 1]
    (year,) = observations(world, "agencies_referring", YEAR)
    (seen,) = observations(world, "agencies_referring", YEAR, Role.INDICATOR_READER)
    assert (year["value"], seen["value"], seen["status"]) == (1, None, "suppressed")


def test_domestic_abuse_work_is_counted_from_support_to_safe_space(world: World) -> None:
    say_what_services_are_for(world)
    placing.put_on_duty(world)
    stays = [placing.settle(world, placing.add_place(world)["id"]) for _ in range(3)]
    refused = placing.ask_stay(world, stays[0][0]["id"])
    placing.moved(world, refused["id"], "refused", reason_code="no_vacancy")
    for (_, stay), reason in zip(stays, ("moved_to_own_home", "contact_lost"), strict=False):
        placing.moved(world, stay["id"], "ended", reason_code=reason)
    first, second, third = (case for case, _ in stays)
    dash = {"dash_version": "dash_24", "assessed_on": "2026-11-03", "answers": answers(8)}
    person = first["people"][0]["person_id"]
    assert (
        assess(
            world, "/v1/risk-assessments", {"person_id": person, "case_id": first["id"], **dash}
        ).status_code
        == 201
    )
    world.superuser.execute(
        "UPDATE case_people SET person_id = %s WHERE case_id = %s", (person, third["id"])
    )  # the same survivor came back
    closed(world, second, "duplicate")
    dated(world, "cases", "opened_at", "2026-04-10")
    dated(world, "placements", "starts_on", "2026-04-12")
    dated(world, "placements", "ended_on", "2026-04-28")
    assert april(world, "safe_space_stays") == (3, 3, None)
    assert april(world, "safe_space_moved_on_safely") == (50.0, 1, 2)
    assert april(world, "dash_used") == (50.0, 1, 2)
    assert april(world, "survivors_supported") == (1, 1, None)
    moved(world, world.open_case()["id"], "entered_in_error", reason_code="wrong_person")
    dated(world, "cases", "opened_at", "2026-04-10")
    assert april(world, "dash_used") == (50.0, 1, 2)
    assert april(world, "survivors_supported") == (1, 1, None)
    on_referral, by_dash, by_other = _assessed_elsewhere(world)
    dated(world, "cases", "opened_at", "2026-04-10")
    assert april(world, "dash_used") == (60.0, 3, 5)
    assert april(world, "survivors_supported") == (4, 4, None)
    # Of two records merged into one only the latter counts; a child of a case is nobody who was supported.
    merged, kept = (case["people"][0]["person_id"] for case in (on_referral, by_dash))
    world.superuser.execute("UPDATE people SET merged_into_id = %s WHERE id = %s", (kept, merged))
    world.superuser.execute("UPDATE case_people SET role = 'child' WHERE case_id = %s", (by_other["id"],))
    assert april(world, "survivors_supported") == (2, 2, None)
    (quarter,) = observations(
        world, "survivors_supported", "period=quarter&from=2026-07-01&before=2026-10-01"
    )
    assert quarter["value"] == 2, "it stands from then on"
    world.superuser.execute(
        "UPDATE cases SET opened_at = '2016-05-31T22:30:00Z' WHERE id = %s", (first["id"],)
    )
    world.superuser.execute("DELETE FROM case_people WHERE case_id = %s", (third["id"],))
    assert april(world, "survivors_supported") == (1, 1, None), "who came before June 2016 is not in it"


def _assessed_elsewhere(world: World) -> list[dict[str, Any]]:
    """Cases assessed by DASH on their referral, as the referral states it, and by another tool."""
    risk = {"score": 9, "grade": "medium", "assessed_on": "2026-10-30"}
    stated_in = [world.open_case(referral={"risk": risk | {"tool": name}}) for name in ("dash_27", "other")]
    case = world.open_case()
    said = {"dash_version": "dash_24", "assessed_on": "2026-11-03", "answers": answers(8)}
    about = {"person_id": case["people"][0]["person_id"], "referral_id": case["referral_ids"][0]}
    made = assess(world, "/v1/risk-assessments", about | said)
    assert made.status_code == 201, made.text
    return [case, *stated_in]


def test_what_the_panel_and_the_programme_came_to(world: World) -> None:
    say_what_services_are_for(world)
    sada = convene(world, "sada_panel", "sada")
    case = world.open_case()
    needs = convene(world, "multiple_needs", "needs")
    by_referral = {"referral_id": case["referral_ids"][0]}
    for panel, day, subject, outcomes in (
        (sada, "2026-04-08", {"case_id": case["id"]}, ("actions_agreed", "no_further_action")),
        (sada, "2026-05-20", by_referral, ("deferred",)),
        (needs, "2026-04-09", {"case_id": case["id"]}, ("actions_agreed", "actions_agreed")),
    ):
        meeting = panel.meet()
        items = [panel.present(meeting, **subject), *(panel.present(meeting) for _ in outcomes[1:])]
        panel.publish(meeting)
        for item, outcome in zip(items, outcomes, strict=True):
            decision = {"outcome_code": outcome, "rationale": "A fictional reason."}
            panel.made(panel.coordinator, f"/agenda-items/{item}/decisions", **decision)
        panel.hold(meeting)
        panel.shift(meeting, datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC))
    months = observations(world, "sada_panel_cases", "period=month&from=2026-04-01&before=2026-06-01")
    assert [item["value"] for item in months] == [2, 2], "the case that came back is one"
    assert april(world, "sada_panel_acted") == (50.0, 1, 2)
    assert april(world, "sada_panel_acted", MAY) == (0.0, 0, 1)
    programme = plan(world, service_id=str(world.services["perpetrator-programme"]), minimum_attended=1)
    enrolments = [enrol(world, programme, case_of(world, "perpetrator_programme")) for _ in range(3)]
    attend(world, session_ids(world, programme)[0], enrolments[0])
    for enrolment, move in zip(
        enrolments, ({"to": "completed"}, {"to": "left", "reason_code": "conduct"}), strict=False
    ):
        assert post(world, f"/programme-enrolments/{enrolment['id']}/transitions", **move).status_code == 201
    dated(world, "programme_enrolments", "status_since", "2026-04-30")
    assert april(world, "perpetrator_programme_completed") == (50.0, 1, 2)
    recovery = plan(world, kind="recovery", minimum_attended=1)  # of the refuge, so it is in no number
    left = enrol(world, recovery, world.open_case())
    post(world, f"/programme-enrolments/{left['id']}/transitions", to="left", reason_code="conduct")
    dated(world, "programme_enrolments", "status_since", "2026-04-30")
    assert april(world, "perpetrator_programme_completed") == (50.0, 1, 2)


def test_recommendations_savings_and_what_events_heard(world: World) -> None:
    review = reviewing.notified(world)
    for statuses in (("done", "done"), ("done", "in_progress"), ("done", "dropped"), ("dropped",)):
        recommendation = reviewing.recommended(world, review)
        for status in statuses:
            action = reviewing.agreed(world, review, recommendation)
            reviewing.made(reviewing.move(world, f"/death-review-actions/{action['id']}", status))
    mistaken = reviewing.notified(world)
    done = reviewing.agreed(world, mistaken, reviewing.recommended(world, mistaken))
    reviewing.made(reviewing.move(world, f"/death-review-actions/{done['id']}", "done"))
    reviewing.made(reviewing.move(world, reviewing.path(mistaken), "entered_in_error"))
    dated(world, "death_review_actions", "due_on", "2026-04-30")
    assert april(world, "death_review_recommendations_implemented") == (67, 2, 3)
    _said_at_an_event(world)
    assert april(world, "event_feedback_answered") == (50.0, 1, 2)
    costs = stating.published_costs(
        world, {"reference": "new_economy_1_4"}, {"reference": "home_office_2019_20"}
    )
    shares = [{"payer": "society", "share": "1"}]
    social = stating.line("domestic_burglary", "2", kind="social", payers=shares)
    body = stating.statement(world, costs, *stating.INTENSIVE_SUPPORT, social, price_year=2016)
    body["agencies_in_scope"].append({"payer": "society"})
    statement = stating.stated(world, body)
    march = "period=month&from=2017-03-01&before=2017-04-01"
    assert observations(world, "predicted_savings", march) == [], "nobody has approved it yet"
    path = f"/savings-statements/{statement['id']}"
    stating.made(stating.move(world, path, "approved", role=Role.PARTNERSHIP_ADMIN))
    assert april(world, "predicted_savings", march) == (129863.11, None, None)
    version = stating.made(
        stating.post(world, f"{path}/versions", {"price_year": 2017, "price_index_id": None})
    )
    assert april(world, "predicted_savings", march) == (129863.11, None, None)
    stating.made(
        stating.move(world, f"/savings-statements/{version['id']}", "approved", role=Role.PARTNERSHIP_ADMIN)
    )
    assert april(world, "predicted_savings", march) == (131866.56, None, None)


def _said_at_an_event(world: World) -> None:
    event = holding.planned(world)
    path = f"/events/{event['id']}"
    for said in ("It is dark.", "The bins are full."):
        feedback = holding.made(holding.post(world, f"{path}/feedback", {"you_said": said, "public": False}))
    holding.patch(world, f"/event-feedback/{feedback['id']}", {"we_did": "We mended the lamps."})
    dated(world, "community_events", "starts_at", "2026-04-13")
    dated(world, "community_events", "ends_at", "2026-04-14")
    assert holding.move(world, path, "held").status_code == 201
    called_off = f"/events/{holding.planned(world)['id']}"
    holding.made(holding.post(world, f"{called_off}/feedback", {"you_said": "It is dark.", "public": False}))
    assert holding.move(world, called_off, "cancelled", reason_code="weather").status_code == 201
    dated(world, "community_events", "starts_at", "2026-04-13")


def test_residents_know_of_the_partnership_and_visitors_like_its_events(world: World) -> None:
    questions = [
        asking.choice("aware", "yes", "no", indicator={"kpi": "aware_of_partnership", "answers": ["yes"]}),
        asking.choice(
            "content", "yes", "no", indicator={"kpi": "event_visitors_satisfied", "answers": ["yes"]}
        ),
    ]
    asked = asking.published(world, questions)
    in_april = {"starts_on": "2026-04-01", "ends_on": "2026-04-30", "material": "counts"}
    for audience, percent, area in (("residents", "40", "E07000243"), ("event_visitors", "90", "E05015626")):
        wave = asking.wave(world, asked, audience=audience, area_code=area, **in_april)
        said = [
            {"question": code, "base": 200, "answers": [{"answer": "yes", "percent": percent}]}
            for code in ("aware", "content")
        ]
        assert asking.stated(world, wave, *said).status_code == 200
        asking.closed(world, wave)
    assert april(world, "aware_of_partnership") == (40.0, 80, 200)
    assert april(world, "event_visitors_satisfied") == (90.0, 180, 200)
