"""Codes of identity and of sharing agreements: roles, and on what ground and by which power agencies share."""

from enum import StrEnum


class SharedDataClass(StrEnum):
    """What kind of information about people an agreement is about."""

    IDENTITY = "identity"
    CONTACT = "contact"
    HOUSEHOLD = "household"
    SUPPORT = "support"
    RISK = "risk"
    NARRATIVE = "narrative"
    SPECIAL_CATEGORY = "special_category"
    CRIMINAL_OFFENCE = "criminal_offence"


class LawfulBasis(StrEnum):
    """The lawful basis of the processing, UK GDPR Article 6(1). Consent is none of them."""

    PUBLIC_TASK = "public_task"  # (e)
    LEGAL_OBLIGATION = "legal_obligation"  # (c)
    VITAL_INTERESTS = "vital_interests"  # (d)


class Gateway(StrEnum):
    """The power or duty of law by which the information passes from one agency to another."""

    CRIME_AND_DISORDER_ACT_1998_S17A = "crime_and_disorder_act_1998_s17a"
    CRIME_AND_DISORDER_ACT_1998_S115 = "crime_and_disorder_act_1998_s115"
    CHILDREN_ACT_1989 = "children_act_1989"
    CHILDREN_ACT_2004 = "children_act_2004"
    DOMESTIC_VIOLENCE_CRIME_AND_VICTIMS_ACT_2004_S9 = "domestic_violence_crime_and_victims_act_2004_s9"
    OFFENDER_MANAGEMENT_ACT_2007 = "offender_management_act_2007"
    CARE_ACT_2014 = "care_act_2014"
    ANTI_SOCIAL_BEHAVIOUR_CRIME_AND_POLICING_ACT_2014 = "anti_social_behaviour_crime_and_policing_act_2014"
    COUNTER_TERRORISM_AND_SECURITY_ACT_2015 = "counter_terrorism_and_security_act_2015"
    MODERN_SLAVERY_ACT_2015 = "modern_slavery_act_2015"
    DOMESTIC_ABUSE_ACT_2021 = "domestic_abuse_act_2021"
    POLICE_CRIME_SENTENCING_AND_COURTS_ACT_2022 = "police_crime_sentencing_and_courts_act_2022"
    COMMON_LAW_POLICING = "common_law_policing"


class SpecialCategoryCondition(StrEnum):
    """The condition for special category data: UK GDPR Article 9(2), Data Protection Act 2018 Schedule 1."""

    HEALTH_OR_SOCIAL_CARE = "health_or_social_care"  # Schedule 1 paragraph 2
    STATUTORY_AND_GOVERNMENT_PURPOSES = "statutory_and_government_purposes"  # paragraph 6
    PREVENTING_OR_DETECTING_UNLAWFUL_ACTS = "preventing_or_detecting_unlawful_acts"  # paragraph 10
    SAFEGUARDING_OF_CHILDREN_AND_INDIVIDUALS_AT_RISK = (
        "safeguarding_of_children_and_individuals_at_risk"  # paragraph 18
    )
    VITAL_INTERESTS = "vital_interests"  # Article 9(2)(c)


class Role(StrEnum):
    """A role is held by a principal between two days.

    A caseworker's names the service it is for, a panel's member's and coordinator's the group, and so
    does the coordinator's of death reviews.
    """

    ANALYST = "analyst"
    CASEWORKER = "caseworker"
    IMPORT_CLIENT = "import_client"
    INDICATOR_READER = "indicator_reader"
    JOINT_ACTION_GROUP = "joint_action_group"
    PANEL_COORDINATOR = "panel_coordinator"
    PANEL_MEMBER = "panel_member"
    PARTNERSHIP_ADMIN = "partnership_admin"
    REFERRER = "referrer"
    REFERRER_CLIENT = "referrer_client"
    RESPONSIBLE_AUTHORITIES_GROUP = "responsible_authorities_group"
    REVIEW_COORDINATOR = "review_coordinator"
    SCRUTINY = "scrutiny"


class PartnershipMode(StrEnum):
    """Whether the partnership's people are real."""

    TEST = "test"
    LIVE = "live"


class CallerKind(StrEnum):
    """Who is counted: each program, and the people of an agency together."""

    CLIENT = "client"
    AGENCY = "agency"
