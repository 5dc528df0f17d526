"""What programs, imports and releases need before their operations succeed."""

import httpx

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call, by_name, examples, perform
from tests.domains.kpis.releasing import checked, publish
from tests.fixtures.world import SECRET, World


def _token(world: World) -> Call:
    client = world.service.client()
    client.auth = httpx.BasicAuth(world.people["referrer_client"].client_id, SECRET)
    return Call(client)


def _uploaded(world: World) -> Call:
    upload = by_name("replace_import_content")
    sent = perform(world, upload, *next(examples(upload)))
    assert sent.status_code == 200, sent.text
    return Call(world.as_role(Role.ANALYST), path={"import_id": sent.json()["id"]})


def _responsible(world: World) -> Call:
    """An agency is designated for only while it is a responsible authority."""
    member = world.as_role(Role.PARTNERSHIP_ADMIN).post(
        f"/v1/agencies/{world.agencies['council']}/memberships",
        json={"basis": "responsible_authority", "starts_on": "2020-01-01"},
        headers={"Idempotency-Key": f"membership-in-{world.slug}"},
    )
    assert member.status_code in {201, 409}, member.text
    return Call(world.as_role(Role.PARTNERSHIP_ADMIN))


def _published(world: World) -> Call:
    publish(world)
    return Call(world.service.client())


def _frozen(world: World) -> str:
    """A table of the release that was checked last."""
    (table_id,) = world.superuser.execute(
        "SELECT id FROM kpi_release_tables WHERE partnership_id = %s ORDER BY id DESC LIMIT 1", (world.id,)
    ).fetchone() or ("",)
    return str(table_id)


def _newcomer(world: World) -> str:
    """Somebody whom nothing else rests on, so that a role can be given and taken, and the person disabled."""
    made = world.as_role(Role.PARTNERSHIP_ADMIN).post(
        "/v1/principals",
        json={"name": f"newcomer-{new_id().hex}", "agency_id": str(world.agencies["council"])},
        headers={"Idempotency-Key": str(new_id())},
    )
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def _role(world: World) -> str:
    made = world.as_role(Role.PARTNERSHIP_ADMIN).post(
        f"/v1/principals/{_newcomer(world)}/role-assignments",
        json={"role": "analyst", "starts_on": "2026-11-02"},
        headers={"Idempotency-Key": str(new_id())},
    )
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


SPECIAL = {
    "issue_token": _token,
    "create_import_transition": _uploaded,
    "create_liaison_officer": _responsible,
    "list_published_releases": _published,
    "get_published_rendition": _published,
    "list_published_kpis": _published,
    "get_published_kpi": _published,
    "list_published_observations": _published,
}
IDENTIFIERS = {
    "service_id": lambda world: str(world.services["refuge"]),
    "agency_id": lambda world: str(world.agencies["council"]),
    "area_code": lambda _: "E07000243",
    "partnership_slug": lambda world: world.slug,
    "problem_slug": lambda _: "not-found",
    "principal_id": _newcomer,
    "role_assignment_id": _role,
    "code_list_id": lambda _: "people.sex",
    "kpi_code": lambda _: "crime_rate",
    "kpi_rendition": lambda _: "tables",
    "kpi_release_id": lambda world: str(checked(world)["id"]),
    "kpi_release_table_id": _frozen,
}
