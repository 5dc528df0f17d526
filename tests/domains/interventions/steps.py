"""Steps of casework against anti-social behaviour: cases, interventions, orders and reviews over HTTP."""

from datetime import date, timedelta
from typing import Any

import httpx

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

TERMS = "Stop gathering at the entrance after 9 pm."
PLACE = "The shop front of a fictional parade."
ORDERS = "/v1/public-spaces-protection-orders"
REVIEWS = "/v1/asb-case-reviews"


def days(count: int) -> str:
    """A day so many days from today, as it crosses the wire."""
    return (today() + timedelta(days=count)).isoformat()


def asb_case(world: World, **changes: Any) -> dict[str, Any]:
    return world.open_case(kind="anti_social_behaviour", person_role="alleged_perpetrator", **changes)


def draft(
    world: World, case: dict[str, Any], kind: str, *, worker: str = "caseworker", **content: Any
) -> httpx.Response:
    body = {"kind": kind, "agency_id": str(world.agencies["council"]), **content}
    return world.as_role(worker).post(
        f"/v1/cases/{case['id']}/interventions", json=body, headers={"Idempotency-Key": str(new_id())}
    )


def drafted(world: World, case: dict[str, Any], kind: str, **content: Any) -> dict[str, Any]:
    made = draft(world, case, kind, **content)
    assert made.status_code == 201, made.text
    body: dict[str, Any] = made.json()
    return body


def post(
    world: World, path: str, body: dict[str, Any], *, role: Role | str = Role.CASEWORKER, tag: str = "*"
) -> httpx.Response:
    headers = {"If-Match": tag, "Idempotency-Key": str(new_id())}
    return world.as_role(role).post(path, json=body, headers=headers)


def patch(
    world: World, path: str, body: dict[str, Any], *, role: Role | str = Role.CASEWORKER, tag: str = "*"
) -> httpx.Response:
    headers = {"If-Match": tag, "Content-Type": "application/merge-patch+json"}
    return world.as_role(role).patch(path, json=body, headers=headers)


def move(world: World, step: dict[str, Any], to: str, **more: Any) -> httpx.Response:
    return post(world, f"/v1/interventions/{step['id']}/transitions", {"to": to, **more})


def issued(
    world: World, case: dict[str, Any], kind: str, *, on: str | None = None, **content: Any
) -> dict[str, Any]:
    step = drafted(world, case, kind, **content)
    moved = move(world, step, "issued", **({"on": on} if on else {}))
    assert moved.status_code == 201, moved.text
    body: dict[str, Any] = moved.json()
    return body


def notice(world: World, case: dict[str, Any], *, on: str | None = None) -> dict[str, Any]:
    """A community protection notice in force, with the warning that the law asks for first."""
    issued(world, case, "community_protection_warning", on=on, terms=TERMS)
    return issued(
        world, case, "community_protection_notice", on=on, terms=TERMS, starts_on=on or today().isoformat()
    )


def breach(world: World, step: dict[str, Any], **changes: Any) -> httpx.Response:
    body = {"occurred_on": today().isoformat(), "account": "Seen there at 10 pm by a fictional warden."}
    return post(world, f"/v1/interventions/{step['id']}/breaches", body | changes)


def read(world: World, step: dict[str, Any]) -> dict[str, Any]:
    found = world.as_role(Role.CASEWORKER).get(f"/v1/interventions/{step['id']}")
    assert found.status_code == 200, found.text
    body: dict[str, Any] = found.json()
    return body


def order(world: World, **changes: Any) -> httpx.Response:
    body: dict[str, Any] = {
        "agency_id": str(world.agencies["council"]),
        "title": "Public spaces protection order, town centre",
        "area": "The town centre as on the map of the order.",
        "restrictions": ["Hand over alcohol when an authorised person asks for it."],
        "starts_on": "2026-08-15",
    }
    return post(world, ORDERS, body | changes, role=Role.PARTNERSHIP_ADMIN)


def made_order(world: World, **changes: Any) -> dict[str, Any]:
    made = order(world, **changes)
    assert made.status_code == 201, made.text
    body: dict[str, Any] = made.json()
    return body


def complaint(behaviour_on: date, complained_on: date) -> dict[str, Any]:
    return {
        "made_to": "council",
        "behaviour_on": behaviour_on.isoformat(),
        "complained_on": complained_on.isoformat(),
    }


def application(world: World, *, applied_on: date | None = None, **changes: Any) -> httpx.Response:
    """Three complaints that qualify, unless stated otherwise."""
    arrived = applied_on or today()
    body: dict[str, Any] = {
        "service_id": str(world.services["refuge"]),
        "applicant": "victim",
        "victim_consents": True,
        "applicant_name": "Example Person",
        "account": "Three fictional reports; nobody came.",
        "complaints": [complaint(arrived - timedelta(days=20), arrived - timedelta(days=10))] * 3,
        "applied_on": arrived.isoformat(),
    }
    return post(world, REVIEWS, body | changes)


def applied(world: World, **changes: Any) -> dict[str, Any]:
    made = application(world, **changes)
    assert made.status_code == 201, made.text
    body: dict[str, Any] = made.json()
    return body


def step_on(world: World, review: dict[str, Any], to: str, **more: Any) -> httpx.Response:
    return post(world, f"{REVIEWS}/{review['id']}/transitions", {"to": to, **more})


def stepped(world: World, review: dict[str, Any], *steps: str, **more: Any) -> dict[str, Any]:
    for to in steps:
        moved = step_on(world, review, to, **more)
        assert moved.status_code == 201, moved.text
        review = moved.json()
    return review


def recommended(world: World, review: dict[str, Any]) -> dict[str, Any]:
    """A recommendation of a review that was held."""
    body = {
        "agency_id": str(world.agencies["council"]),
        "recommendation": "Name one officer whom the applicant can reach.",
    }
    made = post(world, f"{REVIEWS}/{review['id']}/recommendations", body)
    assert made.status_code == 201, made.text
    found: dict[str, Any] = made.json()
    return found
