"""Whether a contract breaks the clients of an earlier one (ADR 0039): inputs contravariant, outputs covariant."""

from sosafe_api.contract.compatibility.allowances import Allowance, FaultyAllowances, judge, read_allowances
from sosafe_api.contract.compatibility.contracts import compare
from sosafe_api.contract.compatibility.findings import RULES, Finding, Rule
from sosafe_api.contract.compatibility.releases import ALLOWANCES, DIRECTORY, keep, last_release, read

__all__ = [
    "ALLOWANCES",
    "DIRECTORY",
    "RULES",
    "Allowance",
    "FaultyAllowances",
    "Finding",
    "Rule",
    "compare",
    "judge",
    "keep",
    "last_release",
    "read",
    "read_allowances",
]
