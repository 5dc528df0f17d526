"""Codes of the directory: what an agency, a service, a group and a seat in it can be."""

from enum import StrEnum


class AgencyKind(StrEnum):
    """What kind of body an agency is."""

    DISTRICT_COUNCIL = "district_council"
    COUNTY_COUNCIL = "county_council"
    UNITARY_COUNCIL = "unitary_council"
    POLICE = "police"
    FIRE_AND_RESCUE = "fire_and_rescue"
    HEALTH_COMMISSIONER = "health_commissioner"
    HEALTH_PROVIDER = "health_provider"
    PROBATION = "probation"
    YOUTH_JUSTICE = "youth_justice"
    PRISON = "prison"
    POLICE_AND_CRIME_COMMISSIONER = "police_and_crime_commissioner"
    HOUSING_ASSOCIATION = "housing_association"
    VOLUNTARY_SECTOR = "voluntary_sector"
    SCHOOL = "school"
    COMMUNITY_SAFETY_UNIT = "community_safety_unit"
    OTHER = "other"


class MembershipBasis(StrEnum):
    """How an agency belongs to the partnership; the first two as in the Crime and Disorder Act 1998 section 5."""

    RESPONSIBLE_AUTHORITY = "responsible_authority"
    CO_OPERATING_BODY = "co_operating_body"
    PARTNER = "partner"


class ServiceStatus(StrEnum):
    """Whether a service runs, in the words of the Open Referral Human Services Data Specification 3."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily_closed"


class ServiceKind(StrEnum):
    """What a service is for: indicators find the services that they count by it, never by a name."""

    ONE_TO_ONE_SUPPORT = "one_to_one_support"
    OFFENDER_MANAGEMENT = "offender_management"
    DOMESTIC_ABUSE_SUPPORT = "domestic_abuse_support"
    CRISIS_INTERVENTION = "crisis_intervention"
    SAFE_ACCOMMODATION = "safe_accommodation"
    PERPETRATOR_PROGRAMME = "perpetrator_programme"
    FAMILY_SUPPORT = "family_support"
    MULTIPLE_NEEDS = "multiple_needs"
    ANTI_SOCIAL_BEHAVIOUR = "anti_social_behaviour"
    MENTAL_HEALTH_CRISIS = "mental_health_crisis"
    OTHER = "other"


class GroupLevel(StrEnum):
    """What a group is there for."""

    STRATEGIC = "strategic"
    OPERATIONAL = "operational"
    MULTI_AGENCY = "multi_agency"
    PANEL = "panel"
    SURVIVOR_LED = "survivor_led"
    COUNTY = "county"


class Rhythm(StrEnum):
    """How often a group meets. Four-weekly is every 28 days, 13 times a year; it is not monthly."""

    EVERY_28_DAYS = "every_28_days"
    EVERY_42_DAYS = "every_42_days"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    AD_HOC = "ad_hoc"


class GroupRole(StrEnum):
    """What the holder of a seat does in the group."""

    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy_chair"
    MEMBER = "member"
    ADVISER = "adviser"
    SECRETARY = "secretary"
    OBSERVER = "observer"


class PanelKind(StrEnum):
    """What kind of panel a group is: it decides what may be put before it, and what its members see of it."""

    MARAC = "marac"
    SADA_PANEL = "sada_panel"
    MULTIPLE_NEEDS = "multiple_needs"
    YOUTH_MULTIPLE_NEEDS = "youth_multiple_needs"
    PROFESSIONALS_MEETING = "professionals_meeting"
    ASB_FORUM = "asb_forum"
