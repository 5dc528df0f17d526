"""Consents, disclosures and exclusions in the states that their operations need."""

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.sharing.sharing import agree, consent, disclosure, made, move, person, post, withdrawn
from tests.fixtures.world import World


def _worker(world: World) -> Call:
    return Call(world.as_role(Role.CASEWORKER), replaced={"person_id": person(world)})


def _consent(world: World) -> str:
    return str(made(post(world, "/consents", consent(world, person(world))))["id"])


def _given(world: World) -> Call:
    return Call(world.as_role(Role.CASEWORKER), path={"consent_id": _consent(world)})


def _disclosing(world: World) -> Call:
    """No agreement covers `contact`, so every example states a ground of its own."""
    call = _worker(world)
    call.replaced |= {"lawful_basis": "public_task", "purpose": f"purpose_{world.slug}"}
    return call


def _disclosure(world: World) -> str:
    agree(world)
    return str(made(post(world, "/disclosures", disclosure(world, person(world))))["id"])


def _notice(world: World) -> str:
    withdrawn(world, person(world), ("council",))
    return str(world.as_role(Role.REFERRER).get("/v1/disclosure-notices").json()["data"][-1]["id"])


def _noticed(world: World) -> Call:
    return Call(world.as_role(Role.REFERRER), path={"disclosure_notice_id": _notice(world)})


def _exclusion(world: World) -> str:
    content = {
        "principal_id": str(world.somebody(Role.SCRUTINY.value)),
        "subject_type": "person",
        "subject_id": str(new_id()),
        "reason_code": "relative",
    }
    return str(made(post(world, "/exclusions", content, Role.PARTNERSHIP_ADMIN.value))["id"])


def _declaring(world: World) -> Call:
    own = {"principal_id": str(world.somebody(Role.SCRUTINY.value)), "subject_id": str(new_id())}
    return Call(world.as_role(Role.PARTNERSHIP_ADMIN), replaced=own)


def _reasoned(world: World) -> None:
    """A withdrawal that says why, which no example does."""
    made(
        move(
            world, f"/consents/{_consent(world)}", to="withdrawn", stated_on="2026-11-04", reason="A reason."
        )
    )


FILL = _reasoned
SPECIAL = {
    "create_consent": _worker,
    "create_consent_transition": _given,
    "create_sharing_check": _worker,
    "create_disclosure": _disclosing,
    "create_disclosure_notice_acknowledgement": _noticed,
    "create_exclusion": _declaring,
}
IDENTIFIERS = {
    "consent_id": _consent,
    "disclosure_id": _disclosure,
    "disclosure_notice_id": _notice,
    "exclusion_id": _exclusion,
    "recipient_agency_id": lambda world: str(world.agencies["council"]),
}
