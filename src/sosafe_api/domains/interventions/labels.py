"""Labels of the codes of interventions, public spaces protection orders and ASB case reviews."""

from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.interventions.vocabulary import (
    AsbCaseReviewStatus,
    AsbClosure,
    BreachConsequence,
    ClosureExtent,
    ComplaintJudgement,
    ComplaintRecipient,
    InterventionEnd,
    InterventionKind,
    InterventionStatus,
    PublicSpacesOrderStatus,
    ReviewApplicant,
    ThresholdGround,
)

_ACT = "Anti-social Behaviour, Crime and Policing Act 2014"
_ADDRESS = "https://www.legislation.gov.uk/ukpga/2014/12"
_REVIEWS = Source(f"{_ACT}, section 104", f"{_ADDRESS}/section/104")

LABELS = {
    AsbCaseReviewStatus: ListLabels(standard=_REVIEWS),
    AsbClosure: ListLabels(
        {"moved": "Moved away", "referred": "Referred elsewhere"}, title="ASB case closure reason"
    ),
    BreachConsequence: ListLabels(
        {"pending": "Not yet decided", "contempt_proceedings": "Contempt of court"}
    ),
    ClosureExtent: ListLabels(
        {
            "full": Label("Full", description="Closed to all."),
            "partial": Label("Partial", description="Closed to some people, or at some times only."),
        },
        standard=Source(f"{_ACT}, Part 4 Chapter 3", f"{_ADDRESS}/part/4/chapter/3"),
    ),
    ComplaintJudgement: ListLabels(
        {
            "qualifies": Label("Qualifies", description="Counts towards the threshold."),
            "made_too_late": "Complaint made too late",
            "application_too_late": "Application made too late",
        },
        standard=_REVIEWS,
    ),
    ComplaintRecipient: ListLabels({"health": "Health body"}),
    InterventionEnd: ListLabels(
        {"varied": "Replaced on variation", "appealed": "Ended on appeal"}, title="Intervention ending"
    ),
    InterventionKind: ListLabels(
        {
            "possession_absolute_ground": Label(
                "Possession on the absolute ground",
                description="Possession of a home for anti-social behaviour already proved to a court.",
            ),
            "single_point_of_access_referral": Label(
                "Referral to the Single Point of Access",
                description="The way into mental health services.",
            ),
        },
        standard=Source(_ACT, _ADDRESS),
    ),
    InterventionStatus: ListLabels({"complied": "Complied with"}),
    PublicSpacesOrderStatus: ListLabels(
        title="Public spaces protection order status",
        standard=Source(f"{_ACT}, Part 4 Chapter 2", f"{_ADDRESS}/part/4/chapter/2"),
    ),
    ReviewApplicant: ListLabels(
        {"victim": "The victim", "on_behalf_of_victim": "Somebody on the victim's behalf"}, standard=_REVIEWS
    ),
    ThresholdGround: ListLabels(
        {"adequacy_of_response": "Adequacy of the response"},
        title="Ground for a review below the threshold",
        standard=_REVIEWS,
    ),
}
