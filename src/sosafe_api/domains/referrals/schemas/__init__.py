"""What crosses the wire about referrals: what a sender pushes, its receipt, and what each side may read."""

from sosafe_api.domains.referrals.schemas.content import (
    ConsentIn,
    HouseholdIn,
    PersonIn,
    RiskIn,
)
from sosafe_api.domains.referrals.schemas.history import (
    QuestionList,
    QuestionOut,
    TransitionList,
    TransitionOut,
)
from sosafe_api.domains.referrals.schemas.intake import (
    BatchAnswer,
    BatchResult,
    BatchSummary,
    ReferralBatchIn,
    ReferralIn,
    ReferralReceipt,
)
from sosafe_api.domains.referrals.schemas.moves import (
    Answered,
    AnswerIn,
    Asked,
    Moved,
    QuestionIn,
    Redirected,
    RedirectionIn,
    TransitionIn,
)
from sosafe_api.domains.referrals.schemas.reading import (
    OpenQuestion,
    ReferralContent,
    ReferralOut,
    ReferralPage,
    ReferralQuery,
    ReferralSummary,
)

__all__ = [
    "AnswerIn",
    "Answered",
    "Asked",
    "BatchAnswer",
    "BatchResult",
    "BatchSummary",
    "ConsentIn",
    "HouseholdIn",
    "Moved",
    "OpenQuestion",
    "PersonIn",
    "QuestionIn",
    "QuestionList",
    "QuestionOut",
    "Redirected",
    "RedirectionIn",
    "ReferralBatchIn",
    "ReferralContent",
    "ReferralIn",
    "ReferralOut",
    "ReferralPage",
    "ReferralQuery",
    "ReferralReceipt",
    "ReferralSummary",
    "RiskIn",
    "TransitionIn",
    "TransitionList",
    "TransitionOut",
]
