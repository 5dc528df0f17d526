"""What an indicator is: everything a reader needs in order to trust one of its values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sosafe_api.domains.kpis.vocabulary import (
    Breakdown,
    DisclosurePolicy,
    IntervalMethod,
    PeriodKind,
    Polarity,
    Unit,
)

MID_YEAR_FIRST_PUBLISHED = "mid_year_first_published"


class Records(StrEnum):
    """Which records an indicator is counted from; those of a kind are read once for all its indicators."""

    REFERRALS = "referrals"
    POLICE = "police"
    EVENTS = "events"
    FUNDING = "funding"
    ACTIONS = "actions"
    PERCEPTION = "perception"
    COMPLAINANTS = "complainants"
    RECORDED_BURGLARY = "recorded_burglary"
    RECORDED_ROBBERY = "recorded_robbery"
    RECORDED_STALKING = "recorded_stalking"
    AGENCIES_REFERRING = "agencies_referring"
    EVENT_FEEDBACK = "event_feedback"
    RESULTS = "results"
    SERVICE_REFERRALS = "service_referrals"
    PROGRAMMES = "programmes"
    PANELS = "panels"
    SURVIVORS = "survivors"
    PLACEMENTS = "placements"
    DEATH_REVIEWS = "death_reviews"
    DASH = "dash"
    RISK = "risk"
    SAVINGS = "savings"
    MEASUREMENTS = "measurements"
    ASB_RETURNS = "asb_returns"
    CRIME_AND_ASB = "crime_and_asb"
    FIRE_RETURNS = "fire_returns"


# Figures entered by hand are kept with their own history.
COUNTED = tuple(records for records in Records if records is not Records.MEASUREMENTS)


class Measure(StrEnum):
    """The elementary counts that indicators are made from; money is counted in pence."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNDECIDED = "undecided"
    COMPLETED = "completed"
    ENDED = "ended"
    CRIMES = "crimes"
    ASB_INCIDENTS = "asb_incidents"
    BURGLARIES = "burglaries"
    CRIMINAL_DAMAGE_AND_ARSON = "criminal_damage_and_arson"
    DRUG_OFFENCES = "drug_offences"
    ROBBERIES = "robberies"
    VEHICLE_CRIMES = "vehicle_crimes"
    VIOLENCE_AND_SEXUAL_OFFENCES = "violence_and_sexual_offences"
    DOMESTIC_BURGLARIES = "domestic_burglaries"
    ROBBERIES_OF_BUSINESSES = "robberies_of_businesses"
    ROBBERIES_OF_PEOPLE = "robberies_of_people"
    STALKING_AND_HARASSMENT = "stalking_and_harassment"
    EVENTS_HELD = "events_held"
    EVENTS_REACHING_COMMUNITIES = "events_reaching_communities"
    EVENT_ATTENDANCES = "event_attendances"
    FUNDING_BROUGHT_IN = "funding_brought_in"
    FUNDING_SPENT = "funding_spent"
    BIDS_AWARDED = "bids_awarded"
    BIDS_DECIDED = "bids_decided"
    ACTIONS_ON_TRACK = "actions_on_track"
    ACTIONS_UNDER_WAY = "actions_under_way"
    SAFE_BY_DAY = "safe_by_day"
    NOT_SAFE_BY_DAY = "not_safe_by_day"
    SAFE_AFTER_DARK = "safe_after_dark"
    NOT_SAFE_AFTER_DARK = "not_safe_after_dark"
    COMPLAINANTS_SURVEYED = "complainants_surveyed"
    COMPLAINANTS_SATISFIED = "complainants_satisfied"
    AGENCIES_REFERRING = "agencies_referring"
    AWARE_OF_PARTNERSHIP = "aware_of_partnership"
    NOT_AWARE_OF_PARTNERSHIP = "not_aware_of_partnership"
    EVENT_VISITORS_SATISFIED = "event_visitors_satisfied"
    NOT_EVENT_VISITORS_SATISFIED = "not_event_visitors_satisfied"
    FEEDBACK_ANSWERED = "feedback_answered"
    FEEDBACK_GIVEN = "feedback_given"
    OFFENDERS_WITHOUT_REOFFENDING = "offenders_without_reoffending"
    OFFENDERS_FOLLOWED_UP = "offenders_followed_up"
    CLIENTS_HOUSED = "clients_housed"
    CLIENTS_WITH_HOUSING_RESULT = "clients_with_housing_result"
    CLIENTS_WITHOUT_ASB_CASE = "clients_without_asb_case"
    CLIENTS_FOLLOWED_UP_ON_ASB = "clients_followed_up_on_asb"
    ONE_TO_ONE_SUPPORT_REFERRALS = "one_to_one_support_referrals"
    PERPETRATOR_PROGRAMME_REFERRALS = "perpetrator_programme_referrals"
    DOMESTIC_ABUSE_SUPPORT_REFERRALS = "domestic_abuse_support_referrals"
    CRISIS_INTERVENTION_REFERRALS = "crisis_intervention_referrals"
    CRISIS_INTERVENTIONS_COMPLETED = "crisis_interventions_completed"
    CRISIS_INTERVENTIONS_ENDED = "crisis_interventions_ended"
    PROGRAMMES_COMPLETED = "programmes_completed"
    PROGRAMMES_ENDED = "programmes_ended"
    PANEL_CASES_TO_DATE = "panel_cases_to_date"
    PANEL_DECISIONS_WITH_ACTION = "panel_decisions_with_action"
    PANEL_DECISIONS = "panel_decisions"
    SURVIVORS_TO_DATE = "survivors_to_date"
    SURVIVORS_FEELING_SAFER = "survivors_feeling_safer"
    SURVIVORS_ASKED = "survivors_asked"
    SAFE_SPACE_STAYS = "safe_space_stays"
    SAFE_SPACE_ENDED_SAFELY = "safe_space_ended_safely"
    SAFE_SPACE_ENDED = "safe_space_ended"
    RECOMMENDATIONS_IMPLEMENTED = "recommendations_implemented"
    RECOMMENDATIONS_DUE = "recommendations_due"
    CASES_WITH_DASH = "cases_with_dash"
    CASES_OPENED = "cases_opened"
    CASES_AT_LOWER_RISK = "cases_at_lower_risk"
    CASES_ASSESSED_TWICE = "cases_assessed_twice"
    PREDICTED_SAVINGS = "predicted_savings"
    MEASURED = "measured"
    MEASURED_BASE = "measured_base"
    ASB_REPORTED = "asb_reported"
    YOUTH_NUISANCE = "youth_nuisance"
    OTHER_POLICE_ASB = "other_police_asb"
    INCIDENTS_RETURNED = "incidents_returned"
    OTHER_CRIME_AND_ASB = "other_crime_and_asb"
    DELIBERATE_FIRES = "deliberate_fires"


class Kind(StrEnum):
    """How a value is made from counts."""

    COUNT = "count"
    SHARE = "share"
    MEDIAN = "median"
    RATE = "rate"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Part:
    """A numerator or denominator: the rule by which it is counted, its series and where it comes from."""

    rule: str
    series: str
    source: str


@dataclass(frozen=True, slots=True)
class Break:
    """A series is counted otherwise from this day on: no sum, line or comparison crosses it."""

    on: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One indicator. `measures` are added up for its numerator, `base` for its denominator.

    `at_end` says that it counts what there is on a period's last day, not what happened within it; `since`, that
    it counts everything from that day to the period's last one. A value is provisional for `settles_after_days`
    after its period, and while referrals of the period wait for a decision where `settles_when_decided`. A rate is
    for each `per` of `denominator_series`, which is one named series throughout. `valid_to` is the last day for
    which the definition holds. `breaks` fall on first days of months.
    """

    code: str
    title: str
    description: str
    records: Records
    kind: Kind
    at_end: bool = False
    since: date | None = None
    unit: Unit
    decimal_places: int
    polarity: Polarity
    measures: tuple[Measure, ...]
    base: tuple[Measure, ...] = ()
    numerator: Part | None
    denominator: Part | None = None
    breakdowns: tuple[Breakdown, ...] = ()
    periods: tuple[PeriodKind, ...] = tuple(PeriodKind)
    interval: IntervalMethod | None = None
    disclosure: DisclosurePolicy
    settles_after_days: int = 0
    settles_when_decided: bool = False
    source: str
    licence: str
    lag: str
    valid_from: date
    valid_to: date | None = None
    breaks: tuple[Break, ...] = ()
    denominator_series: str = MID_YEAR_FIRST_PUBLISHED
    per: int = 1000
    version: int = 1
