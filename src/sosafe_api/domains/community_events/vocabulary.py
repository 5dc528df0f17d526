"""Codes of community events, of whom they are for, of what follows from them, and of volunteers."""

from enum import StrEnum


class EventKind(StrEnum):
    """What kind of event it is. A street meet is at people's doors; Night Owl is after dark."""

    PERSONAL_SAFETY_EVENT = "personal_safety_event"
    NEIGHBOURHOOD_WATCH = "neighbourhood_watch"
    OPERATION_NIGHT_OWL = "operation_night_owl"
    SILVER_STREET_MEET = "silver_street_meet"
    PUBLIC_SPACES_ORDER_PARTNERSHIP_EVENT = "public_spaces_order_partnership_event"
    STREET_MEET = "street_meet"
    SURGERY = "surgery"
    TOWN_CENTRE_STALL = "town_centre_stall"
    RESIDENTS_MEETING = "residents_meeting"
    FORUM = "forum"
    PUBLIC_MEETING = "public_meeting"
    TRAINING = "training"
    AWARDS_CEREMONY = "awards_ceremony"
    AMBASSADORS_EVENT = "ambassadors_event"
    OTHER = "other"


class EventStatus(StrEnum):
    """Where an event stands. A draft is seen by nobody outside; a cancelled or postponed one stays known."""

    DRAFT = "draft"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    HELD = "held"
    ENTERED_IN_ERROR = "entered_in_error"


class NewEventStatus(StrEnum):
    """What an event can begin as."""

    DRAFT = "draft"
    PLANNED = "planned"
    CONFIRMED = "confirmed"


class EventChangeReason(StrEnum):
    """Why an event is postponed or cancelled."""

    WEATHER = "weather"
    STAFFING = "staffing"
    VENUE = "venue"
    PUBLIC_SAFETY = "public_safety"
    PUBLIC_HEALTH = "public_health"
    LITTLE_INTEREST = "little_interest"
    OTHER = "other"


class EventVisibility(StrEnum):
    """Who is told of an event: everybody, or the partners only."""

    PUBLIC = "public"
    PARTNERS = "partners"


class AttendanceMode(StrEnum):
    """How people attend."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    MIXED = "mixed"


class EventAudience(StrEnum):
    """Whom an event is for."""

    EVERYBODY = "everybody"
    RESIDENTS = "residents"
    TENANTS = "tenants"
    BUSINESSES = "businesses"
    PUPILS_AND_STUDENTS = "pupils_and_students"
    VICTIMS_AND_SURVIVORS = "victims_and_survivors"
    VOLUNTEERS = "volunteers"
    PROFESSIONALS = "professionals"


class Community(StrEnum):
    """A community that an event means to meet, or met."""

    YOUNG_PEOPLE = "young_people"
    OLDER_PEOPLE = "older_people"
    WOMEN_AND_GIRLS = "women_and_girls"
    PARENTS_AND_CARERS = "parents_and_carers"
    DISABLED_PEOPLE = "disabled_people"
    ETHNIC_MINORITY_COMMUNITIES = "ethnic_minority_communities"
    FAITH_COMMUNITIES = "faith_communities"
    LGBT_COMMUNITIES = "lgbt_communities"
    GYPSY_ROMA_AND_TRAVELLER_COMMUNITIES = "gypsy_roma_and_traveller_communities"
    PEOPLE_SLEEPING_ROUGH = "people_sleeping_rough"
    NEW_RESIDENTS = "new_residents"
    SOCIAL_HOUSING_TENANTS = "social_housing_tenants"
    NIGHT_TIME_VISITORS = "night_time_visitors"
    BUSINESS_COMMUNITY = "business_community"
    OTHER = "other"


class RhythmUnit(StrEnum):
    """What a series' interval counts: weeks of seven days, or months by the day of the month."""

    WEEKS = "weeks"
    MONTHS = "months"


class EventIssueStatus(StrEnum):
    """Whether something raised at an event still waits for its owner."""

    OPEN = "open"
    DONE = "done"


class VolunteerRole(StrEnum):
    """What somebody does for the partnership without pay."""

    AMBASSADOR = "ambassador"
    VOLUNTEER = "volunteer"


class VolunteerStatus(StrEnum):
    """Whether somebody volunteers at present."""

    ACTIVE = "active"
    ENDED = "ended"
