"""Steps of coordinators of death reviews: two of them in one group, everything plainly fictional."""

import json
from typing import Any

import httpx

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

Json = dict[str, Any]
COORDINATOR = Role.REVIEW_COORDINATOR
NAME, ACCOUNT, PSEUDONYM = "Example Canary", "A fictional account of a canary.", "Willow"
TO_ASSURANCE = ["conduct_decided", "home_office_told", "panel_formed", "report_drafted", "quality_assurance"]


def second(world: World) -> str:
    """Another coordinator of the same group."""
    if "second_coordinator" not in world.people:
        world.add_principal("second_coordinator", "police", COORDINATOR, group="panel")
    return "second_coordinator"


def post(world: World, path: str, body: Json, *, role: Role | str = COORDINATOR) -> httpx.Response:
    return world.as_role(role).post(f"/v1{path}", json=body, headers={"Idempotency-Key": str(new_id())})


def made(answer: httpx.Response) -> Json:
    assert answer.status_code == 201, answer.text
    record: Json = answer.json()
    return record


def get(world: World, path: str, *, role: Role | str = COORDINATOR) -> Json:
    answer = world.as_role(role).get(f"/v1{path}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def faults(answer: httpx.Response) -> set[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return {(item["pointer"], item["code"]) for item in answer.json()["errors"]}


def review(world: World, **changes: Any) -> Json:
    return {
        "group_id": str(world.groups["panel"]),
        "reference": f"REVIEW/{new_id().hex[-12:]}",
        "notified_on": "2026-10-05",
        "victim_name": NAME,
    } | changes


def notified(world: World, **changes: Any) -> Json:
    return made(post(world, "/death-reviews", review(world, **changes)))


def path(found: Json) -> str:
    return f"/death-reviews/{found['id']}"


def move(
    world: World, where: str, to: str, *, role: Role | str = COORDINATOR, if_match: str = "*", **reason: Any
) -> httpx.Response:
    return world.as_role(role).post(
        f"/v1{where}/transitions", json={"to": to, **reason}, headers={"If-Match": if_match}
    )


def write_up(world: World, found: Json, **changes: Any) -> httpx.Response:
    content = {
        "died_on": "2026-09-20",
        "relationship": "former_partner",
        "circumstances": ACCOUNT,
        "pseudonym": PSEUDONYM,
        "agency_ids": [str(world.agencies["council"]), str(world.agencies["police"])],
    } | changes
    headers = {"Content-Type": "application/merge-patch+json", "If-Match": "*"}
    return world.as_role(COORDINATOR).patch(f"/v1{path(found)}", content=json.dumps(content), headers=headers)


def recommended(world: World, found: Json, **changes: Any) -> Json:
    content = {
        "agency_id": str(world.agencies["council"]),
        "theme": "use_of_dash",
        "recommendation": "Assess with DASH.",
    }
    return made(post(world, f"{path(found)}/recommendations", content | changes))


def agreed(world: World, found: Json, recommendation: Json, **changes: Any) -> Json:
    content = {
        "recommendation_id": recommendation["id"],
        "agency_id": str(world.agencies["council"]),
        "description": "Train all staff.",
        "due_on": "2027-03-31",
    }
    return made(post(world, f"{path(found)}/actions", content | changes))


def assured(world: World, found: Json) -> None:
    """Led by the first coordinator up to quality assurance."""
    for step in TO_ASSURANCE:
        made(move(world, path(found), step))
