"""The directory's records as the tests make them: one kind a row, with what may change of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

MERGE_PATCH = {"Content-Type": "application/merge-patch+json"}


def admin(world: World) -> httpx.Client:
    return world.as_role(Role.PARTNERSHIP_ADMIN)


def add(world: World, path: str, **body: Any) -> dict[str, Any]:
    """A record made by the administrator; fails unless it was made."""
    response = post(world, path, **body)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


def post(world: World, path: str, **body: Any) -> httpx.Response:
    return admin(world).post(f"/v1{path}", json=body, headers={"Idempotency-Key": str(new_id())})


def patch(
    client: httpx.Client, path: str, if_match: str | None = "*", media_type: str | None = None, **body: Any
) -> httpx.Response:
    """A merge patch with `If-Match`, unless that is None."""
    headers = dict(MERGE_PATCH) if media_type is None else {"Content-Type": media_type}
    if if_match is not None:
        headers["If-Match"] = if_match
    return client.patch(f"/v1{path}", content=json.dumps(body), headers=headers)


def faults(response: httpx.Response) -> set[tuple[str, str]]:
    """What a refusal names: pointer or parameter, and the rule."""
    return {
        (item.get("pointer") or item.get("parameter", ""), item["code"]) for item in response.json()["errors"]
    }


def agency_body(slug: str = "example-housing") -> dict[str, Any]:
    return {"slug": slug, "name": "Example Housing", "kind": "housing_association"}


def service_body(world: World, slug: str = "example-support") -> dict[str, Any]:
    return {
        "slug": slug,
        "agency_id": str(world.agencies["charity"]),
        "name": "Example Support",
        "description": "Support.",
        "eligibility": "Adults of the district.",
        "minimum_age": 18,
    }


def group_body(slug: str = "joint-action-group") -> dict[str, Any]:
    return {
        "slug": slug,
        "name": "Joint Action Group",
        "level": "operational",
        "purpose": "Carries the action plan.",
        "rhythm": "every_28_days",
        "first_meeting_on": "2026-04-08",
        "chair_post": "Inspector, neighbourhood team",
    }


def seat_body(world: World) -> dict[str, Any]:
    post = {"role": "member", "post": "Community safety lead", "starts_on": "2026-04-01"}
    return {"agency_id": str(world.agencies["council"]), **post}


def officer_body(world: World, slug: str = "council") -> dict[str, Any]:
    post = {"post": "Designated liaison officer", "email": "liaison@example.org"}
    return {"agency_id": str(world.agencies[slug]), **post, "starts_on": "2026-04-01"}


def make_responsible(world: World, slug: str = "council", **period: Any) -> dict[str, Any]:
    path = f"/agencies/{world.agencies[slug]}/memberships"
    return add(world, path, basis="responsible_authority", **({"starts_on": "2020-04-01"} | period))


@dataclass(frozen=True)
class Kind:
    """One kind of record: where it is made and found, and a change that may be made to it."""

    name: str
    collection: Callable[[World], str]
    body: Callable[[World], dict[str, Any]]
    single: str
    change: dict[str, Any]
    required: tuple[str, ...] = ()
    before: Callable[[World], object] = field(default=lambda _: None)

    def make(self, world: World) -> dict[str, Any]:
        self.before(world)
        return add(world, self.collection(world), **self.body(world))

    def path(self, made: dict[str, Any]) -> str:
        return f"{self.single}/{made['id']}"

    def __str__(self) -> str:
        return self.name


def _memberships(world: World) -> str:
    return f"/agencies/{world.agencies['police']}/memberships"


def _seats(world: World) -> str:
    groups = admin(world).get("/v1/groups").json()["data"]
    found = groups[0] if groups else add(world, "/groups", **group_body())
    return f"/groups/{found['id']}/memberships"


KINDS = [
    Kind(
        "agency", lambda _: "/agencies", lambda _: agency_body(), "/agencies",
        {"name": "Example Homes"}, ("name", "kind"),
    ),
    Kind(
        "agency_membership", _memberships, lambda _: {"basis": "partner", "starts_on": "2026-04-01"},
        "/agency-memberships", {"ends_on": "2027-04-01"},
    ),
    Kind(
        "liaison_officer", lambda _: "/liaison-officers", officer_body, "/liaison-officers",
        {"post": "Information officer"}, ("post", "email"), make_responsible,
    ),
    Kind(
        "service", lambda _: "/services", service_body, "/services", {"eligibility": "Anyone."},
        ("name", "description", "eligibility", "reason_codes", "takes_self_referrals", "status",
         "answer_within_days", "closure_approval_required"),
    ),
    Kind(
        "group", lambda _: "/groups", lambda _: group_body(), "/groups", {"rhythm": "monthly"},
        ("name", "level", "purpose", "rhythm"),
    ),
    Kind(
        "group_membership", _seats, seat_body, "/group-memberships", {"role": "chair"}, ("role", "post"),
    ),
]  # fmt: skip
