"""Labels of the codes of referrals, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.referrals.rules import (
    DeclineReason,
    ErrorReason,
    HoldReason,
    NotCompletedReason,
    ReferralReason,
    ReferralSource,
    Status,
    WithdrawalReason,
)
from sosafe_api.domains.referrals.vocabulary import ConsentStatus, RiskTool

LABELS = {
    ConsentStatus: ListLabels(title="Consent to take part"),
    DeclineReason: ListLabels({"no_capacity": "No room", "already_open": "Already known to the service"}),
    ErrorReason: ListLabels({"duplicate": "Recorded twice"}),
    HoldReason: ListLabels(
        {"custody": "In custody", "hospital": "In hospital", "client_request": "At the client's request"}
    ),
    NotCompletedReason: ListLabels(
        {"custody": "In custody", "hospital": "In hospital", "declined_service": "Declined the service"}
    ),
    ReferralReason: ListLabels(
        {
            "domestic_abuse_victim": "Domestic abuse, victim",
            "domestic_abuse_perpetrator": "Domestic abuse, perpetrator",
            "substance_drugs": "Substance use, drugs",
            "substance_alcohol": "Substance use, alcohol",
            "asb_perpetrator": "ASB, perpetrator",
            "asb_victim": "ASB, victim",
            "tenancy_risk": "Tenancy at risk",
            "self_harm_suicide": "Self-harm or suicide",
            "exploitation_cse": Label(
                "Exploitation, including CSE", description="CSE is child sexual exploitation."
            ),
            "hate": "Hate crime and incidents",
            "safeguarding_child": "Safeguarding of a child",
            "safeguarding_adult": "Safeguarding of an adult",
        }
    ),
    ReferralSource: ListLabels(
        {
            "council_housing": "Council, housing",
            "council_other": "Council, other",
            "childrens_social_care": "Children's social care",
            "mental_health": "Mental health service",
            "primary_care": Label("Primary care", description="A GP's practice, for example."),
            "substance_misuse": "Substance misuse service",
            "youth_justice": "Youth justice service",
            "mash": Label("MASH", description="Multi-agency safeguarding hub."),
            "self_or_family": "The person or their family",
        }
    ),
    RiskTool: ListLabels(
        {
            "dash_24": Label("DASH, 24 questions", description="The list for all agencies."),
            "dash_27": Label("DASH, 27 questions", description="The list of the police."),
            "other": "Another tool",
        }
    ),
    Status: ListLabels(title="Referral status"),
    WithdrawalReason: ListLabels(
        {"client_request": "At the client's request"}, title="Reason that a referral is withdrawn"
    ),
}
