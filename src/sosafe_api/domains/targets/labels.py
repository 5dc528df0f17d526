"""Labels of the codes of targets and control charts, where a code's own words do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.targets.vocabulary import (
    BaselineStatus,
    ChartAssurance,
    ChartSignal,
    Rating,
    TargetKind,
    TargetStatus,
    Travel,
)

LABELS = {
    BaselineStatus: ListLabels(title="Status of a baseline"),
    ChartAssurance: ListLabels(
        {
            "consistent_pass": Label("Consistently passes", description="The limits lie beyond the target."),
            "consistent_fail": Label("Consistently fails", description="The limits do not reach the target."),
            "inconsistent": Label("Hits and misses", description="The target lies between the limits."),
        },
        title="Assurance against a target",
    ),
    ChartSignal: ListLabels(
        {
            "seven_trending": Label(
                "Seven points rising or falling", description="Seven in a row, which is six steps."
            ),
            "two_of_three_near_limit": Label(
                "Two of three near a limit", description="Beyond two thirds of the way, all on one side."
            ),
        },
        title="Signal on a control chart",
    ),
    Rating: ListLabels(
        {
            "green": Label("Green", description="The target is met."),
            "amber": Label("Amber", description="Missed by no more than the tolerance."),
            "red": Label("Red", description="Missed by more than the tolerance."),
            "grey": Label("Grey", description="There is no target for the period, or no value."),
        }
    ),
    TargetKind: ListLabels({"percent_change_on_baseline": "Per cent change on a baseline"}),
    TargetStatus: ListLabels(title="Status of a target"),
    Travel: ListLabels(title="Direction of travel"),
}
