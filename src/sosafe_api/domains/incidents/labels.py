"""Labels of crime types: those published, which exist in English only."""

from sosafe_api.core.labels import ListLabels, Source
from sosafe_api.domains.incidents.rules import CRIME_TYPES, CrimeType

LABELS = {
    CrimeType: ListLabels(
        {kind.value: published for published, kind in CRIME_TYPES.items()},
        standard=Source("data.police.uk, about the data", "https://data.police.uk/about/"),
    ),
}
