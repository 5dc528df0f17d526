"""Use cases of funding."""

from sosafe_api.domains.funding_bids.repository.grant_rows import Importing
from sosafe_api.domains.funding_bids.rules.grant_faults import (
    FAULTS,
    REFUSALS,
    FaultSeverity,
    GrantFault,
    GrantFileRefused,
)
from sosafe_api.domains.funding_bids.service.bids import BidService
from sosafe_api.domains.funding_bids.service.figures import FigureService
from sosafe_api.domains.funding_bids.service.grant_files import (
    MOST_BYTES,
    MOST_ROWS,
    CheckedGrants,
    GrantFiles,
)
from sosafe_api.domains.funding_bids.service.money import MoneyService
from sosafe_api.domains.funding_bids.service.organisations import OrganisationService
from sosafe_api.domains.funding_bids.service.publishing import PublishingService

__all__ = [
    "FAULTS",
    "MOST_BYTES",
    "MOST_ROWS",
    "REFUSALS",
    "BidService",
    "CheckedGrants",
    "FaultSeverity",
    "FigureService",
    "GrantFault",
    "GrantFileRefused",
    "GrantFiles",
    "Importing",
    "MoneyService",
    "OrganisationService",
    "PublishingService",
]
