"""Labels of the codes of recorded crime, where a code's own words do not say enough."""

from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.recorded_crime.vocabulary import (
    ComparisonGap,
    OffenceLevel,
    RateTrend,
    SimilarAreaPosition,
)

LABELS = {
    ComparisonGap: ListLabels(
        {
            "no_group": Label(
                "No group", description="No group of similar areas held at the end of the quarter."
            ),
            "no_own_rate": Label("No rate of its own", description="The area's own rate was not imported."),
            "too_few_rates": Label(
                "Too few rates", description="Fewer than three other areas of the group have a rate."
            ),
        },
        title="Why there is no comparison",
    ),
    OffenceLevel: ListLabels(
        {"offence": Label("Offence", description="One or more codes of the Home Office Counting Rules.")},
        standard=Source(
            "Home Office, Police recorded crime open data tables",
            "https://www.gov.uk/government/statistics/police-recorded-crime-open-data-tables",
        ),
    ),
    RateTrend: ListLabels(
        {"static": Label("Static", description="The same rate as in that quarter, to four decimal places.")},
    ),
    SimilarAreaPosition: ListLabels(
        {
            "above": Label("Above", description="Over the upper limit: a higher rate than in similar areas."),
            "inline": Label("In line", description="Between the limits, or on one."),
            "below": Label("Below", description="Under the lower limit: a lower rate than in similar areas."),
        },
        title="Position among similar areas",
    ),
}
