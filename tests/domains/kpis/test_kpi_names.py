"""The list of indicators' codes, which plans and strategies name, is that of the registry."""

from sosafe_api.core.kpi_names import KpiName
from sosafe_api.domains.kpis.definitions import REGISTRY


def test_every_indicator_has_its_name_and_every_name_its_indicator():
    assert [name.value for name in KpiName] == sorted(REGISTRY)
