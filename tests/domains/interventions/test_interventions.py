"""A step is drafted, issued, ended or withdrawn; the law's order and bounds are kept, and each move is kept once."""

from typing import Any
from uuid import UUID

import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.interventions.steps import (
    PLACE,
    TERMS,
    asb_case,
    breach,
    days,
    draft,
    drafted,
    issued,
    made_order,
    move,
    notice,
    order,
    patch,
    post,
    read,
)
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
PENALTY = {"amount": "75.00", "currency": "GBP"}


def person_of(case: dict[str, Any]) -> str:
    return str(case["people"][0]["person_id"])


def test_a_draft_says_all_that_its_kind_needs_and_is_answered_without_what_it_says(world: World) -> None:
    case = asb_case(world)
    content = {"terms": TERMS, "place": PLACE, "ward": "E05004050", "person_id": person_of(case)}
    made = draft(world, case, "community_protection_warning", **content)
    assert made.status_code == 201
    step = made.json()
    assert made.headers["Location"] == f"/v1/interventions/{step['id']}"
    assert (step["status"], step["issued_on"]) == ("drafted", None)
    assert step["allowed_transitions"] == ["issued", "withdrawn"]
    assert TERMS not in made.text
    found = read(world, step)
    assert {name: found[name] for name in content} == content
    assert found["agency_id"] == str(world.agencies["council"])


def test_every_fault_of_a_draft_is_named_with_the_section_it_rests_on(world: World) -> None:
    refused = draft(
        world, asb_case(world), "closure_notice", works="Mend it.", starts_at="2026-11-02T10:00:00Z",
        ends_at="2026-11-05T10:00:00Z",
    )  # fmt: skip
    assert refused.status_code == 422
    faults = {error["pointer"]: error for error in refused.json()["errors"]}
    assert {pointer: error["code"] for pointer, error in faults.items()} == {
        "#/extent": "required",
        "#/terms": "required",
        "#/works": "not_wanted",
        "#/place": "required",
        "#/ends_at": "too_long",
    }
    assert "Policing Act 2014, section 77" in faults["#/ends_at"]["detail"]


def test_a_step_is_against_somebody_of_the_case_alone(world: World) -> None:
    case, other = asb_case(world), asb_case(world)
    for named in (person_of(other), str(new_id())):
        refused = draft(world, case, "welfare_check", person_id=named)
        assert [error["pointer"] for error in refused.json()["errors"]] == ["#/person_id"]
    assert draft(world, case, "welfare_check", person_id=person_of(case)).status_code == 201


def test_whoever_issues_a_step_or_makes_an_order_is_an_agency_of_the_partnership(
    world: World, other_world: World
) -> None:
    foreign = str(other_world.agencies["council"])
    refused = draft(world, asb_case(world), "mediation", agency_id=foreign)
    assert [error["pointer"] for error in refused.json()["errors"]] == ["#/agency_id"]
    assert [error["pointer"] for error in order(world, agency_id=foreign).json()["errors"]] == ["#/agency_id"]


def test_a_notice_waits_for_the_written_warning_on_the_same_case(world: World) -> None:
    case, other = asb_case(world), asb_case(world)
    issued(world, other, "community_protection_warning", terms=TERMS)
    warning = drafted(world, case, "community_protection_warning", terms=TERMS)
    step = drafted(world, case, "community_protection_notice", terms=TERMS, starts_on=days(0))
    refused = move(world, step, "issued")
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert (error["code"], error["pointer"]) == ("earlier_step_missing", "#/to")
    assert "section 43(5)" in error["detail"]
    assert move(world, warning, "issued", on=days(-1)).status_code == 201
    assert move(world, step, "issued", on=days(-2)).status_code == 422  # before the warning
    assert move(world, step, "issued").status_code == 201


def test_a_warning_to_somebody_else_is_none(world: World) -> None:
    case = asb_case(world)
    other = asb_case(world)
    world.superuser.execute(
        "INSERT INTO case_people (partnership_id, id, case_id, person_id, role, added_at)"
        " VALUES (%s, %s, %s, %s, 'suspect', now())",
        (world.id, new_id(), case["id"], person_of(other)),
    )
    issued(world, case, "community_protection_warning", terms=TERMS, person_id=person_of(other))
    step = drafted(
        world, case, "community_protection_notice", terms=TERMS, starts_on=days(0), person_id=person_of(case)
    )
    assert move(world, step, "issued").status_code == 422


def test_a_penalty_under_an_order_of_an_area_names_it_once(world: World) -> None:
    area = made_order(world, starts_on=days(-1))
    recorded = post(
        world,
        f"/v1/public-spaces-protection-orders/{area['id']}/penalties",
        {"issued_on": days(0), "amount": PENALTY},
    ).json()
    case = asb_case(world)
    content = {"person_id": person_of(case), "penalty": PENALTY, "public_spaces_penalty_id": recorded["id"]}
    step = issued(world, case, "fixed_penalty_notice", **content)
    assert read(world, step)["public_spaces_penalty_id"] == recorded["id"]
    assert draft(world, case, "fixed_penalty_notice", **content).status_code == 409
    absent = draft(
        world, case, "fixed_penalty_notice", **content | {"public_spaces_penalty_id": str(new_id())}
    )
    assert [error["pointer"] for error in absent.json()["errors"]] == ["#/public_spaces_penalty_id"]


def test_the_end_states_how_it_came_and_expiry_waits_for_the_last_day(world: World) -> None:
    case = asb_case(world)
    step = issued(
        world, case, "acceptable_behaviour_agreement", person_id=person_of(case), terms=TERMS,
        starts_on=days(-30), last_day=days(0), on=days(-30),
    )  # fmt: skip
    early = move(world, step, "ended", reason_code="expired")
    assert [error["code"] for error in early.json()["errors"]] == ["not_over_yet"]  # its last day counts
    assert move(world, step, "ended").json()["errors"][0]["pointer"] == "#/reason_code"
    assert move(world, step, "complied", reason_code="expired").status_code == 422
    ended = move(world, step, "ended", reason_code="discharged")
    assert (ended.json()["status"], ended.json()["ended_as"]) == ("ended", "discharged")
    moves = [(each["from"], each["to"], each["reason_code"]) for each in read(world, step)["moves"]]
    assert moves == [("drafted", "issued", None), ("issued", "ended", "discharged")]


def test_what_the_table_does_not_allow_is_refused_with_what_it_allows(world: World) -> None:
    step = notice(world, asb_case(world))
    for to in ("drafted", "issued", "breached"):
        refused = move(world, step, to)
        assert (refused.status_code, refused.json()["code"]) == (409, "transition_not_allowed")
        assert refused.json()["allowed_to"] == ["complied", "ended", "withdrawn"]


def test_a_draft_may_change_and_what_is_in_force_only_in_its_review_and_outcome(world: World) -> None:
    case = asb_case(world)
    step = drafted(world, case, "community_protection_warning", terms=TERMS)
    path = f"/v1/interventions/{step['id']}"
    changed = patch(world, path, {"terms": "Keep the noise down.", "review_on": days(30)}, tag=step["etag"])
    assert changed.status_code == 200
    assert patch(world, path, {"terms": None}).json()["errors"][0]["code"] == "required"
    assert patch(world, path, {"terms": TERMS}, tag=step["etag"]).status_code == 412
    move(world, step, "issued")
    fixed = patch(world, path, {"terms": TERMS, "place": PLACE, "outcome": "Quiet since."})
    assert {error["pointer"] for error in fixed.json()["errors"]} == {"#/terms", "#/place"}
    assert patch(world, path, {"outcome": "Quiet since.", "review_on": days(60)}).status_code == 200
    found = read(world, step)
    assert (found["terms"], found["outcome"], found["review_on"]) == (
        "Keep the noise down.", "Quiet since.", days(60),
    )  # fmt: skip
    move(world, step, "withdrawn")
    assert patch(world, path, {"outcome": "Anything else."}).status_code == 422


def test_a_childs_order_is_reviewed_within_a_year_of_the_last_review(world: World) -> None:
    case = asb_case(world)
    step = issued(
        world, case, "criminal_behaviour_order", person_id=person_of(case), terms=TERMS, under_18=True,
        conviction="A fictional conviction.", starts_on=days(-100), last_day=days(800), review_on=days(200),
        on=days(-100),
    )  # fmt: skip
    path = f"/v1/interventions/{step['id']}"
    late = patch(world, path, {"review_on": days(200 + 367)})
    assert [(error["pointer"], error["code"]) for error in late.json()["errors"]] == [
        ("#/review_on", "too_late")
    ]
    assert patch(world, path, {"review_on": days(200 + 360)}).status_code == 200


def test_a_closed_case_takes_no_further_steps(world: World) -> None:
    case = asb_case(world)
    closed = {"to": "closed", "ending": "planned_needs_met"}
    assert post(world, f"/v1/cases/{case['id']}/transitions", closed).status_code == 201
    assert draft(world, case, "mediation").json()["code"] == "business_rule"


def test_two_issuers_at_once_issue_once_and_both_breaches_count(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    case = asb_case(world)
    step = drafted(world, case, "community_protection_warning", terms=TERMS)
    path = f"/v1/interventions/{step['id']}/transitions"
    with side_by_side() as crew:
        issuers = ["caseworker", "colleague"] * 4
        answers = list(
            crew.map(lambda who: post(world, path, {"to": "issued"}, role=who).status_code, issuers)
        )
        assert sorted(answers) == [201, *[409] * 7]
        in_force = notice(world, case)
        breaches = list(crew.map(lambda _: breach(world, in_force).status_code, range(8)))
    assert breaches == [201] * 8
    assert len(read(world, step)["moves"]) == 1
    found = read(world, in_force)
    assert len(found["breaches"]) == 8
    assert [each["to"] for each in found["moves"]] == ["issued", "breached"]


def test_the_list_and_each_read_are_recorded_with_their_purpose(world: World) -> None:
    case = asb_case(world)
    step = notice(world, case)
    made = breach(world, step).json()
    worker = world.as_role(Role.CASEWORKER)
    listed = worker.get(f"/v1/cases/{case['id']}/interventions").json()["data"]
    assert [each["kind"] for each in listed] == [
        "community_protection_warning",
        "community_protection_notice",
    ]
    assert listed[0]["terms"] == TERMS
    worker.get(f"/v1/interventions/{step['id']}")
    worker.get(f"/v1/intervention-breaches/{made['id']}")
    recorded = world.superuser.execute(
        "SELECT operation, object_id, purpose FROM audit_entries WHERE partnership_id = %s"
        " AND operation IN ('intervention:read', 'intervention_breach:read') ORDER BY recorded_at",
        (world.id,),
    ).fetchall()
    assert recorded == [
        ("intervention:read", UUID(case["id"]), "safeguarding"),
        ("intervention:read", UUID(step["id"]), "safeguarding"),
        ("intervention_breach:read", UUID(made["id"]), "safeguarding"),
    ]


def test_each_change_is_announced_for_the_service_whose_case_it_is(world: World) -> None:
    step = notice(world, asb_case(world))
    breach(world, step)
    told = world.superuser.execute(
        "SELECT type FROM changes WHERE partnership_id = %s AND resource_id = %s AND service_id = %s ORDER BY id",
        (world.id, step["id"], world.services["refuge"]),
    ).fetchall()
    assert [each[0] for each in told] == [
        "intervention.created", "intervention.issued", "intervention.breached",
    ]  # fmt: skip
