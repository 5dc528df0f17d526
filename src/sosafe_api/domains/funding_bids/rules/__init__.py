"""The life of a bid. Pure: no I/O."""

from collections.abc import Mapping
from typing import Any

from sosafe_api.domains.funding_bids.vocabulary import FundingBidStatus

S = FundingBidStatus

TRANSITIONS: dict[FundingBidStatus, frozenset[FundingBidStatus]] = {
    S.IDEA: frozenset({S.DRAFTED, S.WITHDRAWN}),
    S.DRAFTED: frozenset({S.SUBMITTED, S.WITHDRAWN}),
    S.SUBMITTED: frozenset({S.SHORTLISTED, S.AWARDED, S.PART_AWARDED, S.REJECTED, S.WITHDRAWN}),
    S.SHORTLISTED: frozenset({S.AWARDED, S.PART_AWARDED, S.REJECTED, S.WITHDRAWN}),
    # An offer may be declined: then the bid is withdrawn, and the decision stays what it was.
    S.AWARDED: frozenset({S.ACCEPTED, S.WITHDRAWN}),
    S.PART_AWARDED: frozenset({S.ACCEPTED, S.WITHDRAWN}),
    S.ACCEPTED: frozenset({S.IN_DELIVERY}),
    S.IN_DELIVERY: frozenset({S.REPORTED}),
    S.REPORTED: frozenset({S.IN_DELIVERY, S.CLOSED}),
    S.REJECTED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.CLOSED: frozenset(),
}
LIVES: dict[str, Mapping[Any, frozenset[Any]]] = {"The life of a funding bid": TRANSITIONS}

UNDECIDED = frozenset({S.IDEA, S.DRAFTED, S.SUBMITTED, S.SHORTLISTED})
WAITING = frozenset({S.SUBMITTED, S.SHORTLISTED})
AWARDS = frozenset({S.AWARDED, S.PART_AWARDED, S.ACCEPTED, S.IN_DELIVERY, S.REPORTED, S.CLOSED})
IN_FORCE = AWARDS - {S.CLOSED}


def allowed(status: str) -> list[FundingBidStatus]:
    """Where a bid may move, in the order of a life."""
    open_to = TRANSITIONS[FundingBidStatus(status)]
    return [target for target in FundingBidStatus if target in open_to]
