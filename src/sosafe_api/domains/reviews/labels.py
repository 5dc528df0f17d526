"""Labels of the codes of death reviews, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.reviews.vocabulary import (
    DashUseStatus,
    DeathRelationship,
    DeathReviewName,
    DeathReviewStatus,
    NotConductedReason,
)

LABELS = {
    DashUseStatus: ListLabels(title="Status of a figure on the use of DASH"),
    DeathRelationship: ListLabels(title="Relationship to the one who died"),
    DeathReviewName: ListLabels(
        {
            "domestic_homicide_review": Label(
                "Domestic homicide review", description="The name in law until it was changed."
            ),
            "domestic_abuse_related_death_review": "Domestic abuse related death review",
        },
        title="Name of the review in law",
        standard=Source(
            "Domestic Violence, Crime and Victims Act 2004, section 9",
            "https://www.legislation.gov.uk/ukpga/2004/28/section/9",
        ),
    ),
    DeathReviewStatus: ListLabels(
        {
            "not_conducted": "Decided not to conduct a review",
            "not_conducted_told": "Home Office told that no review is conducted",
            "conduct_decided": "Decided to conduct a review",
            "home_office_told": "Home Office told that a review is conducted",
            "quality_assurance": Label("Quality assurance", description="With the Home Office."),
        }
    ),
    NotConductedReason: ListLabels(
        {
            "covered_by_other_review": "Covered by another review",
            "other_area_conducts": "Another area conducts it",
        },
        title="Reason that no review is conducted",
    ),
}
