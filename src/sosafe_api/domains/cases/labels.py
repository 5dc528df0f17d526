"""Labels of the codes of cases, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.cases.rules import CaseAccess, CaseEnding, CaseKind, CaseStatus, PersonRole
from sosafe_api.domains.cases.vocabulary import ContactKind, FamilyPart, NeedKind, StepOwner

LABELS = {
    CaseAccess: ListLabels(
        {"service": "Everybody who works for the service", "workers": "Only those who work on the case"}
    ),
    CaseEnding: ListLabels(
        {
            "planned_needs_met": "Planned, needs met",
            "planned_partly_met": "Planned, needs partly met",
            "transferred_in_area": "Transferred within the area",
            "transferred_out_of_area": "Transferred out of the area",
            "custody": "In custody",
            "hospital": "In hospital",
            "declined_service": "Declined the service",
        }
    ),
    CaseKind: ListLabels({"one_to_one": "One-to-one support", "family": "Family work"}),
    CaseStatus: ListLabels(
        {"closing": Label("Closing", description="Waits for the approval of a second person.")}
    ),
    ContactKind: ListLabels({"same_day_appointment": "Same-day appointment"}),
    FamilyPart: ListLabels(title="Side of the family's work"),
    NeedKind: ListLabels(
        {
            "employment_training_volunteering": "Employment, training or volunteering",
            "hate": "Hate crime and incidents",
        }
    ),
    PersonRole: ListLabels({"convicted": "Convicted person"}, title="Role in the case"),
    StepOwner: ListLabels(title="Who takes the step"),
}
