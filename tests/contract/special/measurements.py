"""Figures entered by hand in the states that their operations need."""

from tests.contract.arrangements import Special
from tests.domains.measurements.entering import entered

SPECIAL: Special = {}
IDENTIFIERS = {"measurement_id": lambda world: entered(world)["id"]}
