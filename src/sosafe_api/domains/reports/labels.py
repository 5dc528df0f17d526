"""Labels of the codes of reports, where a code's own words do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.reports.vocabulary import Movement, ReportKind, ReportStatus, RiskKind

LABELS = {
    ReportKind: ListLabels(
        {
            "joint_action_group": Label("Joint Action Group", description="Every four weeks."),
            "responsible_authorities_group": Label(
                "Responsible Authorities Group", description="Every quarter."
            ),
        }
    ),
    ReportStatus: ListLabels(
        {
            "preparing": Label(
                "Preparing", description="Its figures are frozen; its documents are being made."
            ),
            "failed": Label("Failed", description="Its figures stand; its documents could not be made."),
        }
    ),
    Movement: ListLabels(
        {
            "first": Label("First report", description="There is no report before to compare with."),
            "new": Label("New value", description="Of a later period than in the report before."),
            "revised": Label("Revised", description="Of the same period, and another value than before."),
        }
    ),
    RiskKind: ListLabels(
        {
            "action_unmoved": Label(
                "Action not moved", description="Nothing was said of it since the last meeting."
            )
        }
    ),
}
