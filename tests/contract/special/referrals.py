"""Referrals in the states that their operations need."""

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call, identifier
from tests.fixtures.world import World


def _sender(world: World) -> Call:
    count = len(world.people) + world.superuser.execute("SELECT count(*) FROM referrals").fetchone()[0]
    return Call(
        world.as_role(Role.REFERRER_CLIENT), replaced={"agency_reference": f"EXAMPLE/{world.slug}/{count}"}
    )


def moved(world: World, *targets: str) -> str:
    """A referral that its service has moved so far."""
    referral_id = identifier(world, "referral_id", None)
    for target in targets:
        moved = world.as_role(Role.CASEWORKER).post(
            f"/v1/referrals/{referral_id}/transitions", json={"to": target}, headers={"If-Match": "*"}
        )
        assert moved.status_code == 201, moved.text
    return referral_id


def _received(world: World) -> Call:
    return Call(world.as_role(Role.CASEWORKER), path={"referral_id": moved(world, "received")})


def _under_review(world: World) -> Call:
    return Call(
        world.as_role(Role.CASEWORKER), path={"referral_id": moved(world, "received", "under_review")}
    )


def _asked(world: World) -> Call:
    call = _under_review(world)
    asked = call.client.post(
        f"/v1/referrals/{call.path['referral_id']}/questions",
        json={"code": "needs", "question": "What is needed?"},
        headers={"If-Match": "*"},
    )
    return Call(world.as_role(Role.REFERRER), path=call.path, replaced={"question_id": asked.json()["id"]})


def _redirected(world: World) -> Call:
    call = _received(world)
    call.replaced["service_id"] = str(world.services["outreach"])
    return call


SPECIAL = {
    "create_referral": _sender,
    "create_referral_batch": _sender,
    "create_referral_transition": _received,
    "create_referral_question": _under_review,
    "create_referral_answer": _asked,
    "create_referral_redirection": _redirected,
}
IDENTIFIERS = {
    "referral_id": lambda world: str(world.push(f"EXAMPLE/{new_id()}", referred_on="2026-10-01")["id"]),
}
