"""Releases as two people and the background process make them."""

import time
from typing import Any

import httpx

from sosafe_api import worker
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

RELEASES = "/v1/kpi-releases"
DRAFTER, APPROVER = Role.ANALYST, Role.PARTNERSHIP_ADMIN


def drafted(world: World, notes: str = "Quarterly release.", **rest: Any) -> dict[str, Any]:
    response = world.as_role(DRAFTER).post(
        RELEASES, json={"notes": notes, **rest}, headers={"Idempotency-Key": str(new_id())}
    )
    assert response.status_code == 201, response.text
    release: dict[str, Any] = response.json()
    assert release["status"] == "draft"
    return release


def checked(world: World, notes: str = "Quarterly release.", **rest: Any) -> dict[str, Any]:
    """A release that the background has checked, or refused."""
    return worked(world, drafted(world, notes, **rest)["id"])


def worked(world: World, release_id: str) -> dict[str, Any]:
    """The release once the background process has done with it."""
    assert world.service.urls is not None
    deadline = time.monotonic() + 180
    while True:
        worker.do_next(world.service.settings, world.service.urls)
        found: dict[str, Any] = world.as_role(DRAFTER).get(f"{RELEASES}/{release_id}").json()
        if found["status"] != "draft":
            return found
        assert time.monotonic() < deadline, "the release is a draft still"


def step(
    world: World, release: dict[str, Any], to: str, *, by: Role = APPROVER, **rest: Any
) -> httpx.Response:
    return world.as_role(by).post(
        f"{RELEASES}/{release['id']}/transitions",
        json={"to": to, **rest},
        headers={"If-Match": release["etag"]},
    )


def publish(world: World, notes: str = "Quarterly release.", **rest: Any) -> dict[str, Any]:
    """Drafts, lets the background check, and approves as a second person."""
    release = checked(world, notes, **rest)
    assert release["status"] == "checked", release["findings"]
    response = step(world, release, "published")
    assert response.status_code == 201, response.text
    published: dict[str, Any] = response.json()
    return published
