"""Labels of the codes of patterns, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.patterns.vocabulary import BaselineMethod, ComparedAreaKind, ComparedPeriodKind

LABELS = {
    BaselineMethod: ListLabels(
        {
            "same_months_of_earlier_years": Label(
                "Same months of earlier years", description="Up to five years; so the season is the same."
            ),
            "preceding_months": Label(
                "Preceding months",
                description="Where no earlier year is loaded: of the twelve before. The season may differ.",
            ),
        }
    ),
    ComparedAreaKind: ListLabels(
        {
            "lsoa": Label("LSOA", description="Lower layer super output area, in boundaries of 2011."),
            "ward": Label("Ward", description="Of 2024, put together from the LSOAs that fit it best."),
        },
        title="Areas compared",
    ),
    ComparedPeriodKind: ListLabels(title="Period of a comparison"),
}
