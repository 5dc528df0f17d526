"""Labels of the codes of indicators, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.kpis.vocabulary import (
    Breakdown,
    DisclosurePolicy,
    IntervalMethod,
    ObservationStatus,
    PeriodKind,
    Polarity,
    ReleaseStatus,
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
    IntervalMethod: ListLabels(
        {
            "byar": Label("Byar's method", description="For counts and rates."),
            "wilson": Label("Wilson score method", description="For proportions."),
        }
    ),
    ObservationStatus: ListLabels(
        {
            "revised": Label("Revised", description="Published before with another value."),
            "suppressed": Label("Suppressed", description="Hidden, since it could tell of somebody."),
            "not_available": Label("Not available", description="The data it needs are not there."),
        }
    ),
    PeriodKind: ListLabels(
        {
            "financial_year": Label("Financial year", description="April to March."),
            "calendar_year": Label("Calendar year", description="January to December."),
            "service_year": Label("Service year", description="September to August."),
            "year_to_date": Label("Year to date", description="From April to the end of the month named."),
        },
        title="Length of period",
    ),
    Polarity: ListLabels({"lower_better": "Lower is better", "higher_better": "Higher is better"}),
    ReleaseStatus: ListLabels(title="Release status"),
    Unit: ListLabels(
        {
            "percent": "Per cent",
            "per_1000_population": "Per 1,000 population",
            "per_10000_population": "Per 10,000 population",
            "per_1000_households": "Per 1,000 households",
        }
    ),
}
