"""What each role may do, a set of permissions a kind of work; and which scopes reach personal data."""

from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.vocabulary import PartnershipMode, Role

P = Permission

DIRECTORY = frozenset({P.PARTNERSHIP_READ, P.AGENCY_READ, P.SERVICE_READ, P.GROUP_READ, P.AREA_READ})
SENDING = frozenset(
    {P.REFERRAL_CREATE, P.REFERRAL_LIST, P.REFERRAL_READ, P.REFERRAL_UPDATE, P.REFERRAL_ANSWER}
)
SAVINGS_READING = frozenset({P.PRICE_INDEX_READ, P.SAVINGS_STATEMENT_READ, P.UNIT_COST_READ})
SURVEY_READING = frozenset({P.COMPLAINANT_SURVEY_FIGURE_READ, P.QUESTIONNAIRE_READ, P.SURVEY_WAVE_READ})
FIGURES = (
    DIRECTORY
    | SAVINGS_READING
    | SURVEY_READING
    | {P.ACTION_PLAN_READ, P.FUNDING_FIGURE_READ, P.KPI_READ, P.PUBLISHED_DEATH_REVIEW_READ, P.STRATEGY_READ}
)
# The action plan at work: an agency's part in it, the whole of it, and what the responsible authorities decide.
PLAN_WORK = frozenset({P.ACTION_PLAN_UPDATE, P.PROBLEM_SOLVING_PLAN_MANAGE, P.PROBLEM_SOLVING_PLAN_READ})
PLANNING = PLAN_WORK | {P.ACTION_PLAN_DECIDE, P.ACTION_PLAN_MANAGE, P.STRATEGY_DECIDE, P.STRATEGY_MANAGE}
PLAN_DECISIONS = frozenset({P.ACTION_PLAN_DECIDE, P.PROBLEM_SOLVING_PLAN_READ, P.STRATEGY_DECIDE})
CASEWORK = frozenset({P.CASE_CREATE, P.CASE_LIST, P.CASE_READ, P.CASE_UPDATE, P.PERSON_READ, P.PERSON_UPDATE})
RISK_TERMS = frozenset({P.RISK_RULE_READ, P.ASSESSMENT_TOOL_READ})
RISK = RISK_TERMS | {
    P.RISK_ASSESSMENT_CREATE,
    P.RISK_ASSESSMENT_LIST,
    P.RISK_ASSESSMENT_READ,
    P.MARAC_REFERRAL_CREATE,
    P.SCORED_ASSESSMENT_CREATE,
    P.SCORED_ASSESSMENT_LIST,
    P.SCORED_ASSESSMENT_READ,
}
PEOPLE = frozenset({P.PERSON_MERGE, P.PERSON_SEARCH})
PRESENTING = frozenset({P.AGENDA_ITEM_CREATE, P.AGENDA_ITEM_WITHDRAW})
AGENDA = frozenset({P.MEETING_READ, P.AGENDA_ITEM_LIST, P.AGENDA_ITEM_READ})
ACTING = frozenset({P.PANEL_ACTION_READ, P.PANEL_ACTION_UPDATE})
SITTING = (
    AGENDA
    | ACTING
    | {
        P.AGENDA_ITEM_RECUSE,
        P.INFORMATION_REQUEST_ANSWER,
        P.INFORMATION_REQUEST_READ,
        P.MINUTES_READ,
        P.PANEL_PACK_READ,
    }
)
COORDINATING = (SITTING - {P.INFORMATION_REQUEST_ANSWER}) | {
    P.INFORMATION_REQUEST_CREATE,
    P.MEETING_MANAGE,
    P.MINUTES_UPDATE,
    P.PANEL_ACTION_CREATE,
    P.PANEL_DECISION_CREATE,
    P.PANEL_PACK_PUBLISH,
}
ADMINISTRATION = frozenset(
    {
        P.AGENCY_MANAGE,
        P.AREA_MANAGE,
        P.ASSESSMENT_TOOL_MANAGE,
        P.CAPACITY_MANAGE,
        P.GROUP_MANAGE,
        P.IMPORT_READ,
        P.KPI_PUBLISH,
        P.MEETING_READ,
        P.PARTNERSHIP_MANAGE,
        P.PRINCIPAL_MANAGE,
        P.PRINCIPAL_READ,
        P.RISK_RULE_MANAGE,
        P.SERVICE_MANAGE,
        P.SHARING_AGREEMENT_MANAGE,
        P.SHARING_AGREEMENT_READ,
    }
)
RECEIVING = frozenset({P.REFERRAL_LIST, P.REFERRAL_READ, P.REFERRAL_UPDATE, P.CAPACITY_MANAGE})
SCRUTINY = frozenset({P.AUDIT_READ, P.SHARING_AGREEMENT_READ, P.PRINCIPAL_READ})

PROGRAMMES = frozenset({P.PROGRAMME_MANAGE, P.PROGRAMME_READ})

PLACEMENTS = frozenset(
    {
        P.PLACE_MANAGE,
        P.PLACE_READ,
        P.PLACE_REVEAL,
        P.PLACEMENT_CREATE,
        P.PLACEMENT_READ,
        P.PLACEMENT_UPDATE,
    }
)

DECLARING = frozenset({P.EXCLUSION_CREATE})
NOTIFIED = frozenset({P.DISCLOSURE_NOTICE_ACKNOWLEDGE, P.DISCLOSURE_NOTICE_LIST})
SHARING = NOTIFIED | {
    P.CONSENT_CREATE,
    P.CONSENT_LIST,
    P.CONSENT_READ,
    P.CONSENT_UPDATE,
    P.DISCLOSURE_CREATE,
    P.DISCLOSURE_LIST,
    P.DISCLOSURE_READ,
    P.SHARING_CHECK_CREATE,
}
SHARING_ON_PANELS = DECLARING | NOTIFIED | {P.SHARING_CHECK_CREATE}

SAVINGS = frozenset({P.PRICE_INDEX_MANAGE, P.SAVINGS_STATEMENT_MANAGE, P.UNIT_COST_MANAGE})

FUNDING = frozenset({P.FUNDING_BID_EXPORT, P.FUNDING_BID_MANAGE, P.FUNDING_BID_READ})
# The Joint Action Group monitors what is spent of grants.
MONITORING = frozenset({P.FUNDING_BID_READ, P.FUNDING_SPEND_NOTE})

REVIEWING = frozenset(
    {P.DEATH_REVIEW_CREATE, P.DEATH_REVIEW_LIST, P.DEATH_REVIEW_READ, P.DEATH_REVIEW_UPDATE}
)

RESULTS = frozenset(
    {
        P.CASE_RESULT_CREATE,
        P.CASE_RESULT_READ,
        P.CASE_RESULT_UPDATE,
        P.FOLLOW_UP_CREATE,
        P.FOLLOW_UP_LIST,
        P.FOLLOW_UP_RULE_READ,
    }
)
EXTRACTING = frozenset(
    {P.CASE_OUTCOME_EXPORT, P.CASE_OUTCOME_READ, P.EXTRACT_APPROVAL_CREATE, P.EXTRACT_APPROVAL_READ}
)
APPROVING = frozenset(
    {P.EXTRACT_APPROVAL_DECIDE, P.EXTRACT_APPROVAL_READ, P.FOLLOW_UP_RULE_MANAGE, P.FOLLOW_UP_RULE_READ}
)

INTERVENTIONS = frozenset(
    {
        P.ASB_CASE_REVIEW_CREATE,
        P.ASB_CASE_REVIEW_LIST,
        P.ASB_CASE_REVIEW_READ,
        P.ASB_CASE_REVIEW_UPDATE,
        P.INTERVENTION_CREATE,
        P.INTERVENTION_READ,
        P.INTERVENTION_UPDATE,
        P.PUBLIC_SPACES_PENALTY_CREATE,
    }
)
# What the law has published, or displayed at the place itself.
PUBLIC_ORDER = frozenset(
    {P.ASB_CASE_REVIEW_FIGURE_READ, P.ASB_CASE_REVIEW_PROCEDURE_READ, P.PUBLIC_SPACES_ORDER_READ}
)

HOLDING_EVENTS = frozenset({P.EVENT_CREATE, P.EVENT_READ, P.EVENT_UPDATE})
TRAINING_READING = frozenset({P.VOLUNTEER_TRAINING_READ})
# Somebody looks after volunteers and knows their names; nobody else needs to.
VOLUNTEERS = frozenset({P.VOLUNTEER_LIST, P.VOLUNTEER_MANAGE, P.VOLUNTEER_READ}) | TRAINING_READING
SURVEYING = frozenset(
    {P.QUESTIONNAIRE_MANAGE, P.SURVEY_RESPONSE_CREATE, P.SURVEY_TEXT_READ, P.SURVEY_WAVE_MANAGE}
)
COMPLAINANTS = frozenset({P.COMPLAINANT_SURVEY_CREATE, P.COMPLAINANT_SURVEY_READ})

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ANALYST: frozenset().union(
        FIGURES,
        SAVINGS,
        FUNDING,
        SURVEYING,
        EXTRACTING,
        {P.AREA_MANAGE, P.DASH_USE_READ, P.FOLLOW_UP_RULE_READ, P.IMPORT_CREATE, P.IMPORT_READ},
        {P.EVENT_READ, P.PROBLEM_SOLVING_PLAN_READ},
        PUBLIC_ORDER,
        TRAINING_READING,
    ),
    Role.CASEWORKER: frozenset().union(
        FIGURES,
        RECEIVING,
        CASEWORK,
        PEOPLE,
        RISK,
        PRESENTING,
        AGENDA,
        ACTING,
        PROGRAMMES,
        PLACEMENTS,
        SHARING,
        DECLARING,
        RESULTS,
        INTERVENTIONS,
        COMPLAINANTS,
        PUBLIC_ORDER,
        {P.EVENT_READ},
    ),
    Role.IMPORT_CLIENT: DIRECTORY | {P.IMPORT_CREATE, P.IMPORT_READ, P.SURVEY_RESPONSE_CREATE},
    Role.INDICATOR_READER: FIGURES,
    Role.JOINT_ACTION_GROUP: frozenset().union(
        FIGURES,
        ACTING,
        MONITORING,
        PLAN_WORK,
        {P.DASH_USE_READ, P.SURVEY_RESPONSE_CREATE},
        PUBLIC_ORDER,
        HOLDING_EVENTS,
        TRAINING_READING,
    ),
    Role.PANEL_COORDINATOR: frozenset().union(
        FIGURES,
        COORDINATING,
        RISK_TERMS,
        SHARING_ON_PANELS,
    ),
    Role.PANEL_MEMBER: frozenset().union(
        FIGURES,
        SITTING,
        RISK_TERMS,
        {P.PLACE_REVEAL},
        SHARING_ON_PANELS,
    ),
    Role.PARTNERSHIP_ADMIN: frozenset().union(
        FIGURES,
        ADMINISTRATION,
        PLANNING,
        RISK_TERMS,
        {P.DUTY_SHIFT_MANAGE},
        DECLARING,
        {P.EXCLUSION_MANAGE, P.EXCLUSION_READ},
        SAVINGS,
        FUNDING,
        MONITORING,
        {P.QUESTIONNAIRE_MANAGE},
        APPROVING,
        PUBLIC_ORDER,
        {P.ASB_CASE_REVIEW_PROCEDURE_MANAGE, P.PUBLIC_SPACES_ORDER_MANAGE, P.PUBLIC_SPACES_PENALTY_CREATE},
        HOLDING_EVENTS,
        VOLUNTEERS,
    ),
    Role.REFERRER: DIRECTORY | SENDING | DECLARING | NOTIFIED | {P.EVENT_READ},
    Role.REFERRER_CLIENT: DIRECTORY | SENDING,
    Role.RESPONSIBLE_AUTHORITIES_GROUP: frozenset().union(
        FIGURES,
        PLAN_DECISIONS,
        {P.CASE_OUTCOME_READ, P.DASH_USE_READ, P.EVENT_READ, P.FUNDING_BID_READ},
        PUBLIC_ORDER,
        TRAINING_READING,
    ),
    Role.REVIEW_COORDINATOR: FIGURES | REVIEWING,
    Role.SCRUTINY: frozenset().union(
        FIGURES,
        SCRUTINY,
        RISK_TERMS,
        {P.CASE_OUTCOME_READ, P.EXTRACT_APPROVAL_READ, P.FUNDING_BID_READ, P.PROBLEM_SOLVING_PLAN_READ},
        PUBLIC_ORDER,
        {P.EVENT_READ},
        TRAINING_READING,
    ),
}

# What these are about is no person; every other resource counts as personal until it is named here.
IMPERSONAL = frozenset(
    {
        "action_plan",
        "agency",
        "area",
        "asb_case_review_figure",
        "asb_case_review_procedure",
        "assessment_tool",
        "audit",
        "capacity",
        "complainant_survey_figure",
        "dash_use",
        "disclosure_notice",
        "duty_shift",
        "event",
        "exclusion",
        "extract_approval",
        "follow_up_rule",
        "funding_bid",
        "funding_figure",
        "funding_spend",
        "group",
        "import",
        "kpi",
        "meeting",
        "partnership",
        "price_index",
        "principal",
        "problem_solving_plan",
        "programme",
        "public_spaces_order",
        "public_spaces_penalty",
        "published_death_review",
        "questionnaire",
        "risk_rule",
        "savings_statement",
        "service",
        "sharing_agreement",
        "strategy",
        "survey_wave",
        "unit_cost",
        "volunteer_training",
    }
)
PERSONAL = frozenset({scope for scope in Permission if scope.partition(":")[0] not in IMPERSONAL})


def permissions_of(roles: frozenset[str]) -> frozenset[Permission]:
    known = [allowed for role, allowed in PERMISSIONS.items() if role.value in roles]
    return frozenset().union(*known)


def secret_suffices(scopes: frozenset[str], mode: PartnershipMode) -> bool:
    """A shared secret opens personal data of a trial only; real ones need a key that never left its owner."""
    return mode is PartnershipMode.TEST or not scopes & PERSONAL
