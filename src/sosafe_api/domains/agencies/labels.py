"""Labels of the directory's codes, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.agencies.vocabulary import (
    AgencyKind,
    GroupLevel,
    MembershipBasis,
    PanelKind,
    Rhythm,
    ServiceKind,
    ServiceStatus,
)

LABELS = {
    AgencyKind: ListLabels(
        {
            "fire_and_rescue": "Fire and rescue authority",
            "health_commissioner": Label(
                "Health commissioner", description="In England an integrated care board."
            ),
            "youth_justice": "Youth justice service",
        }
    ),
    GroupLevel: ListLabels({"survivor_led": "Survivor-led", "county": "County-wide"}),
    MembershipBasis: ListLabels(
        {
            "partner": Label("Partner", description="Takes part without a duty in law to do so."),
        },
        standard=Source(
            "Crime and Disorder Act 1998, section 5",
            "https://www.legislation.gov.uk/ukpga/1998/37/section/5",
        ),
    ),
    PanelKind: ListLabels(
        {
            "marac": Label("MARAC", description="Multi-agency risk assessment conference."),
            "sada_panel": Label("SADA panel", description="Domestic abuse below the threshold of a MARAC."),
            "multiple_needs": "Multiple needs panel",
            "youth_multiple_needs": "Youth multiple needs panel",
            "professionals_meeting": "Professionals' meeting",
        }
    ),
    Rhythm: ListLabels(
        {
            "every_28_days": Label("Every 28 days", description="Four-weekly: 13 times a year."),
            "every_42_days": Label("Every 42 days", description="Six-weekly."),
            "ad_hoc": Label("Ad hoc", description="Meets when there is something to discuss."),
        },
        title="Meeting rhythm",
    ),
    ServiceKind: ListLabels({"one_to_one_support": "One-to-one support", "multiple_needs": "Multiple needs"}),
    ServiceStatus: ListLabels(
        standard=Source(
            "Human Services Data Specification 3, `service.status`",
            "https://docs.openreferral.org/en/latest/hsds/schema_reference.html",
        )
    ),
}
