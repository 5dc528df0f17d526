"""What a statement comes to, to the penny, and that it comes to the same again."""

import hashlib
import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import pytest

from sosafe_api.core.idempotency import canonical_json
from sosafe_api.domains.auth.rules import Role
from tests.domains.savings.stating import (
    COUNCIL,
    INTENSIVE_SUPPORT,
    entry,
    get,
    line,
    money,
    own_set,
    post,
    published_costs,
    stated,
    statement,
)
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
SENDERS = 8


def totals(made: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["kind"]: item for item in made["calculation"]["totals"]}


def by_payer(total: dict[str, Any]) -> dict[str, str]:
    return {item["payer"]: item["saving"]["amount"] for item in total["by_payer"]}


def test_ten_tenancies_kept_are_worked_out_as_published(world: World) -> None:
    costs = published_costs(world)
    body = statement(world, costs, line("HO1.0", "10", deadweight="0.2", payers=COUNCIL))
    (found,) = stated(world, body)["calculation"]["lines"]
    assert found["unit_cost"] == money("6680.00")
    assert (found["index_source"], found["index_target"]) == ("81.2845", "91.2981")
    assert found["uprated_unit_cost"] == money("7502.92")
    assert found["saving"] == money("60023.36")


def test_an_incident_of_2002_in_the_prices_of_2017(world: World) -> None:
    costs = published_costs(world)
    shares = [{"payer": "police", "share": "0.5"}, {"payer": "council", "share": "0.5"}]
    made = stated(world, statement(world, costs, line("CR1.0", "1", payers=shares)))
    (found,) = made["calculation"]["lines"]
    assert found["uprated_unit_cost"] == found["saving"] == money("682.08")


def test_a_cohort_of_intensive_support_comes_to_the_published_figure(world: World) -> None:
    costs = published_costs(world)
    made = stated(world, statement(world, costs, *INTENSIVE_SUPPORT, price_year=2016))
    fiscal = totals(made)["fiscal"]
    assert fiscal["total"] == money("129863.11")
    assert fiscal["out_of_scope"] == money("0.00")
    shares = by_payer(fiscal)
    assert set(shares) == {"council", "police", "fire_and_rescue"}
    assert sum(map(Decimal, shares.values())) == Decimal("129863.11")
    assert min(map(Decimal, shares.values())) > 0
    assert fiscal["cashable"] == made["calculation"]["lines"][1]["saving"]
    assert made["calculation"]["lines"][2]["units_avoided"] == "46"
    assert [item["agency_name"] for item in made["calculation"]["agencies_in_scope"]] == [
        "Example Council", "Example Police", None,
    ]  # fmt: skip


def test_the_sources_own_parts_share_a_cost_out_and_who_is_not_in_scope_is_told_apart(world: World) -> None:
    costs = published_costs(world)
    made = stated(world, statement(world, costs, line("CR2.0", "1"), price_year=2008))
    (found,) = made["calculation"]["lines"]
    assert {item["payer"]: (item["saving"]["amount"], item["in_scope"]) for item in found["payers"]} == {
        "childrens_services": ("193.00", False),
        "criminal_justice_system": ("581.00", False),
        "housing_provider": ("110.00", False),
        "national_health_service": ("1171.00", False),
        "police": ("415.00", True),
    }
    fiscal = totals(made)["fiscal"]
    assert (fiscal["total"], fiscal["out_of_scope"]) == (money("415.00"), money("2055.00"))
    assert by_payer(fiscal) == {"council": "0.00", "fire_and_rescue": "0.00", "police": "415.00"}


def test_fiscal_and_social_savings_have_a_total_each(world: World) -> None:
    costs = published_costs(world, {"reference": "new_economy_1_4"}, {"reference": "home_office_2019_20"})
    scope = [{"payer": "police"}, {"payer": "society"}]
    shares = [{"payer": "society", "share": "1"}]
    lines = [line("CR7.0", "1"), line("domestic_burglary", "2", kind="social", payers=shares)]
    made = stated(world, statement(world, costs, *lines, price_year=2019, agencies_in_scope=scope))
    assert set(totals(made)) == {"fiscal", "social"}
    assert totals(made)["social"]["total"] == money("15440.00")
    assert by_payer(totals(made)["fiscal"])["society"] == "0.00"


def test_a_cost_by_time_is_multiplied_by_how_long_it_lasts(world: World) -> None:
    costs = published_costs(
        world, own_set(entry("W1", unit="per_week"), entry("Y1", unit="per_person_per_year"))
    )
    lines = [line("W1", "3", duration="2.5"), line("Y1", "2", duration="0.25")]
    made = stated(world, statement(world, costs, *lines, price_year=2016))
    assert [item["saving"]["amount"] for item in made["calculation"]["lines"]] == ["750.00", "50.00"]


def test_costs_that_rose_are_stated_as_they_are(world: World) -> None:
    costs = published_costs(world, own_set(entry("X1")))
    risen = line("X1", "1", units_observed="4")
    made = stated(world, statement(world, costs, risen, line("X1", "1"), price_year=2016))
    assert made["calculation"]["lines"][0]["saving"] == money("-300.00")
    assert totals(made)["fiscal"]["total"] == money("-200.00")


def test_what_was_made_is_read_as_the_same_bytes(world: World) -> None:
    made = stated(world, statement(world, published_costs(world), *INTENSIVE_SUPPORT, price_year=2016))
    answer = world.as_role(Role.SCRUTINY).get(f"/v1/savings-statements/{made['id']}/calculation")
    assert hashlib.sha256(answer.content).hexdigest() == made["calculation_digest"]
    assert answer.json() == made["calculation"]
    whole = world.as_role(Role.INDICATOR_READER).get(f"/v1/savings-statements/{made['id']}")
    assert answer.content in whole.content
    assert whole.headers["ETag"] == whole.json()["etag"] == made["etag"]


def test_the_same_inputs_lead_to_the_first_statement_however_they_are_written(world: World) -> None:
    body = statement(world, published_costs(world), *INTENSIVE_SUPPORT, price_year=2016)
    made = stated(world, body)
    same = json.loads(json.dumps(body))
    same["lines"][0] |= {"deadweight": "0.2000", "units_expected": "16.0", "duration": None}
    again = post(world, "/savings-statements", same, role=Role.PARTNERSHIP_ADMIN)
    assert (again.status_code, again.json()) == (200, made)
    assert again.headers["Idempotency-Replayed"] == "true"
    other = stated(world, body | {"assumptions": []})
    assert other["id"] != made["id"]
    assert other["input_hash"] != made["input_hash"]


def test_the_hash_is_of_the_inputs_that_are_kept_with_the_versions_of_costs_and_index(world: World) -> None:
    costs = published_costs(world)
    made = stated(world, statement(world, costs, line("CR1.1", "1")))
    (inputs,) = world.superuser.execute(
        "SELECT inputs FROM savings_calculations WHERE id = %s", (UUID(made["id"]),)
    ).fetchone()
    assert hashlib.sha256(inputs).hexdigest() == made["input_hash"] == made["calculation"]["input_hash"]
    kept = msgspec.json.decode(inputs)
    assert canonical_json(kept) == inputs
    (used,) = kept["unit_cost_sets"]
    of_set = get(world, f"/unit-cost-sets/{costs.set_ids[0]}")
    assert used == {name: of_set[name] for name in ("id", "code", "number", "edition", "content_digest")}
    of_index = get(world, f"/price-indices/{costs.index_id}")
    assert kept["price_index"] == {
        name: of_index[name] for name in ("id", "code", "vintage", "content_digest")
    }


def test_the_order_of_lines_changes_no_total(world: World) -> None:
    costs = published_costs(world)
    one = stated(world, statement(world, costs, *INTENSIVE_SUPPORT))
    other = stated(world, statement(world, costs, *reversed(INTENSIVE_SUPPORT)))
    assert other["calculation"]["totals"] == one["calculation"]["totals"]


def test_of_many_who_send_the_same_at_once_one_makes_it_and_all_get_it(world: World) -> None:
    body = statement(world, published_costs(world), line("CR1.1", "1"))
    with side_by_side() as pool, world.as_role(Role.ANALYST) as client:
        answers = list(pool.map(lambda _: client.post("/v1/savings-statements", json=body), range(SENDERS)))
    assert sorted(answer.status_code for answer in answers) == [200] * (SENDERS - 1) + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    (count,) = world.superuser.execute(
        "SELECT count(*) FROM savings_statements WHERE partnership_id = %s", (world.id,)
    ).fetchone()
    assert count == 1
