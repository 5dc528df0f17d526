"""Codes of unit costs, price indices and statements of savings."""

from enum import StrEnum


class CostKind(StrEnum):
    """On whom a cost falls: public budgets, the economy, or society at large. Kinds are never added together."""

    FISCAL = "fiscal"
    ECONOMIC = "economic"
    SOCIAL = "social"


class CostUnit(StrEnum):
    """What a unit cost is the cost of. Costs per week and per year need a duration before they can be added."""

    PER_INCIDENT = "per_incident"
    PER_CASE = "per_case"
    PER_PERSON = "per_person"
    PER_WEEK = "per_week"
    PER_PERSON_PER_YEAR = "per_person_per_year"


class YearKind(StrEnum):
    """Whether a year of prices is a calendar year or a financial year, which is named by its first year."""

    CALENDAR = "calendar"
    FINANCIAL = "financial"


class Payer(StrEnum):
    """Who bears a cost."""

    ADULT_SOCIAL_CARE = "adult_social_care"
    CHILDRENS_SERVICES = "childrens_services"
    COUNCIL = "council"
    COURTS = "courts"
    CRIMINAL_JUSTICE_SYSTEM = "criminal_justice_system"
    FIRE_AND_RESCUE = "fire_and_rescue"
    HOUSING_PROVIDER = "housing_provider"
    NATIONAL_HEALTH_SERVICE = "national_health_service"
    OTHER_PUBLIC_BODY = "other_public_body"
    POLICE = "police"
    PRISON_SERVICE = "prison_service"
    PROBATION_SERVICE = "probation_service"
    SOCIETY = "society"


class UnitCostSetStatus(StrEnum):
    """Where a version of a set of unit costs stands; only a draft can still be added to."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    DISCARDED = "discarded"


class SavingsStatementStatus(StrEnum):
    """Where a statement of savings stands; what it says never changes."""

    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class WithdrawalReason(StrEnum):
    """Why a statement of savings no longer stands."""

    DUPLICATE = "duplicate"
    EVIDENCE_WITHDRAWN = "evidence_withdrawn"
    METHOD_CHANGED = "method_changed"
    WRONG_INPUTS = "wrong_inputs"


class Comparison(StrEnum):
    """What the units observed are compared with: the time before, or what would have been expected."""

    BEFORE_AND_AFTER = "before_and_after"
    BASELINE_AND_ACTUAL = "baseline_and_actual"


class EvidenceGrade(StrEnum):
    """How well it is known that the units were avoided, best first. A grade is stated and corrects nothing."""

    RANDOMISED_TRIAL = "randomised_trial"
    INDEPENDENT_EVALUATION = "independent_evaluation"
    PRACTITIONER_MONITORING = "practitioner_monitoring"
    SIMILAR_SERVICE_ELSEWHERE = "similar_service_elsewhere"
    EXPERT_JUDGEMENT = "expert_judgement"


class ReferenceCostSet(StrEnum):
    """Sets of unit costs that come with the service and can be loaded by name."""

    NEW_ECONOMY_1_4 = "new_economy_1_4"
    HOME_OFFICE_2019_20 = "home_office_2019_20"


class ReferencePriceIndex(StrEnum):
    """Price indices that come with the service and can be loaded by name."""

    GDP_DEFLATOR_TO_2024 = "gdp_deflator_to_2024"
