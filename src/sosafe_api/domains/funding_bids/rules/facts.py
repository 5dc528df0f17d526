"""What must be known of a bid in each status, and what cannot be true together. Pure: no I/O."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sosafe_api.core.errors import FieldError
from sosafe_api.core.partial_dates import PartialDate, certainly_before
from sosafe_api.domains.funding_bids.rules import AWARDS, UNDECIDED
from sosafe_api.domains.funding_bids.vocabulary import FundingBidStatus, FundingDecision

S = FundingBidStatus
# The later, and what it cannot lie before.
_ORDER = (
    ("decided_on", "applied_on"),
    ("awarded_on", "applied_on"),
    ("received_on", "applied_on"),
    ("last_funded_on", "starts_on"),
)


@dataclass(frozen=True, slots=True)
class BidFacts:
    """A bid as far as its rules ask."""

    status: FundingBidStatus
    decision: FundingDecision | None = None
    amount_requested: Decimal | None = None
    amount_awarded: Decimal | None = None
    applied_on: PartialDate | None = None
    decided_on: PartialDate | None = None
    awarded_on: PartialDate | None = None
    received_on: PartialDate | None = None
    starts_on: PartialDate | None = None
    last_funded_on: PartialDate | None = None

    @property
    def partly(self) -> bool:
        """Whether less was awarded than asked for."""
        asked, given = self.amount_requested, self.amount_awarded
        return asked is not None and given is not None and given < asked


def decision_of(facts: BidFacts) -> FundingDecision | None:
    """What the funder must have decided for a bid to stand where it does; a withdrawn one keeps what it had."""
    if facts.status in UNDECIDED:
        return None
    if facts.status is S.WITHDRAWN:
        return facts.decision
    if facts.status is S.REJECTED:
        return FundingDecision.REJECTED
    if facts.status in (S.AWARDED, S.PART_AWARDED):
        return FundingDecision(facts.status.value)
    return FundingDecision.PART_AWARDED if facts.partly else FundingDecision.AWARDED


def fact_errors(facts: BidFacts) -> list[FieldError]:
    """Every fact that is missing or cannot be true."""
    return [*_amounts(facts), *_dates(facts)]


def _awarded(facts: BidFacts) -> bool:
    """Whether money was awarded, also where the bid was withdrawn after that."""
    return facts.status in AWARDS or (
        facts.status is S.WITHDRAWN and facts.decision not in (None, FundingDecision.REJECTED)
    )


def _amounts(facts: BidFacts) -> Iterable[FieldError]:
    awarded = _awarded(facts)
    if awarded and not facts.amount_awarded:
        yield FieldError("required", "Must say what was awarded, more than nothing.", "#/amount_awarded")
    elif not awarded and facts.amount_awarded is not None:
        yield FieldError("not_awarded", "Nothing is awarded yet.", pointer="#/amount_awarded")
    elif facts.status is S.PART_AWARDED and facts.amount_requested is None:
        yield FieldError("required", "Must say what was asked for.", pointer="#/amount_requested")
    elif facts.status is S.PART_AWARDED and not facts.partly:
        yield FieldError("not_less_than_requested", "Must be less than was asked for.", "#/amount_awarded")
    elif facts.status is S.AWARDED and facts.partly:
        detail = "Is less than was asked for: the bid is `part_awarded`."
        yield FieldError("less_than_requested", detail, pointer="#/amount_awarded")


def _dates(facts: BidFacts) -> Iterable[FieldError]:
    premature: tuple[str, ...] = () if _awarded(facts) else ("awarded_on", "received_on")
    if facts.status in UNDECIDED or (facts.status is S.WITHDRAWN and facts.decision is None):
        premature = ("decided_on", *premature)
    for name in premature:
        if getattr(facts, name) is not None:
            yield FieldError("too_early", "Is not known of a bid that stands there.", pointer=f"#/{name}")
    for later, earlier in _ORDER:
        first, second = getattr(facts, later), getattr(facts, earlier)
        if first is not None and second is not None and certainly_before(first, second):
            yield FieldError("before_other_date", f"Must not lie before `{earlier}`.", pointer=f"#/{later}")


def repeated_lines(names: Iterable[str]) -> list[FieldError]:
    """Lines of a budget are told apart by their names."""
    counted = Counter(names)
    if all(count == 1 for count in counted.values()):
        return []
    return [FieldError("repeated_value", "Must name each line once.", pointer="#/budget_lines")]
