"""Steps of a year's casework over HTTP, and how it is dated back: an indicator counts months that are over."""

from typing import Any

from sosafe_api.domains.auth.rules import Role
from tests.domains.agencies.directory import patch
from tests.domains.cases.steps import moved
from tests.domains.kpis.test_referral_figures import APRIL, observations
from tests.fixtures.world import World

Json = dict[str, Any]
KINDS = ("one_to_one_support", "offender_management", "crisis_intervention", "perpetrator_programme")


def say_what_services_are_for(world: World) -> None:
    """The refuge supports survivors; four more services, one of each kind, for whom the caseworker works too."""
    for kind in KINDS:
        slug = kind.replace("_", "-")
        world.add_service(slug, "charity")
        world.grant(world.people["caseworker"], Role.CASEWORKER, service=slug)
    for slug, kind in [
        ("refuge", "domestic_abuse_support"),
        *((kind.replace("_", "-"), kind) for kind in KINDS),
    ]:
        admin = world.as_role(Role.PARTNERSHIP_ADMIN)
        said = patch(admin, f"/services/{world.services[slug]}", kind=kind)
        assert (said.status_code, said.json()["kind"]) == (200, kind), said.text


def case_of(world: World, kind: str, **changes: Any) -> Json:
    """A case of the service of this kind; opened on one referral."""
    service_id = str(world.services[kind.replace("_", "-")])
    return world.open_case(referral={"service_id": service_id}, **changes)


def closed(world: World, case: Json, ending: str = "planned_needs_met") -> None:
    moved(world, case["id"], "closed", ending=ending)


def dated(world: World, table: str, column: str, day: str) -> None:
    """As if all of it had happened on that day."""
    stamp = f"{day}T12:00:00Z" if column.endswith(("_at", "_since")) else day
    world.superuser.execute(
        f"UPDATE {table} SET {column} = %s WHERE partnership_id = %s AND {column} IS NOT NULL",
        (stamp, world.id),
    )


def april(world: World, code: str, query: str = APRIL) -> tuple[Any, ...]:
    """The value with its numerator and denominator."""
    (found,) = observations(world, code, query)
    parts = [found[name] and found[name]["value"] for name in ("numerator", "denominator")]
    return (found["value"], *parts)
