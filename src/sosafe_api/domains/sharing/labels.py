"""Labels of the codes of sharing and consent, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import ListLabels
from sosafe_api.domains.sharing.vocabulary import (
    ExclusionReason,
    ExclusionSubject,
    LiftingReason,
    ServiceConsentStatus,
    SharingRefusal,
)

LABELS = {
    ExclusionReason: ListLabels({"own_record": "Their own record"}),
    ExclusionSubject: ListLabels(title="What a conflict of interest is about"),
    LiftingReason: ListLabels({"conflict_ended": "The conflict has ended"}),
    ServiceConsentStatus: ListLabels(title="Consent to take part in a service"),
    SharingRefusal: ListLabels(
        {
            "no_agreement": "No agreement in force",
            "recipient_not_entitled": "The recipient is not a party to it",
            "purpose_not_agreed": "Purpose not agreed",
            "data_class_not_agreed": "Kind of information not agreed",
            "condition_missing": "No condition for special category data",
        },
        title="Reason that sharing is not covered",
    ),
}
