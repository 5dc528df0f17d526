"""Interventions, orders and reviews in the states that their operations need."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sosafe_api.core.clock import today
from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.interventions import steps
from tests.fixtures.world import World


def _worker(world: World, path: dict[str, str], **replaced: Any) -> Call:
    return Call(world.as_role(Role.CASEWORKER), path=path, replaced=replaced)


def _person(case: dict[str, Any]) -> str:
    return str(case["people"][0]["person_id"])


def _drafting(world: World) -> Call:
    case = steps.asb_case(world)
    return _worker(world, {"case_id": case["id"]}, person_id=_person(case))


def _penalty_notice(world: World) -> Call:
    case = steps.asb_case(world)
    penalty = {"amount": "75.00", "currency": "GBP"}
    step = steps.drafted(world, case, "fixed_penalty_notice", person_id=_person(case), penalty=penalty)
    return _worker(world, {"intervention_id": step["id"]})


def _in_force(world: World) -> Call:
    step = steps.notice(world, steps.asb_case(world), on="2026-11-01")
    return _worker(world, {"intervention_id": step["id"]})


def _closed_premises(world: World) -> Call:
    now = datetime.now(UTC)
    step = steps.issued(
        world,
        steps.asb_case(world),
        "closure_notice",
        place=steps.PLACE,
        terms=steps.TERMS,
        extent="full",
        starts_at=(now - timedelta(hours=1)).isoformat(),
        ends_at=(now + timedelta(hours=20)).isoformat(),
    )
    later = (now + timedelta(hours=40)).isoformat()
    return _worker(world, {"intervention_id": step["id"]}, ends_at=later)


def _breached(world: World) -> Call:
    made = steps.breach(world, steps.notice(world, steps.asb_case(world)))
    return _worker(world, {"intervention_breach_id": made.json()["id"]})


def _staged(world: World) -> Call:
    return _worker(world, {"case_id": steps.asb_case(world)["id"]})


def _order(world: World) -> Call:
    made = steps.made_order(world)
    return Call(world.as_role(Role.PARTNERSHIP_ADMIN), path={"public_spaces_order_id": made["id"]})


def _applied(world: World) -> Call:
    review = steps.applied(world, applied_on=today().replace(month=11, day=2, year=2026))
    return _worker(world, {"asb_case_review_id": review["id"]})


def _held(world: World) -> Call:
    review = steps.stepped(world, steps.applied(world), "acknowledged", "threshold_met", "review_held")
    return _worker(world, {"asb_case_review_id": review["id"]})


def _recommended(world: World) -> Call:
    review = _held(world).path
    made = steps.recommended(world, {"id": review["asb_case_review_id"]})
    return _worker(world, {"asb_case_review_recommendation_id": made["id"]})


def FILL(world: World) -> None:  # noqa: N802 - as the arrangements look for it
    """Steps that say what no example says, one of them with an outcome and a remark."""
    case = steps.asb_case(world)
    person = {"person_id": _person(case)}
    steps.drafted(
        world, case, "criminal_behaviour_order", **person, terms=steps.TERMS, starts_on="2026-11-02",
        under_18=False, conviction="A fictional conviction.", uprn="100080000001", ward="E05004050",
        outward_postcode="SG1",
    )  # fmt: skip
    steps.drafted(world, case, "notice_of_seeking_possession", **person, ground="A fictional ground.")
    steps.issued(world, case, "community_protection_warning", terms=steps.TERMS, place=steps.PLACE)
    step = steps.drafted(
        world, case, "community_protection_notice", terms=steps.TERMS, works="Mend the fence.",
        starts_on=steps.days(0),
    )  # fmt: skip
    steps.patch(world, f"/v1/interventions/{step['id']}", {"outcome": "No further reports."})
    steps.move(world, step, "issued", note="Handed over at the door.")


SPECIAL = {
    "create_intervention": _drafting,
    "update_intervention": _penalty_notice,
    "create_intervention_transition": lambda world: _worker(
        world, {"intervention_id": steps.drafted(world, steps.asb_case(world), "mediation")["id"]}
    ),
    "create_intervention_extension": _closed_premises,
    "create_intervention_breach": _in_force,
    "get_intervention_breach": _breached,
    "update_intervention_breach": _breached,
    "get_asb_stage": _staged,
    "create_asb_stage_transition": _staged,
    "update_public_spaces_order": _order,
    "create_public_spaces_extension": _order,
    "create_public_spaces_transition": _order,
    "create_public_spaces_penalty": _order,
    "create_asb_case_review": lambda world: _worker(world, {}),
    "create_asb_case_review_transition": _applied,
    "create_asb_case_review_recommendation": _held,
    "get_asb_case_review_recommendation": _recommended,
    "update_asb_case_review_recommendation": _recommended,
}
IDENTIFIERS = {
    "intervention_id": lambda world: _penalty_notice(world).path["intervention_id"],
    "public_spaces_order_id": lambda world: str(steps.made_order(world)["id"]),
    "asb_case_review_id": lambda world: str(steps.applied(world)["id"]),
}
