"""Every indicator's code, alphabetical: what a plan, a measure or an event names without asking the registry."""

from enum import StrEnum


class KpiName(StrEnum):
    """The registry of indicators has a definition for each, and for no other."""

    ACTIONS_ON_TRACK = "actions_on_track"
    ASB_INCIDENTS = "asb_incidents"
    ASB_REPORTED = "asb_reported"
    ASB_REPORTED_RATE = "asb_reported_rate"
    COMPLAINANTS_SATISFIED = "complainants_satisfied"
    COMPLAINANTS_SURVEYED = "complainants_surveyed"
    CRIME_RATE = "crime_rate"
    DAYS_TO_FIRST_DECISION = "days_to_first_decision"
    DECLINES_BY_REASON = "declines_by_reason"
    DELIBERATE_FIRE_RATE = "deliberate_fire_rate"
    DELIBERATE_FIRES = "deliberate_fires"
    EVENT_ATTENDANCES = "event_attendances"
    EVENTS_HELD = "events_held"
    EVENTS_REACHING_COMMUNITIES = "events_reaching_communities"
    FEELING_SAFE_AFTER_DARK = "feeling_safe_after_dark"
    FEELING_SAFE_BY_DAY = "feeling_safe_by_day"
    FUNDING_BROUGHT_IN = "funding_brought_in"
    FUNDING_SPENT = "funding_spent"
    FUNDING_SUCCESS_RATE = "funding_success_rate"
    REFERRALS_ACCEPTED_SHARE = "referrals_accepted_share"
    REFERRALS_RECEIVED = "referrals_received"
    YOUTH_NUISANCE_SHARE = "youth_nuisance_share"
