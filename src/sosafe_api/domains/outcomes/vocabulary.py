"""Codes of outcomes: what a result is about, what it says, on which evidence, and what became of a follow-up."""

from enum import StrEnum


class ResultArea(StrEnum):
    """What a result is about. The last ten are the headline outcomes of family services since 2022."""

    HOUSING = "housing"
    ASB_CASE = "asb_case"
    REOFFENDING = "reoffending"
    SUBSTANCE_USE = "substance_use"
    EMPLOYMENT_TRAINING_VOLUNTEERING = "employment_training_volunteering"
    SCHOOL_ATTENDANCE = "school_attendance"
    RISK = "risk"
    FEELS_SAFER = "feels_safer"
    PARENTING = "parenting"
    DEBTS = "debts"
    HEALTH = "health"
    FAMILY_EDUCATION = "family_education"
    FAMILY_EARLY_YEARS = "family_early_years"
    FAMILY_MENTAL_AND_PHYSICAL_HEALTH = "family_mental_and_physical_health"
    FAMILY_SUBSTANCE_USE = "family_substance_use"
    FAMILY_RELATIONSHIPS = "family_relationships"
    FAMILY_SAFE_FROM_ABUSE_AND_EXPLOITATION = "family_safe_from_abuse_and_exploitation"
    FAMILY_DIVERTED_FROM_CRIME = "family_diverted_from_crime"
    FAMILY_SAFE_FROM_DOMESTIC_ABUSE = "family_safe_from_domestic_abuse"
    FAMILY_SECURE_HOUSING = "family_secure_housing"
    FAMILY_FINANCIAL_STABILITY = "family_financial_stability"


class ResultValue(StrEnum):
    """What a result says; each area has its own, and its own at the beginning of the work."""

    HOUSED = "housed"
    AT_RISK_OF_LOSING_HOME = "at_risk_of_losing_home"
    NO_FIXED_ABODE = "no_fixed_abode"
    SUSTAINED = "sustained"
    GAINED = "gained"
    LOST = "lost"
    NONE_AFTER_CLOSURE = "none_after_closure"
    REOPENED = "reopened"
    NONE_KNOWN = "none_known"
    OFFENDED_AGAIN = "offended_again"
    USING = "using"
    NOT_USING = "not_using"
    STOPPED = "stopped"
    REDUCED = "reduced"
    SAME = "same"
    INCREASED = "increased"
    TAKING_PART = "taking_part"
    NOT_TAKING_PART = "not_taking_part"
    STARTED = "started"
    ENDED = "ended"
    REGULAR = "regular"
    IRREGULAR = "irregular"
    IMPROVED = "improved"
    WORSE = "worse"
    LOW = "low"
    STANDARD = "standard"
    MEDIUM = "medium"
    HIGH = "high"
    SAFER = "safer"
    LESS_SAFE = "less_safe"
    CLEARED = "cleared"
    NEED_FOUND = "need_found"
    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"


class RiskChange(StrEnum):
    """How the grade of risk compares with that at the beginning."""

    LOWER = "lower"
    SAME = "same"
    HIGHER = "higher"


class MeasurementPoint(StrEnum):
    """When in the life of a case a result was measured."""

    BASELINE = "baseline"
    CLOSURE = "closure"
    FOLLOW_UP = "follow_up"


class ResultEvidence(StrEnum):
    """What a result rests on."""

    WORKER_OBSERVATION = "worker_observation"
    PARTNER_RECORD = "partner_record"
    CLIENT_REPORT = "client_report"
    DOCUMENT = "document"


class FollowUpStatus(StrEnum):
    """Where a follow-up stands: its day is to come, has come, or somebody has concluded it."""

    AWAITED = "awaited"
    DUE = "due"
    DONE = "done"
    UNABLE = "unable"


class FollowUpOutcome(StrEnum):
    """How a follow-up was concluded."""

    DONE = "done"
    UNABLE = "unable"


class UnableReason(StrEnum):
    """Why nothing could be measured at a follow-up."""

    UNABLE_TO_CONTACT = "unable_to_contact"
    UNSAFE_TO_CONTACT = "unsafe_to_contact"
    DECLINED = "declined"
    MOVED_AWAY = "moved_away"
    CUSTODY = "custody"
    DIED = "died"


class SuccessVerdict(StrEnum):
    """Whether family work was a success, as far as is known today."""

    SUCCESS = "success"
    NO_SUCCESS = "no_success"
    NOT_YET_KNOWN = "not_yet_known"


class SuccessReason(StrEnum):
    """What keeps family work from being a success, or from being known as one."""

    FEWER_THAN_THREE_NEEDS = "fewer_than_three_needs"
    NO_WHOLE_FAMILY_ASSESSMENT = "no_whole_family_assessment"
    NO_PLAN = "no_plan"
    NO_LEAD_WORKER = "no_lead_worker"
    OUTCOME_NOT_HELD = "outcome_not_held"
    CASE_NOT_CLOSED = "case_not_closed"
    OUTCOME_NOT_MEASURED = "outcome_not_measured"


class ExtractStatus(StrEnum):
    """Where a request for an extract of records stands."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class OutcomeMeasureCode(StrEnum):
    """A share of closed cases that is stated with its base."""

    HOUSED_AT_CLOSURE = "housed_at_closure"
    HOUSED_AFTER_SIX_MONTHS = "housed_after_six_months"
    NO_ASB_CASE_AFTER_SIX_MONTHS = "no_asb_case_after_six_months"
    RISK_LOWER_AT_CLOSURE = "risk_lower_at_closure"
    SUBSTANCE_USE_DOWN_AT_CLOSURE = "substance_use_down_at_closure"
