"""Codes of the work on a case; none of them drives its status."""

from enum import StrEnum


class NeedKind(StrEnum):
    """What somebody needs help with."""

    HOUSING = "housing"
    TENANCY = "tenancy"
    ANTI_SOCIAL_BEHAVIOUR = "anti_social_behaviour"
    OFFENDING = "offending"
    DRUGS = "drugs"
    ALCOHOL = "alcohol"
    EMPLOYMENT_TRAINING_VOLUNTEERING = "employment_training_volunteering"
    EDUCATION = "education"
    EARLY_YEARS = "early_years"
    MENTAL_HEALTH = "mental_health"
    PHYSICAL_HEALTH = "physical_health"
    SELF_HARM_OR_SUICIDE = "self_harm_or_suicide"
    FAMILY_RELATIONSHIPS = "family_relationships"
    PARENTING = "parenting"
    CHILD_SAFETY = "child_safety"
    ADULT_SAFEGUARDING = "adult_safeguarding"
    SAFETY_FROM_DOMESTIC_ABUSE = "safety_from_domestic_abuse"
    ABUSIVE_BEHAVIOUR = "abusive_behaviour"
    EXPLOITATION = "exploitation"
    MODERN_SLAVERY = "modern_slavery"
    HATE = "hate"
    RADICALISATION = "radicalisation"
    DEBT = "debt"
    FINANCIAL_STABILITY = "financial_stability"
    HOARDING = "hoarding"


class NeedStatus(StrEnum):
    """Whether a need is met."""

    OPEN = "open"
    MET = "met"
    PARTLY_MET = "partly_met"
    UNMET = "unmet"


class GoalProgress(StrEnum):
    """How far a goal is reached, as worker and client see it."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    ACHIEVED = "achieved"
    PARTLY_ACHIEVED = "partly_achieved"
    GIVEN_UP = "given_up"


class StepOwner(StrEnum):
    """Who takes a step of the plan."""

    CLIENT = "client"
    WORKER = "worker"
    AGENCY = "agency"


class ContactKind(StrEnum):
    """How somebody is met or reached."""

    IN_PERSON = "in_person"
    HOME_VISIT = "home_visit"
    SAME_DAY_APPOINTMENT = "same_day_appointment"
    PRISON_VISIT = "prison_visit"
    HOSPITAL_VISIT = "hospital_visit"
    TELEPHONE = "telephone"
    VIDEO = "video"
    TEXT_MESSAGE = "text_message"
    EMAIL = "email"
    LETTER = "letter"


class ContactAttendance(StrEnum):
    """What came of a contact; one without it is planned."""

    ATTENDED = "attended"
    NOT_ATTENDED = "not_attended"
    CANCELLED = "cancelled"


class FamilyPart(StrEnum):
    """Whose side of the family's work a case is; the sides are kept apart."""

    VICTIM = "victim"
    PERPETRATOR = "perpetrator"
    PARENT = "parent"
    CHILD = "child"
    WIDER_FAMILY = "wider_family"
