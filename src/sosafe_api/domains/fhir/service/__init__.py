"""Use cases of FHIR: reading and finding referrals, and taking one in."""

from sosafe_api.domains.fhir.service.intake import BundleService
from sosafe_api.domains.fhir.service.reading import ResourceService

__all__ = ["BundleService", "ResourceService"]
