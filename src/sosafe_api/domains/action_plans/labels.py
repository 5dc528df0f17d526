"""Labels of the codes of action plans, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.action_plans.vocabulary import (
    PlanActionStatus,
    ProblemOutcome,
    ProblemSolvingStatus,
)

LABELS = {
    PlanActionStatus: ListLabels(
        {"carried_over": Label("Carried over", description="Goes on in a later year's plan.")}
    ),
    ProblemOutcome: ListLabels({"displaced": Label("Displaced", description="It went elsewhere.")}),
    ProblemSolvingStatus: ListLabels(
        {
            "scanning": Label("Scanning", description="What the problem is."),
            "analysis": Label("Analysis", description="Why it is there."),
            "response": Label("Response", description="What is done about it."),
            "assessment": Label("Assessment", description="Whether that worked."),
        },
        title="Step of a problem-solving plan",
    ),
}
