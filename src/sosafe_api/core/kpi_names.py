"""Every indicator's code, alphabetical: what a plan, a measure or an event names without asking the registry."""

from enum import StrEnum


class KpiName(StrEnum):
    """The registry of indicators has a definition for each, and for no other."""

    ASB_INCIDENTS = "asb_incidents"
    CRIME_RATE = "crime_rate"
    DAYS_TO_FIRST_DECISION = "days_to_first_decision"
    DECLINES_BY_REASON = "declines_by_reason"
    REFERRALS_ACCEPTED_SHARE = "referrals_accepted_share"
    REFERRALS_RECEIVED = "referrals_received"
