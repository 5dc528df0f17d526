"""Consents and disclosures as the tests make them, over HTTP."""

from typing import Any

import httpx

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

WORKER = Role.CASEWORKER.value
NECESSITY = "A fictional account of why less would not do."
UNASKED = "Asking would have put the person at risk."


def post(world: World, path: str, content: dict[str, Any], who: str = WORKER) -> httpx.Response:
    return world.as_role(who).post(f"/v1{path}", json=content, headers={"Idempotency-Key": str(new_id())})


def made(response: httpx.Response) -> dict[str, Any]:
    assert response.status_code == 201, response.text
    found: dict[str, Any] = response.json()
    return found


def move(world: World, path: str, who: str = WORKER, if_match: str = "*", **content: Any) -> httpx.Response:
    return world.as_role(who).post(f"/v1{path}/transitions", json=content, headers={"If-Match": if_match})


def person(world: World) -> str:
    return str(world.open_case()["people"][0]["person_id"])


def consent(world: World, person_id: str, status: str = "given", **changes: Any) -> dict[str, Any]:
    content = {
        "person_id": person_id,
        "service_id": str(world.services["refuge"]),
        "status": status,
        "stated_on": "2026-11-03",
    }
    return content | changes


def agree(world: World, **changes: Any) -> str:
    """An agreement of charity, council and police that covers identity, risk and criminal offences."""
    agencies = sorted(str(agency_id) for agency_id in world.agencies.values())
    purpose = {
        "code": "prevention",
        "lawful_basis": "public_task",
        "gateway": "crime_and_disorder_act_1998_s115",
        "special_category_condition": "preventing_or_detecting_unlawful_acts",
    }
    content = {
        "title": "Prevention",
        "agency_ids": agencies,
        "purposes": [purpose],
        "data_classes": ["identity", "risk", "criminal_offence"],
        "starts_on": "2020-01-01",
    }
    return str(
        made(post(world, "/sharing-agreements", content | changes, Role.PARTNERSHIP_ADMIN.value))["id"]
    )


def check(world: World, recipient: str = "police", **changes: Any) -> dict[str, Any]:
    content = {
        "purpose": "prevention",
        "recipient_agency_id": str(world.agencies[recipient]),
        "data_classes": ["identity", "risk"],
    }
    answer = post(world, "/sharing-checks", content | changes)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def disclosure(world: World, person_id: str, recipient: str = "police", **changes: Any) -> dict[str, Any]:
    content = {
        "person_id": person_id,
        "service_id": str(world.services["refuge"]),
        "recipient_agency_id": str(world.agencies[recipient]),
        "disclosed_on": "2026-11-03",
        "data_classes": ["identity", "risk"],
        "purpose": "prevention",
        "necessity": NECESSITY,
        "without_consent_reason": UNASKED,
    }
    return content | changes


def withdrawn(world: World, person_id: str, recipients: tuple[str, ...] = ("police",)) -> list[str]:
    """Consent given, disclosed to these agencies, and withdrawn; answers the ids of the disclosures."""
    agree(world)
    record = made(post(world, "/consents", consent(world, person_id)))
    told = [made(post(world, "/disclosures", disclosure(world, person_id, to)))["id"] for to in recipients]
    moved = move(world, f"/consents/{record['id']}", to="withdrawn", stated_on="2026-11-04")
    assert made(moved)["notices"] == len(set(recipients))
    return told
