"""What the tests of casework do again and again: move a case, ask for approval, look at its referral."""

from typing import Any

import httpx

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

ANY = {"If-Match": "*"}


def key() -> dict[str, str]:
    return {"Idempotency-Key": str(new_id())}


def add(
    world: World, case: dict[str, Any], what: str, *, by: str = "caseworker", **body: Any
) -> httpx.Response:
    return world.as_role(by).post(f"/v1/cases/{case['id']}/{what}", json=body, headers=key())


def move(world: World, case_id: str, to: str, *, by: str = "caseworker", **rest: Any) -> httpx.Response:
    headers = rest.pop("headers", ANY)
    return world.as_role(by).post(
        f"/v1/cases/{case_id}/transitions", json={"to": to, **rest}, headers=headers
    )


def moved(world: World, case_id: str, to: str, **rest: Any) -> dict[str, Any]:
    answer = move(world, case_id, to, **rest)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def require_approval(world: World, service: str = "refuge") -> None:
    changed = world.as_role(Role.PARTNERSHIP_ADMIN).patch(
        f"/v1/services/{world.services[service]}",
        content=b'{"closure_approval_required": true}',
        headers={**ANY, "Content-Type": "application/merge-patch+json"},
    )
    assert (changed.status_code, changed.json()["closure_approval_required"]) == (200, True)


def add_colleague(world: World, name: str = "colleague", service: str = "refuge") -> str:
    world.add_principal(name, "charity", Role.CASEWORKER, service=service)
    return name


def colleague(world: World) -> str:
    """The principal of one more caseworker of the refuge."""
    return str(world.add_principal(f"colleague_{new_id()}", "charity", Role.CASEWORKER, service="refuge").id)


def second_person(world: World) -> str:
    """The place of somebody in a case that is about another person as well."""
    content = {"person_id": world.open_case()["people"][0]["person_id"], "role": "partner"}
    return _added(world, "people", content)


def second_worker(world: World) -> str:
    """The work of somebody on a case that a colleague leads."""
    return _added(world, "workers", {"principal_id": colleague(world)})


def _added(world: World, part: str, content: dict[str, Any]) -> str:
    path = f"/v1/cases/{world.open_case()['id']}/{part}"
    added = world.as_role(Role.CASEWORKER).post(path, json=content, headers=key())
    assert added.status_code == 201, added.text
    return str(added.json()["id"])


def referral_of(world: World, case: dict[str, Any]) -> tuple[str, str | None]:
    """Where the case's referral stands, and why, as its sender sees it."""
    seen = world.as_role(Role.REFERRER_CLIENT).get(f"/v1/referrals/{case['referral_ids'][0]}/transitions")
    last = seen.json()["data"][-1]
    return last["to"], last["reason_code"]


def begin_family(
    world: World, *cases: tuple[dict[str, Any], str], by: str = "caseworker", **more: Any
) -> str:
    """Family work with these cases, each with its part; answers its id."""
    body = {"cases": [{"case_id": case["id"], "part": part} for case, part in cases], **more}
    made = world.as_role(by).post("/v1/families", json=body, headers=key())
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def family_case(world: World) -> str:
    """The place of a case in a family."""
    family_id = begin_family(world, (world.open_case(access="workers"), "victim"))
    read = world.as_role(Role.CASEWORKER).get(f"/v1/families/{family_id}")
    return str(read.json()["cases"][0]["id"])


def read(world: World, case: dict[str, Any], by: str = "caseworker") -> dict[str, Any]:
    answer = world.as_role(by).get(f"/v1/cases/{case['id']}")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body
