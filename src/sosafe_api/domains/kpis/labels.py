"""Labels of the codes of indicators, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.kpis.vocabulary import (
    Breakdown,
    ComparisonCaveat,
    DisclosurePolicy,
    FindingCode,
    IntervalMethod,
    ObservationStatus,
    PeriodKind,
    Polarity,
    ReleaseStatus,
    ReleaseStep,
    SignificanceMethod,
    Unavailable,
    Unit,
)

LABELS = {
    Breakdown: ListLabels(
        {
            "reason": "Referral reason",
            "asb_qualifier": "Qualifier of anti-social behaviour",
            "ward": Label("Ward", description="Of 2024, put together from the LSOAs that fit it best."),
        }
    ),
    ComparisonCaveat: ListLabels(
        {
            "different_length": Label(
                "Different length", description="One period has more months than the other."
            ),
            "different_season": Label(
                "Different season", description="The periods are of different months of the year."
            ),
            "different_year_start": Label(
                "Different start of the year", description="Both are whole years, but of other months."
            ),
            "overlapping": Label("Overlapping", description="Both periods hold some of the same months."),
            "series_broken": Label(
                "Break in series", description="Something was counted otherwise in one of the periods."
            ),
            "provisional": Label("Provisional", description="One of the values may still change."),
        }
    ),
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
            "revised": Label("Revised", description="Published before with another value."),
            "suppressed": Label("Suppressed", description="Hidden, since it could tell of somebody."),
            "not_available": Label("Not available", description="The data it needs are not there."),
        }
    ),
    SignificanceMethod: ListLabels(
        {
            "pooled_proportions": Label(
                "Two proportions, pooled variance", description="Fleiss, Levin and Paik (2003)."
            ),
            "conditional_poisson": Label(
                "Two counts, given their sum", description="Przyborowski and Wilenski (1940)."
            ),
        }
    ),
    Unavailable: ListLabels(
        {
            "incomplete": Label("Incomplete", description="A month of the period is not counted."),
            "no_base": Label("Nothing to count out of", description="The denominator is 0."),
            "no_population": Label("No population", description="The series has no figure for the period."),
            "series_broken": Label(
                "Break in series", description="Within the period something came to be counted otherwise."
            ),
            "not_recorded": Label("Not recorded", description="Nothing was recorded by that day."),
        },
        title="Why there is no value",
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
    Unit: ListLabels(
        {
            "percent": "Per cent",
            "per_1000_population": "Per 1,000 population",
            "per_10000_population": "Per 10,000 population",
            "per_1000_households": "Per 1,000 households",
        }
    ),
}
