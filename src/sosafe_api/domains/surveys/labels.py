"""Labels of the codes of surveys, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.surveys.vocabulary import (
    ComplainantMeasure,
    EffectiveBaseMethod,
    QuestionnaireStatus,
    Satisfaction,
    ShareStatus,
    SurveyAudience,
    SurveyMethod,
    SurveyQuestionKind,
    WaveMaterial,
)

LABELS = {
    ComplainantMeasure: ListLabels(
        {
            "satisfied": Label("Satisfied", description="Very or fairly satisfied."),
            "feels_safer": "Feeling safer",
        }
    ),
    EffectiveBaseMethod: ListLabels(
        {
            "unweighted": Label("Unweighted", description="Every response counts alike."),
            "kish": "Kish's method",
        }
    ),
    QuestionnaireStatus: ListLabels({"retired": Label("Retired", description="No longer asked.")}),
    Satisfaction: ListLabels({"neither": "Neither satisfied nor dissatisfied"}),
    ShareStatus: ListLabels(
        {
            "suppressed": Label(
                "Suppressed", description="Hidden, since a small count would follow from it."
            ),
            "not_known": Label("Not known", description="Nobody stated it."),
        },
        title="Status of a share",
    ),
    SurveyAudience: ListLabels({"event_visitors": "Visitors of an event"}),
    SurveyMethod: ListLabels({"paper_at_event": "On paper at an event", "mixed": "Several methods"}),
    SurveyQuestionKind: ListLabels(
        {
            "single": "One option",
            "multiple": "Several options",
            "ranked": "Several options in order",
            "scale": "A point of a scale",
            "text": "Free text",
        }
    ),
    WaveMaterial: ListLabels({"counts": "Counts only"}, title="What a wave rests on"),
}
