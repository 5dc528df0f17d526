"""What must be known of a bid in each status, for every status and every move of its life."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.partial_dates import PartialDate
from sosafe_api.domains.funding_bids.rules import AWARDS, IN_FORCE, TRANSITIONS, UNDECIDED
from sosafe_api.domains.funding_bids.rules.facts import BidFacts, decision_of, fact_errors
from sosafe_api.domains.funding_bids.vocabulary import FundingBidStatus, FundingDecision

S = FundingBidStatus
amounts = st.none() | st.decimals(min_value=0, max_value=1000, places=2)


def test_every_status_can_be_reached_from_an_idea_and_an_award_never_becomes_a_rejection():
    reached, before = {S.IDEA}, set()
    while reached != before:
        before = set(reached)
        reached |= {target for status in before for target in TRANSITIONS[status]}
    assert reached == set(S) == set(TRANSITIONS)
    assert IN_FORCE < AWARDS
    assert not AWARDS & UNDECIDED
    for status in AWARDS:
        assert TRANSITIONS[status] <= AWARDS | {S.WITHDRAWN}


@given(st.sampled_from(S), amounts, amounts)
def test_whatever_is_accepted_is_decided_as_its_amounts_say(
    status: S, requested: Decimal | None, awarded: Decimal | None
):
    facts = BidFacts(status, None, requested, awarded)
    if fact_errors(facts):
        return
    decision = decision_of(facts)
    assert (decision is None) is (status in UNDECIDED | {S.WITHDRAWN})
    assert (awarded is not None) is (status in AWARDS)
    if status in AWARDS:
        assert awarded
        partly = requested is not None and awarded < requested
        assert decision is (FundingDecision.PART_AWARDED if partly else FundingDecision.AWARDED)


@pytest.mark.parametrize("status", S)
def test_a_status_lacks_nothing_once_its_amounts_are_known(status: S):
    requested = Decimal(2)
    awarded = {S.PART_AWARDED: Decimal(1)}.get(status, requested if status in AWARDS else None)
    assert fact_errors(BidFacts(status, None, requested, awarded)) == []


@pytest.mark.parametrize(
    ("decision", "early"),
    [
        (None, {"decided_on", "awarded_on", "received_on"}),
        (FundingDecision.REJECTED, {"awarded_on", "received_on"}),
        (FundingDecision.AWARDED, set()),
    ],
)
def test_a_withdrawn_bid_has_the_days_of_what_was_decided_before(
    decision: FundingDecision | None, early: set[str]
):
    day = PartialDate.parse("2017-02")
    awarded = Decimal(2) if decision is FundingDecision.AWARDED else None
    facts = BidFacts(
        S.WITHDRAWN, decision, Decimal(2), awarded, decided_on=day, awarded_on=day, received_on=day
    )
    assert {error.pointer for error in fact_errors(facts)} == {f"#/{name}" for name in early}
