"""What a partnership's casework comes to: recorded over HTTP, dated back, and counted by every indicator of it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.cases.steps import moved
from tests.domains.community_events import holding
from tests.domains.kpis.casework import case_of, closed, dated, say_what_services_are_for
from tests.domains.kpis.test_referral_figures import APRIL, observations
from tests.domains.outcomes.steps import insert_closed_case, noon, patch, set_closed, stated
from tests.domains.panels.convening import convene
from tests.domains.placements import steps as placing
from tests.domains.programmes.steps import attend, enrol, plan, post, session_ids
from tests.domains.reviews import reviewing
from tests.domains.risk.assessing import answers
from tests.domains.risk.assessing import post as assess
from tests.domains.risk.scoring import PATH as SCORED
from tests.domains.risk.scoring import scored, tool
from tests.domains.savings import stating
from tests.domains.surveys import asking
from tests.fixtures.world import World

pytestmark = pytest.mark.database
MAY = "period=month&from=2026-05-01&before=2026-06-01"
YEAR = "period=rolling_12_months&from=2025-04-01&before=2026-04-01"


def april(world: World, code: str, query: str = APRIL) -> tuple[Any, ...]:
    """The value with its numerator and denominator."""
    (found,) = observations(world, code, query)
    parts = [found[name] and found[name]["value"] for name in ("numerator", "denominator")]
    return (found["value"], *parts)


def test_results_of_closed_cases_are_counted_for_the_services_that_they_are_of(world: World) -> None:
    say_what_services_are_for(world)
    clients = [case_of(world, "one_to_one_support") for _ in range(3)]
    offenders = [case_of(world, "offender_management") for _ in range(2)]
    survivors = [world.open_case() for _ in range(2)]
    stated(world, clients[0]["id"], "housing", "sustained")
    stated(world, clients[1]["id"], "housing", "lost")
    stated(world, survivors[0]["id"], "housing", "gained")  # of another service
    for survivor, value in zip(survivors, ("safer", "same"), strict=True):
        stated(world, survivor["id"], "feels_safer", value)
    for case in (*clients, *offenders, *survivors):
        closed(world, case)
        set_closed(world, case["id"], date(2026, 4, 10))
    later: dict[str, Any] = {"point": "follow_up", "follow_up_months": 6}
    for client, value in zip(clients, ("none_after_closure", "none_after_closure", "reopened"), strict=True):
        stated(world, client["id"], "asb_case", value, **later)
    for offender in offenders:
        stated(world, offender["id"], "reoffending", "none_known", **later | {"follow_up_months": 3})
    stated(world, offenders[1]["id"], "reoffending", "offended_again", **later)
    assert april(world, "no_more_housed") == (50.0, 1, 2)
    assert april(world, "no_more_without_asb_case") == (66.7, 2, 3)
    assert april(world, "offenders_without_reoffending") == (50.0, 1, 2)
    assert april(world, "survivors_feeling_safer") == (50.0, 1, 2)
    # A correction counts in place of what it corrects, also where it takes everything back.
    corrected = stated(world, offenders[0]["id"], "reoffending", "none_known", **later)
    path = f"/v1/case-results/{corrected['id']}"
    assert patch(world, path, b'{"value": "offended_again"}').status_code == 200
    assert april(world, "offenders_without_reoffending") == (0.0, 0, 2)
    moved(world, survivors[1]["id"], "entered_in_error", reason_code="wrong_person")
    assert april(world, "survivors_feeling_safer") == (100.0, 1, 1)
    world.superuser.execute("UPDATE cases SET ending = 'duplicate' WHERE id = %s", (clients[2]["id"],))
    world.superuser.execute(
        "UPDATE case_results SET entered_in_error = true WHERE case_id = %s AND area = 'housing'",
        (clients[1]["id"],),
    )
    assert april(world, "no_more_without_asb_case") == (100.0, 2, 2)
    assert april(world, "no_more_housed") == (100.0, 1, 1)


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


def test_risk_has_fallen_where_no_assessment_of_the_case_says_otherwise(world: World) -> None:
    star = tool(world)["id"]
    cases = [world.open_case() for _ in range(4)]
    by_grade, mixed, by_score, once = cases

    def dash(case: dict[str, Any], yes: int, day: str) -> None:
        person = case["people"][0]["person_id"]
        said = {"dash_version": "dash_24", "assessed_on": day, "answers": answers(yes)}
        made = assess(world, "/v1/risk-assessments", {"person_id": person, "case_id": case["id"], **said})
        assert made.status_code == 201, made.text

    def score(case: dict[str, Any], before: int, after: int) -> None:
        person = case["people"][0]["person_id"]
        first = assess(world, SCORED, scored(person, star, before, 3, case_id=case["id"])).json()
        second = scored(person, star, after, 3, case_id=case["id"], phase="after", before_id=first["id"])
        assert assess(world, SCORED, second).status_code == 201

    dash(by_grade, 2, "2026-11-20")  # entered first, assessed last
    dash(by_grade, 15, "2026-11-03")
    dash(mixed, 15, "2026-11-03")
    dash(mixed, 2, "2026-11-20")
    score(mixed, 3, 6)
    score(by_score, 8, 4)
    dash(once, 15, "2026-11-03")
    stated(world, once["id"], "risk", "high", point="baseline")
    for case in cases:
        closed(world, case)
        set_closed(world, case["id"], date(2026, 4, 10))
    assert april(world, "risk_reduced") == (66.7, 2, 3)
    stated(world, once["id"], "risk", "high")
    assert april(world, "risk_reduced") == (50.0, 2, 4)


def test_recommendations_savings_and_what_events_heard(world: World) -> None:
    review = reviewing.notified(world)
    for statuses in (("done", "done"), ("done", "in_progress"), ("done", "dropped"), ("dropped",)):
        recommendation = reviewing.recommended(world, review)
        for status in statuses:
            action = reviewing.agreed(world, review, recommendation)
            reviewing.made(reviewing.move(world, f"/death-review-actions/{action['id']}", status))
    dated(world, "death_review_actions", "due_on", "2026-04-30")
    assert april(world, "death_review_recommendations_implemented") == (66.7, 2, 3)
    _said_at_an_event(world)
    assert april(world, "event_feedback_answered") == (50.0, 1, 2)
    costs = stating.published_costs(world)
    body = stating.statement(world, costs, *stating.INTENSIVE_SUPPORT, price_year=2016)
    statement = stating.stated(world, body)
    march = "period=month&from=2017-03-01&before=2017-04-01"
    assert observations(world, "predicted_savings", march) == [], "nobody has approved it yet"
    path = f"/savings-statements/{statement['id']}"
    stating.made(stating.move(world, path, "approved", role=Role.PARTNERSHIP_ADMIN))
    assert april(world, "predicted_savings", march) == (129863.11, None, None)


def _said_at_an_event(world: World) -> None:
    event = holding.planned(world)
    path = f"/events/{event['id']}"
    for said in ("It is dark.", "The bins are full."):
        feedback = holding.made(holding.post(world, f"{path}/feedback", {"you_said": said, "public": False}))
    holding.patch(world, f"/event-feedback/{feedback['id']}", {"we_did": "We mended the lamps."})
    dated(world, "community_events", "starts_at", "2026-04-13")
    dated(world, "community_events", "ends_at", "2026-04-14")
    assert holding.move(world, path, "held").status_code == 201


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


def test_what_stands_at_a_years_end_is_told_to_others_rounded(world: World) -> None:
    say_what_services_are_for(world)
    for _ in range(13):
        insert_closed_case(world, date(2025, 9, 10), {}, opened_at=noon(date(2025, 4, 10)))
    assert april(world, "survivors_supported", YEAR) == (13, 13, None)
    (seen,) = observations(world, "survivors_supported", YEAR, Role.INDICATOR_READER)
    assert (seen["value"], seen["status"]) == (15, "final")
    months = observations(world, "survivors_supported", "period=month&from=2026-01-01", Role.INDICATOR_READER)
    assert {item["status"] for item in months} == {"suppressed"}
