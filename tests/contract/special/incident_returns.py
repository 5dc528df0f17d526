"""What returns of incidents, and the minimum data set, need before their operations succeed."""

from tests.contract.arrangements import Identifiers, Special

SPECIAL: Special = {}
IDENTIFIERS: Identifiers = {"quarter": lambda _: "2025-26-Q4"}
