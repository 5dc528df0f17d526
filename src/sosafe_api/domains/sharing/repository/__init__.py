"""Every query about sharing."""

from sosafe_api.domains.sharing.repository.consents import ConsentRepository
from sosafe_api.domains.sharing.repository.disclosures import DisclosureRepository, NoticeRepository
from sosafe_api.domains.sharing.repository.exclusions import ExclusionRepository

__all__ = ["ConsentRepository", "DisclosureRepository", "ExclusionRepository", "NoticeRepository"]
