"""What may follow what: interventions, the stage of an ASB case, public spaces orders, ASB case reviews. Pure."""

from enum import StrEnum
from typing import TypeVar

from sosafe_api.domains.interventions.vocabulary import (
    AsbCaseReviewStatus,
    AsbStage,
    InterventionStatus,
    PublicSpacesOrderStatus,
)

State = TypeVar("State", bound=StrEnum)
_I, _A, _R, _P = InterventionStatus, AsbStage, AsbCaseReviewStatus, PublicSpacesOrderStatus

INTERVENTION: dict[InterventionStatus, frozenset[InterventionStatus]] = {
    _I.DRAFTED: frozenset({_I.ISSUED, _I.WITHDRAWN}),
    _I.ISSUED: frozenset({_I.COMPLIED, _I.BREACHED, _I.ENDED, _I.WITHDRAWN}),
    _I.COMPLIED: frozenset({_I.BREACHED, _I.ENDED, _I.WITHDRAWN}),
    _I.BREACHED: frozenset({_I.COMPLIED, _I.ENDED, _I.WITHDRAWN}),
    _I.ENDED: frozenset(),
    _I.WITHDRAWN: frozenset(),
}
# The work may go back to an earlier stage: what was monitored breaks out again, a closed case is reopened.
ASB_STAGE: dict[AsbStage, frozenset[AsbStage]] = {
    _A.REPORTED: frozenset({_A.RISK_ASSESSED, _A.CLOSED}),
    _A.RISK_ASSESSED: frozenset({_A.OPEN, _A.CLOSED}),
    _A.OPEN: frozenset({_A.RISK_ASSESSED, _A.ACTION_PLAN, _A.ENFORCEMENT, _A.MONITORING, _A.CLOSED}),
    _A.ACTION_PLAN: frozenset({_A.RISK_ASSESSED, _A.ENFORCEMENT, _A.MONITORING, _A.CLOSED}),
    _A.ENFORCEMENT: frozenset({_A.RISK_ASSESSED, _A.ACTION_PLAN, _A.MONITORING, _A.CLOSED}),
    _A.MONITORING: frozenset({_A.RISK_ASSESSED, _A.ACTION_PLAN, _A.ENFORCEMENT, _A.CLOSED}),
    _A.CLOSED: frozenset({_A.REPORTED}),
}
ASB_CASE_REVIEW: dict[AsbCaseReviewStatus, frozenset[AsbCaseReviewStatus]] = {
    _R.APPLIED: frozenset({_R.ACKNOWLEDGED}),
    _R.ACKNOWLEDGED: frozenset({_R.THRESHOLD_MET, _R.THRESHOLD_NOT_MET}),
    _R.THRESHOLD_MET: frozenset({_R.REVIEW_HELD}),
    _R.THRESHOLD_NOT_MET: frozenset({_R.CLOSED}),
    _R.REVIEW_HELD: frozenset({_R.RECOMMENDATIONS_MADE, _R.NO_RECOMMENDATIONS}),
    _R.RECOMMENDATIONS_MADE: frozenset({_R.CLOSED}),
    _R.NO_RECOMMENDATIONS: frozenset({_R.CLOSED}),
    _R.CLOSED: frozenset(),
}
PUBLIC_SPACES_ORDER: dict[PublicSpacesOrderStatus, frozenset[PublicSpacesOrderStatus]] = {
    _P.MADE: frozenset({_P.DISCHARGED}),
    _P.DISCHARGED: frozenset(),
}
IN_FORCE = frozenset({_I.ISSUED, _I.COMPLIED, _I.BREACHED})
# Steps that count as taken, even when they have come to their end since.
TAKEN = IN_FORCE | {_I.ENDED}


def allowed(table: dict[State, frozenset[State]], state: State) -> list[State]:
    """Where it may go from here, in the order in which the codes are declared."""
    return [found for found in type(state) if found in table[state]]


def moves_open(status: InterventionStatus) -> list[InterventionStatus]:
    """Where a caller may move an intervention: into breach it goes by the record of the breach alone."""
    return [found for found in allowed(INTERVENTION, status) if found is not _I.BREACHED]
