"""Tables of casework."""

from sosafe_api.domains.cases.models.cases import Case, CasePerson, CaseTransition, CaseWorker
from sosafe_api.domains.cases.models.families import Family, FamilyCase
from sosafe_api.domains.cases.models.work import CaseContact, CaseGoal, CaseNeed, CasePlanStep, CaseRecord

__all__ = [
    "Case",
    "CaseContact",
    "CaseGoal",
    "CaseNeed",
    "CasePerson",
    "CasePlanStep",
    "CaseRecord",
    "CaseTransition",
    "CaseWorker",
    "Family",
    "FamilyCase",
]
