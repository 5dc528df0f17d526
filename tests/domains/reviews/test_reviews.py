"""A review of a death: from notification to publication, seen by its group alone until it names nobody."""

import httpx
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import PERMISSIONS, Role
from sosafe_api.domains.reviews.rules import REVIEW_TRANSITIONS
from sosafe_api.domains.reviews.vocabulary import DeathReviewStatus
from tests.domains.reviews.reviewing import (
    ACCOUNT,
    COORDINATOR,
    NAME,
    PSEUDONYM,
    TO_ASSURANCE,
    agreed,
    assured,
    faults,
    get,
    made,
    move,
    notified,
    path,
    post,
    recommended,
    review,
    second,
    write_up,
)
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
MOVERS = 6
WAYS = {
    "notified": [],
    "not_conducted": ["not_conducted"],
    "not_conducted_told": ["not_conducted", "not_conducted_told"],
    "entered_in_error": ["entered_in_error"],
    "published": [*TO_ASSURANCE, "published"],
} | {step: TO_ASSURANCE[: number + 1] for number, step in enumerate(TO_ASSURANCE)}


def published(world: World) -> dict[str, object]:
    found = notified(world)
    assert write_up(world, found).status_code == 200
    agreed(world, found, recommended(world, found))
    assured(world, found)
    return made(move(world, path(found), "published", role=second(world)))


def test_a_review_goes_from_notification_to_publication(world: World) -> None:
    found = published(world)
    assert (found["status"], found["allowed_transitions"]) == ("published", [])
    whole = get(world, path(found))
    assert [step["status"] for step in whole["steps"]] == ["notified", *TO_ASSURANCE, "published"]
    assert whole["steps"][-1]["actor_id"] == str(world.somebody("second_coordinator"))
    assert (whole["victim_name"], whole["circumstances"]) == (NAME, ACCOUNT)
    (recommendation,) = whole["recommendations"]
    assert recommendation["theme"] == "use_of_dash"
    assert [action["status"] for action in recommendation["actions"]] == ["open"]


def test_what_is_published_tells_a_pseudonym_a_month_and_what_follows(world: World) -> None:
    found = notified(world)
    write_up(world, found)
    recommendation = recommended(world, found)
    assured(world, found)
    readers = [Role.INDICATOR_READER, Role.RESPONSIBLE_AUTHORITIES_GROUP, Role.SCRUTINY]
    assert all(get(world, "/published-death-reviews", role=role)["data"] == [] for role in readers)
    made(move(world, path(found), "published", role=second(world)))
    for role in readers:
        (seen,) = get(world, "/published-death-reviews", role=role)["data"]
        assert seen.pop("published_at")
        assert seen == {
            "id": found["id"],
            "name": "domestic_abuse_related_death_review",
            "pseudonym": PSEUDONYM,
            "month_of_death": "2026-09",
            "relationship": "former_partner",
            "agency_ids": [str(world.agencies["council"]), str(world.agencies["police"])],
            "recommendations": [recommendation],
        }


def test_who_handed_the_report_over_does_not_publish_it(world: World) -> None:
    found = notified(world)
    write_up(world, found)
    assured(world, found)
    assert faults(move(world, path(found), "published")) == {("#/to", "second_person_required")}
    made(move(world, path(found), "report_drafted", role=second(world)))
    made(move(world, path(found), "quality_assurance", role=second(world)))
    refused = move(world, path(found), "published", role=second(world))
    assert faults(refused) == {("#/to", "second_person_required")}
    made(move(world, path(found), "published"))


def test_nothing_is_published_with_gaps(world: World) -> None:
    found = notified(world)
    assured(world, found)
    refused = move(world, path(found), "published", role=second(world))
    assert [error["code"] for error in refused.json()["errors"]] == ["needed_for_publication"] * 4
    assert get(world, "/published-death-reviews")["data"] == []


def test_what_is_assured_does_not_change(world: World) -> None:
    found = notified(world)
    write_up(world, found)
    assured(world, found)
    late = {"agency_id": str(world.agencies["council"]), "theme": "other", "recommendation": "Too late."}
    for refused in (
        write_up(world, found, pseudonym="Rowan"),
        post(world, f"{path(found)}/recommendations", late),
    ):
        assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert get(world, path(found))["pseudonym"] == PSEUDONYM


def test_a_decision_not_to_conduct_says_why_and_can_be_overruled(world: World) -> None:
    found = notified(world)
    assert faults(move(world, path(found), "not_conducted")) == {("#/reason_code", "required")}
    wrong = move(world, path(found), "conduct_decided", reason_code="criteria_not_met")
    assert faults(wrong) == {("#/reason_code", "not_wanted")}
    made(move(world, path(found), "not_conducted", reason_code="criteria_not_met"))
    made(move(world, path(found), "conduct_decided"))
    reasons = [step["reason_code"] for step in get(world, path(found))["steps"]]
    assert reasons == [None, "criteria_not_met", None]


@pytest.mark.parametrize("status", DeathReviewStatus)
def test_no_step_leads_where_the_table_does_not(world: World, status: DeathReviewStatus) -> None:
    found = notified(world)
    write_up(world, found)
    for step in WAYS[status.value]:
        role = second(world) if step == "published" else COORDINATOR
        reason = {"reason_code": "criteria_not_met"} if step == "not_conducted" else {}
        made(move(world, path(found), step, role=role, **reason))
    for to in set(DeathReviewStatus) - REVIEW_TRANSITIONS[status]:
        refused = move(world, path(found), to.value)
        assert (refused.status_code, refused.json()["code"]) == (409, "transition_not_allowed"), to
        assert set(refused.json()["allowed_to"]) == set(REVIEW_TRANSITIONS[status])
    assert get(world, path(found))["status"] == status


def test_of_many_steps_at_once_one_is_taken(world: World) -> None:
    found = notified(world)
    with side_by_side() as pool:
        answers = pool.map(
            lambda _: move(world, path(found), "conduct_decided", if_match=found["etag"]), range(MOVERS)
        )
        assert sorted(answer.status_code for answer in answers) == [201] + [412] * (MOVERS - 1)
    assert len(get(world, path(found))["steps"]) == 2


def test_lists_and_receipts_name_nobody(world: World) -> None:
    answers: list[httpx.Response] = [post(world, "/death-reviews", review(world))]
    found = answers[0].json()
    answers += [write_up(world, found), move(world, path(found), "conduct_decided")]
    answers += [
        world.as_role(COORDINATOR).get(f"/v1/{name}") for name in ("death-reviews", "death-review-actions")
    ]
    for answer in answers:
        assert answer.status_code in {200, 201}, answer.text
        assert all(text not in answer.text for text in (NAME, ACCOUNT, PSEUDONYM, "former_partner"))


def test_a_read_states_a_purpose_and_is_recorded(world: World) -> None:
    found = notified(world)
    client = world.service.client(world.token(world.people[COORDINATOR.value]))
    refused = client.get(f"/v1{path(found)}")
    client.close()
    assert (refused.status_code, refused.json()["code"]) == (403, "purpose_required")
    get(world, path(found))
    recorded = world.superuser.execute(
        "SELECT operation, field_set, purpose, decision FROM audit_entries WHERE partnership_id = %s"
        " AND object_id = %s AND operation = 'death_review:read'",
        (world.id, found["id"]),
    ).fetchall()
    assert ("death_review:read", "F3", "safeguarding", "allowed") in recorded


def test_the_coordinator_of_another_group_finds_nothing(world: World) -> None:
    found = notified(world)
    recommendation = recommended(world, found)
    action = agreed(world, found, recommendation)
    world.add_group("other-panel")
    world.add_principal("other_coordinator", "council", COORDINATOR, group="other-panel")
    other = world.as_role("other_coordinator")
    absent = other.get(f"/v1/death-reviews/{new_id()}")
    seen = other.get(f"/v1{path(found)}")
    assert (seen.status_code, seen.json() | {"request_id": ""}) == (404, absent.json() | {"request_id": ""})
    assert other.get("/v1/death-reviews").json()["data"] == []
    assert other.get("/v1/death-review-actions").json()["data"] == []
    moved = move(world, f"/death-review-actions/{action['id']}", "done", role="other_coordinator")
    assert moved.status_code == 404
    theirs = post(world, "/death-reviews", review(world), role="other_coordinator")
    assert faults(theirs) == {("#/group_id", "unknown_reference")}


def test_whoever_is_excluded_from_the_one_who_died_finds_nothing(world: World) -> None:
    person_id = world.open_case()["people"][0]["person_id"]
    found = notified(world, victim_person_id=person_id)
    recommended(world, found)
    world.exclude(second(world), "person", person_id)
    relative = world.as_role(second(world))
    absent = relative.get(f"/v1/death-reviews/{new_id()}")
    seen = relative.get(f"/v1{path(found)}")
    assert (seen.status_code, seen.json() | {"request_id": ""}) == (404, absent.json() | {"request_id": ""})
    assert relative.get("/v1/death-reviews").json()["data"] == []
    again = post(world, "/death-reviews", review(world, victim_person_id=person_id), role=second(world))
    nobody = post(world, "/death-reviews", review(world, victim_person_id=str(new_id())), role=second(world))
    assert faults(again) == faults(nobody) == {("#/victim_person_id", "unknown_reference")}
    assert again.json() | {"request_id": ""} == nobody.json() | {"request_id": ""}
    assert get(world, path(found))["victim_person_id"] == person_id


def test_only_coordinators_hold_the_right_to_read_and_never_the_administrator() -> None:
    holders = {role for role, held in PERMISSIONS.items() if "death_review:read" in held}
    assert holders == {COORDINATOR}


def test_a_reference_names_one_review_and_agencies_are_known(world: World) -> None:
    body = review(world)
    made(post(world, "/death-reviews", body))
    refused = post(world, "/death-reviews", body)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "reference_in_use")
    found = notified(world)
    unknown = write_up(world, found, agency_ids=[str(world.agencies["council"]), str(new_id())])
    assert faults(unknown) == {("#/agency_ids/1", "unknown_reference")}
