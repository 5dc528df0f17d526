"""Labels of the codes of placements, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.placements.rules import (
    CancellationReason,
    EndReason,
    PlaceKind,
    RefusalReason,
    RevealGround,
    RevealStatus,
)

LABELS = {
    CancellationReason: ListLabels(
        {
            "other_accommodation": "Found other accommodation",
            "remains_at_home": "Stays at home",
            "contact_lost": "Lost contact",
        },
        title="Reason that a stay is cancelled",
    ),
    EndReason: ListLabels(
        {
            "moved_to_own_home": "Moved to a home of their own",
            "moved_to_other_refuge": "Moved to another refuge",
            "returned_to_perpetrator": "Returned to the perpetrator",
            "location_compromised": Label(
                "Location compromised", description="Somebody knew of it from whom it must be kept."
            ),
            "contact_lost": "Lost contact",
        },
        title="Reason that a stay ended",
    ),
    PlaceKind: ListLabels(
        {
            "dispersed_flat": Label(
                "Dispersed flat", description="A self-contained flat away from a refuge."
            ),
        }
    ),
    RefusalReason: ListLabels(
        {
            "needs_not_met": "Needs cannot be met",
            "declined_by_person": "Declined by the person",
        },
        title="Reason that no stay came about",
    ),
    RevealGround: ListLabels(
        {
            "duty_roster": "On the duty roster",
            "current_placement": "Works on a current placement",
            "panel": "Panel",
        },
        title="Ground for a reveal",
    ),
    RevealStatus: ListLabels({"ready": "Ready to open"}),
}
