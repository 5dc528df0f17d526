"""Labels of the codes of risk assessments, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.risk.vocabulary import (
    AssessmentPhase,
    DashAnswer,
    DashVersion,
    PairHistory,
    RiskGround,
    RiskRoute,
)

LABELS = {
    AssessmentPhase: ListLabels({"before": "Before the work", "after": "After the work"}),
    DashAnswer: ListLabels({"dont_know": Label("Don't know", description="Not known is not no.")}),
    DashVersion: ListLabels(
        {
            "dash_24": Label("DASH, 24 questions", description="The list for all agencies."),
            "dash_27": Label("DASH, 27 questions", description="The list of the police, DASH 2009."),
        },
        standard=Source(
            "SafeLives, Dash risk checklist",
            "https://safelives.org.uk/resources-library/quick-start-guidance-for-dash-risk-checklist/",
        ),
    ),
    PairHistory: ListLabels(
        {
            "repeat": Label("Repeat", description="An earlier referral of the pair lies within the period."),
            "lapsed": Label("Lapsed", description="An earlier referral of the pair lies before the period."),
        },
        title="Earlier referrals of the pair",
    ),
    RiskGround: ListLabels(
        {
            "visible_high_risk": Label(
                "Visible high risk", description="The count of questions answered yes."
            ),
            "repeat": "Repeat referral",
        }
    ),
    RiskRoute: ListLabels(
        {
            "marac": Label("MARAC", description="Multi-agency risk assessment conference."),
            "sada_panel": Label("SADA panel", description="Domestic abuse below the threshold of a MARAC."),
        }
    ),
}
