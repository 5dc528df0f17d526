"""Labels of the codes of funding bids, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.funding_bids.vocabulary import (
    FundingBidStatus,
    FundingDecision,
    FundingGrouping,
    OmissionReason,
    OpenCall,
)

_PART = Label("Awarded in part", description="Less than was requested.")

LABELS = {
    FundingBidStatus: ListLabels({"part_awarded": _PART}),
    FundingDecision: ListLabels({"part_awarded": _PART}),
    FundingGrouping: ListLabels(title="What awards are added up by"),
    OmissionReason: ListLabels(
        {
            "award_day_unknown": Label(
                "Award day unknown", description="The standard asks for a day; a month is not enough."
            )
        },
        title="Reason that an award is not published",
        standard=Source("360Giving Data Standard", "https://standard.threesixtygiving.org/en/latest/"),
    ),
    OpenCall: ListLabels(title="Whether bids were invited publicly"),
}
