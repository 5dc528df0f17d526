"""Use cases of sharing."""

from sosafe_api.domains.sharing.service.consents import ConsentService
from sosafe_api.domains.sharing.service.disclosures import DisclosureService
from sosafe_api.domains.sharing.service.exclusions import ExclusionService
from sosafe_api.domains.sharing.service.notices import NoticeService

__all__ = ["ConsentService", "DisclosureService", "ExclusionService", "NoticeService"]
