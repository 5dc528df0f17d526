"""Labels of the codes of outcomes, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.outcomes.vocabulary import (
    FollowUpOutcome,
    FollowUpStatus,
    MeasurementPoint,
    OutcomeMeasureCode,
    ResultArea,
    ResultValue,
    RiskChange,
    SuccessReason,
    UnableReason,
)

LABELS = {
    FollowUpOutcome: ListLabels({"done": "Measured", "unable": "Could not be measured"}),
    FollowUpStatus: ListLabels({"done": "Measured", "unable": "Could not be measured"}),
    MeasurementPoint: ListLabels({"baseline": "At the beginning", "closure": "At closure"}),
    OutcomeMeasureCode: ListLabels(
        {
            "risk_lower_at_closure": "Risk lower at closure than at the beginning",
            "substance_use_down_at_closure": "Substance use lower at closure than at the beginning",
        },
        title="Outcome measure",
    ),
    ResultArea: ListLabels(
        {
            "asb_case": "Anti-social behaviour case",
            "employment_training_volunteering": "Employment, training or volunteering",
            "feels_safer": "Feeling safe",
            "family_education": "Family: getting a good education",
            "family_early_years": "Family: good early years development",
            "family_mental_and_physical_health": "Family: improved mental and physical health",
            "family_substance_use": "Family: promoting recovery and reducing harm from substance use",
            "family_relationships": "Family: improved family relationships",
            "family_safe_from_abuse_and_exploitation": "Family: children safe from abuse and exploitation",
            "family_diverted_from_crime": "Family: crime prevention and tackling crime",
            "family_safe_from_domestic_abuse": "Family: safe from domestic abuse",
            "family_secure_housing": "Family: secure housing",
            "family_financial_stability": "Family: financial stability",
        },
        standard=Source(
            "National Supporting Families Outcome Framework (the last ten)",
            "https://www.gov.uk/government/publications/supporting-families-programme-guidance-2022-to-2025/"
            "chapter-3-the-national-supporting-families-outcome-framework",
        ),
    ),
    ResultValue: ListLabels(
        {
            "at_risk_of_losing_home": "At risk of losing their home",
            "sustained": Label("Sustained", description="What they had was kept."),
            "none_after_closure": "No new case after closure",
            "none_known": "None known of",
            "same": "The same",
        }
    ),
    RiskChange: ListLabels({"same": "The same"}, title="Change of risk"),
    SuccessReason: ListLabels(
        {
            "no_whole_family_assessment": "No whole-family assessment",
            "outcome_not_held": Label("Outcome not held", description="It did not last for six months."),
        },
        title="What stands against success",
    ),
    UnableReason: ListLabels({"custody": "In custody"}, title="Reason that nothing could be measured"),
}
