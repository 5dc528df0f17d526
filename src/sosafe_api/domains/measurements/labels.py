"""Labels of the codes of figures entered by hand, where a code's own words do not say enough."""

from sosafe_api.core.kpi_names import KpiName
from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.measurements.vocabulary import (
    MeasuredPeriodKind,
    MeasurementStatus,
)

LABELS = {
    KpiName: ListLabels(
        {
            "asb_incidents": "Anti-social behaviour in police open data",
            "asb_reported": "Anti-social behaviour reported to agencies",
            "dash_used": "Cases with a DASH assessment",
            "domestic_abuse_rate": "Recorded domestic abuse per 1,000 residents",
            "no_more_without_asb_case": "No More clients without an ASB case",
            "sada_panel_acted": "Domestic abuse panel decisions with an action",
            "sada_panel_cases": "Cases heard by the domestic abuse panel",
        },
        title="Indicator",
    ),
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
