"""Targets and baselines of indicators in the states that their operations need."""

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.kpis.targeting import NEW, based, proposed
from tests.fixtures.world import World


def _new_target(world: World) -> Call:
    return Call(
        world.as_role(Role.ANALYST), {"kpi_code": "crime_rate", "financial_year": "2018-19"}, dict(NEW)
    )


SPECIAL = {"replace_kpi_target": _new_target}
IDENTIFIERS = {
    "financial_year": proposed,
    "kpi_baseline_id": based,
    "owner_agency_id": lambda world: str(world.agencies["council"]),
    "owner_group_id": lambda world: str(world.groups["panel"]),
}
