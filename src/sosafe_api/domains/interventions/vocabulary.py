"""Codes of interventions, public spaces protection orders and ASB case reviews."""

from enum import StrEnum


class InterventionKind(StrEnum):
    """A step taken against, or in answer to, anti-social behaviour."""

    WARNING_LETTER = "warning_letter"
    ACCEPTABLE_BEHAVIOUR_AGREEMENT = "acceptable_behaviour_agreement"
    COMMUNITY_PROTECTION_WARNING = "community_protection_warning"
    COMMUNITY_PROTECTION_NOTICE = "community_protection_notice"
    FIXED_PENALTY_NOTICE = "fixed_penalty_notice"
    INJUNCTION = "injunction"
    CRIMINAL_BEHAVIOUR_ORDER = "criminal_behaviour_order"
    DISPERSAL_DIRECTION = "dispersal_direction"
    CLOSURE_NOTICE = "closure_notice"
    CLOSURE_ORDER = "closure_order"
    NOTICE_OF_SEEKING_POSSESSION = "notice_of_seeking_possession"
    POSSESSION_ABSOLUTE_GROUND = "possession_absolute_ground"
    WELFARE_CHECK = "welfare_check"
    SINGLE_POINT_OF_ACCESS_REFERRAL = "single_point_of_access_referral"
    MEDIATION = "mediation"


class InterventionStatus(StrEnum):
    """Where an intervention stands; one that was breached stays in force."""

    DRAFTED = "drafted"
    ISSUED = "issued"
    COMPLIED = "complied"
    BREACHED = "breached"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


class InterventionEnd(StrEnum):
    """How an intervention came to its end."""

    EXPIRED = "expired"
    DISCHARGED = "discharged"
    VARIED = "varied"
    APPEALED = "appealed"


class ClosureExtent(StrEnum):
    """Whether premises are closed to all, or to some people or at some times only."""

    FULL = "full"
    PARTIAL = "partial"


class BreachConsequence(StrEnum):
    """What followed a breach."""

    PENDING = "pending"
    NO_ACTION = "no_action"
    WARNING = "warning"
    FIXED_PENALTY = "fixed_penalty"
    PROSECUTION = "prosecution"
    CONTEMPT_PROCEEDINGS = "contempt_proceedings"
    REMEDIAL_WORKS = "remedial_works"
    POSSESSION_PROCEEDINGS = "possession_proceedings"


class AsbStage(StrEnum):
    """Where the work on a case of anti-social behaviour stands."""

    REPORTED = "reported"
    RISK_ASSESSED = "risk_assessed"
    OPEN = "open"
    ACTION_PLAN = "action_plan"
    ENFORCEMENT = "enforcement"
    MONITORING = "monitoring"
    CLOSED = "closed"


class AsbClosure(StrEnum):
    """Why the work on a case of anti-social behaviour was closed."""

    RESOLVED = "resolved"
    NO_EVIDENCE = "no_evidence"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    REFERRED = "referred"


class PublicSpacesOrderStatus(StrEnum):
    """Whether a public spaces protection order was discharged; its dates tell whether it is in force."""

    MADE = "made"
    DISCHARGED = "discharged"


class AsbCaseReviewStatus(StrEnum):
    """Where an application for an ASB case review stands."""

    APPLIED = "applied"
    ACKNOWLEDGED = "acknowledged"
    THRESHOLD_MET = "threshold_met"
    THRESHOLD_NOT_MET = "threshold_not_met"
    REVIEW_HELD = "review_held"
    RECOMMENDATIONS_MADE = "recommendations_made"
    NO_RECOMMENDATIONS = "no_recommendations"
    CLOSED = "closed"


class ReviewApplicant(StrEnum):
    """Who applies for an ASB case review."""

    VICTIM = "victim"
    ON_BEHALF_OF_VICTIM = "on_behalf_of_victim"


class ComplaintRecipient(StrEnum):
    """To whom a complaint about anti-social behaviour was made."""

    COUNCIL = "council"
    POLICE = "police"
    SOCIAL_LANDLORD = "social_landlord"
    HEALTH = "health"
    OTHER = "other"


class ComplaintJudgement(StrEnum):
    """Whether a complaint counts towards the threshold, and if not, why."""

    QUALIFIES = "qualifies"
    MADE_TOO_LATE = "made_too_late"
    APPLICATION_TOO_LATE = "application_too_late"


class ThresholdGround(StrEnum):
    """Why a review is held although too few complaints qualify."""

    PERSISTENCE = "persistence"
    HARM = "harm"
    ADEQUACY_OF_RESPONSE = "adequacy_of_response"


class RecommendationResponse(StrEnum):
    """What the agency to which a recommendation was made said of it."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted_in_part"
    DECLINED = "declined"
    CARRIED_OUT = "carried_out"
