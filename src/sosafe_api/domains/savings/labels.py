"""Labels of the codes of savings, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.savings.vocabulary import (
    Comparison,
    CostKind,
    Payer,
    ReferenceCostSet,
    ReferencePriceIndex,
    SavingsStatementStatus,
    WithdrawalReason,
    YearKind,
)

LABELS = {
    Comparison: ListLabels(
        {
            "baseline_and_actual": Label(
                "Baseline and actual", description="What would have been expected, beside what happened."
            )
        }
    ),
    CostKind: ListLabels(
        {
            "fiscal": Label("Fiscal", description="Falls on public budgets."),
            "economic": Label("Economic", description="Falls on the economy."),
            "social": Label("Social", description="Falls on society at large."),
        }
    ),
    Payer: ListLabels(
        {
            "childrens_services": "Children's services",
            "fire_and_rescue": "Fire and rescue authority",
            "national_health_service": "NHS",
        },
        title="Who bears the cost",
    ),
    ReferenceCostSet: ListLabels(
        {
            "new_economy_1_4": Label(
                "New Economy Unit Cost Database 1.4",
                description="For the Greater Manchester Combined Authority.",
            ),
            "home_office_2019_20": Label(
                "Home Office costs of crime, 2019/20",
                description="The economic and social costs of crime, in prices of 2019/20.",
            ),
        }
    ),
    ReferencePriceIndex: ListLabels({"gdp_deflator_to_2024": "GDP deflator to 2024"}),
    SavingsStatementStatus: ListLabels(title="Status of a statement of savings"),
    WithdrawalReason: ListLabels(
        {"duplicate": "Made twice", "method_changed": "Method has changed"},
        title="Reason that a statement is withdrawn",
    ),
    YearKind: ListLabels(
        {
            "calendar": "Calendar year",
            "financial": Label("Financial year", description="From April on; named by its first year."),
        }
    ),
}
