"""Which scopes reach personal data, and what a client needs that asks for them."""

from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.vocabulary import PartnershipMode

# What these are about is no person; every other resource counts as personal until it is named here.
IMPERSONAL = frozenset(
    {
        "action_plan",
        "agency",
        "area",
        "asb_case_review_figure",
        "asb_case_review_procedure",
        "asb_incident",
        "assessment_tool",
        "audit",
        "capacity",
        "change",
        "complainant_survey_figure",
        "dash_use",
        "disclosure_notice",
        "duty_shift",
        "event",
        "exclusion",
        "export",
        "extract_approval",
        "fire_incident",
        "follow_up_rule",
        "funding_bid",
        "funding_figure",
        "funding_spend",
        "group",
        "import",
        "job",
        "kpi",
        "measurement",
        "kpi_baseline",
        "kpi_target",
        "meeting",
        "minimum_data_set",
        "partnership",
        "police_file",
        "price_index",
        "principal",
        "problem_solving_plan",
        "programme",
        "public_spaces_order",
        "public_spaces_penalty",
        "published_death_review",
        "questionnaire",
        "recorded_crime",
        "report",
        "risk_rule",
        "savings_statement",
        "service",
        "sharing_agreement",
        "similar_area",
        "strategy",
        "survey_wave",
        "unit_cost",
        "volunteer_training",
        "webhook",
    }
)
PERSONAL = frozenset({scope for scope in Permission if scope.partition(":")[0] not in IMPERSONAL})


def secret_suffices(scopes: frozenset[str], mode: PartnershipMode) -> bool:
    """A shared secret opens personal data of a trial only; real ones need a key that never left its owner."""
    return mode is PartnershipMode.TEST or not scopes & PERSONAL
