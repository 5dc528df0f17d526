"""Labels of the codes of figures entered by hand, where a code's own words do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.measurements.vocabulary import (
    MeasuredPeriodKind,
    MeasurementStatus,
)

LABELS = {
    MeasuredPeriodKind: ListLabels(
        {
            "financial_year": Label("Financial year", description="April to March."),
            "service_year": Label("Service year", description="September to August."),
            "rolling_12_months": Label("Rolling 12 months", description="Any twelve whole months."),
        },
        title="Measured period",
    ),
    MeasurementStatus: ListLabels(
        {
            "released": Label("Released", description="A value of its indicator."),
            "superseded": Label("Superseded", description="A later figure took its place."),
        }
    ),
}
