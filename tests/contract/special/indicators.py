"""Calls about one value of an indicator: there must be one, and one of a year before."""

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call, Identifiers, Special
from tests.domains.kpis.arranging import street_file
from tests.fixtures.world import World


def _counted(world: World) -> Call:
    for number in range(18):
        year, month = divmod(number, 12)
        street_file(world, f"{2020 + year}-{month + 1:02d}", {"burglary": 100, "anti_social_behaviour": 40})
    return Call(world.as_role(Role.ANALYST))


SPECIAL: Special = {"get_kpi_comparison": _counted, "get_kpi_evidence": _counted}
IDENTIFIERS: Identifiers = {}
