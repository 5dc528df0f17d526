"""Every query about cases and the work on them."""

from sosafe_api.domains.cases.repository.cases import CaseRepository
from sosafe_api.domains.cases.repository.families import FamilyRepository
from sosafe_api.domains.cases.repository.work import WorkRepository

__all__ = ["CaseRepository", "FamilyRepository", "WorkRepository"]
