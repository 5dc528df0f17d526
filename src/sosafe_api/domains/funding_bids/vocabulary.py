"""Codes of funding bids."""

from enum import StrEnum


class FundingBidStatus(StrEnum):
    """Where a bid stands, from the first thought to the last report."""

    IDEA = "idea"
    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    SHORTLISTED = "shortlisted"
    AWARDED = "awarded"
    PART_AWARDED = "part_awarded"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    IN_DELIVERY = "in_delivery"
    REPORTED = "reported"
    CLOSED = "closed"


class FundingDecision(StrEnum):
    """What the funder decided; kept when the bid moves on."""

    AWARDED = "awarded"
    PART_AWARDED = "part_awarded"
    REJECTED = "rejected"


class FundingDocumentKind(StrEnum):
    """What a linked document is."""

    APPLICATION = "application"
    AWARD_LETTER = "award_letter"
    GRANT_AGREEMENT = "grant_agreement"
    MONITORING_REPORT = "monitoring_report"
    EVALUATION = "evaluation"
    OTHER = "other"


class FundingGrouping(StrEnum):
    """By what awards are added up. The year is that in which the award was received."""

    FUNDER = "funder"
    DELIVERER = "deliverer"
    FINANCIAL_YEAR = "financial_year"


class OpenCall(StrEnum):
    """Whether the funder invited bids publicly."""

    YES = "yes"
    NO = "no"


class OmissionReason(StrEnum):
    """Why an award cannot be published in the 360Giving standard."""

    AWARD_DAY_UNKNOWN = "award_day_unknown"
    DESCRIPTION_MISSING = "description_missing"
    GRANT_IDENTIFIER_MISSING = "grant_identifier_missing"
    FUNDER_IDENTIFIER_MISSING = "funder_identifier_missing"
    RECIPIENT_IDENTIFIER_MISSING = "recipient_identifier_missing"


class GrantFileFormat(StrEnum):
    """How a file of grants by the 360Giving standard is written."""

    JSON = "threesixtygiving_json"
    CSV = "threesixtygiving_csv"
    XLSX = "threesixtygiving_xlsx"
