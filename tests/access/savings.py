"""Who may do what with unit costs, price indices and statements of savings."""

from typing import Any

from tests.access.rows import ADMIN, R, Row, row
from tests.domains.savings.stating import COUNCIL, Costs, line, loaded_index, published, statement
from tests.fixtures.world import World

ANALYSTS = {R.ANALYST, *ADMIN}
READERS = {*R} - {R.REFERRER, R.REFERRER_CLIENT, R.IMPORT_CLIENT}


def _statement(world: World) -> dict[str, Any]:
    costs = Costs([published(world, {"reference": "new_economy_1_4"})], loaded_index(world))
    return statement(world, costs, line("HO1.0", "10", payers=COUNCIL))


ROWS: dict[str, Row] = {
    "create_unit_cost_set": row("POST", "/v1/unit-cost-sets", ANALYSTS),
    "list_unit_cost_sets": row("GET", "/v1/unit-cost-sets", READERS),
    "get_unit_cost_set": row("GET", "/v1/unit-cost-sets/{unit_cost_set_id}", READERS),
    "create_unit_cost_entries": row("POST", "/v1/unit-cost-sets/{unit_cost_set_id}/entries", ANALYSTS),
    "list_unit_cost_entries": row("GET", "/v1/unit-cost-sets/{unit_cost_set_id}/entries", READERS),
    "create_unit_cost_set_transition": row(
        "POST", "/v1/unit-cost-sets/{unit_cost_set_id}/transitions", ANALYSTS
    ),
    "create_price_index": row("POST", "/v1/price-indices", ANALYSTS),
    "list_price_indices": row("GET", "/v1/price-indices", READERS),
    "get_price_index": row("GET", "/v1/price-indices/{price_index_id}", READERS),
    "create_savings_statement": row("POST", "/v1/savings-statements", ANALYSTS, body=_statement),
    "list_savings_statements": row("GET", "/v1/savings-statements", READERS),
    "get_savings_statement": row("GET", "/v1/savings-statements/{savings_statement_id}", READERS),
    "get_savings_calculation": row(
        "GET", "/v1/savings-statements/{savings_statement_id}/calculation", READERS
    ),
    "create_savings_version": row("POST", "/v1/savings-statements/{savings_statement_id}/versions", ANALYSTS),
    "create_savings_transition": row(
        "POST", "/v1/savings-statements/{savings_statement_id}/transitions", ANALYSTS
    ),
}
SUBJECTS = {
    "unit_cost_set_id": ("create_unit_cost_set", R.ANALYST),
    "price_index_id": ("create_price_index", R.ANALYST),
    "savings_statement_id": ("create_savings_statement", R.ANALYST),
}
IRREGULAR = {"price_index_id": "price_indices"}
