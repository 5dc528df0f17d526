"""Labels of the codes of indicators, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.kpis.vocabulary import (
    Breakdown,
    DisclosurePolicy,
    FindingCode,
    IntervalMethod,
    ObservationStatus,
    PeriodKind,
    Polarity,
    ReleaseStatus,
    ReleaseStep,
    Unit,
)

LABELS = {
    Breakdown: ListLabels({"reason": "Referral reason"}),
    DisclosurePolicy: ListLabels(
        {
            "open_source": Label(
                "Open source",
                description="The data are public in the same detail, or about no person; nothing is hidden.",
            ),
            "standard": Label(
                "Standard", description="Counts of 1 to 4 are hidden, and others that would tell them."
            ),
            "sensitive": Label(
                "Sensitive", description="Counts below 10 are withheld, others rounded to base 5."
            ),
        }
    ),
    FindingCode: ListLabels(
        {
            "suppressed": Label("Suppressed", description="Values hidden so that nobody is given away."),
            "given_away": Label("Given away", description="A hidden count follows from what was published."),
            "internal_error": Label("Internal error", description="The release could not be computed."),
        },
        title="Finding of a release's check",
    ),
    IntervalMethod: ListLabels(
        {
            "byar": Label("Byar's method", description="For counts and rates."),
            "wilson": Label("Wilson score method", description="For proportions."),
        }
    ),
    ObservationStatus: ListLabels(
        {
            "suppressed": Label("Suppressed", description="Hidden, since it could tell of somebody."),
            "not_available": Label("Not available", description="The data it needs are not there."),
        }
    ),
    PeriodKind: ListLabels(title="Length of period"),
    Polarity: ListLabels({"lower_better": "Lower is better", "higher_better": "Higher is better"}),
    ReleaseStatus: ListLabels(
        {
            "draft": Label("Draft", description="Is being computed."),
            "checked": Label("Checked", description="Computed, gives nobody away, and waits for approval."),
            "refused": Label("Refused", description="Could give somebody away, or could not be computed."),
            "withdrawn": Label("Withdrawn", description="No longer served; the list says why."),
            "discarded": Label("Discarded", description="Given up before it was published."),
        },
        title="Release status",
    ),
    ReleaseStep: ListLabels(title="Step of a release"),
    Unit: ListLabels({"percent": "Per cent", "per_1000_population": "Per 1,000 population"}),
}
