"""Steps of an analyst: costs and an index loaded and published, statements made of plainly fictional cohorts."""

from dataclasses import dataclass
from typing import Any

import httpx

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

Json = dict[str, Any]


def post(world: World, path: str, body: Json, *, role: Role | str = Role.ANALYST) -> httpx.Response:
    headers = {"Idempotency-Key": str(new_id())}
    return world.as_role(role).post(f"/v1{path}", json=body, headers=headers)


def get(world: World, path: str, *, role: Role | str = Role.ANALYST) -> Json:
    answer = world.as_role(role).get(f"/v1{path}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def made(answer: httpx.Response) -> Json:
    assert answer.status_code == 201, answer.text
    record: Json = answer.json()
    return record


def move(
    world: World, path: str, to: str, *, role: Role | str = Role.ANALYST, if_match: str = "*", **reason: Any
) -> httpx.Response:
    return world.as_role(role).post(
        f"/v1{path}/transitions", json={"to": to, **reason}, headers={"If-Match": if_match}
    )


def faults(answer: httpx.Response) -> set[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return {(item["pointer"], item["code"]) for item in answer.json()["errors"]}


def money(amount: str) -> Json:
    return {"amount": amount, "currency": "GBP"}


def entry(code: str, **changes: Any) -> Json:
    """A fictional cost of the council's."""
    return {
        "code": code,
        "category": "Example",
        "description": "A fictional cost.",
        "unit": "per_incident",
        "amount": money("100.00"),
        "price_year": 2016,
        "price_year_kind": "financial",
        "kind": "fiscal",
        "payers": [{"payer": "council"}],
    } | changes


def own_set(*entries: Json, code: str = "example_costs") -> Json:
    return {
        "code": code,
        "edition": "1",
        "title": "Example costs",
        "publisher": "Example Council",
        "source": "Fictional figures.",
        "licence": "None needed.",
        "entries": list(entries),
    }


def published(world: World, body: Json) -> str:
    set_id = made(post(world, "/unit-cost-sets", body))["id"]
    made(move(world, f"/unit-cost-sets/{set_id}", "published"))
    return str(set_id)


def loaded_index(world: World) -> str:
    answer = post(world, "/price-indices", {"reference": "gdp_deflator_to_2024"})
    assert answer.status_code in {200, 201}, answer.text
    return str(answer.json()["id"])


@dataclass(frozen=True)
class Costs:
    """What statements of a test rest on."""

    set_ids: list[str]
    index_id: str


def published_costs(world: World, *bodies: Json) -> Costs:
    """Sets published, by default the reference costs, and the reference index."""
    bodies = bodies or ({"reference": "new_economy_1_4"},)
    return Costs([published(world, body) for body in bodies], loaded_index(world))


def line(code: str, avoided: str, **changes: Any) -> Json:
    return {
        "unit_cost_code": code,
        "description": "Fictional units of a fictional cohort.",
        "kind": "fiscal",
        "comparison": "before_and_after",
        "units_expected": avoided,
        "units_observed": "0",
        "deadweight": "0",
        "attribution": "1",
        "cashable": False,
        "evidence": "Fictional counts of the year before and the year after.",
        "evidence_grade": "practitioner_monitoring",
    } | changes


def statement(world: World, costs: Costs, *lines: Json, **changes: Any) -> Json:
    return {
        "title": "Example cohort",
        "period": {"start": "2016-04-01", "end": "2017-04-01"},
        "cohort": {"rule": "Everybody of a fictional cohort.", "size": 24},
        "agencies_in_scope": [
            {"payer": "council", "agency_id": str(world.agencies["council"])},
            {"payer": "police", "agency_id": str(world.agencies["police"])},
            {"payer": "fire_and_rescue"},
        ],
        "price_year": 2017,
        "unit_cost_set_ids": costs.set_ids,
        "price_index_id": costs.index_id,
        "lines": list(lines),
        "assumptions": ["The cohort is fictional."],
    } | changes


def stated(world: World, body: Json) -> Json:
    return made(post(world, "/savings-statements", body))


COUNCIL = [{"payer": "council", "share": "1"}]
SHARED = [{"payer": "police", "share": "0.55"}, {"payer": "council", "share": "0.45"}]
# Plainly fictional: chosen so that their costs come to the figure of a published strategy.
INTENSIVE_SUPPORT = [
    line("HO1.0", "16", deadweight="0.20", attribution="0.75", payers=COUNCIL),
    line("HO4.1", "4", duration="13.25", deadweight="0.20", attribution="0.75", cashable=True),
    line("CR1.0", "60", units_observed="14", deadweight="0.25", attribution="0.80", payers=SHARED),
    line("CR1.1", "134", deadweight="0.25", attribution="0.75"),
    line("CR7.0", "31", deadweight="0.20", attribution="0.75"),
    line("CR7.1", "26", deadweight="0.20", attribution="0.75"),
    line("FI2.1", "4", deadweight="0.25", attribution="0.60"),
]
