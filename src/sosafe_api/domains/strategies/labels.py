"""Labels of the codes of strategies, where a code's own words do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.strategies.vocabulary import StrategyStatus

LABELS = {
    StrategyStatus: ListLabels(
        {
            "adopted": Label("Adopted", description="Stands for its term."),
            "superseded": Label("Superseded", description="A later version took its place."),
            "discarded": Label("Discarded", description="A draft that was not adopted."),
        }
    ),
}
