"""Labels of the codes of anti-social behaviour; the standard exists in English only."""

from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.asb_incidents.vocabulary import AsbHeading, AsbQualifier

_STANDARD = Source(
    "National Standard for Incident Recording, counting rules",
    "https://www.gov.uk/government/publications/the-national-standard-for-incident-recording-nsir-counting-rules",
)

LABELS = {
    AsbHeading: ListLabels(
        {
            "vehicle_abandoned": Label("Vehicle abandoned", description="And not stolen."),
            "vehicle_nuisance": "Vehicle nuisance or inappropriate use",
            "rowdy_or_inconsiderate": "Rowdy or inconsiderate behaviour",
            "nuisance_communications": "Malicious or nuisance communications",
            "prostitution_related": "Prostitution-related activity",
        },
        title="Heading of anti-social behaviour",
        standard=_STANDARD,
    ),
    AsbQualifier: ListLabels(
        {
            "personal": Label("Personal", description="Aimed at, or hitting, an individual or a group."),
            "nuisance": Label("Nuisance", description="To the community at large."),
            "environmental": Label("Environmental", description="To public spaces or buildings."),
        },
        title="Qualifier of anti-social behaviour",
        standard=_STANDARD,
    ),
}
