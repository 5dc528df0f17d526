"""Steps of whoever keeps the partnership's bids, and the standard that what is published must meet."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

Json = dict[str, Any]
STANDARD = Path(__file__).parent / "standard"
ADMIN = Role.PARTNERSHIP_ADMIN
SADA, COMMUNITY = "Stevenage Against Domestic Abuse", "Community Safety"
COMMISSIONER, COUNTY = "Police and Crime Commissioner", "County council"
# Month of receipt, funder, pounds, deliverer, use, intermediary: the six bids of a published strategy.
SIX = (
    ("2017-02", "Communities and Local Government", 107_000, SADA, "Domestic abuse Safe Space", None),
    ("2017-04", COMMISSIONER, 3_000, "Community Safety and partners", "Community reassurance", None),
    ("2017-10", COMMISSIONER, 3_000, COMMUNITY, "Ambassadors programme", None),
    ("2018-01", COUNTY, 10_000, SADA, "Traveller engagement", None),
    ("2018-01", "Tesco Bags of Help", 1_000, "No More Service", "Allotment", None),
    ("2018-03", COMMISSIONER, 9_000, "Fly-tipping task force", "Fly tipping", "County waste partnership"),
)


def post(world: World, path: str, body: Json, *, role: Role = ADMIN) -> httpx.Response:
    headers = {"Idempotency-Key": str(new_id())}
    return world.as_role(role).post(f"/v1{path}", json=body, headers=headers)


def made(answer: httpx.Response) -> Json:
    assert answer.status_code == 201, answer.text
    record: Json = answer.json()
    return record


def get(world: World, path: str, *, role: Role = ADMIN, **query: Any) -> Json:
    answer = world.as_role(role).get(f"/v1{path}", params=query)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def patch(world: World, path: str, body: Json, etag: str = "*") -> httpx.Response:
    headers = {"If-Match": etag, "Content-Type": "application/merge-patch+json"}
    return world.as_role(ADMIN).patch(f"/v1{path}", json=body, headers=headers)


def move(world: World, bid_id: str, to: str, **known: Any) -> httpx.Response:
    return world.as_role(ADMIN).post(
        f"/v1/funding-bids/{bid_id}/transitions", json={"to": to, **known}, headers={"If-Match": "*"}
    )


def faults(answer: httpx.Response) -> set[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return {(item["pointer"], item["code"]) for item in answer.json()["errors"]}


def money(pounds: float | str) -> Json:
    return {"amount": f"{float(pounds):.2f}", "currency": "GBP"}


def organisation(world: World, name: str, **known: Any) -> str:
    return str(made(post(world, "/funding-organisations", {"name": name, **known}))["id"])


def bid(world: World, **changes: Any) -> Json:
    """A bid to a fictional funder, recorded in the status that is asked for."""
    funder, deliverer = changes.pop("funder_id", None), changes.pop("deliverer_id", None)
    body = {
        "title": "Example bid",
        "purpose": "An example.",
        "funder_id": funder or organisation(world, "Example Fund"),
        "deliverer_id": deliverer or organisation(world, "Example Charity"),
        **changes,
    }
    return made(post(world, "/funding-bids", body))


def six_bids(world: World) -> list[Json]:
    """The six bids, each recorded as an award of which only the month of receipt is known."""
    ids: dict[str, str] = {}

    def known(name: str) -> str:
        if name not in ids:
            ids[name] = organisation(world, name)
        return ids[name]

    return [
        bid(
            world,
            title=use,
            purpose=f"{use}, as the strategy has it.",
            funder_id=known(funder),
            deliverer_id=known(deliverer),
            intermediary_id=known(through) if through else None,
            status="accepted",
            amount_awarded=money(pounds),
            received_on=month,
        )
        for month, funder, pounds, deliverer, use, through in SIX
    ]


@cache
def _validator() -> Draft202012Validator:
    package, grant = (
        json.loads((STANDARD / name).read_text(encoding="utf-8"))
        for name in ("360-giving-package-schema.json", "360-giving-schema.json")
    )
    # The package of 1.4.3 still names the grant's schema of 1.4.2.
    address = package["properties"]["grants"]["items"]["$ref"]
    registry = Registry().with_resources(
        [(name, DRAFT202012.create_resource(grant)) for name in (address, grant["$id"])]
    )
    checker = Draft202012Validator.FORMAT_CHECKER
    assert {"date-time", "uri"} <= set(checker.checkers), "formats would not be asserted"
    return Draft202012Validator(package, registry=registry, format_checker=checker)


def standard_faults(package: Json) -> list[str]:
    """Where a package breaks the published schema, formats asserted."""
    return [f"{error.json_path}: {error.message[:200]}" for error in _validator().iter_errors(package)]
